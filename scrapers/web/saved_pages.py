"""Loads saved pages from files and folders, and rejects what is no page."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from scrapers.archive.http_message import LIMIT
from scrapers.gunzip import MAGIC, gunzip

# What browsers and crawlers put beside a page that they save; never a page itself.
_BESIDE = frozenset(
    (
        ".avif .cdx .cdxj .css .csv .gif .ico .jpeg .jpg .js .json .jsonl .map"
        " .mp3 .mp4 .part .png .svg .ttf .webp .woff .woff2 .xlsx"
    ).split()
)
ZIP = b"PK\x03\x04"
_DOCUMENTS = {b"%PDF": "a PDF", ZIP: "a ZIP or office document"}
_BINARY = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x7fELF", b"OggS", b"ID3", b"BZh")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
# Control characters that no text has; a few do occur in real pages, and VISCII uses six of them.
_CONTROL = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1b"))


class Unreadable(ValueError):
    """No page can be read there; the message is the reason."""


def is_address(argument: str) -> bool:
    """Whether an argument is a web address, not a path."""
    return argument.startswith(("http://", "https://"))


def files(folder: str) -> Iterator[str]:
    """Every file below the folder, sorted; hidden ones and what browsers save beside a page are left out."""
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not is_beside(name):
                yield os.path.join(parent, name)


def is_beside(path: str) -> bool:
    """Whether a file in a folder of pages is none: hidden, or what browsers save beside a page."""
    return Path(path).name.startswith(".") or Path(path).suffix.lower() in _BESIDE


def load(path: str) -> bytes:
    """The page in a file, or `-` for standard input; gzip is undone. Raises `Unreadable`."""
    try:
        if path == "-":
            return read_page_file(sys.stdin.buffer)
        with open(path, "rb") as file:
            return read_page_file(file)
    except OSError as error:
        raise Unreadable((error.strerror or str(error)).lower()) from None


def read_page_file(file: IO[bytes]) -> bytes:
    """The page in an open file; gzip is undone. Raises `Unreadable`, OSError."""
    body = _up_to_limit(file)
    check(body)
    return body


def _up_to_limit(file: IO[bytes]) -> bytes:
    body = file.read(LIMIT + 1)
    if body.startswith(MAGIC) and len(body) <= LIMIT:
        try:
            body = gunzip(body, LIMIT)
        except ValueError as error:
            raise Unreadable(str(error)) from None
    if len(body) > LIMIT:
        raise Unreadable("larger than 20 MB")
    return body


def check(body: bytes) -> None:
    """Raises `Unreadable` for bytes that are plainly no page: nothing, binary data, JSON, XML other than XHTML."""
    start = body[:8192].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body.strip(b"\xef\xbb\xbf \t\r\n\0"):
        raise Unreadable("empty")
    if document := next((name for sign, name in _DOCUMENTS.items() if start.startswith(sign)), ""):
        raise Unreadable(f"{document}, no page: save the page itself in the browser")
    if start.startswith(_BINARY) or (not start.startswith(_UTF_16) and _control_share(start) > 0.05):
        raise Unreadable("binary data, neither HTML nor text")
    if start.startswith(b"<?xml") and b"<html" not in start.lower():
        raise Unreadable("XML, neither HTML nor text")
    if start.startswith((b"{", b"[")) and _is_json(body):
        raise Unreadable("JSON, neither HTML nor text")


def _control_share(start: bytes) -> float:
    return 1 - len(start.translate(None, _CONTROL)) / len(start) if start else 0


def _is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True
