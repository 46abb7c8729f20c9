"""Sorts pages by time in a temporary file, so that memory does not grow with their number."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime

from scrapers.archive.capture import Capture


def in_order(captures: Iterable[Capture]) -> Iterator[Capture]:
    """The same, oldest first. Raises `sqlite3.Error` where the temporary file finds no room (`SQLITE_TMPDIR`)."""
    with closing(sqlite3.connect("", isolation_level=None)) as spool:
        spool.execute("CREATE TABLE pages (at TEXT, url TEXT, body BLOB, status INT, note TEXT, place TEXT)")
        spool.execute("BEGIN")
        spool.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)", map(_row, captures))
        spool.execute("CREATE INDEX by_time ON pages (at, url)")
        for at, url, body, status, note, place in spool.execute("SELECT * FROM pages ORDER BY at, url"):
            page = zlib.decompress(body)
            yield Capture(url, datetime.fromisoformat(at), page, status, json.loads(note), place)


def _row(page: Capture) -> tuple[str, str, bytes, int, str, str]:
    at = page.at.astimezone(UTC).isoformat(timespec="microseconds")
    return at, page.url, zlib.compress(page.body, 1), page.status, json.dumps(dict(page.note)), page.place
