"""The last revision of every article, in two passes with an on-disk index of ids.

A line of the index has some 70 bytes; 64 MiB of it are in memory, and the days' names: that bounds it, however long
the feed is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from pipelines.feed.days import Day, Raw, days, outlet_names
from pipelines.feed.filters import Filter
from pipelines.feed.groups import choose_leaders, point, read_member
from pipelines.feed.head import read_head
from pipelines.feed.id_index import open_index
from pipelines.feed.reader import BadLine, parse

_TABLE = """
CREATE TABLE last (id TEXT PRIMARY KEY, revision INT, kind TEXT, n INT, published INT, original TEXT) WITHOUT ROWID
"""
_NEWER = """
INSERT INTO last VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
SET (revision, kind, n, published, original)
    = (excluded.revision, excluded.kind, excluded.n, excluded.published, excluded.original)
WHERE excluded.revision >= revision
"""
_STANDS = "kind <> 'removed'"
_ALONE = "SELECT n, NULL FROM shown ORDER BY n"
_GROUPED = "SELECT n, nullif(leader, id) FROM shown LEFT JOIN leader USING (id) ORDER BY n"

Complain = Callable[[str], object]
"""Called with a message for each line or record that cannot be read and is skipped."""


def latest(
    output: Path, query: Filter, complain: Complain, removed: bool = False, group: bool = False
) -> Iterator[bytes]:
    """The last line of every id that matches the filter, in the order of the feed.

    Articles that were taken down are left out unless `removed`. With `group`, `duplicate_of` of near duplicates
    names the earliest *published* article of the group (null in that one itself), whatever was crawled first.
    Raises FileNotFoundError where there is no feed, OSError where the index finds no room.
    """
    with open_index() as index:
        index.execute(_TABLE)
        index.execute(f"CREATE VIEW shown AS SELECT * FROM last WHERE {'true' if removed else _STANDS}")
        # A group may be led by an article of another outlet: all are read.
        reading = _Reading(output, () if group else query.outlets)
        index.executemany(_NEWER, _rows(reading, complain, group))
        if group:
            choose_leaders(index)
        for raw, leader in reading.again(index.execute(_GROUPED if group else _ALONE)):
            try:
                if _wants(query, raw):
                    yield point(raw, leader) if group else raw.text
            except BadLine as error:
                complain(str(error))


def _rows(reading: _Reading, complain: Complain, group: bool) -> Iterator[tuple[object, ...]]:
    for n, raw in enumerate(reading):
        try:
            yield *read_head(raw.text), n, *(read_member(raw.text) if group else (None, None))
        except ValueError as error:
            complain(f"{raw.place}: {error}")


def _wants(query: Filter, raw: Raw) -> bool:
    if query.outlets and raw.day.outlet not in query.outlets:
        return False
    return query.open or query.wants(parse(raw))


class _Reading(Iterable[Raw]):
    """The lines of the feed, which are numbered; read again, what has come meanwhile is left out."""

    def __init__(self, output: Path, outlets: Collection[str]) -> None:
        self._output = output
        self._outlets = outlets
        self._days: list[tuple[Day, int]] = []

    def __iter__(self) -> Iterator[Raw]:
        for outlet in outlet_names(self._output, self._outlets):
            for day in days(self._output, outlet):
                end = 0
                for raw in day.lines():
                    yield raw
                    end = raw.end
                self._days.append((day, end))

    def again(self, numbers: Iterator[tuple[int, str | None]]) -> Iterator[tuple[Raw, str | None]]:
        """The lines of these numbers, which ascend, each with what stands beside its number."""
        lines = enumerate(self._known())
        for n, leader in numbers:
            yield next(raw for number, raw in lines if number == n), leader

    def _known(self) -> Iterator[Raw]:
        for day, end in self._days:
            for raw in day.lines():
                if raw.end > end:
                    break
                yield raw
