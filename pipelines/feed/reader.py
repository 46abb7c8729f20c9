"""Reads the feed: every complete line behind a cursor, outlet by outlet, day by day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from pipelines.feed.cursor import START, Cursor
from pipelines.feed.days import Raw, days, outlet_names
from pipelines.feed.filters import Filter
from pipelines.feed.schema import LINE
from scrapers.dates.window import Window
from scrapers.items import Line


class BadLine(ValueError):
    """A line that breaks the contract; the message names its position."""


def parse(raw: Raw) -> Line:
    """The line. Raises `BadLine`."""
    try:
        return LINE.validate_json(raw.text)
    except ValidationError as error:
        raise BadLine(f"{raw.place}: {explain(error)}") from None


def explain(error: ValidationError) -> str:
    """What is wrong with a line: its first broken field."""
    first = error.errors(include_url=False, include_context=False)[0]
    field = ".".join(map(str, first["loc"]))
    return f"{field}: {first['msg']}" if field else str(first["msg"])


class Walk(Iterator[Raw]):
    """The lines behind a cursor as they stand; `cursor` is always the place behind the last one that was given."""

    def __init__(self, output: Path, outlets: Collection[str] = (), cursor: Cursor | None = None) -> None:
        self.cursor = cursor or Cursor()
        self._lines = self._walk(output, outlets)

    def __next__(self) -> Raw:
        return next(self._lines)

    def _walk(self, output: Path, outlets: Collection[str]) -> Iterator[Raw]:
        for outlet in outlet_names(output, outlets):
            found = days(output, outlet)
            self.cursor.forget_lost(outlet, {day.name for day in found})
            for day in found:
                start = self.cursor.start(day)
                if start is None:
                    continue
                closed = day.closed  # asked first: a line that is added meanwhile must not be passed over
                for raw in day.lines(start):
                    self.cursor.move(day, raw.end)
                    yield raw
                self.cursor.finish(day, closed)


class Reader(Iterator[Line]):
    """The lines that match a filter. Can be continued behind a `BadLine`."""

    def __init__(self, walk: Walk, query: Filter) -> None:
        self._walk = walk
        self._query = query

    @property
    def cursor(self) -> str:
        """The place behind the last line that was given, for the next `read`."""
        return str(self._walk.cursor)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Line:
        for raw in self._walk:
            line = parse(raw)
            if self._query.wants(line):
                return line
        raise StopIteration


def read(
    output: str | Path,
    *,
    outlet: str | Iterable[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    section: str = "",
    author: str = "",
    text: str = "",
    cursor: str = START,
) -> Reader:
    """The lines of the feed in a crawler's output folder, one after another, as a program reads them.

    `since` and `until` (aware; the first instant outside) bound the publication, the other filters are those of
    `Filter`. `cursor` is what `Reader.cursor` was at the end of the last reading. Raises ValueError for a cursor
    that is none; reading raises FileNotFoundError where there is no feed, `Displaced`, `Damaged` and `BadLine`.
    """
    names = frozenset([outlet] if isinstance(outlet, str) else outlet) - {""}
    query = Filter(names, Window(since, until), section, author, text)
    return Reader(Walk(Path(output), names, Cursor(cursor)), query)


def end(output: Path, outlets: Collection[str] = ()) -> Cursor:
    """The place behind all that is there now."""
    cursor = Cursor()
    for outlet in outlet_names(output, outlets):
        for day in days(output, outlet):
            closed = day.closed
            if not closed:
                cursor.move(day, day.end())
            cursor.finish(day, closed)
    return cursor
