"""A temporary on-disk index of ids, so that memory does not grow with the feed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from scrapers.scratch import scratch_database

_CACHE = 64 * 1024
"""KiB of it in memory."""


@contextmanager
def open_index() -> Iterator[sqlite3.Connection]:
    """A database for it, deleted when closed. Raises OSError where there is no room for it."""
    with scratch_database() as index:
        index.execute(f"PRAGMA cache_size = -{_CACHE}")
        yield index
