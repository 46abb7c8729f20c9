"""A temporary on-disk index of ids, so that memory does not grow with the feed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

_CACHE = 64 * 1024
"""KiB of it in memory."""


@contextmanager
def open_index() -> Iterator[sqlite3.Connection]:
    """A private SQLite file on disk, deleted when closed (sqlite.org/inmemorydb.html).

    Raises OSError where there is no room for it.
    """
    with closing(sqlite3.connect("", isolation_level=None)) as index:
        index.execute(f"PRAGMA cache_size = -{_CACHE}")
        index.execute("PRAGMA journal_mode = OFF")  # nothing is ever taken back
        index.execute("BEGIN")
        try:
            yield index
        except sqlite3.OperationalError as error:
            raise no_room(error) from error


def no_room(error: sqlite3.OperationalError) -> OSError:
    """The error with what to do: of a temporary file SQLite says no more than 'database or disk is full'."""
    return OSError(f"no room for a temporary file ({error}): SQLITE_TMPDIR may name a folder for it")
