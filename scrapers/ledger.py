"""What became of every address of a run: counted, remembered, and at the end the sources marked as read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from scrapy.http import Response
from twisted.python.failure import Failure

from scrapers import clock
from scrapers.address import canonical
from scrapers.items import Reading
from scrapers.outlet import Source
from scrapers.rejected import Rejected
from scrapers.rules import fingerprint
from scrapers.sources import Link
from scrapers.state import Stored

if TYPE_CHECKING:
    from scrapers.spiders import NewsSpider


class Unchanged(DropItem):
    """The feed holds this text already."""


class Outside(DropItem):
    """The article was not published in the window asked for."""


class Ledger:
    """The books of one run; figures are in the crawler's stats under `articles/` and `listings/`."""

    def __init__(self, spider: NewsSpider, crawler: Crawler) -> None:
        self.spider = spider
        self.crawler = crawler
        self.rules = fingerprint(spider.outlet.name)
        self.reasons: Counter[str] = Counter()
        """Why pages were rejected or failed."""
        self.sources: defaultdict[str, Counter[str]] = defaultdict(Counter)
        """What each source gave, by its address: pages `read`, `unchanged`, `failed`; `links`, and the `fresh` ones."""
        self.failures: list[str] = []
        """What makes the run a failed one, one line each."""
        self.ids: dict[str, None] = {}
        """Stored articles that the question met, new ones and known ones, in order."""
        self.answer: list[Stored] = []
        """The same at the end of the run, and where their lines are."""
        self._pages: dict[str, dict[str, Mapping[str, str]]] = {}
        self._broken: set[str] = set()
        folder = Path(crawler.settings["OUTPUT"]) / "rejected" / spider.name
        self._rejected = Rejected(folder, crawler.settings.getint("REJECTED_PAGES_A_DAY"))
        for signal in ("item_scraped", "item_dropped", "item_error", "spider_error"):
            crawler.signals.connect(getattr(self, f"_{signal}"), getattr(signals, signal))

    def count(self, name: str) -> None:
        """One more of `name`."""
        self.crawler.stats.inc_value(name)

    # listings

    def listing_read(self, source: Source, url: str, http: Mapping[str, str]) -> None:
        """A page of the source was read; `http` holds its validators."""
        self._pages.setdefault(source.url, {})[url] = http
        self._listing(source, "read")

    def listing_unchanged(self, source: Source) -> None:
        """The source answered 304."""
        self._pages.setdefault(source.url, {})
        self._listing(source, "unchanged")

    def named(self, source: Source, links: int, fresh: int) -> None:
        """A page of the source named so many articles, so many of them fresh."""
        self.sources[source.url].update(links=links, fresh=fresh)

    def listing_failed(self, source: Source, url: str, reason: str) -> None:
        """A page of the source could not be had or read: the source is not read to its end."""
        self._broken.add(source.url)
        self._listing(source, "failed")
        self.failures.append(f"{url}: {reason}")

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
        self.spider.state.looked_at(article, clock.now(self.crawler.settings), {})
        self._settled(link, article)
        self.count("articles/unchanged")

    def rejected(self, response: Response, link: Link, reason: str) -> None:
        """The page was read and is no article that can be stored."""
        now = clock.now(self.crawler.settings)
        if self.spider.state.tried(link, reason, now, self.rules):
            self._rejected.add(response.url, reason, response.body, now)
        self._lost("articles/rejected", link, reason, harmless=True)

    def failed(self, link: Link, reason: str, harmless: bool = False) -> None:
        """The page could not be had; harmless where the site says so itself (404, 410, robots.txt)."""
        now, stored = clock.now(self.crawler.settings), self.spider.state.article_at(link.url)
        if not stored:
            self.spider.state.tried(link, reason, now)
        elif harmless:
            self.spider.state.looked_at(stored, now, {})
        self._lost("articles/failed", link, reason, harmless)

    def _lost(self, name: str, link: Link, reason: str, harmless: bool) -> None:
        self.count(name)
        self.reasons[f"{name.partition('/')[2]}: {reason}"] += 1
        if not harmless or not link.kind:
            self.failures.append(f"{link.url}: {reason}")

    def _settled(self, link: Link, article: str, *others: str) -> None:
        self.ids.setdefault(article)
        self.spider.state.settle({link.url, *others}, article)

    # what Scrapy says of items and callbacks

    def _item_scraped(self, item: Reading, response: Response) -> None:
        assert item.line is not None
        self._settled(_link(response), item.line.id, *self._addresses(response))

    def _addresses(self, response: Response) -> list[str]:
        """The addresses that led to the page, and the one it was had from."""
        urls = [*response.meta.get("redirect_urls", ()), response.url]
        return [canonical(url, self.spider.outlet) for url in urls]

    def _item_dropped(self, item: Reading, response: Response, exception: DropItem) -> None:
        link = _link(response)
        if isinstance(exception, Unchanged):
            self._item_scraped(item, response)
            self.count("articles/unchanged")
        elif isinstance(exception, Outside):
            assert item.line is not None
            self.spider.state.outside(link.url, item.line.date or "")
            self.count("articles/outside")
        else:
            self.rejected(response, link, str(exception))

    def _item_error(self, response: Response, failure: Failure) -> None:
        """A pipeline broke down, a full disk for example: nothing more can be stored, so the run ends."""
        self.failures.append(f"{response.url}: {failure.getErrorMessage()}")
        self._broken.update(self._pages)
        self.spider.stop("broken")

    def _spider_error(self, response: Response, failure: Failure) -> None:
        """A mistake of the program on one page must not cost the others."""
        link = response.cb_kwargs.get("link")
        reason = f"error: {failure.type.__name__ if failure.type else ''}: {failure.getErrorMessage()}"
        if link:
            self.failed(link, reason)
        else:
            self.listing_failed(response.cb_kwargs["source"], response.url, reason)

    def close(self, reason: str) -> None:
        """Marks the sources that were read to their end; not after a run that was cut short or left something out."""
        self.answer = [stored for stored in map(self.spider.state.article, self.ids) if stored]
        if reason != "finished" or not self.spider.plan.whole:
            return
        for source, pages in self._pages.items():
            if source not in self._broken:
                self.spider.state.walked(source, pages, self.rules)


def _link(response: Response) -> Link:
    link: Link = response.cb_kwargs["link"]
    return link
