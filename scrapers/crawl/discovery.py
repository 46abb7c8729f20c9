"""Discovers substitutes for sources that are dead, empty or stale, once all other requests are done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response

from scrapers.crawl.answers import ignore
from scrapers.outlet import Listing, Source
from scrapers.sourcing import candidates, sources

if TYPE_CHECKING:
    from scrapers.crawl.spiders import NewsSpider

Candidate = tuple[Source, str]
"""A source, and where it was found."""


class Discovery:
    """The discovery of one run: first what stood in last time or, each week anew, all candidates."""

    def __init__(self, spider: NewsSpider) -> None:
        self.spider, self.fallbacks = spider, spider.fallbacks
        self._rounds = self.rounds()
        """Requests made once sources and articles are done."""
        self._found: dict[str, Candidate] = {}
        self._lists: list[str] = []
        spider.crawler.signals.connect(self._idle, signals.spider_idle)

    def _idle(self) -> None:
        """Scrapy has nothing more to do: on with the articles that the sources named, then with the next round."""
        waiting = (those() for those in (self.spider.read_again, self.spider.release))
        for requests in chain(waiting, self._rounds):
            if requests := list(requests):
                self.ask(requests)
                raise DontCloseSpider

    def ask(self, requests: Iterable[Request]) -> None:
        """Gives requests to Scrapy that are no answer to a page."""
        engine = self.spider.crawler.engine
        assert engine is not None
        for request in requests:
            engine.crawl(request)

    def rounds(self) -> Iterator[Iterable[Request]]:
        """Requests besides the file's sources, in rounds: the next begins when the last one is answered."""
        if not self._wanted():
            return
        own = sources.chosen(self.spider.outlet, self.spider.plan.window, "", "", self.spider.now)
        troubles = list(self.fallbacks.troubles([source for source in own if source.recent]))
        for source, what in troubles:
            name, _, detail = what.partition(": ")
            self.fallbacks.note(name, source.url, "", detail)
        if not troubles or self.spider.crawler.stats.get_value("blocked"):
            return
        standing = self.fallbacks.standing_in()
        if standing:
            yield self._listings((source, "") for source in standing)
        else:
            yield [self._page("/robots.txt", self._read_robots), self._page("/", self._read_home)]
            yield [*self._listings(self._untried()), *(self._page(url, self._read_list) for url in self._lists)]
            yield self._listings(self._untried())
            self.fallbacks.keep(self._found)
        for one in self.spider.state.findings("source").values():
            if self.spider.ledger.sources[one.subject]["links"]:
                self.fallbacks.note("source", one.subject, one.value, one.how)

    def _wanted(self) -> bool:
        """Whether the run was unrestricted and got any response."""
        plan, ledger = self.spider.plan, self.spider.ledger
        narrow = (
            plan.urls
            or plan.warc
            or (plan.limit and not plan.probe)
            or plan.section
            or plan.source
            or plan.window.until
        )
        return not narrow and any(got["read"] or got["failed"] or got["unchanged"] for got in ledger.sources.values())

    def _untried(self) -> list[Candidate]:
        """Candidates that this run has not requested yet."""
        return [found for url, found in self._found.items() if self.spider.is_new(url)]

    def _listings(self, found: Iterable[Candidate]) -> Iterator[Request]:
        for source, _ in found:
            if self.spider.first_time(source.url):
                yield self.spider.listing(source.url, self.fallbacks.stand_in(source))

    def _page(self, path: str, callback: Callable[[Response], object]) -> Request:
        url = urljoin(self.spider.outlet.home, path)
        return Request(url, callback, errback=ignore, dont_filter=True)

    def _add(self, found: Iterable[Candidate]) -> None:
        for source, how in found:
            self._found.setdefault(source.url, (source, how))

    def _read_robots(self, response: Response) -> None:
        if not self.spider.guard(response):
            self._add(candidates.in_robots(response.body.decode("utf-8", "replace"), response.url))

    def _read_home(self, response: Response) -> Iterator[Request]:
        """The home page names feeds and sections, and is a list of articles itself."""
        if self.spider.guard(response):
            return
        outlet = self.spider.outlet
        try:
            self._add(candidates.on_home_page(response.body, response.url, outlet))
            self._lists = candidates.lists_of_feeds(response.body, response.url, outlet)
        except ValueError:
            return
        self.spider.first_time(response.url)
        home = Listing(url=response.url, links="", limit=1)
        yield from self.spider.read_source(response, self.fallbacks.stand_in(home))

    def _read_list(self, response: Response) -> None:
        try:
            self._add(candidates.in_list_of_feeds(response.body, response.url, self.spider.outlet))
        except ValueError:
            return
