"""Mark near duplicates: a copy names the article that was crawled first."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self, TypeVar

from scrapy.settings import BaseSettings

from pipelines.base import ReadingStep
from pipelines.feed.cursor import Cursor
from pipelines.feed.days import Day, days, outlet_names
from pipelines.feed.reader import BadLine, parse
from pipelines.near.near_index import NearIndex, Orphaned
from scrapers import clock
from scrapers.items import Line, Reading
from scrapers.state.sqlite_file import set_aside, unusable

logger = logging.getLogger(__name__)
T = TypeVar("T")

_BATCH = 200
"""Lines that are learnt in one transaction: other runs wait a quarter of a second for it."""
_CLAIM = timedelta(days=1)
"""Age of a claim without a line after which its run counts as killed."""


class Near:
    """The near duplicates of one output folder.

    Its index, `state/near.sqlite`, is a reader of the feed that keeps its place there: deleted, broken or behind, it
    reads what it does not know when the next run starts. All runs of the folder share it.
    """

    def __init__(self, output: Path, now: datetime, remembered: timedelta, most: int) -> None:
        """Copies are found of what was crawled so long ago, and of the newest `most` articles at most."""
        self._output, self._now, self._most = output, now, most
        self._oldest = (now - remembered).astimezone(clock.VIETNAM).replace(hour=0, minute=0, second=0)
        self._path = output / "state" / "near.sqlite"
        self._index: NearIndex | None = None

    @classmethod
    def of(cls, output: Path, settings: BaseSettings) -> Self:
        """The index of an output folder as NEAR_DAYS and NEAR_ARTICLES want it."""
        remembered = timedelta(days=settings.getint("NEAR_DAYS"))
        return cls(output, clock.now(settings), remembered, settings.getint("NEAR_ARTICLES"))

    def open(self) -> None:
        """Forgets what is old and learns what is new. Raises `sqlite3.Error`, OSError."""
        self._do(lambda index: None)

    def original(self, line: Line, before: str = "9999") -> str | None:
        """Id of the earliest article with nearly the same text, crawled up to `before`; asked before it is stored."""
        return self._do(lambda index: self._claim(index, line, before))

    def close(self) -> None:
        """Lets go of the file."""
        if self._index:
            self._index.close()
            self._index = None

    def _do(self, work: Callable[[NearIndex], T]) -> T:
        """Does it with the index; one that cannot be used is made anew, once."""
        try:
            return work(self._opened())
        except (sqlite3.Error, ValueError) as error:  # a row that holds nonsense, a place that is none in the feed
            if isinstance(error, sqlite3.Error) and not unusable(error):
                raise
            why = error
        self.close()
        logger.warning("%s is made anew from the feed: %s; kept as %s", self._path, why, set_aside(self._path).name)
        return work(self._opened())

    def _opened(self) -> NearIndex:
        if not self._index:
            self._index = NearIndex(self._path)
            self._index.forget(clock.stamp(self._oldest), clock.stamp(self._now - _CLAIM), self._most)
            self._catch_up(self._index)
        return self._index

    def _catch_up(self, index: NearIndex) -> None:
        while index.learn(self._unread, _BATCH) == _BATCH:
            pass

    def _claim(self, index: NearIndex, line: Line, before: str) -> str | None:
        while True:
            try:
                return index.claim(line, before)
            except Orphaned as orphaned:
                self._catch_up(index)
                index.release(orphaned.process)

    def _unread(self, cursor: Cursor) -> Iterator[Line]:
        """The lines of the last weeks behind the cursor, which goes with them. Raises `Displaced`."""
        if not (self._output / "articles").is_dir():
            return
        for outlet in outlet_names(self._output):
            found = days(self._output, outlet)
            cursor.forget_lost(outlet, {day.name for day in found})
            for day in found:
                if day.name >= clock.day(self._oldest):
                    yield from _unread_of(day, cursor)


def _unread_of(day: Day, cursor: Cursor) -> Iterator[Line]:
    start, closed = cursor.start(day), day.closed
    if start is None:
        return
    for raw in day.lines(start):
        cursor.move(day, raw.end)
        try:
            yield parse(raw)
        except BadLine as error:
            logger.info("no near duplicates of it are found: %s", error)
    cursor.finish(day, closed)


class NearPipeline(ReadingStep):
    """Sets `duplicate_of`; near duplicates are stored as well."""

    def open_spider(self) -> None:
        """Brings the index up to the feed. Raises `sqlite3.Error`, OSError."""
        settings = self.crawler.settings
        self.near = Near.of(Path(settings["OUTPUT"]), settings)
        self.near.open()

    def process_reading(self, reading: Reading) -> None:
        """After the step that knows an article's own last line, before the one that stores."""
        reading.line.duplicate_of = self.near.original(reading.line)
        if reading.line.duplicate_of:
            self.count("articles/near_duplicates")

    def close_spider(self) -> None:
        """Lets go of the index."""
        self.near.close()
