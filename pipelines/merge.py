"""Merge: combines the feeds of several machines into one that keeps the contract."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from pipelines.feed.cursor import START, Cursor
from pipelines.feed.days import outlet_names
from pipelines.feed.reader import Walk, parse
from pipelines.feed.schema import LINE
from pipelines.near.mark import Near
from pipelines.recover import Storage, open_storage
from scrapers.items import Line
from scrapers.state.crawl_state import Stored
from scrapers.whole_file import whole_file

_GROUP = 100
"""Lines that are made durable together."""


def merge(output: Path, source: Path, now: datetime, near: Near) -> Iterator[tuple[str, int]]:
    """Takes the lines of another output folder that are new; gives each outlet, and how many there were of it.

    The place in the other feed is kept in `state/merged/`. May be killed at any moment and called again: a line that
    has been taken is known by its time and revision. Raises `Locked`, `BadLine`, OSError, `sqlite3.Error`, ValueError
    where the two are one folder.
    """
    if output.resolve() == source.resolve():
        raise ValueError(f"{source} is the feed itself")
    for outlet in outlet_names(source):
        place = output / "state" / "merged" / f"{_key(source)}-{outlet}.cursor"
        cursor = Cursor(place.read_text("ascii").strip() if place.exists() else START)
        storage = open_storage(output, outlet, now)
        try:
            count = _take(storage, Walk(source, (outlet,), cursor), near)
        finally:
            storage.state.close()
        place.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(place) as file:
            file.write(f"{cursor}\n".encode())
        yield outlet, count


def _key(source: Path) -> str:
    return hashlib.sha256(str(source.resolve()).encode()).hexdigest()[:8]


def _take(storage: Storage, walk: Walk, near: Near) -> int:
    taken = 0
    for raw in walk:
        line = parse(raw)
        stored = storage.state.article(line.id)
        if stored is None or _is_news(line, stored, storage):
            _store(storage, line, stored, near)
            taken += 1
            if taken % _GROUP == 0:
                storage.commit()
    storage.commit()
    return taken


def _is_news(line: Line, stored: Stored, storage: Storage) -> bool:
    """Whether the line is new to the feed and not merged before."""
    if line.content_hash == stored.content_hash and line.kind == stored.kind:
        return False
    last = LINE.validate_python(storage.feed.line(stored.file, stored.start))
    return line.crawled_at > last.crawled_at or line.revision > stored.revision


def _store(storage: Storage, line: Line, before: Stored | None, near: Near) -> None:
    """Numbered anew, where the outlet has moved from one machine to another; copies are found across machines."""
    line.revision = before.revision + 1 if before else 1
    if line.duplicate_of is None and line.kind != "removed":
        line.duplicate_of = near.original(line, before=line.crawled_at)
    storage.state.store(*storage.feed.add(line))
