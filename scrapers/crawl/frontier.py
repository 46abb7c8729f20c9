"""The addresses that a run has heard of, in a temporary file, so that memory does not grow with their number."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace

from scrapers.scratch import connect, no_room
from scrapers.sourcing.sources import Link

_TABLES = """
CREATE TABLE links (n INTEGER PRIMARY KEY, url TEXT UNIQUE NOT NULL, link TEXT NOT NULL, waits INTEGER DEFAULT 0);
CREATE INDEX queue ON links (n) WHERE waits;
"""


class Frontier:
    """The links of one run, and the queue of those that are still to be requested.

    What writes raises OSError where the temporary file finds no room.
    """

    def __init__(self) -> None:
        self._db = connect()
        self._db.executescript(_TABLES)
        self.size = 0
        """How many links there are."""

    def __contains__(self, url: str) -> bool:
        return self._db.execute("SELECT 1 FROM links WHERE url = ?", (url,)).fetchone() is not None

    def known(self, link: Link) -> Link:
        """What is known of the link's address; the link itself where that is nothing."""
        row = self._db.execute("SELECT link FROM links WHERE url = ?", (link.url,)).fetchone()
        return Link.of(json.loads(row[0])) if row else link

    def add(self, link: Link) -> Link:
        """Keeps a link; gives it with the dates that all sources state of its address."""
        if self._write("INSERT OR IGNORE INTO links (url, link) VALUES (?, ?)", link.url, json.dumps(link.record())):
            self.size += 1
            return link
        before = self.known(link)
        merged = replace(before, dates=tuple(dict.fromkeys((*before.dates, *link.dates))))
        if merged != before:
            self._write("UPDATE links SET link = ? WHERE url = ?", json.dumps(merged.record()), link.url)
        return merged

    def enqueue(self, url: str) -> None:
        """Appends an address that is kept to the queue."""
        self._write("UPDATE links SET waits = 1 WHERE url = ?", url)

    def dequeue(self, most: int) -> list[Link]:
        """Takes so many links out of the queue, those heard of first."""
        rows = self._db.execute("SELECT n, link FROM links WHERE waits ORDER BY n LIMIT ?", (most,)).fetchall()
        if rows:
            self._write("UPDATE links SET waits = 0 WHERE waits AND n <= ?", rows[-1][0])
        return [Link.of(json.loads(link)) for _, link in rows]

    def forget_others(self) -> None:
        """Removes all links that are not in the queue."""
        self.size -= self._write("DELETE FROM links WHERE NOT waits")

    def close(self) -> None:
        """Deletes the file."""
        self._db.close()

    def _write(self, statement: str, *values: str | int) -> int:
        """Changes so many rows."""
        try:
            return self._db.execute(statement, values).rowcount
        except sqlite3.OperationalError as error:
            raise no_room(error) from error
