"""Rejected pages: reasons in `output/rejected/<outlet>/<day>.jsonl`, and copies of the first pages of a day."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapers import clock
from scrapers.address import without_password
from scrapers.whole_file import append_line, make_folder, whole_file

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PAGE = re.compile(r"[0-9a-f]{16}\.html\.gz")


class Rejected:
    """The folder of one outlet; `most` pages of a day are kept as `<day>/<16 hex digits of the address>.html.gz`.

    All of it takes `room` bytes at most: the oldest go first.
    """

    def __init__(self, folder: Path, most: int, room: int = 10 << 20) -> None:
        self.folder = folder
        self.most = most
        self.room = room

    def add(self, url: str, reason: str, page: bytes | None, now: datetime) -> None:
        """Writes one line, and the page, where there is one, while the day has room. Raises OSError."""
        day = clock.day(now)
        kept = self._keep(day, url, page) if page is not None else None
        line = {"url": without_password(url), "reason": reason, "at": clock.stamp(now), "page": kept}
        make_folder(self.folder)
        append_line(self.folder / f"{day}.jsonl", json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def forget(self, before: datetime) -> None:
        """Removes the days before that moment's."""
        for path in self.folder.glob("*"):
            if re.match(r"\d{4}-\d\d-\d\d(\.jsonl)?$", path.name) and path.name[:10] < clock.day(before):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _keep(self, day: str, url: str, page: bytes) -> str | None:
        """Path of the kept page from the folder; null where the day is full."""
        name = f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.html.gz"
        folder = self.folder / day
        kept = {path.name for path in folder.glob("*.html.gz")}
        if name not in kept and len(kept) >= self.most:
            return None
        make_folder(folder)
        with whole_file(folder / name) as file:
            file.write(gzip.compress(page, mtime=0))
        shrink(self.folder, self.room)
        return f"{day}/{name}" if (folder / name).exists() else None


def shrink(folder: Path, room: int) -> None:
    """Removes the oldest pages and lists below a folder, of one outlet or of all, until they take `room` bytes."""
    found = sorted((path for path in folder.rglob("*") if path.is_file() and _day_of(path)), key=_age)
    sizes = {path: path.stat().st_size for path in found}
    excess = sum(sizes.values()) - room
    for path in found:
        if excess <= 0:
            break
        path.unlink(missing_ok=True)
        excess -= sizes[path]


def _day_of(path: Path) -> str:
    """The day that a page or a list of pages is of; empty for every other file."""
    found = _DAY.match(path.name if path.suffix == ".jsonl" else path.parent.name)
    return found[0] if found else ""


def _age(path: Path) -> tuple[str, bool, int]:
    """Sorts old files first; of a day the pages before the list that names them."""
    return _day_of(path), path.suffix == ".jsonl", path.stat().st_mtime_ns


def address_of(page: Path) -> str | None:
    """The address of a kept page, from the line beside its folder that names it; None of every other file."""
    page = page.absolute()
    day = page.parent
    if not (_DAY.fullmatch(day.name) and _PAGE.fullmatch(page.name)):
        return None
    name = f"{day.name}/{page.name}"
    try:
        lines = read_rejected(day.with_suffix(".jsonl"))
    except OSError:
        return None
    return next((line["url"] for line in lines if line.get("page") == name), None)


def read_rejected(day: Path) -> list[dict[str, Any]]:
    """The lines of a day's file, without one that is torn: a run was killed while it wrote. Raises OSError."""
    found = []
    for line in day.read_bytes().splitlines():
        with suppress(ValueError, RecursionError):
            if isinstance(read := json.loads(line), dict):
                found.append(read)
    return found
