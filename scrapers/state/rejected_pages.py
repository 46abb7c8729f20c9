"""Rejected pages: reasons in `output/rejected/<outlet>/<day>.jsonl`, and copies of the first pages of a day."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from scrapers import clock
from scrapers.address import without_password
from scrapers.kept_page import PAGE, KeptPage, pack
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
        file = self.folder / day / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}{PAGE}"
        rejected = KeptPage(file=file, reading={"url": without_password(url)}, reason=reason, at=now)
        kept = page is not None and self._keep(file, page)
        line = rejected.record() | {"page": f"{day}/{file.name}" if kept else None}
        make_folder(self.folder)
        append_line(self.folder / f"{day}.jsonl", json.dumps(line, ensure_ascii=False).encode() + b"\n")

    def forget(self, before: datetime) -> None:
        """Removes the days before that moment's."""
        for path in self.folder.glob("*"):
            if re.match(r"\d{4}-\d\d-\d\d(\.jsonl)?$", path.name) and path.name[:10] < clock.day(before):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _keep(self, file: Path, page: bytes) -> bool:
        """Whether the page has found room."""
        if not file.exists() and len(list(file.parent.glob(f"*{PAGE}"))) >= self.most:
            return False
        make_folder(file.parent)
        with whole_file(file) as part:
            part.write(pack(page))
        shrink(self.folder, self.room)
        return file.exists()


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
    if not (_DAY.fullmatch(page.parent.name) and _PAGE.fullmatch(page.name)):
        return None
    try:
        kept = read_rejected(page.parent.with_suffix(".jsonl"))
    except OSError:
        return None
    return next((one.url for one in kept if one.file == page), None)


def read_rejected(day: Path) -> list[KeptPage]:
    """The pages of a day's list that are still there, without a line that is torn: a run was killed while it wrote.

    Raises OSError.
    """
    found = []
    for line in day.read_bytes().splitlines():
        with suppress(ValueError, RecursionError):
            record = json.loads(line)
            if isinstance(record, dict) and (name := record.pop("page", None)):
                found.append(KeptPage.of(record, day.parent / str(name)))
    return [kept for kept in found if kept.file.exists()]
