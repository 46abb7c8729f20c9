"""The spider of every outlet: asks its sources, follows what they name, reads what comes."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Self
from urllib.parse import urljoin

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from pipelines.day_files import DayFiles
from pipelines.recover import open_storage
from scrapers import clock
from scrapers.address import article_match, canonical
from scrapers.crawl.archiving import archive_settings, captured_at, replay
from scrapers.crawl.discovery import Discovery
from scrapers.crawl.fallbacks import Fallbacks
from scrapers.crawl.ledger import CONFIRM, Ledger
from scrapers.crawl.own_article import read_own_article
from scrapers.crawl.plan import Plan, read_plan
from scrapers.crawl.second_opinions import SecondOpinions
from scrapers.crawl.section_fronts import is_front
from scrapers.dates.window import Window
from scrapers.items import Article, NotAnArticle, PageItem, Reading, Removal
from scrapers.outlet import DayArchive, Listing, Outlet, Source
from scrapers.outlets import outlets
from scrapers.parser import read_page
from scrapers.parser.ending import ends_early
from scrapers.processor_time import TooLong, processor_time
from scrapers.sourcing import sources
from scrapers.sourcing.sources import Link, SourcePage
from scrapers.state.crawl_state import GRACE, Attempt, State
from scrapers.web.block_page import blocked_by
from scrapers.web.politeness import ABANDONED
from scrapers.web.reach import Refused, led_away
from scrapers.web.rights import PLACES
from scrapers.web.scrapy_internals import is_ending
from scrapers.web.trouble import EndedEarly, in_words

NEVER_READ = "304 to a question without a condition"
"""Why an answer that says that nothing has changed is none: nobody has read the page before."""
TOO_MANY = "names more than a run may ask for (LINKS_A_RUN): ask for a shorter window"
PROBED_ARTICLES, PROBED_SOURCES, PROBED_PAGES = 5, 12, 22
"""What a probe asks for at most: articles, sources of the file, and sources at all; thirty with what leads to them."""
GONE = (404, 410)
"""What a site answers for an article that it no longer has (RFC 9110, 15.5.5 and 15.5.11)."""

AT_ONCE = 1000
"""Articles that wait in Scrapy's queue at once, 3 kB each: whoever ends a run waits for all of them."""
REPLAYED = 50
"""Pages of an archive that are in memory at once."""


class NewsSpider(Spider):
    """One outlet's spider; all that differs between outlets is data."""

    outlet: Outlet
    """As its file says; in a run, with what runs have found besides."""
    handle_httpstatus_list: ClassVar = [304]
    plan: Plan
    feed: DayFiles
    commit: Callable[[], None]
    """Makes durable what was stored: page, line, state. Raises OSError, `sqlite3.Error`."""
    ledger: Ledger
    met: dict[str, Link]
    """The articles that this run has heard of, by address."""
    held: deque[Request | str]
    """Articles to be asked for once no page of a source is under way: until then another may say more about them.
    Those that a source named by their address alone, a tenth of a request."""
    turned: Counter[str]
    """How many further pages of each source were asked for, by its address."""
    asked: set[str]
    """The pages of sources that this run has asked for, without their scheme."""
    opinions: SecondOpinions
    discovery: Discovery
    pages: list[tuple[str, bytes]]
    """The articles' pages of a probe, by address."""
    again: int
    """How many pages that failed before may still be asked for."""
    left: float
    """How many articles may still be asked for."""
    crowded: bool
    """Whether the sources name more than the run may hear of."""

    @classmethod
    def from_crawler(
        cls, crawler: Crawler, *args: Any, known: bool = False, probe: bool = False, **arguments: str
    ) -> Self:
        """The spider with the plan of its arguments, and the outlet's feed and state opened under its lock.

        Raises ValueError where an argument makes no sense; `Locked`, OSError, `sqlite3.Error`.
        """
        spider = super().from_crawler(crawler)
        spider.plan = read_plan(cls.outlet, spider.now, arguments, known)
        if probe:
            spider.plan = replace(spider.plan, probe=True, limit=PROBED_ARTICLES)
        if spider.plan.archive is not None:
            crawler.settings.set("ARCHIVE", spider.plan.archive, priority="cmdline")
        spider.left = spider.plan.limit or float("inf")
        spider.again = crawler.settings.getint("RETRIES_A_RUN")
        spider.met, spider.asked, spider.opinions = {}, set(), SecondOpinions()
        spider.pages, spider.held, spider.turned, spider.crowded = [], deque(), Counter(), False
        output, kept = Path(crawler.settings["OUTPUT"]), archive_settings(crawler.settings)
        storage = open_storage(output, cls.outlet.name, spider.now, kept)
        spider.feed, spider.commit = storage.feed, storage.commit
        spider.ledger = Ledger(crawler, cls.outlet, spider.plan, storage)
        spider.discovery = Discovery(spider)
        crawler.signals.connect(spider.fallbacks.led_away, led_away)
        return spider

    @property
    def fallbacks(self) -> Fallbacks:
        """What stands in where the outlet's file is wrong."""
        return self.ledger.fallbacks

    @property
    def state(self) -> State:
        """What earlier runs stored, tried and read to the end."""
        return self.ledger.state

    @property
    def window(self) -> Window:
        """The publication times that the run asks for."""
        return self.plan.window

    def abort(self, trouble: str) -> None:
        """Ends the run: nothing more can be stored."""
        self.ledger.broken(trouble)

    @property
    def now(self) -> datetime:
        """The time, aware."""
        return clock.now(self.crawler.settings)

    async def start(self) -> AsyncIterator[Request]:
        """The addresses asked for; else the first pages of the sources, what failed lately, what is due again."""
        plan, self.outlet = self.plan, self.fallbacks.recall()
        if plan.warc:
            async for request in self.replays():
                yield request
            return
        reserved = self.ledger.reservations
        for place in PLACES if reserved.looked_for else ():
            yield self._request(urljoin(self.outlet.home, place), reserved.learn, _nothing, {}, {}, priority=2)
        if plan.urls:
            self.held += (self.article(self.meet(Link(url))) for url in plan.urls)
            return
        chosen = sources.chosen(self.outlet, plan.window, plan.source, plan.section, self.now)
        for source in sources.some_of_each_kind(chosen, PROBED_SOURCES) if plan.probe else chosen:
            for url in sources.starts(source, self.outlet, plan.window, self.now):
                if self.first_time(url):
                    yield self.listing(url, source)
        self.held += (*self.retries(), *self.refreshes())

    def release(self) -> list[Request]:
        """The next articles that have waited for the sources; more once they are read."""
        next_ones = [self.held.popleft() for _ in range(min(AT_ONCE, len(self.held)))]
        return [self.article(self.met[one]) if isinstance(one, str) else one for one in next_ones]

    async def replays(self) -> AsyncIterator[Request]:
        """The articles in the files of the plan, oldest first, as if each had just come; some at a time."""
        for number, capture in enumerate(self.ledger.archived(), 1):
            link = Link.kept(capture.note.get("link"), capture.url)
            known = self.state.article_at(link.url)
            stored = self.state.article(known) if known else None
            if stored and stored.looked_at >= clock.stamp(capture.at):
                self.ledger.seen(stored.id)
            elif self.left:
                self.left -= 1
                yield replay(self.article(self.meet(link)), capture)
            if number % REPLAYED == 0:
                await self.crawler.signals.wait_for(signals.scheduler_empty)

    def retries(self) -> Iterator[Request]:
        """The pages whose last attempt failed, unless they are given up or the question leaves them out."""
        attempts = self.state.attempts() if self.plan.limit is None else ()
        for attempt in sorted(attempts, key=lambda attempt: attempt.last):
            if self.wanted(attempt.link) and self.may_retry(attempt):
                yield self.article(self.meet(attempt.link))

    def may_retry(self, attempt: Attempt | None) -> bool:
        """Whether a page is asked for that failed before, if it did: it does not rest, and the run has retries left."""
        if attempt is None:
            return True
        if attempt.rests(self.now, self.ledger.rules):
            return False
        if self.again <= 0:
            self.ledger.count("articles/postponed")
        self.again -= 1
        return self.again >= 0

    def refreshes(self) -> Iterator[Request]:
        """Conditional requests for the stored articles that are due for another look: missing ones, young ones."""
        age, now = self.plan.refresh, self.now
        if age is None:
            return
        young = (known for known in self.state.young(now - age - GRACE) if known.due(now, age))
        for known in {known.id: known for known in (*self.state.missed(now - CONFIRM), *young)}.values():
            if known.url:
                yield self.article(Link(known.url, kind="refresh"), known.conditions)

    def listing(self, url: str, source: Source, number: int = 1) -> Request:
        """Asks for a page of a source, only if it has changed where that loses nothing."""
        headers = self.state.conditions(url, self.ledger.rules) if self.plan.conditional else {}
        found = {"source": source, "number": number}
        return self._request(url, self.read_source, self.listing_failed, headers, found, priority=1)

    def article(self, link: Link, headers: dict[str, str] | None = None) -> Request:
        """Asks for an article's page."""
        request = self._request(link.url, self.parse_article, self.article_failed, headers or {}, {"link": link})
        request.meta["handle_httpstatus_list"] = [304, *GONE]
        return request

    def _request(self, url: str, callback: Any, errback: Any, headers: Any, found: Any, priority: int = 0) -> Request:
        # Addresses are told apart by `met`; Scrapy's filter would swallow a redirect to a page that is read already.
        return Request(
            url, callback, errback=errback, headers=headers, cb_kwargs=found, priority=priority, dont_filter=True
        )

    def read_source(self, response: Response, source: Source, number: int = 1) -> Iterator[Request]:
        """Asks for further pages of the source at once; the articles that it names wait."""
        for request in self.parse_listing(response, source, number):
            if "link" in request.cb_kwargs:
                self.held.append(request.cb_kwargs["link"].url)
            else:
                yield request

    def parse_listing(self, response: Response, source: Source, number: int = 1) -> Iterator[Request]:
        """Follows the new links of a source's page; of a recent source the next page only where it had a fresh one.

        @source
        @returns requests 1
        """
        if self.crawler.crawling and is_ending(self.crawler):
            return  # to read a large one would hold up the end of the run
        asked = _asked(response.request) or response.url
        if self.is_unchanged(response):
            self.arrived(asked, response.url)
            self.ledger.listing_unchanged(source)
            return
        if response.status == 304:
            self.ledger.listing_failed(source, asked, NEVER_READ)
            return
        if guard := self.guard(response):
            self.ledger.listing_failed(source, asked, guard)
            return
        try:
            with self.bounded("SOURCE_SECONDS"):
                page = self.names(response, source, number, asked)
        except (ValueError, TooLong) as error:
            self.ledger.listing_failed(source, asked, str(error))
            return
        self.ledger.keep(response, self.now, Link(asked, kind=source.kind), via=source.url)
        links = [replace(link, url=canonical(link.url, self.outlet)) for link in page.links]
        links = [link for link in links if article_match(self.outlet, link.url)]
        links = self.unless_crowded(links)
        room = max(0, self.settings.getint("LINKS_A_RUN") - len(self.met))
        self.ledger.listing_read(source, asked, validators(response), TOO_MANY if links[room:] else page.trouble)
        links = links[:room]
        fresh = sum(self.state.fresh(link.url, source.url) for link in links)
        unmet = any(link.url not in self.met for link in links)
        self.ledger.named(source, len(page.links or page.others), len(links), fresh)
        for link in links:
            yield from self.follow(link)
        on = bool(fresh) or not source.recent
        if isinstance(source, Listing | DayArchive):  # which ends where a page names nothing new to this run
            on = on and (unmet or number == 1)
        elif not links:  # an index of sitemaps
            on = True
        if on and self.left and not self.plan.probe:
            yield from self.turn(source, asked, page.more, number + 1)

    def unless_crowded(self, links: list[Link]) -> list[Link]:
        """The links; once a run hears of more than it may, those of stored articles leave their room to the others."""
        if not self.crowded and len(self.met) + len(links) > self.settings.getint("LINKS_A_RUN"):
            self.crowded, waiting = True, set(self.held)
            self.met = {url: link for url, link in self.met.items() if url in waiting or not self.is_stored(url)}
        return [link for link in links if not self.is_stored(link.url)] if self.crowded else links

    def is_stored(self, url: str) -> bool:
        """Whether the article at an address is stored, however the address is spelled."""
        return self.state.article_at(canonical(url, self.outlet)) is not None

    def turn(self, source: Source, asked: str, urls: Iterable[str], number: int) -> Iterator[Request]:
        """Asks for further pages of a source, to which the page `asked` leads."""
        for url in urls:
            if self.turned[source.url] >= self.settings.getint("SOURCE_PAGES"):
                self.ledger.listing_failed(source, asked, "leads to more pages than a run may ask for (SOURCE_PAGES)")
                break
            if self.first_time(url):
                self.turned[source.url] += 1
                yield self.listing(url, source, number)

    def names(self, response: Response, source: Source, number: int, asked: str) -> SourcePage:
        """What a source's page names, by the file or by what stands in for it. Raises ValueError."""
        self.arrived(asked, response.url)
        source = self.fallbacks.as_found(source)
        asked_for = (number, self.plan.window, self.now, self.fallbacks.is_article, self.is_stored)
        again = (source, response.body, response.url, *asked_for)
        page = sources.read(*again)
        if self.fallbacks.widens(source, page):
            self.outlet = self.fallbacks.outlet
            page = sources.read(*again)
        return self.fallbacks.judged(source, page)

    def arrived(self, asked: str, url: str) -> None:
        """Where the outlet led from an address of it to the same page at another host, that host is its own, too."""
        if self.fallbacks.arrived(asked, url):
            self.outlet = self.fallbacks.outlet

    def first_time(self, url: str) -> bool:
        """Whether the run has not asked for that page of a source yet, whatever source named it."""
        new = self.is_new(url) and not (self.plan.probe and len(self.asked) >= PROBED_PAGES)
        self.asked.add(_bare(url))
        return new

    def is_new(self, url: str) -> bool:
        """The same without asking."""
        return _bare(url) not in self.asked

    def listing_failed(self, failure: Failure) -> None:
        """A page of a source could not be had."""
        request, why = failure.request, self.reason(failure)  # type: ignore[attr-defined]
        if why != ABANDONED:
            self.ledger.listing_failed(request.cb_kwargs["source"], _asked(request) or request.url, why)

    def follow(self, link: Link) -> Iterator[Request]:
        """Asks for an article that a source named, if it is new and wanted."""
        known = link.url in self.met
        link = self.meet(link)
        if known or not self.wanted(link):
            return
        self.ledger.count("articles/found")
        if article := self.state.article_at(link.url):
            self.ledger.seen(article)
            return
        attempt = self.state.attempt(link.url)
        if self.left and self.may_retry(attempt):
            self.left -= 1
            yield self.article(link)

    def meet(self, link: Link) -> Link:
        """The link with all that the sources of this run have said about it."""
        before = self.met.get(link.url)
        if before:
            link = replace(before, dates=tuple(dict.fromkeys((*before.dates, *link.dates))))
        self.met[link.url] = link
        return link

    def wanted(self, link: Link) -> bool:
        """Whether the question may be about it, as far as one can know before reading the page."""
        plan, published = self.plan, self.state.published(link.url)
        if (plan.section and link.section != plan.section) or (plan.source and link.kind != plan.source):
            return False
        return not plan.window.excludes(link.dates, self.now) and (not published or plan.window.holds(published))

    def parse_article(self, response: Response, link: Link) -> Iterator[PageItem]:
        """Reads an article's page.

        @article
        @returns items 1
        """
        stored = self.state.article_at(link.url)
        if response.status not in GONE:
            self.arrived(link.url, response.url)
        url = canonical(response.url, self.outlet)
        if stored and self.is_unchanged(response):
            self.ledger.not_modified(link, stored)
        elif trouble := self.guard(response) or self.emptiness(response):
            self.ledger.failed(link, trouble)
        elif response.status in GONE and not stored:
            self.ledger.failed(link, str(response.status), harmless=True)
        elif stored and (response.status in GONE or is_front(self.outlet, url, link.url)):
            why = str(response.status) if response.status in GONE else f"leads to {url}"
            if self.ledger.gone(stored, why):
                yield Removal(article_id=stored, crawled_at=self.now)
        elif reserved := self.ledger.reservations.against(response):
            self.ledger.rejected(link, response.url, f"reserved: {reserved}")
        else:
            try:
                yield self.read(response, link)
            except NotAnArticle as error:
                self.ledger.rejected(link, response.url, error.reason, self.ledger.reservations.copy_of(response))
            except (TooLong, EndedEarly) as error:
                self.ledger.failed(link, str(error))

    def bounded(self, setting: str = "PAGE_SECONDS") -> AbstractContextManager[None]:
        """The processor time that one page may take: no other outlet, signal or budget is looked at meanwhile."""
        return processor_time(self.settings.getfloat(setting))

    def read(self, response: Response, link: Link) -> Reading:
        """What the page says, and keeps the page. Raises `NotAnArticle`, `EndedEarly`, `TooLong`."""
        with self.bounded():
            if ends_early(response.body, response.url):
                raise EndedEarly
        at, found = captured_at(response) or self.now, self.met.get(link.url, link)
        self.ledger.keep(response, at, found)
        if self.plan.probe:
            self.pages.append((response.url, response.body))
        strict = self.settings.getbool("STRICT_LAYOUTS")
        with self.bounded():
            article = read_own_article(response.body, response.url, self.outlet, found, strict)
        if article.guessed:
            self.ledger.count("articles/guessed")
            self.fallbacks.note("layout", article.parser, article.url or "", article.why)
        else:
            self.compare(article, response.body)
        article = self.known(article, link)
        return Reading(article=article, crawled_at=at, recent=link.recent, http=validators(response))

    def known(self, article: Article, link: Link) -> Article:
        """The article under the id that it has already: one without an own id may have got a new slug."""
        url = article.url or link.url
        stored = self.state.article_at(url) or self.state.article_at(link.url)
        if stored is None or article.article_id:
            return article
        return replace(article, article_id=stored.partition(":")[2])

    def compare(self, article: Article, page: bytes) -> None:
        """Asks the general reader for a second opinion on some pages."""
        layout = next((one for one in self.outlet.layouts if article.parser == f"{self.name}/{one.name}"), None)
        if layout and self.opinions.wanted(article):
            with suppress(NotAnArticle, TooLong), self.bounded():
                self.opinions.add(article, layout, partial(read_page, page, article.url, known=False))

    def article_failed(self, failure: Failure) -> None:
        """An article's page could not be had, or may not."""
        request, why = failure.request, self.reason(failure)  # type: ignore[attr-defined]
        link: Link = request.cb_kwargs["link"]
        if isinstance(failure.value, Refused):
            self.ledger.rejected(link, request.url, why)
        elif why != ABANDONED:
            self.ledger.failed(link, why, harmless=why == "robots.txt")

    def guard(self, response: Response) -> str:
        """Why the answer is a block page, counted; empty where it is none."""
        why = blocked_by(response)
        if why:
            self.ledger.count("blocked")
        return f"blocked: {why}" if why else ""

    @staticmethod
    def emptiness(response: Response) -> str:
        """Why there is nothing to read; empty where there is, or nothing is meant to be."""
        if response.status == 304:
            return NEVER_READ
        return "" if response.body.strip() or response.status in GONE else "empty"

    def reason(self, failure: Failure) -> str:
        """Why a request failed, in a few words."""
        error = failure.value
        if isinstance(error, HttpError):
            return self.guard(error.response) or str(error.response.status)
        if isinstance(error, IgnoreRequest):
            return "robots.txt" if "by robots.txt" in str(error) else str(error)
        return in_words(error)

    @staticmethod
    def is_unchanged(response: Response) -> bool:
        """Whether it is a 304 to a question that it may answer (RFC 9110, 15.4.5)."""
        asked = response.request.headers if response.request else {}
        return response.status == 304 and ("If-None-Match" in asked or "If-Modified-Since" in asked)

    def closed(self, why: str) -> None:
        """Scrapy's last word: `finished`, `shutdown`, `broken` or another reason to end early."""
        for parser, name, doubt in self.opinions.disagreements():
            url, mine, other, rule = doubt.example
            what = f"'{mine}' and '{other}' on {url}"
            how = f"{rule or 'the general reader'} would have found it on {doubt.differ} of {doubt.asked} pages"
            self.fallbacks.note(f"disagreement:{name}", parser, what, how)
        self.fallbacks.settle()
        self.ledger.close(why)


def _nothing(failure: Failure) -> None:
    """Nobody said that it would be there."""


def _asked(request: Request | None) -> str:
    """The address that was asked for first, before redirects led on; empty without a request."""
    return str(request.meta.get("redirect_urls", [request.url])[0]) if request else ""


def _bare(url: str) -> str:
    """An address without its scheme."""
    return canonical(url).partition("://")[2]


def validators(response: Response) -> dict[str, str]:
    """The headers of a response by which the page can be asked for again (RFC 9110, 8.8)."""
    found = {name: response.headers.get(name) for name in ("etag", "last-modified")}
    return {name: value.decode("latin-1") for name, value in found.items() if value}


def spider_of(outlet: Outlet) -> type[NewsSpider]:
    """The spider class of an outlet."""
    members = {"name": outlet.name, "outlet": outlet, "custom_settings": dict(outlet.settings), "__module__": __name__}
    return type(f"{outlet.name.capitalize()}Spider", (NewsSpider,), members)


# Scrapy looks for spider classes in this module: KinhtedothiSpider and so on, one for each file in outlets/.
globals().update({spider.__name__: spider for spider in map(spider_of, outlets().values())})
