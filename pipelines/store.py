"""Store: appends lines to the feed, one durable line after another, and then tells the state."""

from __future__ import annotations

import dataclasses
import json
import logging
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler

from pipelines.feed.days import Day, Displaced, days_in
from pipelines.feed.manifest import close_days, reopen, size
from pipelines.schema import dump
from scrapers import clock
from scrapers.items import Reading
from scrapers.lock import Lock
from scrapers.spiders import NewsSpider
from scrapers.state import State, Stored

logger = logging.getLogger(__name__)


class Feed:
    """The day files of one outlet, `output/articles/<outlet>/<day>.jsonl`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def append(self, day: str, text: bytes) -> tuple[str, int, int]:
        """Writes one line, synced to the disk; gives file name, start, end. Raises OSError, leaving no part of it."""
        path = self.folder / f"{day}.jsonl"
        if (closed := Day(self.folder, day)).closed:
            reopen(closed)
        new = not path.exists()
        self.folder.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            start = os.fstat(file).st_size
            _write(file, text, start)
        finally:
            os.close(file)
        if new:
            _sync_folder(self.folder)
        return path.name, start, start + len(text)

    def changed(self, sizes: Mapping[str, int]) -> list[Path]:
        """The day files that are not of the given sizes, oldest first."""
        files = sorted(self.folder.glob("*.jsonl"))
        return [path for path in files if path.stat().st_size != sizes.get(path.name, 0)]

    def mend(self, sizes: Mapping[str, int]) -> int:
        """Cuts off the torn last lines of the files that have changed; gives how many there were."""
        return sum(mend(path) > 0 for path in self.changed(sizes))

    def unread(self, sizes: Mapping[str, int]) -> Iterator[tuple[Stored, int]]:
        """The lines behind the given sizes, each with its end. Passes over what is no line of a feed."""
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
        """The days, plain and compacted, oldest first."""
        return days_in(self.folder) if self.folder.is_dir() else []

    def shrunk(self, sizes: Mapping[str, int]) -> bool:
        """Whether a file is shorter than it was: somebody has edited the feed."""
        return any(size(day) < sizes.get(day.path.name, 0) for day in self.days())

    def line(self, file: str, start: int) -> dict[str, Any]:
        """The line that starts there."""
        line: dict[str, Any] = json.loads(next(Day(self.folder, Path(file).stem).lines(start)).text)
        return line


def _stored(day: Day, start: int) -> Iterator[tuple[Stored, int]]:
    for raw in day.lines(start):
        try:
            yield Stored.of(json.loads(raw.text), day.path.name, raw.start), raw.end
        except (ValueError, KeyError, TypeError):
            logger.warning("%s: no line of the feed at byte %d", day.file, raw.start)


def mend(path: Path) -> int:
    """Cuts off what stands behind the last newline, the rest of a line that a crash tore; gives its bytes."""
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


def _write(file: int, text: bytes, start: int) -> None:
    """All of it in one write(2), or nothing: a full disk takes only a part, which is cut off again."""
    try:
        written = os.write(file, text)
        if written < len(text):
            raise OSError(28, "no space left on device")
        os.fsync(file)
    except OSError:
        os.ftruncate(file, start)
        raise


def _sync_folder(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


class StorePipeline:
    """Opens feed and state of the outlet under its lock, and stores what comes."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def spider(self) -> NewsSpider:
        """The spider of this run."""
        assert isinstance(self.crawler.spider, NewsSpider)
        return self.crawler.spider

    def open_spider(self) -> None:
        """Takes the lock, mends the feed, brings the state up to it. Raises `Locked`, OSError, `sqlite3.Error`."""
        output, name = Path(self.crawler.settings["OUTPUT"]), self.spider.name
        lock = Lock(output / "state" / f"{name}.lock", clock.stamp(clock.now(self.crawler.settings)))
        self.feed = Feed(output / "articles" / name)
        self.spider.state = State(output / "state" / f"{name}.sqlite", lock)
        torn = catch_up(self.spider.state, self.feed)
        self.crawler.stats.inc_value("feed/torn", torn)
        close_days(output, name, clock.day(clock.now(self.crawler.settings)))

    def process_item(self, item: Reading) -> Reading:
        """Line first, state second: whatever happens between them, the next start finds the line."""
        assert item.line is not None
        file, start, end = self.feed.append(clock.day(item.crawled_at), dump(item.line))
        stored = Stored.of(dataclasses.asdict(item.line), file, start)
        etag, last_modified = item.http.get("etag"), item.http.get("last-modified")
        self.spider.state.store(dataclasses.replace(stored, etag=etag, last_modified=last_modified), end)
        self.crawler.stats.inc_value("articles/revised" if item.line.revision > 1 else "articles/new")
        return item


def catch_up(state: State, feed: Feed) -> int:
    """Indexes the lines that the state does not know: those of a run that was killed, or all of a deleted state.

    Gives the number of torn last lines that were cut off.
    """
    if feed.shrunk(state.sizes()):
        logger.warning("%s: the feed has become shorter, its index is made anew", feed.folder)
        state.forget()
    torn = feed.mend(state.sizes())
    for stored, end in feed.unread(state.sizes()):
        state.store(stored, end)
    return torn
