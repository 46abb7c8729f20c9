"""A full-text index of the feed's articles: SQLite FTS5 over their words, with and without tones.

An index of the feed and no more: it may be deleted, and is brought up to date by what the feed holds behind its cursor.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pipelines.feed.cursor import START, Cursor
from pipelines.feed.days import Displaced
from pipelines.feed.reader import BadLine, Walk, parse
from scrapers.items import REMOVED, Line
from scrapers.spelling import same_spelling, unmarked

VERSION = 1
"""Of the tables: an index of another version is made anew."""
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (version INT, cursor TEXT);
CREATE TABLE IF NOT EXISTS article (place INTEGER PRIMARY KEY, id TEXT UNIQUE, revision INT, outlet TEXT, date TEXT,
                                    title TEXT, url TEXT, text BLOB);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (exact, plain, outlet, content='', columnsize=0,
                                                     tokenize='unicode61 remove_diacritics 0');
"""
_NO_INDEX = frozenset([sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR])
"""Primary result codes of a file that is no database, a damaged one, or one of other tables. Any other, a lock of
another process or a full disk, says nothing against the index."""
_PATIENCE = 30.0
"""Seconds to wait for another process that is writing."""
_BATCH = 5_000
"""Lines of one transaction: what is in memory, and what an interrupted update loses."""
_SECOND = 1 << 20
"""Places in one second. A place is the time of publication, so that the newest hit is found first without sorting."""

_BREAK = "\u01c1"
"""A word between two paragraphs: a letter that no language writes alone, so that no phrase reaches across."""


class Hit(NamedTuple):
    """An article that matches the query."""

    id: str
    outlet: str
    date: str | None
    title: str
    url: str | None
    text: str
    """Title, lead, paragraphs and captions, one a line."""


@contextmanager
def open_search(path: Path) -> Iterator[SearchIndex]:
    """The index in that file, made if it is not there and made anew if it is no index.

    Raises OSError, also where another process keeps it locked.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(_connect(path)) as connection:
            yield SearchIndex(connection)
    except sqlite3.OperationalError as error:
        raise OSError(f"{path}: {error}") from error


def _connect(path: Path) -> sqlite3.Connection:
    for _ in range(2):
        connection = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
        try:
            if _is_current(connection):
                return connection
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF not in _NO_INDEX:
                connection.close()
                raise
        connection.close()
        path.unlink(missing_ok=True)
    raise OSError(f"{path} cannot be made anew")


def _is_current(connection: sqlite3.Connection) -> bool:
    """Whether the tables are of this version; an empty file gets them, whoever else is doing the same."""
    if not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        first = f"INSERT INTO meta SELECT {VERSION}, '{START}' WHERE NOT EXISTS (SELECT 1 FROM meta)"
        connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} {first}; COMMIT;")
    return bool(connection.execute("SELECT version FROM meta").fetchone() == (VERSION,))


class SearchIndex:
    """The words of the last revision of every article that was not removed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def update(self, output: Path, complain: Callable[[str], object], step: Callable[[], None]) -> None:
        """Reads what the feed has behind the index's place; a feed that was replaced is read from its start.

        `complain` is told of each broken line, `step` is called once a line.
        """
        try:
            self._update(output, complain, step)
        except Displaced:
            self._db.executescript(
                f"BEGIN; DELETE FROM article; INSERT INTO words (words) VALUES ('delete-all'); "
                f"UPDATE meta SET cursor = '{START}'; COMMIT;"
            )
            self._update(output, complain, step)

    def _update(self, output: Path, complain: Callable[[str], object], step: Callable[[], None]) -> None:
        (place,) = self._db.execute("SELECT cursor FROM meta").fetchone()
        walk = Walk(output, (), Cursor(place))
        while True:
            self._db.execute("BEGIN IMMEDIATE")
            with closing(_Batch(self._db)) as batch:
                read = 0
                for raw in islice(walk, _BATCH):
                    read += 1
                    step()
                    try:
                        batch.add(parse(raw))
                    except BadLine as error:
                        complain(str(error))
            self._db.execute("UPDATE meta SET cursor = ?", (str(walk.cursor),))
            self._db.execute("COMMIT")
            if read < _BATCH:
                return

    def search(
        self,
        phrases: Sequence[str],
        outlets: Sequence[str] = (),
        since: datetime | None = None,
        until: datetime | None = None,
        most: int = 10,
    ) -> list[Hit]:
        """The newest articles that hold every phrase, its words one after another.

        A phrase without a mark finds its words with any, one with marks only those. `since` and `until` (aware, the
        first instant outside) bound the publication. Raises ValueError for a phrase without a word.
        """
        rows = self._db.execute(
            "SELECT id, article.outlet, date, title, url, text FROM words JOIN article ON place = words.rowid "
            "WHERE words MATCH ? AND words.rowid BETWEEN ? AND ? ORDER BY words.rowid DESC LIMIT ?",
            (_query(phrases, outlets), _first_place(since, 0), _first_place(until, 1 << 62) - 1, most),
        )
        return [Hit._make((*about, zlib.decompress(text).decode())) for *about, text in rows]


class _Batch:
    """Changes of one transaction; words go in by ascending place when it is closed, as FTS5 takes them fastest."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._new: dict[int, tuple[str, str]] = {}

    def add(self, line: Line) -> None:
        """The line takes the place of an earlier revision; one that was taken down only makes room."""
        before = self._db.execute(
            "SELECT place, revision, outlet, text FROM article WHERE id = ?", (line.id,)
        ).fetchone()
        if before and before[1] > line.revision:
            return
        if before:
            self._remove(before[0], before[2], before[3])
        if line.kind == REMOVED:
            return
        place, text = self._place(line), _text(line)
        self._db.execute(
            "INSERT INTO article VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (place, line.id, line.revision, line.outlet, line.date, line.title, line.url, zlib.compress(text.encode())),
        )
        self._new[place] = (text, line.outlet)

    def _remove(self, place: int, outlet: str, text: bytes) -> None:
        self._db.execute("DELETE FROM article WHERE place = ?", (place,))
        if self._new.pop(place, None) is None:
            values = (place, *_columns(zlib.decompress(text).decode()), outlet)
            self._db.execute(
                "INSERT INTO words (words, rowid, exact, plain, outlet) VALUES ('delete', ?, ?, ?, ?)", values
            )

    def _place(self, line: Line) -> int:
        place = (
            _first_place(datetime.fromisoformat(line.date or line.crawled_at), 0)
            + zlib.crc32(line.id.encode()) % _SECOND
        )
        while self._db.execute("SELECT 1 FROM article WHERE place = ?", (place,)).fetchone():
            place += 1
        return place

    def close(self) -> None:
        """Writes the words."""
        rows = ((place, *_columns(text), outlet) for place, (text, outlet) in sorted(self._new.items()))
        self._db.executemany("INSERT INTO words (rowid, exact, plain, outlet) VALUES (?, ?, ?, ?)", rows)


def _text(line: Line) -> str:
    parts = (line.title, line.lead, *line.body.split("\n\n"), *(caption.text for caption in line.captions))
    return "\n".join(filter(None, parts))


def _columns(text: str) -> tuple[str, str]:
    """The words as they are spelled and without marks; a word of ours between paragraphs keeps phrases in one."""
    exact = f" {_BREAK} ".join(map(same_spelling, text.split("\n")))
    return exact, unmarked(exact)


def _query(phrases: Sequence[str], outlets: Sequence[str]) -> str:
    """In the language of FTS5."""
    parts = []
    for phrase in phrases:
        words = same_spelling(phrase)
        if not words:
            raise ValueError(f"'{phrase}' holds no word")
        parts.append(f'{"plain" if words.isascii() else "exact"} : "{words}"')
    if outlets:
        parts.append("outlet : (" + " OR ".join(f'"{name}"' for name in outlets) + ")")
    return " AND ".join(parts)


def _first_place(moment: datetime | None, default: int) -> int:
    return default if moment is None else int(moment.timestamp()) * _SECOND
