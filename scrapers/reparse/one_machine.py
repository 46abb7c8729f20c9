"""Builds a feed from archives on one machine: all cores parse, temporary files sort."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

from pipelines.day_files import DayFiles
from pipelines.feed.schema import LINE, dump
from pipelines.near.near_index import NearIndex
from scrapers.archive import files
from scrapers.archive.capture import Capture
from scrapers.items import Line
from scrapers.parallel import in_parallel
from scrapers.reparse.batch import ALL, mark_copies, read_page_of, revisions

_TABLES = """
CREATE TABLE found (id TEXT, line BLOB);
CREATE TABLE lines (at TEXT, id TEXT, revision INT, line BLOB, PRIMARY KEY (at, id, revision)) WITHOUT ROWID;
"""
_GROUP = 1000


def make_feed(
    paths: Sequence[Path], to: Path, seconds: float, remembered: timedelta, skipped: Counter[str], failures: list[str]
) -> int:
    """Writes the lines of all pages to `to`, which holds no feed yet; gives how many.

    `skipped` counts what is no article, `failures` takes a line for each file that cannot be read. Raises OSError.
    """
    with tempfile.TemporaryDirectory(prefix="reparse-") as folder, closing(_open(Path(folder))) as spool:
        read = partial(read_page_of, seconds=seconds)
        for found in in_parallel(read, _captures(paths, skipped, failures)):
            if found.id:
                spool.execute("INSERT INTO found VALUES (?, ?)", (found.id, found.text))
            else:
                skipped[found.text.decode()] += 1
        _tell(spool)
        with closing(NearIndex(Path(folder) / "near.sqlite", ALL)) as index:
            return _write(mark_copies(_lines(spool), index, remembered), to)


def _open(folder: Path) -> sqlite3.Connection:
    spool = sqlite3.connect(folder / "lines.sqlite", isolation_level=None)
    spool.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
    spool.execute("BEGIN")
    return spool


def _captures(paths: Sequence[Path], skipped: Counter[str], failures: list[str]) -> Iterator[Capture]:
    for path in paths:
        with files.reported(path, failures), path.open("rb") as file:
            yield from files.captures_of(file, str(path), None, skipped)


def _tell(spool: sqlite3.Connection) -> None:
    """The revisions of each article."""
    spool.execute("CREATE INDEX by_id ON found (id)")
    for (article,) in spool.execute("SELECT DISTINCT id FROM found ORDER BY id").fetchall():
        texts = (text for (text,) in spool.execute("SELECT line FROM found WHERE id = ?", (article,)))
        rows = [(line.crawled_at, line.id, line.revision, dump(line)) for line in revisions(texts)]
        spool.executemany("INSERT INTO lines VALUES (?, ?, ?, ?)", rows)


def _lines(spool: sqlite3.Connection) -> Iterator[Line]:
    for (text,) in spool.execute("SELECT line FROM lines ORDER BY at, id, revision"):
        yield LINE.validate_json(text)


def _write(lines: Iterator[Line], to: Path) -> int:
    """Appends each line to the day file of its outlet."""
    feeds: dict[str, DayFiles] = {}
    count = 0
    for count, line in enumerate(lines, 1):
        feed = feeds.setdefault(line.outlet, DayFiles(to / "articles" / line.outlet))
        feed.add(line)
        if count % _GROUP == 0:
            for one in feeds.values():
                one.sync()
    for one in feeds.values():
        one.sync()
    return count
