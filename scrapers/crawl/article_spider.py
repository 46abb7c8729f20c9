"""Requests and parses articles: the half of an outlet's spider that needs no source."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from pipelines.day_files import DayFiles
from pipelines.recover import open_storage
from scrapers import clock
from scrapers.address import canonical
from scrapers.crawl.answers import GONE, emptiness, is_unchanged, validators
from scrapers.crawl.archiving import archive_settings, captured_at, replay
from scrapers.crawl.fallbacks import Fallbacks
from scrapers.crawl.frontier import Frontier
from scrapers.crawl.ledger import Ledger
from scrapers.crawl.own_article import read_own_article
from scrapers.crawl.plan import Plan, read_plan
from scrapers.crawl.revisits import Revisits
from scrapers.crawl.second_opinions import SecondOpinions
from scrapers.crawl.section_fronts import is_front
from scrapers.dates.window import Window
from scrapers.items import Article, NotAnArticle, PageItem, Reading, Removal
from scrapers.outlet import Outlet
from scrapers.parser import read_page
from scrapers.parser.ending import ends_early
from scrapers.processor_time import TooLong, processor_time
from scrapers.sourcing.sources import Link
from scrapers.state.crawl_state import State
from scrapers.state.findings import MISFITS
from scrapers.web.block_page import blocked_by
from scrapers.web.politeness import ABANDONED
from scrapers.web.reach import Refused, led_away
from scrapers.web.trouble import EndedEarly, in_words

PROBED_ARTICLES = 5
"""Maximum of articles that a probe requests."""
REPLAYED = 50
"""Pages of an archive that are in memory at once."""


class ArticleSpider(Spider):
    """Requests articles by URL, parses their pages and does the bookkeeping of the run."""

    outlet: Outlet
    """The outlet of its file, in a run extended by the findings of earlier runs."""
    handle_httpstatus_list: ClassVar = [304]
    plan: Plan
    feed: DayFiles
    commit: Callable[[], None]
    """Makes durable what was stored: page, line, state. Raises OSError, `sqlite3.Error`."""
    ledger: Ledger
    frontier: Frontier
    """The articles that this run has heard of."""
    opinions: SecondOpinions
    pages: list[tuple[str, bytes]]
    """The articles' pages of a probe, by address."""
    revisits: Revisits
    left: float
    """How many more articles may be requested."""

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
        spider.opinions, spider.pages = SecondOpinions(), []
        output, kept = Path(crawler.settings["OUTPUT"]), archive_settings(crawler.settings)
        storage = open_storage(output, cls.outlet.name, spider.now, kept)
        spider.feed, spider.commit = storage.feed, storage.commit
        spider.ledger, spider.frontier = Ledger(crawler, cls.outlet, spider.plan, storage), Frontier()
        spider.revisits = Revisits(spider)
        crawler.signals.connect(spider.fallbacks.led_away, led_away)
        return spider

    @property
    def fallbacks(self) -> Fallbacks:
        """Substitutes where the outlet's file is wrong."""
        return self.ledger.fallbacks

    @property
    def state(self) -> State:
        """What earlier runs stored, tried and read to the end."""
        return self.ledger.state

    @property
    def window(self) -> Window:
        """The window of publication times of the run."""
        return self.plan.window

    def abort(self, trouble: str) -> None:
        """Ends the run: nothing more can be stored."""
        self.ledger.broken(trouble)

    @property
    def now(self) -> datetime:
        """The time, aware."""
        return clock.now(self.crawler.settings)

    def article(self, link: Link, headers: dict[str, str] | None = None) -> Request:
        """Asks for an article's page."""
        request = self._request(link.url, self.parse_article, self.article_failed, headers or {}, {"link": link})
        request.meta["handle_httpstatus_list"] = [304, *GONE]
        return request

    def _request(self, url: str, callback: Any, errback: Any, headers: Any, found: Any, priority: int = 0) -> Request:
        # The frontier tells addresses apart; Scrapy's filter would swallow a redirect to a page that is read already.
        return Request(
            url, callback, errback=errback, headers=headers, cb_kwargs=found, priority=priority, dont_filter=True
        )

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
                yield replay(self.article(self.frontier.add(link)), capture)
            if number % REPLAYED == 0:
                await self.crawler.signals.wait_for(signals.scheduler_empty)

    def wanted(self, link: Link) -> bool:
        """Whether the link may match the run's section and window, as far as known before the page is read."""
        plan, published = self.plan, self.state.published(link.url)
        if (plan.section and link.section != plan.section) or (plan.source and link.kind != plan.source):
            return False
        return not plan.window.excludes(link.dates, self.now) and (not published or plan.window.holds(published))

    def arrived(self, requested: str, url: str) -> None:
        """Accepts a host that the outlet redirects to with the same path as another host of the outlet."""
        if self.fallbacks.arrived(requested, url):
            self.outlet = self.fallbacks.outlet

    def parse_article(self, response: Response, link: Link) -> Iterator[PageItem]:
        """Reads an article's page.

        @article
        @returns items 1
        """
        stored = self.state.article_at(link.url)
        if response.status not in GONE:
            self.arrived(link.url, response.url)
        url = canonical(response.url, self.outlet)
        if stored and is_unchanged(response):
            self.ledger.not_modified(link, stored)
        elif trouble := self.guard(response) or emptiness(response):
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
        """Parses the page and archives it. Raises `NotAnArticle`, `EndedEarly`, `TooLong`."""
        with self.bounded():
            if ends_early(response.body, response.url):
                raise EndedEarly
        at, found = captured_at(response) or self.now, self.frontier.known(link)
        self.ledger.keep(response, at, found)
        if self.plan.probe:
            self.pages.append((response.url, response.body))
        strict = self.settings.getbool("STRICT_LAYOUTS")
        with self.bounded():
            article = read_own_article(response.body, response.url, self.outlet, found, strict)
        if article.guessed:
            self.ledger.count("articles/guessed")
            kind = MISFITS.get(article.misfit, "layout")
            self.fallbacks.note(kind, article.partly or article.parser, article.url or "", article.why)
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
        """Parses some pages again with the generic parser and compares the results."""
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
        """The reason if the response is a block page, which is counted; else empty."""
        why = blocked_by(response)
        if why:
            self.ledger.count("blocked")
        return f"blocked: {why}" if why else ""

    def reason(self, failure: Failure) -> str:
        """Why a request failed, in a few words."""
        error = failure.value
        if isinstance(error, HttpError):
            return self.guard(error.response) or str(error.response.status)
        if isinstance(error, IgnoreRequest):
            return "robots.txt" if "by robots.txt" in str(error) else str(error)
        return in_words(error)

    def closed(self, why: str) -> None:
        """Called by Scrapy at the end with the reason: `finished`, `shutdown`, `broken` or another early end."""
        for parser, name, doubt in self.opinions.disagreements():
            url, mine, other, rule = doubt.example
            what = f"'{mine}' and '{other}' on {url}"
            how = f"{rule or 'the general reader'} would have found it on {doubt.differ} of {doubt.compared} pages"
            self.fallbacks.note(f"disagreement:{name}", parser, what, how)
        self.fallbacks.settle()
        self.frontier.close()
        self.ledger.close(why)
