"""Bookkeeping of a run: counts the outcome of every URL, updates the state, marks sources as read at the end."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response
from twisted.python.failure import Failure

from pipelines.deduplicate import AnotherArticle, Unchanged
from pipelines.filter_window import Outside
from pipelines.recover import Storage
from scrapers import clock
from scrapers.address import canonical
from scrapers.archive.capture import ARTICLE, LISTING, Capture
from scrapers.crawl.archiving import articles, keep
from scrapers.crawl.fallbacks import Fallbacks
from scrapers.crawl.plan import Plan
from scrapers.crawl.reservations import Reservations
from scrapers.items import PageItem, Reading
from scrapers.outlet import Outlet, Source
from scrapers.sourcing.sources import REACH, Link
from scrapers.state.crawl_state import Stored
from scrapers.state.rejected_pages import Rejected, shrink
from scrapers.state.rules_fingerprint import fingerprint
from scrapers.state.run_times import long_ago

CONFIRM = timedelta(days=1)
"""How long a page must have been missing before its article counts as taken down."""


class Ledger:
    """The bookkeeping of one run; figures are in the crawler's stats under `articles/` and `listings/`."""

    def __init__(self, crawler: Crawler, outlet: Outlet, plan: Plan, storage: Storage) -> None:
        self.crawler = crawler
        self.outlet = outlet
        self.plan = plan
        self.state = storage.state
        self.archive = storage.archive
        """Where pages are kept, if they are."""
        self.reservations = Reservations(crawler.settings)
        """Which of them may be."""
        self.repairs = storage.repairs.sentences()
        """Repairs made at the start, as text."""
        self.rules = fingerprint(outlet.name)
        self.reasons: Counter[str] = Counter()
        """Why pages were rejected or failed."""
        self.sources: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """What each source gave, by its address: pages `read`, `unchanged`, `failed`; `links`, and the `fresh` ones."""
        self.failures: list[str] = []
        """What went wrong, one line each."""
        self.news: list[str] = []
        """Failures that are new in this run: they make its exit code 1."""
        self.troubles: dict[str, str] = {}
        """Why sources could not be had or read, by their address."""
        self.fallbacks = Fallbacks(self, clock.now(crawler.settings))
        """What the run does where the outlet's file is wrong."""
        self.ids: dict[str, None] = {}
        """Stored articles that the question met, new ones and known ones, in order."""
        self.answer: list[Stored] = []
        """The same at the end of a run that shows them, and where their lines are."""
        self._pages: dict[str, dict[str, Mapping[str, str]]] = {}
        self._broken: set[str] = set()
        self._stopping: asyncio.Future[None] | None = None
        self._opened = clock.now(crawler.settings)
        self._run = f"{clock.stamp(self._opened).replace(':', '')}-{os.getpid()}"
        output = Path(crawler.settings["OUTPUT"])
        folder = output / "rejected" / outlet.name
        pages, room = (crawler.settings.getint(name) for name in ("REJECTED_PAGES_A_DAY", "REJECTED_MB"))
        self._rejected = Rejected(folder, pages, room << 20)
        kept = timedelta(days=crawler.settings.getint("REJECTED_DAYS"))
        self._rejected.forget(long_ago(output, self._opened, kept))
        shrink(folder.parent, crawler.settings.getint("REJECTED_TOTAL_MB") << 20)
        for signal in ("spider_opened", "item_scraped", "item_dropped", "item_error", "spider_error"):
            crawler.signals.connect(getattr(self, f"_{signal}"), getattr(signals, signal))

    def keep(self, response: Response, at: datetime, link: Link, via: str = "") -> None:
        """Keeps a page that is about to be read, if it may; `via` is the source that it is of. Raises OSError."""
        if self.archive is None or self.reservations.copy_of(response) is None:
            return
        kind, rights = LISTING if via else ARTICLE, self.reservations.of(response)
        note = {"outlet": self.outlet.name, "run": self._run, "kind": kind, "via": via, "rights": rights}
        keep(self.archive, response, at, note | {"link": json.dumps(link.record())})

    def archived(self) -> Iterator[Capture]:
        """The outlet's articles in the files of the plan, oldest first; counts what else is there."""
        skipped: Counter[str] = Counter()
        unreadable: list[str] = []
        try:
            yield from articles(self.outlet, self.plan.warc, skipped, unreadable)
        finally:
            for line in unreadable:
                self._failure(line)
        self.reasons.update({f"skipped: {why}": times for why, times in skipped.items() if times})

    def count(self, name: str) -> None:
        """One more of `name`."""
        self.crawler.stats.inc_value(name)

    # listings

    def listing_read(self, source: Source, url: str, http: Mapping[str, str], trouble: str = "") -> None:
        """A page of the source was read, perhaps not to its end; `http` holds its validators."""
        self._pages.setdefault(source.url, {})[url] = http
        self._listing(source, "read")
        if trouble:
            self.listing_failed(source, url, trouble)
        else:
            self.state.lose("trouble", source.url)

    def listing_unchanged(self, source: Source) -> None:
        """The source answered 304."""
        self._pages.setdefault(source.url, {})
        self._listing(source, "unchanged")
        self.state.lose("trouble", source.url)

    def named(self, source: Source, named: int, links: int, fresh: int) -> None:
        """A page of the source named so many addresses, so many articles among them, so many of those fresh."""
        self.sources[source.url].update(named=named, links=links, fresh=fresh)
        if not links:
            self.count("listings/empty")
            why = f"none of its {named} addresses is an article's" if named else "it names nothing"
            self.reasons[f"0 found: {source.url}: {why}"] += 1

    def listing_failed(self, source: Source, url: str, reason: str) -> None:
        """A page of the source could not be had or read: the source is not read to its end."""
        self._broken.add(source.url)
        self._listing(source, "failed")
        self.troubles[source.url] = reason
        if source.url not in self.fallbacks.others:
            known = source.url in self.state.findings("trouble")
            self.state.find("trouble", source.url, "", reason, clock.now(self.crawler.settings))
            self._failure(f"{url}: {reason}", known)

    def _failure(self, line: str, known: bool = False) -> None:
        self.failures.append(line)
        if not known:
            self.news.append(line)

    def _listing(self, source: Source, what: str) -> None:
        self.sources[source.url][what] += 1
        self.count(f"listings/{what}")

    # articles

    def seen(self, article: str) -> None:
        """A source named an article that is stored already."""
        self.ids.setdefault(article)
        self.count("articles/known")

    def not_modified(self, link: Link, article: str) -> None:
        """The page of a stored article answered 304."""
        self.state.looked_at(article, clock.now(self.crawler.settings), {})
        self._settled(link, article)
        self.count("articles/unchanged")

    def gone(self, article: str, reason: str) -> bool:
        """The page of a stored article is not there any more; whether its line has to say so now.

        Only after a second look, a day later at least: a site that is being rebuilt is missing pages for an hour.
        """
        now, stored = clock.now(self.crawler.settings), self.state.article(article)
        if stored is None or stored.gone:
            self.state.looked_at(article, now, {})
            self.count("articles/unchanged")
            return False
        since = self.state.missing(article, now)
        confirmed = now - since >= CONFIRM
        self.count("articles/removed" if confirmed else "articles/missed")
        self.reasons[f"{'taken down' if confirmed else 'missing, looked at again after a day'}: {reason}"] += 1
        return confirmed

    def rejected(self, link: Link, url: str, reason: str, page: bytes | None = None) -> None:
        """Records that the page at `url` is no storable article; a copy of `page` may be kept."""
        now = clock.now(self.crawler.settings)
        if stored := self.state.article_at(link.url):
            self.state.looked_at(stored, now, {})
        if self.state.tried(link, reason, now, self.rules):
            self._rejected.add(url, reason, page, now)
            self.count(f"articles/rejected/{reason}")
        self._lost("articles/rejected", link, reason, harmless=True)

    def failed(self, link: Link, reason: str, harmless: bool = False) -> None:
        """Records a failed fetch; harmless if the site says so itself (404, 410, robots.txt)."""
        now, stored = clock.now(self.crawler.settings), self.state.article_at(link.url)
        known = not stored and not self.state.tried(link, reason, now)
        if stored and harmless:
            self.state.looked_at(stored, now, {})
        self._lost("articles/failed", link, reason, harmless, known)

    def _lost(self, name: str, link: Link, reason: str, harmless: bool, known: bool = False) -> None:
        self.count(name)
        self.reasons[f"{name.partition('/')[2]}: {reason}"] += 1
        if not harmless or not link.kind:
            self._failure(f"{link.url}: {reason}", known)

    def _settled(self, link: Link, article: str, *others: str) -> None:
        self.ids.setdefault(article)
        self.state.settle({link.url, *others}, article)

    # Scrapy's signals

    def _spider_opened(self) -> None:
        self.crawler.stats.inc_value("feed/repairs", len(self.repairs))

    def _item_scraped(self, item: PageItem, response: Response) -> None:
        # Where a removed article leads is no address of it.
        others = self._addresses(response) if isinstance(item, Reading) else ()
        self._settled(_link(response), item.line.id, *others)

    def _addresses(self, response: Response) -> list[str]:
        """The URLs that were redirected to the page, and its own."""
        urls = [*response.meta.get("redirect_urls", ()), response.url]
        return [canonical(url, self.outlet) for url in urls]

    def _item_dropped(self, item: PageItem, response: Response, exception: DropItem) -> None:
        link = _link(response)
        if isinstance(exception, Unchanged):
            self._item_scraped(item, response)
            self.count("articles/unchanged")
        elif isinstance(exception, Outside):
            self.state.outside(link.url, item.line.date or "")
            self.count("articles/outside")
        else:
            if isinstance(exception, AnotherArticle):
                self.fallbacks.note("id", response.url, exception.stored.id, exception.stored.url or "")
            self.rejected(link, response.url, str(exception), self.reservations.copy_of(response))

    def _item_error(self, response: Response, failure: Failure) -> None:
        self.broken(f"{response.url}: {failure.getErrorMessage()}")

    def _spider_error(self, response: Response, failure: Failure) -> None:
        """A mistake of the program on one page must not cost the others."""
        if isinstance(failure.value, OSError | sqlite3.Error):
            self.broken(f"{response.url}: {failure.getErrorMessage()}")
            return
        link = response.cb_kwargs.get("link")
        reason = f"error: {failure.type.__name__ if failure.type else ''}: {failure.getErrorMessage()}"
        if link:
            self.failed(link, reason)
        else:
            self.listing_failed(response.cb_kwargs["source"], response.url, reason)

    def broken(self, what: str) -> None:
        """A pipeline or the state broke down, a full disk for example: nothing more can be stored, so the run ends."""
        if self._stopping is None:
            self._failure(what)
            self._stopping = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="broken"))

    def close(self, reason: str) -> None:
        """Marks the sources that were read to their end; not after a run that was cut short or left something out."""
        if self.state.error is None:
            self._count_the_day()
            if self.plan.known:
                self.answer = [stored for stored in map(self.state.article, self.ids) if stored]
            if reason == "finished" and self._stopping is None and self.plan.whole:
                self._walked()
        self.state.close()

    def _count_the_day(self) -> None:
        """Counts the lines of today, including those of a killed run that left no summary."""
        brought = self.state.brought(f"{clock.day(self._opened)}.jsonl", self._opened - REACH)
        self.crawler.stats.set_value("articles/today", brought)

    def _walked(self) -> None:
        try:
            for source, pages in self._pages.items():
                got = self.sources[source]
                # What names addresses and no article is read again: an article pattern may be found to be too narrow.
                if source not in self._broken and (got["links"] or not got["named"]):
                    self.state.walked(source, pages, self.rules)
            self.state.commit()
        except sqlite3.Error as error:
            self._failure(f"the state: {error}")


def _link(response: Response) -> Link:
    link: Link = response.cb_kwargs["link"]
    return link
