"""Temporary databases on disk, for what must not grow in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager


def connect() -> sqlite3.Connection:
    """A private SQLite file, deleted when closed (sqlite.org/inmemorydb.html); nothing in it is ever taken back."""
    database = sqlite3.connect("", isolation_level=None)
    database.execute("PRAGMA journal_mode = OFF")
    return database


@contextmanager
def scratch_database() -> Iterator[sqlite3.Connection]:
    """The same in a transaction. Raises OSError where there is no room for it."""
    with closing(connect()) as database:
        database.execute("BEGIN")
        try:
            yield database
        except sqlite3.OperationalError as error:
            raise no_room(error) from error


def no_room(error: sqlite3.OperationalError) -> OSError:
    """The error with what to do: of a temporary file SQLite says no more than 'database or disk is full'."""
    return OSError(f"no room for a temporary file ({error}): SQLITE_TMPDIR may name a folder for it")
