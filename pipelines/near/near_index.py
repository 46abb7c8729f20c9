"""The near-duplicate index of the last weeks: one SQLite file for all outlets, rebuilt from the feed if lost.

Every method is one transaction, and says of itself what it keeps others from. WAL with synchronous=NORMAL: after a
power cut the last transactions may be missing, never half of one, and the feed brings back what they said.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from pipelines.feed.cursor import START, Cursor
from pipelines.near.fingerprint import VERSION, Fingerprint, fingerprint
from scrapers.items import Line
from scrapers.state.sqlite_file import Unusable, check_tables, connect

_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS texts (  -- original: whose copy it is, itself for most
    -- claimed_by: the process that is about to store it; null once its line is in the feed
    n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, content_hash TEXT NOT NULL, original TEXT NOT NULL,
    crawled_at TEXT NOT NULL, claimed_by INTEGER, shingles BLOB NOT NULL, numbers BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS by_time ON texts (crawled_at);
CREATE TABLE IF NOT EXISTS bands (band INTEGER, n INTEGER, PRIMARY KEY (band, n)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place (cursor TEXT NOT NULL);
PRAGMA user_version = {VERSION};
"""
_PATIENCE = 60.0
"""Seconds to wait while another run writes."""
_CHECKPOINT = 16_000
"""Pages (64 MB) between two checkpoints: bands lie all over the file, and many are written to the same pages."""
_CANDIDATES = 50
"""Texts that are compared in full: those with the most bands in common."""


class Orphaned(Exception):
    """The text is near one claimed by a process that has ended since; the feed tells whether it was stored."""

    def __init__(self, process: int) -> None:
        super().__init__(f"claimed by process {process}, which has ended")
        self.process = process


class NearIndex:
    """Index of the texts of the last weeks, all outlets. Every method raises `sqlite3.Error`."""

    def __init__(self, path: Path, candidates: int = _CANDIDATES) -> None:
        """The file; an article is compared with so many others, those with the most bands in common."""
        self._candidates = candidates
        self._db = connect(path, _PATIENCE)
        try:
            if self._db.execute("PRAGMA user_version").fetchone()[0] not in {0, VERSION}:
                raise Unusable("made by another version")
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute(f"PRAGMA wal_autocheckpoint = {_CHECKPOINT}")
            self._db.executescript(_SCHEMA)
            check_tables(self._db, _SCHEMA)
        except sqlite3.Error:
            self._db.close()
            raise

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """A transaction in which no other run writes."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def claim(self, line: Line, before: str = "9999") -> str | None:
        """Id of the earliest article with nearly the same text; None where this is it, or where its text is short.

        Only what was crawled up to `before` counts (ISO, Z): of an archived page its own time.

        The line is remembered before it is stored, so that of two copies in two runs the second knows the first.
        Raises `Orphaned`.
        """
        read = fingerprint(line)
        with self._turn():
            known = self._row("SELECT * FROM texts WHERE id = ?", line.id)
            if known and known["content_hash"] == line.content_hash:
                original = str(known["original"])
            else:
                before = known["crawled_at"] if known else before
                original = self._earliest(line.id, before, *read) if read else line.id
                self._put(line, original, read, known, claimed_by=os.getpid())
        return None if original == line.id else original

    def _earliest(self, article: str, before: str, text: Fingerprint, bands: list[int]) -> str:
        """Whose copy a text is. An article may not become the copy of one that came later, or of its own copy."""
        marks = ", ".join("?" * len(bands))
        rows = self._db.execute(
            "SELECT * FROM texts NATURAL JOIN (SELECT n FROM bands"
            f" WHERE band IN ({marks}) GROUP BY n ORDER BY count(*) DESC, n LIMIT {self._candidates})"
            " WHERE id <> ? AND original <> ? AND crawled_at <= ?",
            (*bands, article, article, before),
        )
        near = [row for row in rows if text.near(Fingerprint.unpack(row["shingles"], row["numbers"]))]
        for process in {row["claimed_by"] for row in near} - {None}:
            if not _running(process):
                raise Orphaned(process)
        first = min(near, key=lambda row: (row["crawled_at"], row["n"]), default=None)
        return first["original"] if first else article

    def _put(
        self,
        line: Line,
        original: str,
        read: tuple[Fingerprint, list[int]] | None,
        known: sqlite3.Row | None,
        claimed_by: int | None = None,
    ) -> None:
        """Keeps the newest text of an article under a new number; bands of the old one lead nowhere until swept."""
        self._db.execute("DELETE FROM texts WHERE id = ?", (line.id,))
        if read is None:
            return
        text, bands = read
        crawled_at = known["crawled_at"] if known else line.crawled_at
        values = (line.id, line.content_hash, original, crawled_at, claimed_by, *text.pack())
        added = self._db.execute(
            "INSERT INTO texts (id, content_hash, original, crawled_at, claimed_by, shingles, numbers)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        # Sorted, as they stand in the tree.
        self._db.executemany(
            "INSERT OR IGNORE INTO bands VALUES (?, ?)", [(band, added.lastrowid) for band in sorted(bands)]
        )

    def learn(self, unread: Callable[[Cursor], Iterator[Line]], most: int) -> int:
        """Takes in the next lines of the feed, at most so many; gives how many they were.

        `unread` gives the lines behind a cursor, which it moves on.
        """
        with self._turn():
            place = self._row("SELECT cursor FROM place")
            cursor = Cursor(place["cursor"] if place else START)
            count = sum(map(self._learn, islice(unread(cursor), most)))
            self._db.execute("DELETE FROM place")
            self._db.execute("INSERT INTO place VALUES (?)", (str(cursor),))
        return count

    def _learn(self, line: Line) -> int:
        """What a line of the feed says of its original stands."""
        known = self._row("SELECT * FROM texts WHERE id = ?", line.id)
        if known and known["content_hash"] == line.content_hash:
            self._db.execute("UPDATE texts SET claimed_by = NULL WHERE n = ? AND claimed_by", (known["n"],))
        else:
            self._put(line, line.duplicate_of or line.id, fingerprint(line), known)
        return 1

    def release(self, process: int) -> None:
        """Drops the claims of a process that has ended, once the lines that it stored are learnt."""
        with self._turn():
            self._db.execute("DELETE FROM texts WHERE claimed_by = ?", (process,))

    def forget(self, before: str, claimed_before: str, most: int) -> int:
        """Drops articles crawled before that moment (ISO, Z), a tenth where they are more than `most`, and dead claims.

        Claims are dead that were made before that other moment and still have no line. Gives how many were dropped.
        """
        with self._turn():
            newest = "SELECT crawled_at FROM texts ORDER BY crawled_at DESC LIMIT 1 OFFSET ?"
            if self._row(newest, most):
                before = max(before, self._row(newest, most * 9 // 10)["crawled_at"])
            dropped = self._db.execute(
                "DELETE FROM texts WHERE crawled_at < ? OR (claimed_by AND crawled_at < ?)", (before, claimed_before)
            ).rowcount
            if dropped:
                self._db.execute("DELETE FROM bands WHERE n NOT IN (SELECT n FROM texts)")
        return dropped

    def _row(self, query: str, *values: object) -> Any:
        """The first row, or None."""
        return self._db.execute(query, values).fetchone()


def _running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
