"""Verify: checks a whole feed against its contract and names the place of every violation."""

from __future__ import annotations

import os
import sqlite3
import time
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from pipelines.content_hash import content_hash
from pipelines.feed.days import Day, days, outlet_names
from pipelines.feed.id_index import open_index
from pipelines.feed.manifest import Manifest, Tally, read_manifest
from pipelines.feed.reader import explain
from pipelines.feed.schema import LINE
from scrapers import clock
from scrapers.items import Line

PATIENCE = 0.5
"""Seconds after which the half of a line is no line that is just being written."""


def verify(output: Path, outlets: Collection[str], count: Counter[str]) -> Iterator[str]:
    """What is wrong, `<file>:<line>: <what>`; counts each `line`, `article`, `day` and `outlet`. Changes nothing.

    Ids are kept in a temporary file, so memory does not grow with the feed. Raises FileNotFoundError where there is
    no feed, OSError where that file finds no room.
    """
    for outlet in outlet_names(output, outlets):
        count["outlet"] += 1
        folder = output / "articles" / outlet
        found = days(output, outlet)
        yield from _strays(folder, found)
        with open_index() as index:
            ids = _Ids(index)
            for day in found:
                count["day"] += 1
                yield from _Check(day, ids, count).problems()
            count["article"] += ids.count()


def _strays(folder: Path, found: list[Day]) -> Iterator[str]:
    known = {path.name for day in found for path in (day.path, day.packed, day.manifest, day.mark)}
    for entry in sorted(os.listdir(folder)):
        if entry.startswith("."):
            continue  # a file that a killed process left half written
        if entry.endswith(".manifest.json") and entry not in known:
            yield f"{folder / entry}: the day that it tells of is gone"
        elif entry not in known:
            yield f"{folder / entry}: no part of a feed"


class _Ids:
    """The last line of each id of an outlet."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        index.execute("CREATE TABLE last (id TEXT PRIMARY KEY, revision INT, hash TEXT, kind TEXT) WITHOUT ROWID")

    def count(self) -> int:
        (count,) = self._index.execute("SELECT count(*) FROM last").fetchone()
        return int(count)

    def add(self, line: Line) -> str | None:
        """What is wrong with the line's place among those of its id."""
        row = self._index.execute("SELECT revision, hash, kind FROM last WHERE id = ?", (line.id,)).fetchone()
        self._index.execute(
            "REPLACE INTO last VALUES (?, ?, ?, ?)", (line.id, line.revision, line.content_hash, line.kind)
        )
        before = row[0] if row else 0
        if line.revision == before:
            return f"{line.id} revision {line.revision} is there twice"
        if line.revision != before + 1:
            return f"{line.id} revision {line.revision} follows {before or 'nothing'}"
        if row and row[1:] == (line.content_hash, line.kind):
            return f"{line.id} revision {line.revision} says what {before} says"
        return None


class _Check:
    """The check of one day."""

    def __init__(self, day: Day, ids: _Ids, count: Counter[str]) -> None:
        self.day = day
        self.ids = ids
        self.count = count
        self.path = day.file
        self.tally = Tally()

    def problems(self) -> Iterator[str]:
        """Everything that is wrong with the day."""
        closed = self.day.closed
        try:
            with self.day.open() as file:
                for number, text in enumerate(file, 1):
                    if not text.endswith(b"\n"):
                        yield from self._torn(number, text)
                        break
                    yield from (f"{self.path}:{number}: {what}" for what in self._line(text))
        except OSError as error:  # it is damaged, or no file at all
            yield f"{error.filename}: {error.strerror}"
        if closed:
            yield from self._manifest()

    def _line(self, text: bytes) -> Iterator[str]:
        self.count["line"] += 1
        try:
            line = LINE.validate_json(text)
        except ValidationError as error:
            self.tally.add(text, None, None)
            yield explain(error)
            return
        self.tally.add(text, line.id, line.schema)
        yield from self._place(line)
        if content_hash(line) != line.content_hash:
            yield f"{line.id} revision {line.revision} was changed: its text is not what its content_hash is of"
        if what := self.ids.add(line):
            yield what

    def _torn(self, number: int, text: bytes) -> Iterator[str]:
        time.sleep(PATIENCE)
        if self.day.end() <= self.tally.bytes:
            yield f"{self.path}:{number}: the last line is torn, {len(text)} bytes without an end; a crawl cuts it off"

    def _place(self, line: Line) -> Iterator[str]:
        if line.outlet != self.day.outlet or not line.id.startswith(f"{self.day.outlet}:"):
            yield f"{line.id} of {line.outlet} stands in the folder of {self.day.outlet}"
        if line.duplicate_of == line.id:
            yield f"{line.id} is a duplicate of itself"
        if (day := clock.day(datetime.fromisoformat(line.crawled_at))) != self.day.name:
            yield f"{line.id} was crawled on {day}"

    def _manifest(self) -> Iterator[str]:
        try:
            manifest = read_manifest(self.day)
        except ValueError as error:
            yield str(error)
            return
        found = self.tally.manifest(self.day)
        for name in Manifest.__dataclass_fields__:
            if getattr(manifest, name) != getattr(found, name):
                yield f"{self.day.manifest}: {name} is {getattr(manifest, name)}, the day has {getattr(found, name)}"
