"""Parses lists of URLs from a file, standard input or the command line."""

from __future__ import annotations

import csv
import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scrapers.address import web_address
from scrapers.outlet import Outlet
from scrapers.outlets import outlet_of

_LONGEST = 10_000_000
"""Bytes of a file with a list."""
_SITE = r"(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?=/)"
_ADDRESS = re.compile(rf"(?:https?://\S+|{_SITE}\S*)", re.I)
# A comma may stand in an address; between two of them the next one begins behind it.
_BETWEEN = re.compile(rf"[,\s]+(?=https?://|{_SITE})", re.I)


@dataclass(frozen=True)
class Given:
    """An address, and where it stands for people who have to mend it."""

    url: str
    place: str


def read_list(text: str) -> list[Given]:
    """The addresses of a list: `-` is standard input, else those typed with commas or a file with one on each line.

    `https://` may be left out; empty lines and those that begin with # are. The file may be a CSV with headings, as
    spreadsheets save it. Raises ValueError, naming the line, for what is no address, for a list without any, and for
    a file that cannot be read.
    """
    found = [Given(url, place) for line, place in _lines(text) if (url := _address(line, place))]
    if not found:
        raise ValueError(f"urls: no address in {text.strip() or 'it'}")
    return found


def outlet_at(given: Given) -> Outlet:
    """The outlet that an address belongs to. Raises ValueError where there is none."""
    outlet = outlet_of(given.url)
    if outlet is None:
        raise ValueError(f"{given.place}: {given.url} is of no known outlet (extract reads it all the same)")
    return outlet


def is_list(text: str) -> bool:
    """Whether a text is an address or several, rather than the name of a file or an outlet."""
    return _ADDRESS.match(text.strip()) is not None


def _lines(text: str) -> Iterator[tuple[str, str]]:
    if text == "-":
        lines, name = sys.stdin.read().splitlines(), "standard input"
    elif "\n" in text or (is_list(text) and not Path(text).is_file()):
        for line in text.splitlines():
            yield from ((part, "urls") for part in _BETWEEN.split(line.strip(" ,")))
        return
    else:
        lines, name = _file(text), text
    for number, line in _column(lines) or enumerate(lines, start=1):
        yield line, f"{name}, line {number}"


def _column(lines: list[str]) -> list[tuple[int, str]]:
    """The cells of the column of addresses, with their lines, of a CSV with headings; nothing for another list.

    A heading is words alone: a first line with a mistyped address is none.
    """
    between = max(",;\t", key=lines[0].count) if lines else ","
    rows = csv.reader((line + "\n" for line in lines), delimiter=between)
    try:
        found = [(rows.line_num, row) for row in rows if row]
    except csv.Error:
        return []
    if len(found) < 2 or any(re.search(r"://|\w\.\w|^#", cell) for cell in found[0][1]):
        return []
    of_address = (n for _, row in found[1:] for n, cell in enumerate(row) if _ADDRESS.fullmatch(cell.strip()))
    column = next(of_address, None)
    if column is None:
        return []
    if len(found[0][1]) == 1:  # a comma within an address is no mark between cells
        return [(number, between.join(row)) for number, row in found[1:]]
    return [(number, row[column] if column < len(row) else "") for number, row in found[1:]]


def _address(line: str, place: str) -> str:
    line = line.strip().strip(",")
    if not line or line.startswith("#"):
        return ""
    url = web_address(line if "://" in line else f"https://{line}") if _ADDRESS.fullmatch(line) else ""
    if not url:
        raise ValueError(f"{place}: '{line}' is no address")
    return url


def _without_waiting(path: str, flags: int) -> int:
    """Opens a file, or what a shell's <(…) gives: a device has no end, nor has a pipe that nobody writes to."""
    mode = os.stat(path).st_mode
    if stat.S_ISREG(mode) or (stat.S_ISFIFO(mode) and path.startswith("/dev/")):
        return os.open(path, flags)
    raise OSError(errno.EINVAL, "no file")


def _file(path: str) -> list[str]:
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            text = file.read(_LONGEST + 1)
        if b"\0" in text:
            raise ValueError(f"urls: {path} is no list of addresses")
        if len(text) > _LONGEST:
            raise ValueError(f"urls: {path} is larger than {_LONGEST // 1_000_000} MB: divide it")
        return text.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ValueError(f"urls: {path} is no text") from None
    except OSError as error:
        raise ValueError(f"urls: cannot read {path}: {error.strerror}") from None
