"""The crawl state: stored articles, failed attempts and read sources in one SQLite file, rebuilt from the feed if lost.

Deleted or broken, it is rebuilt from the feed at the next start; only validators, failed attempts and first looks at
articles that are gone are lost, so that pages are asked for once more. Changes wait for `commit`, which whoever writes
the feed calls once its lines are durable. WAL with synchronous=NORMAL: after a power cut the last transactions may be
missing, never half of one, and the feed brings back what they said.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapers.clock import stamp
from scrapers.dates.window import DAY
from scrapers.items import REMOVED
from scrapers.sourcing.sources import Link
from scrapers.state.findings import FINDINGS, FindingsFile
from scrapers.state.lock import Lock

ANSWERS = frozenset(("404", "410", "robots.txt"))
"""Reasons by which the site itself declares a page unavailable."""
RETRY_FOR = timedelta(days=7)
"""How long after the first attempt a page is tried again."""
REFRESH_STEPS = (timedelta(hours=1), timedelta(hours=6), DAY, 3 * DAY, 7 * DAY)
"""How long after its publication an article is looked at again."""
GRACE = DAY
"""How long after the last step of `refresh` an article is still looked at: runs are at most so far apart."""

_VERSION = 3
"""Of the tables below; a file of another version is made anew."""
_SCHEMA = f"""{FINDINGS}
CREATE TABLE addresses (  -- n grows: what is above a walk's mark was noticed after it
    n INTEGER PRIMARY KEY, url TEXT UNIQUE NOT NULL, article TEXT, published TEXT);
CREATE TABLE articles (
    id TEXT PRIMARY KEY, url TEXT, kind TEXT NOT NULL, revision INTEGER NOT NULL, content_hash TEXT NOT NULL,
    published TEXT NOT NULL, looked_at TEXT NOT NULL, etag TEXT, last_modified TEXT, file TEXT NOT NULL,
    start INTEGER NOT NULL);
CREATE TABLE gone (article TEXT PRIMARY KEY, since TEXT NOT NULL);  -- when it was first missed
CREATE TABLE attempts (  -- rules: those that rejected the page; null where it was not read at all
    url TEXT PRIMARY KEY, reason TEXT NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, rules TEXT,
    link TEXT NOT NULL);
CREATE TABLE listings (url TEXT PRIMARY KEY, rules TEXT NOT NULL, etag TEXT, last_modified TEXT);
CREATE TABLE walks (source TEXT PRIMARY KEY, mark INTEGER NOT NULL);
CREATE TABLE files (name TEXT PRIMARY KEY, size INTEGER NOT NULL);
"""
_TIME = "glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T*'"
_NONSENSE = f"""
SELECT 'articles' FROM articles LEFT JOIN files ON file = name
    WHERE published NOT {_TIME} OR unixepoch(published) IS NULL OR looked_at NOT {_TIME} OR unixepoch(looked_at) IS NULL
    OR typeof(id) <> 'text' OR typeof(kind) <> 'text' OR typeof(revision) <> 'integer' OR revision < 1
    OR typeof(content_hash) <> 'text' OR typeof(start) <> 'integer' OR start < 0 OR size IS NULL OR start >= size
UNION ALL SELECT 'files' FROM files WHERE typeof(size) <> 'integer' OR size < 0 OR name NOT GLOB '*.jsonl'
UNION ALL SELECT 'gone' FROM gone WHERE since NOT {_TIME} OR unixepoch(since) IS NULL
UNION ALL SELECT 'walks' FROM walks WHERE typeof(mark) <> 'integer'
UNION ALL SELECT 'attempts' FROM attempts
    WHERE first NOT {_TIME} OR unixepoch(first) IS NULL OR last NOT {_TIME} OR unixepoch(last) IS NULL
    OR NOT json_valid(link) OR json_type(link, '$.url') IS NOT 'text' OR json_type(link, '$.dates') IS NOT 'array'
LIMIT 1
"""


@dataclass(frozen=True)
class Stored:
    """The newest line of an article and its position in the feed."""

    id: str
    url: str | None
    kind: str
    revision: int
    content_hash: str
    published: str
    """ISO; when it was crawled, where it has no date."""
    looked_at: str
    file: str
    """Name of the day file."""
    start: int
    """Where its line starts there, in bytes."""
    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, line: Mapping[str, Any], file: str, start: int) -> Stored:
        """What the state keeps of a line of the feed."""
        published = line["date"] or line["crawled_at"]
        known = (line["id"], line["url"], line["kind"], line["revision"], line["content_hash"])
        return cls(*known, published, line["crawled_at"], file, start)

    @property
    def gone(self) -> bool:
        """Whether its page was taken down."""
        return self.kind == REMOVED

    def due(self, now: datetime, age: timedelta) -> bool:
        """Whether it is to be looked at again, as an article up to that age."""
        return due(datetime.fromisoformat(self.published), datetime.fromisoformat(self.looked_at), now, age)

    @property
    def conditions(self) -> dict[str, str]:
        """Headers of a conditional request for the page."""
        return conditions(self.etag, self.last_modified)


@dataclass(frozen=True)
class Attempt:
    """A page that was requested and not stored."""

    link: Link
    reason: str
    first: datetime
    last: datetime
    rules: str | None

    def given_up(self, now: datetime, rules: str) -> bool:
        """Whether it is tried no more: not within 7 days of the first time, nor by rules that rejected it already."""
        return now - self.first > RETRY_FOR and self.rules in {None, rules}

    def rests(self, now: datetime, rules: str) -> bool:
        """Whether this run skips it: answered failures are retried after 1 h, 6 h, 1, 3 and 7 days.

        New rules ask at once; what nobody could have (no answer, 503) is asked in every run.
        """
        if self.given_up(now, rules):
            return True
        answered = self.rules == rules or (self.rules is None and self.reason in ANSWERS)
        return answered and not due(self.first, self.last, now)


def due(published: datetime, looked_at: datetime, now: datetime, age: timedelta = REFRESH_STEPS[-1]) -> bool:
    """Whether a step after publication, `age` at most, has passed since the article was last looked at."""
    return any(looked_at < published + step <= now for step in REFRESH_STEPS if step <= age)


def conditions(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """Headers of a conditional request (RFC 9110, 13.1)."""
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value}


class State(FindingsFile):
    """One outlet's state; without a path it is empty and forgotten at the end (for `scrapy check`)."""

    nonsense = _NONSENSE

    def __init__(self, path: Path | None = None, lock: Lock | None = None) -> None:
        super().__init__(_SCHEMA, _VERSION, path, lock)

    # articles

    def article_at(self, url: str) -> str | None:
        """Id of the stored article that the address leads to."""
        row = self._row("SELECT article FROM addresses WHERE url = ?", url)
        return row["article"] if row else None

    def settled(self, url: str) -> bool:
        """Whether the article there is stored, or was asked for in vain, which later runs repeat by themselves."""
        return self.article_at(url) is not None or self.attempt(url) is not None

    def published(self, url: str) -> str | None:
        """When the article there was published, where it has been read once."""
        row = self._row("SELECT published FROM addresses WHERE url = ?", url)
        return row["published"] if row else None

    def article(self, article: str) -> Stored | None:
        """The stored article of that id."""
        row = self._row("SELECT * FROM articles WHERE id = ?", article)
        return Stored(**dict(row)) if row else None

    def stored_in(self, file: str) -> Iterator[Stored]:
        """The articles whose newest line is in a day file."""
        rows = self._db.execute("SELECT * FROM articles WHERE file = ? ORDER BY start", (file,))
        return (Stored(**dict(row)) for row in rows.fetchall())

    def young(self, since: datetime) -> Iterator[Stored]:
        """The stored articles published after that moment."""
        rows = self._db.execute(
            "SELECT * FROM articles WHERE unixepoch(published) > ? ORDER BY published DESC", (since.timestamp(),)
        )
        return (Stored(**dict(row)) for row in rows.fetchall())

    def brought(self, file: str, since: datetime) -> int:
        """How many articles a day file brought that were published after that moment."""
        row = self._row(
            "SELECT count(*) AS n FROM articles WHERE file = ? AND revision = 1 AND unixepoch(published) > ?",
            file,
            since.timestamp(),
        )
        return row["n"] if row else 0

    def store(self, stored: Stored, end: int) -> None:
        """Keeps a line that is durable in the feed; `end` is where the next one starts."""
        with self._change():
            self._db.execute(f"REPLACE INTO articles VALUES ({_marks(11)})", _columns(stored))
            self._db.execute("REPLACE INTO files VALUES (?, ?)", (stored.file, end))
            self._lead((stored.url,) if stored.url else (), stored.id, stored.published)

    def looked_at(self, article: str, now: datetime, http: Mapping[str, str]) -> None:
        """The page was fetched again unchanged; `http` holds its validators, if any."""
        keep = "etag = coalesce(?, etag), last_modified = coalesce(?, last_modified)"
        values = (stamp(now), http.get("etag"), http.get("last-modified"), article)
        with self._change():
            self._db.execute(f"UPDATE articles SET looked_at = ?, {keep} WHERE id = ?", values)

    def settle(self, urls: Iterable[str], article: str) -> None:
        """The addresses lead to a stored article: they are seen, and no attempts any more."""
        stored = self.article(article)
        urls = tuple(urls)
        with self._change():
            self._lead(urls, article, stored.published if stored else None)
            self._db.executemany("DELETE FROM attempts WHERE url = ?", [(url,) for url in urls])
            self._db.execute("DELETE FROM gone WHERE article = ?", (article,))

    def missing(self, article: str, now: datetime) -> datetime:
        """The page of a stored article is not there any more; gives when it was first missed."""
        with self._change():
            self._db.execute("INSERT OR IGNORE INTO gone VALUES (?, ?)", (article, stamp(now)))
            self._db.execute("UPDATE articles SET looked_at = ? WHERE id = ?", (stamp(now), article))
        row = self._row("SELECT since FROM gone WHERE article = ?", article)
        return datetime.fromisoformat(row["since"]) if row else now

    def missed(self, before: datetime) -> Iterator[Stored]:
        """The stored articles whose pages were first missed before that moment and not seen since."""
        rows = self._db.execute(
            "SELECT articles.* FROM articles JOIN gone ON article = id WHERE since <= ? ORDER BY since",
            (stamp(before),),
        )
        return (Stored(**dict(row)) for row in rows.fetchall())

    def moved(self, article: str, url: str) -> None:
        """Changes the article's URL; the old one remains an alias."""
        with self._change():
            self._db.execute("UPDATE articles SET url = ? WHERE id = ?", (url, article))

    def outside(self, url: str, published: str) -> None:
        """Records an article outside the run's window: remembered, but not as stored."""
        with self._change():
            self._lead((url,), None, published)

    def _lead(self, urls: Iterable[str], article: str | None, published: str | None) -> None:
        self._db.executemany(
            "INSERT INTO addresses (url, article, published) VALUES (?, ?, ?) ON CONFLICT (url) DO UPDATE"
            " SET article = coalesce(excluded.article, article), published = coalesce(excluded.published, published)",
            [(url, article, published) for url in urls],
        )

    # attempts

    def attempt(self, url: str) -> Attempt | None:
        """The failed attempt at the address, if the last one failed."""
        row = self._row("SELECT * FROM attempts WHERE url = ?", url)
        return _attempt(row) if row else None

    def attempts(self) -> Iterator[Attempt]:
        """Every address whose last attempt failed, those last tried longest ago first."""
        return map(_attempt, self._db.execute("SELECT * FROM attempts ORDER BY last, first, url"))

    def tried(self, link: Link, reason: str, now: datetime, rules: str | None = None) -> bool:
        """Records a failed attempt; `rules` is the fingerprint that rejected it. Returns whether it is new."""
        before = self.attempt(link.url)
        values = (link.url, reason, stamp(now), stamp(now), rules, json.dumps(link.record()))
        with self._change():
            self._lead((link.url,), None, None)
            self._db.execute(
                "INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE"
                " SET reason = excluded.reason, last = excluded.last, rules = excluded.rules",
                values,
            )
        return before is None or before.reason != reason

    # listings

    def conditions(self, url: str, rules: str) -> dict[str, str]:
        """Headers of a conditional request for a listing that was completely read by the same rules."""
        row = self._row("SELECT * FROM listings WHERE url = ? AND rules = ?", url, rules)
        return conditions(row["etag"], row["last_modified"]) if row else {}

    def fresh(self, url: str, source: str) -> bool:
        """Whether the URL is new since the source was last read completely."""
        row = self._row(
            "SELECT 1 FROM addresses WHERE url = ? AND n <= (SELECT mark FROM walks WHERE source = ?)", url, source
        )
        return row is None

    def walked(self, source: str, pages: Mapping[str, Mapping[str, str]], rules: str) -> None:
        """Marks a source as completely read, all its links settled; `pages` holds the validators of its pages."""
        rows = [(url, rules, http.get("etag"), http.get("last-modified")) for url, http in pages.items()]
        with self._change():
            self._db.execute("REPLACE INTO walks SELECT ?, coalesce(max(n), 0) FROM addresses", (source,))
            self._db.executemany("REPLACE INTO listings VALUES (?, ?, ?, ?)", rows)

    # the feed

    def sizes(self) -> dict[str, int]:
        """How far each day file of the feed is known, in bytes."""
        return dict(self._db.execute("SELECT name, size FROM files").fetchall())

    def passed(self, file: str, end: int) -> None:
        """Marks the bytes before `end` as broken; they are not read again."""
        with self._change():
            self._db.execute("REPLACE INTO files VALUES (?, ?)", (file, end))

    def forget(self) -> None:
        """Empties the index of the feed, which will be read again from the start."""
        with self._change():
            for table in ("addresses", "articles", "gone", "walks", "listings", "files"):
                self._db.execute(f"DELETE FROM {table}")


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _columns(stored: Stored) -> tuple[Any, ...]:
    names = "id url kind revision content_hash published looked_at etag last_modified file start"
    return tuple(getattr(stored, name) for name in names.split())


def _attempt(row: sqlite3.Row) -> Attempt:
    first, last = datetime.fromisoformat(row["first"]), datetime.fromisoformat(row["last"])
    return Attempt(Link.of(json.loads(row["link"])), row["reason"], first, last, row["rules"])
