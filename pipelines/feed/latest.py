"""The last revision of every article, in two readings of the feed with an index of ids on disk between them.

The index is a temporary SQLite file that goes when it is closed, so memory does not grow with the feed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from pipelines.feed.days import Day, Raw, days, outlet_names
from pipelines.feed.filters import Filter
from pipelines.feed.head import read_head
from pipelines.feed.reader import BadLine, parse
from pipelines.schema import dump
from scrapers.clock import stamp
from scrapers.items import Line
from scrapers.window import SPANS

CACHE = "PRAGMA cache_size = -65536"
"""64 MiB of the index in memory."""
_NEWER = """
INSERT INTO last VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
SET (revision, kind, n) = (excluded.revision, excluded.kind, excluded.n) WHERE excluded.revision >= revision
"""
_FOLLOW = """
UPDATE member SET original = o.original FROM member o WHERE o.id = member.original AND o.original <> member.original
"""
_LEADER = """
SELECT id FROM member WHERE original = (SELECT original FROM member WHERE id = ?) ORDER BY published, id LIMIT 1
"""

Complain = Callable[[str], object]
"""Is told of each broken line, which is left out."""


def latest(
    output: Path, asked: Filter, complain: Complain, removed: bool = False, group: bool = False
) -> Iterator[bytes]:
    """The last line of every id that the filter wants, in the order of the feed.

    Articles that were taken down are left out unless `removed`. With `group`, `duplicate_of` of near duplicates
    names the earliest *published* article of the group (null in that one itself), whatever was crawled first.
    Raises FileNotFoundError where there is no feed.
    """
    with closing(sqlite3.connect("")) as index:  # "": private, on disk, temporary (sqlite.org/inmemorydb.html)
        reading = _Latest(index, output, asked if not group else Filter(), complain, removed)
        if not group:
            yield from (raw.text for raw in reading if asked.open or _wanted(raw, asked, complain))
            return
        # A group may be led by an article of another outlet: all are read.
        point = _groups(index, reading, complain)
        for raw in reading:
            if line := _wanted(raw, asked, complain):
                yield point(line)


def _wanted(raw: Raw, asked: Filter, complain: Complain) -> Line | None:
    try:
        line = parse(raw)
    except BadLine as error:
        complain(str(error))
        return None
    return line if asked.wants(line) else None


class _Latest:
    """The last lines; may be iterated over more than once, always over what the feed held at first."""

    def __init__(
        self, index: sqlite3.Connection, output: Path, asked: Filter, complain: Complain, removed: bool
    ) -> None:
        self._index = index
        self._days: list[tuple[Day, int]] = []
        self._shown = "" if removed else "WHERE kind <> 'removed'"
        index.execute(CACHE)
        index.execute("CREATE TABLE last (id TEXT PRIMARY KEY, revision INT, kind TEXT, n INT) WITHOUT ROWID")
        with index:
            index.executemany(_NEWER, self._heads(output, asked, complain))

    def _heads(self, output: Path, asked: Filter, complain: Complain) -> Iterator[tuple[str, int, str, int]]:
        for n, raw in enumerate(self._first_reading(output, asked)):
            try:
                yield *read_head(raw.text), n
            except ValueError as error:
                complain(f"{raw.place}: {error}")

    def _first_reading(self, output: Path, asked: Filter) -> Iterator[Raw]:
        for outlet in outlet_names(output, asked.outlets):
            for day in days(output, outlet):
                end = 0
                for raw in day.lines():
                    yield raw
                    end = raw.end
                self._days.append((day, end))

    def __iter__(self) -> Iterator[Raw]:
        rows = self._index.execute(f"SELECT n FROM last {self._shown} ORDER BY n")
        wanted = next(rows, None)
        for n, raw in enumerate(self._again()):
            if wanted and n == wanted[0]:
                yield raw
                wanted = next(rows, None)

    def _again(self) -> Iterator[Raw]:
        for day, end in self._days:
            for raw in day.lines():
                if raw.end > end:
                    break
                yield raw


def _groups(index: sqlite3.Connection, reading: _Latest, complain: Complain) -> Callable[[Line], bytes]:
    """Makes tables of the groups of near duplicates; what it gives points a line at the leader of its group."""
    index.execute("CREATE TABLE member (id TEXT PRIMARY KEY, original TEXT, published TEXT) WITHOUT ROWID")
    lines = (line for raw in reading if (line := _wanted(raw, Filter(), complain)))
    with index:
        index.executemany(
            "INSERT INTO member VALUES (?, ?, ?)",
            ((line.id, line.duplicate_of or line.id, _published(line)) for line in lines),
        )
        for _ in range(10):  # a duplicate of a duplicate: one step is the rule; a ring must end as well
            if index.execute(_FOLLOW).rowcount == 0:
                break
        index.execute("CREATE INDEX by_group ON member (original, published, id)")

    def point(line: Line) -> bytes:
        (leader,) = index.execute(_LEADER, (line.id,)).fetchone()
        line.duplicate_of = None if leader == line.id else leader
        return dump(line)

    return point


def _published(line: Line) -> str:
    """For sorting: the latest instant that the date allows, so that a bare day does not come before its clock times."""
    if line.date is None:
        return line.crawled_at
    return stamp(datetime.fromisoformat(line.date) + SPANS[line.date_precision or "second"])
