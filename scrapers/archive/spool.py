"""Sorts pages by time in a temporary file, so that memory does not grow with their number."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from scrapers.archive.capture import Capture
from scrapers.scratch import scratch_database


def in_order(captures: Iterable[Capture]) -> Iterator[Capture]:
    """The same, oldest first. Raises OSError where there is no room for it on disk."""
    with scratch_database() as spool:
        spool.execute("CREATE TABLE pages (at TEXT, url TEXT, body BLOB, status INT, note TEXT, place TEXT)")
        spool.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)", map(_row, captures))
        spool.execute("CREATE INDEX by_time ON pages (at, url)")
        for at, url, body, status, note, place in spool.execute("SELECT * FROM pages ORDER BY at, url"):
            page = zlib.decompress(body)
            yield Capture(url, datetime.fromisoformat(at), page, status, json.loads(note), place)


def _row(page: Capture) -> tuple[str, str, bytes, int, str, str]:
    at = page.at.astimezone(UTC).isoformat(timespec="microseconds")
    return at, page.url, zlib.compress(page.body, 1), page.status, json.dumps(dict(page.note)), page.place
