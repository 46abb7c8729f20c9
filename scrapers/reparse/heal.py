"""Corrects one outlet's feed from its archive: a dry run first, then the new revisions."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterable, Iterator

from pipelines.feed.schema import LINE, dump
from pipelines.near.mark import Near
from pipelines.recover import Storage
from scrapers.items import Line
from scrapers.reparse.differences import FILLED, FIRST, LOST, REJECTED, Account, differences
from scrapers.reparse.read_again import Reread
from scrapers.state.crawl_state import Stored

REPARSE = "reparse"
"""`Line.reason` of the lines that are written here."""
_GROUP = 100
"""Lines that are made durable together."""
_RESULTS = "CREATE TABLE results (id TEXT PRIMARY KEY, at TEXT, requested TEXT, line BLOB) WITHOUT ROWID"
_NEWER = """
INSERT INTO results VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE
SET (at, requested, line) = (excluded.at, excluded.requested, excluded.line) WHERE excluded.at >= at
"""


class Healing:
    """One outlet's feed and state, both open under its lock, with the readings of its archive by today's rules.

    What is found waits in a temporary file, so memory does not grow with the archive.
    """

    def __init__(self, storage: Storage) -> None:
        self.storage, self.account = storage, Account()
        self.feed, self.state = storage.feed, storage.state
        self._results = sqlite3.connect("", isolation_level=None)
        self._results.execute(_RESULTS)

    def close(self) -> None:
        """Forgets what was found."""
        self._results.close()

    def take(self, rereads: Iterable[Reread]) -> Account:
        """Compares each page with the feed; of two pages of an article the younger counts. Gives what would change."""
        self._results.execute("BEGIN")
        for found in rereads:
            self.account.pages += 1
            if found.line:
                row = (found.line.id, found.at, found.requested, dump(found.line))
                self._results.execute(_NEWER, row)
            else:
                self._rejected(found)
        self._results.execute("COMMIT")
        for line, _ in self._found():
            self._compare(line)
        return self.account

    def _found(self) -> Iterator[tuple[Line, str]]:
        """The readings, oldest page first, each with the URL that was requested."""
        for text, requested in self._results.execute("SELECT line, requested FROM results ORDER BY at, id"):
            yield LINE.validate_json(text), requested

    def _rejected(self, found: Reread) -> None:
        article = self.state.article_at(found.requested)
        stored = self.state.article(article) if article else None
        newest = self._told(stored)
        if newest and newest.crawled_at <= found.at:
            self.account.add(REJECTED, LOST, f"{newest.title} ({found.why})")
        else:
            self.account.untouched[found.why] += 1

    def _told(self, stored: Stored | None) -> Line | None:
        """The stored line of an article that was not taken down."""
        if stored is None or stored.gone:
            return None
        return LINE.validate_python(self.feed.line(stored.file, stored.start))

    def _compare(self, line: Line) -> None:
        account, stored = self.account, self.state.article(line.id)
        newest = self._told(stored)
        if why := _untouched(line, stored, newest):
            account.untouched[why] += 1
            return
        if stored is None or newest is None:
            account.revisions += 1
            account.add(FIRST, FILLED, line.title)
            return
        found = list(differences(newest, line))
        if stored.content_hash == line.content_hash:
            account.silent.update(name for name, _ in found)
            return
        account.revisions += 1
        for name, how in found:
            account.add(name, how, line.title)

    def write(self, near: Near) -> int:
        """Appends the lines, each to the day of its page; gives how many. Raises OSError, `sqlite3.Error`.

        May be killed at any moment and called again: lines are durable before the state knows them.
        """
        written = 0
        for line, requested in self._found():
            stored = self.state.article(line.id)
            known = stored is not None and stored.content_hash == line.content_hash
            if known or _untouched(line, stored, self._told(stored)):
                continue
            line.revision, line.reason = stored.revision + 1 if stored else 1, REPARSE
            line.duplicate_of = near.original(line, before=line.crawled_at)
            self._store(line, requested, stored)
            written += 1
            if written % _GROUP == 0:
                self.storage.commit()
        self.storage.commit()
        return written

    def _store(self, line: Line, requested: str, before: Stored | None) -> None:
        stored, end = self.feed.add(line)
        if before:  # when the page was looked at last, and its validators, are as true as they were
            kept = {name: getattr(before, name) for name in ("looked_at", "etag", "last_modified")}
            stored = dataclasses.replace(stored, **kept)
        self.state.store(stored, end)
        self.state.settle((requested, *((line.url,) if line.url else ())), line.id)


def _untouched(line: Line, stored: Stored | None, newest: Line | None) -> str:
    """Why a stored article is left unchanged; empty if it is not."""
    if stored and stored.gone:
        return "taken down since"
    return "a younger page is in the feed" if newest and newest.crawled_at > line.crawled_at else ""
