"""The day files of one outlet during a run: append, sync, look up."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.feed.days import Day, Displaced, days_in
from pipelines.feed.head import read_head
from pipelines.feed.json_line import read_object
from pipelines.feed.manifest import reopen, size
from pipelines.feed.schema import dump
from scrapers import clock
from scrapers.items import Line
from scrapers.state.crawl_state import Stored
from scrapers.whole_file import append_line, make_folder, sync

logger = logging.getLogger(__name__)


class DayFiles:
    """`output/articles/<outlet>/<day>.jsonl`. The caller holds the outlet's lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._waiting: dict[Path, int] = {}
        """The files with lines that may not be durable yet, and how long they were before those."""

    def append(self, day: str, text: bytes) -> tuple[str, int, int]:
        """Writes one line, durable after the next `sync`; gives file name, start, end.

        Raises OSError, leaving no part of it.
        """
        if (closed := Day(self.folder, day)).closed:
            reopen(closed)
        make_folder(self.folder)
        start = append_line(closed.path, text)
        self._waiting.setdefault(closed.path, start)
        return closed.path.name, start, start + len(text)

    def add(self, line: Line) -> tuple[Stored, int]:
        """Appends a line to the day of its crawl; gives what the state keeps of it, and where the file ends now.

        Raises OSError.
        """
        file, start, end = self.append(clock.day(datetime.fromisoformat(line.crawled_at)), dump(line))
        return Stored.of(vars(line), file, start), end

    def sync(self) -> None:
        """Makes every line durable. Raises OSError; then those that are not are cut off again.

        They must not stay: after an error the kernel forgets what it could not write, and would call it durable later.
        """
        try:
            for path, start in tuple(self._waiting.items()):
                sync(path)
                if not start:
                    sync(self.folder)
                del self._waiting[path]
        except OSError:
            self.withdraw()
            raise

    def withdraw(self) -> None:
        """Cuts off every line that may not be durable."""
        for path, start in self._waiting.items():
            with suppress(OSError):
                os.truncate(path, start)
        self._waiting.clear()

    def open_files(self) -> list[Path]:
        """The plain files of the days that may still grow, oldest first."""
        return [day.path for day in self.days() if not day.closed and day.path.exists()]

    def changed(self, sizes: Mapping[str, int]) -> list[Path]:
        """The day files that are not of the given sizes, oldest first."""
        files = sorted(self.folder.glob("*.jsonl"))
        return [path for path in files if path.stat().st_size != sizes.get(path.name, 0)]

    def unread(self, sizes: Mapping[str, int]) -> Iterator[tuple[Stored | None, str, int]]:
        """The lines behind the given sizes, with the name of their file and their end; None for what is no line."""
        for day in self.days():
            start = sizes.get(day.path.name, 0)
            if start == size(day):
                continue
            try:
                yield from _stored(day, start)
            except Displaced as error:
                logger.warning("%s; the day is read again", error)
                yield from _stored(day, 0)

    def days(self) -> list[Day]:
        """The days, plain and compacted, oldest first. Raises OSError where one is no file: a device has no end."""
        found = days_in(self.folder) if self.folder.is_dir() else []
        for day in found:
            if day.path.exists() and not day.path.is_file():
                raise OSError(errno.EINVAL, "no regular file", str(day.path))
        return found

    def shrunk(self, sizes: Mapping[str, int]) -> bool:
        """Whether a file is shorter than recorded: the feed was edited."""
        return any(size(day) < sizes.get(day.path.name, 0) for day in self.days())

    def holds(self, stored: Stored) -> bool:
        """Whether an article's line is at the position in the state."""
        try:
            text = next(Day(self.folder, Path(stored.file).stem).lines(stored.start)).text
            return b"\0" not in text and read_head(text).id == stored.id
        except (StopIteration, ValueError, OSError):
            return False

    def line(self, file: str, start: int) -> dict[str, Any]:
        """The line that starts there."""
        return read_object(next(Day(self.folder, Path(file).stem).lines(start)).text)


def _stored(day: Day, start: int) -> Iterator[tuple[Stored | None, str, int]]:
    for raw in day.lines(start):
        stored = None
        try:
            stored = Stored.of(read_object(raw.text), day.path.name, raw.start)
        except (ValueError, KeyError, TypeError):
            logger.warning("%s: no line of the feed", raw.place)
        yield stored, day.path.name, raw.end
