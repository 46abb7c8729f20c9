"""Recovery at the start of a run: repairs feed and state after a crash, and reports what was done."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipelines.day_files import DayFiles
from pipelines.feed.manifest import close_days
from scrapers import clock
from scrapers.archive.writer import Packing, Writer
from scrapers.state.crawl_state import State
from scrapers.state.lock import Lock
from scrapers.state.sqlite_file import set_aside, unusable
from scrapers.whole_file import sync

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Repairs:
    """What was out of order at the start of a run; everything 0 or empty where nothing was."""

    state: str = ""
    """Why the state was made anew."""
    learned: int = 0
    """Lines missing from the state."""
    torn: int = 0
    """Last lines without an end, which were cut off."""
    pages: int = 0
    """Last pages of the archive that a crash tore, which were cut off."""
    broken: int = 0
    """Broken lines among those missing from the state; they stay."""

    def sentences(self) -> list[str]:
        """The same as text."""
        found = []
        if self.torn:
            found.append(f"{self.torn} torn last line cut off, left by a crash; its article is crawled again")
        if self.state and self.learned:
            found.append(f"the state was {self.state}: made anew from the {self.learned} lines of the feed")
        elif self.state:
            found.append(f"the state was {self.state}: made anew")
        elif self.learned:
            found.append(f"{self.learned} lines of a run that was killed taken over into the state")
        if self.pages:
            found.append("a torn last page cut off the archive, left by a crash")
        if self.broken:
            found.append(f"{self.broken} broken lines passed over (feed verify names their places)")
        return found


@dataclass(frozen=True)
class Storage:
    """What one outlet's articles are stored in, under its lock until the state is closed."""

    feed: DayFiles
    state: State
    repairs: Repairs
    """What was mended when it was opened."""
    archive: Writer | None = None
    """Where pages are kept, if they are."""

    def commit(self) -> None:
        """Makes durable what was added: pages, then lines, then what the state says of them.

        Raises OSError, `sqlite3.Error`; lines whose page is not durable are withdrawn.
        """
        try:
            if self.archive:
                self.archive.sync()
        except OSError:
            self.feed.withdraw()
            raise
        self.feed.sync()
        self.state.commit()


def open_storage(output: Path, outlet: str, now: datetime, packing: Packing | None = None) -> Storage:
    """Takes the outlet's lock, mends its feed, brings its state up to it and closes the days that are over.

    With `packing` its archive is opened, too.

    Raises `Locked`, OSError, `sqlite3.Error`.
    """
    lock = Lock(output / "state" / f"{outlet}.lock", clock.stamp(now))
    feed = DayFiles(output / "articles" / outlet)
    state, repairs = open_state(output / "state" / f"{outlet}.sqlite", lock, feed)
    close_days(output, outlet, clock.day(now))
    archive = Writer(output / "archive" / outlet, now, packing) if packing else None
    return Storage(feed, state, replace(repairs, pages=archive.torn if archive else 0), archive)


def open_state(path: Path, lock: Lock, feed: DayFiles) -> tuple[State, Repairs]:
    """The state of an outlet, brought up to its feed. Raises `sqlite3.Error`, OSError."""
    why = "" if path.exists() or not feed.days() else "missing"
    try:
        state = State(path, lock)
    except sqlite3.DatabaseError as error:
        if not unusable(error):
            raise
        logger.warning("%s is made anew from the feed: %s", path, error)
        why = f"damaged ({error}; kept as {set_aside(path).name})"
        state = State(path, lock)
    return state, catch_up(state, feed, why)


def catch_up(state: State, feed: DayFiles, why: str = "") -> Repairs:
    """Indexes the lines that the state does not know: those of a run that was killed, or all of a new state (`why`).

    They are made durable first. Raises `sqlite3.Error`, OSError.
    """
    sizes = state.sizes()
    torn = sum(mend(path) > 0 for path in feed.open_files())
    if damage := _damage(state, feed, sizes):
        why, sizes = damage, {}
        logger.warning("%s: the state was %s", feed.folder, why)
        state.forget()
    for path in feed.changed(sizes):
        sync(path)
    if feed.folder.is_dir():
        sync(feed.folder)
    learned = broken = 0
    for stored, file, end in feed.unread(sizes):
        if stored:
            state.store(stored, end)
            learned += 1
        else:
            state.passed(file, end)
            broken += 1
    state.commit()
    return Repairs(why, learned, torn, broken=broken)


def _damage(state: State, feed: DayFiles, sizes: Mapping[str, int]) -> str:
    """Lines of the state that are missing from the feed, as text; empty if none.

    After a power cut the end of a file may be zeros, as long as it was.
    """
    if feed.shrunk(sizes):
        return "ahead of a feed that has become shorter"
    known = (stored for path in feed.open_files() for stored in state.stored_in(path.name))
    return "" if all(map(feed.holds, known)) else "sure of lines that are damaged"


def mend(path: Path) -> int:
    """Truncates a torn last line behind the last newline; returns the number of bytes."""
    with path.open("r+b") as file:
        size = end = file.seek(0, os.SEEK_END)
        while end and not _ends_line(file.fileno(), end):
            end = _last_newline(file.fileno(), end)
        if end < size:
            file.truncate(end)
            os.fsync(file.fileno())
            logger.warning("%s: cut off a torn last line of %d bytes", path, size - end)
        return size - end


def _ends_line(file: int, end: int) -> bool:
    return os.pread(file, 1, end - 1) == b"\n"


def _last_newline(file: int, end: int, block: int = 65536) -> int:
    """Where the last line before `end` ends, looking one block back; the block's start where it holds no newline."""
    start = max(0, end - block)
    return start + os.pread(file, end - start, start).rfind(b"\n") + 1
