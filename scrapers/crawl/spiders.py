"""The spider of every outlet: walks its sources and requests the articles that they name."""

from __future__ import annotations

import sqlite3
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from typing import Any, Self
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from scrapers.address import article_match, canonical
from scrapers.crawl.answers import NEVER_READ, asked_for, ignore, is_unchanged, validators
from scrapers.crawl.article_spider import ArticleSpider
from scrapers.crawl.discovery import Discovery
from scrapers.outlet import DayArchive, Listing, Outlet, Source
from scrapers.outlets import outlets
from scrapers.processor_time import TooLong
from scrapers.sourcing import sources
from scrapers.sourcing.sources import Link, SourcePage
from scrapers.web.politeness import ABANDONED
from scrapers.web.rights import PLACES
from scrapers.web.scrapy_internals import is_ending

TOO_MANY = "names more than a run may ask for (LINKS_A_RUN): the others are asked for by later runs"
PROBED_SOURCES, PROBED_PAGES = 12, 22
"""Maximum of sources that a probe requests: of the file, and in all; thirty requests together with articles."""
BEGINNING = "the beginning"
"""Placeholder among the unanswered sources until all sources of the file are requested."""
AT_ONCE = 1000
"""Articles that wait in Scrapy's queue at once, 3 kB each: whoever ends a run waits for all of them."""


class NewsSpider(ArticleSpider):
    """One outlet's spider; all that differs between outlets is data."""

    held: deque[Request]
    """Known pages to be asked for again. Like the articles of the frontier they wait until every page of a source has
    answered or failed once: until then another may say more about them."""
    turned: Counter[str]
    """Number of further pages requested of each source, by its URL."""
    requested: set[str]
    """The source pages that this run has requested, without their scheme."""
    unheard: set[str]
    """Requested source pages without a response or failure yet, by URL."""
    retried: set[str]
    """Those that have failed and are tried again; articles do not wait for them."""
    unmatched: list[tuple[Response, Source, int]]
    """Pages of sources that named addresses, none of them an article's. They are read once all others are: one of
    those may show a form of addresses that the file's pattern leaves out."""
    crowded: bool
    """Whether the sources name more than the run may hear of."""
    discovery: Discovery

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **arguments: Any) -> Self:
        """Creates the spider."""
        spider = super().from_crawler(crawler, *args, **arguments)
        spider.held, spider.turned, spider.requested = deque(), Counter(), set()
        spider.unheard, spider.retried, spider.unmatched, spider.crowded = {BEGINNING}, set(), [], False
        spider.discovery = Discovery(spider)
        crawler.signals.connect(spider._is_retried, signals.request_scheduled)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The first requests; a disk that is full, or a state that breaks down meanwhile, ends the run by name."""
        try:
            async for request in self.first_requests():
                yield request
        except (OSError, sqlite3.Error) as error:
            self.abort(str(error))

    async def first_requests(self) -> AsyncIterator[Request]:
        """Requests the given URLs; else the first page of each source, failed pages and due articles."""
        plan, self.outlet = self.plan, self.fallbacks.recall()
        if plan.warc:
            async for request in self.replays():
                yield request
            return
        reserved = self.ledger.reservations
        for place in PLACES if reserved.looked_for else ():
            yield self._request(urljoin(self.outlet.home, place), reserved.learn, ignore, {}, {}, priority=2)
        if plan.urls:
            for url in plan.urls:
                self.frontier.add(Link(url))
                self.frontier.enqueue(url)
            return
        chosen = sources.chosen(self.outlet, plan.window, plan.source, plan.section, self.now)
        for source in sources.some_of_each_kind(chosen, PROBED_SOURCES) if plan.probe else chosen:
            for url in sources.starts(source, self.outlet, plan.window, self.now):
                if self.first_time(url):
                    yield self.listing(url, source)
        self.held += (*self.revisits.failed(), *self.revisits.due())
        self._heard(BEGINNING)

    def release(self) -> list[Request]:
        """The next articles that have waited for the sources; more once they are read."""
        again = [self.held.popleft() for _ in range(min(AT_ONCE, len(self.held)))]
        return [*again, *map(self.article, self.frontier.dequeue(AT_ONCE - len(again)))]

    def listing(self, url: str, source: Source, number: int = 1) -> Request:
        """Asks for a page of a source, only if it has changed where that loses nothing."""
        headers = self.state.conditions(url, self.ledger.rules) if self.plan.conditional else {}
        found = {"source": source, "number": number}
        request = self._request(url, self.read_source, self.listing_failed, headers, found, priority=1)
        self.unheard.add(request.url)
        return request

    def read_source(self, response: Response, source: Source, number: int = 1, last: bool = False) -> Iterator[Request]:
        """Asks for further pages of the source at once; the articles that it names wait."""
        for found in self.parse_source(response, source, number, last):
            if isinstance(found, Link):
                self.frontier.enqueue(found.url)
            else:
                yield found
        self._settled(response.request)

    def read_again(self) -> Iterator[Request]:
        """Reads the pages that named no article, now that all is known that others say of addresses."""
        unmatched, self.unmatched = self.unmatched, []
        for response, source, number in unmatched:
            yield from self.read_source(response, source, number, last=True)

    def _is_retried(self, request: Request) -> None:
        """A source page is retried by Scrapy, which takes minutes if the source is dead."""
        if request.meta.get("retry_times") and "source" in request.cb_kwargs:
            self.retried.add(asked_for(request))
            self._heard(asked_for(request))

    def _settled(self, request: Request | None) -> None:
        """A page of a source has been read, or has failed for good."""
        self.retried.discard(asked_for(request))
        self._heard(asked_for(request))

    def _heard(self, url: str) -> None:
        """A page of a source has answered or failed once. After the last one articles are asked for: by Scrapy's idle
        signal, or here where that is still to come, as a page is tried again."""
        last = self.unheard == {url}
        self.unheard.discard(url)
        if last and self.retried:
            self.discovery.ask(self.release())

    def parse_listing(self, response: Response, source: Source) -> Iterator[Request]:
        """Follows the new links of a source's page at once (for `scrapy check`).

        @source
        @returns requests 1
        """
        for found in self.parse_source(response, source):
            yield self.article(found) if isinstance(found, Link) else found

    def parse_source(
        self, response: Response, source: Source, number: int = 1, last: bool = True
    ) -> Iterator[Request | Link]:
        """The new links of a source's page, and further pages; of a recent source only where it had a fresh link.

        A page that names no article waits for `read_again`, unless this is the `last` time.
        """
        if is_ending(self.crawler):
            return  # to read a large one would hold up the end of the run
        requested = asked_for(response.request) or response.url
        if is_unchanged(response):
            self.arrived(requested, response.url)
            self.ledger.listing_unchanged(source)
            return
        if response.status == 304:
            self.ledger.listing_failed(source, requested, NEVER_READ)
            return
        if guard := self.guard(response):
            self.ledger.listing_failed(source, requested, guard)
            return
        try:
            with self.bounded("SOURCE_SECONDS"):
                page = self.names(response, source, number, requested)
        except (ValueError, TooLong) as error:
            self.ledger.listing_failed(source, requested, str(error))
            return
        links = self.articles(page)
        if source.recent and (page.links or page.others) and not (links or last):
            self.unmatched.append((response, source, number))
            return
        self.ledger.keep(response, self.now, Link(requested, kind=source.kind), via=source.url)
        links = self.unless_crowded(links)
        room = max(0, self.settings.getint("LINKS_A_RUN") - self.frontier.size)
        self.ledger.listing_read(source, requested, validators(response), TOO_MANY if links[room:] else page.trouble)
        links = links[:room]
        fresh = sum(self.state.fresh(link.url, source.url) for link in links)
        unmet = any(link.url not in self.frontier for link in links)
        self.ledger.named(source, len(page.links or page.others), len(links), fresh)
        yield from filter(self.follows, links)
        if self.left and not self.plan.probe and _goes_on(source, bool(links), bool(fresh), unmet or number == 1):
            yield from self.turn(source, requested, page.more, number + 1)

    def articles(self, page: SourcePage) -> list[Link]:
        """What the page names that is an article by its address."""
        spelled = ((link, canonical(link.url, self.outlet)) for link in page.links)
        links = (link if link.url == url else replace(link, url=url) for link, url in spelled)
        return [link for link in links if article_match(self.outlet, link.url)]

    def unless_crowded(self, links: list[Link]) -> list[Link]:
        """The links; once a run hears of more than it may, those that nobody would ask for leave their room to the
        others."""
        if not self.crowded and self.frontier.size + len(links) > self.settings.getint("LINKS_A_RUN"):
            self.crowded = True
            self.frontier.forget_others()
        return [x for x in links if self.wanted(x) and not self.state.settled(x.url)] if self.crowded else links

    def is_settled(self, url: str) -> bool:
        """Whether no source has to name an address any more, however it is spelled."""
        return self.state.settled(canonical(url, self.outlet))

    def turn(self, source: Source, requested: str, urls: Iterable[str], number: int) -> Iterator[Request]:
        """Requests further pages of a source, linked from the page `requested`."""
        for url in urls:
            if self.turned[source.url] >= self.settings.getint("SOURCE_PAGES"):
                self.ledger.listing_failed(
                    source, requested, "leads to more pages than a run may ask for (SOURCE_PAGES)"
                )
                break
            if self.first_time(url):
                self.turned[source.url] += 1
                yield self.listing(url, source, number)

    def names(self, response: Response, source: Source, number: int, requested: str) -> SourcePage:
        """The links of a source page, by the file's rules or their substitutes. Raises ValueError."""
        self.arrived(requested, response.url)
        source = self.fallbacks.as_found(source)
        about = (number, self.plan.window, self.now, self.fallbacks.is_article, self.is_settled)
        again = (source, response.body, response.url, *about)
        page = sources.read(*again)
        if self.fallbacks.widens(source, page):
            self.outlet = self.fallbacks.outlet
            page = sources.read(*again)
        return self.fallbacks.judged(source, page)

    def first_time(self, url: str) -> bool:
        """Whether no source of this run has requested that page yet."""
        new = self.is_new(url) and not (self.plan.probe and len(self.requested) >= PROBED_PAGES)
        self.requested.add(_bare(url))
        return new

    def is_new(self, url: str) -> bool:
        """The same without asking."""
        return _bare(url) not in self.requested

    def listing_failed(self, failure: Failure) -> None:
        """A page of a source could not be had."""
        request, why = failure.request, self.reason(failure)  # type: ignore[attr-defined]
        if why != ABANDONED:
            self.ledger.listing_failed(request.cb_kwargs["source"], asked_for(request) or request.url, why)
        self._settled(request)

    def follows(self, link: Link) -> bool:
        """Keeps what a source named; whether it is to be asked for: an article that is new and answers the question."""
        known = link.url in self.frontier
        link = self.frontier.add(link)
        if known or not self.wanted(link):
            return False
        self.ledger.count("articles/found")
        if article := self.state.article_at(link.url):
            self.ledger.seen(article)
            return False
        if not self.left:
            return False
        if not self.revisits.allows(self.state.attempt(link.url)):
            self.ledger.count("articles/resting")
            return False
        self.left -= 1
        return True


def _goes_on(source: Source, links: bool, fresh: bool, unmet: bool) -> bool:
    """Whether the next page of a source is wanted: by whether this one names articles, fresh ones, new ones."""
    if isinstance(source, Listing | DayArchive):  # which ends where a page names nothing new to this run
        return unmet and (fresh or not source.recent)
    return fresh or not source.recent or not links  # which is an index of sitemaps


def _bare(url: str) -> str:
    """An address without its scheme."""
    return canonical(url).partition("://")[2]


def spider_of(outlet: Outlet) -> type[NewsSpider]:
    """The spider class of an outlet."""
    members = {"name": outlet.name, "outlet": outlet, "custom_settings": dict(outlet.settings), "__module__": __name__}
    return type(f"{outlet.name.capitalize()}Spider", (NewsSpider,), members)


# Scrapy looks for spider classes in this module: KinhtedothiSpider and so on, one for each file in outlets/.
globals().update({spider.__name__: spider for spider in map(spider_of, outlets().values())})
