"""Crawls many outlets in one process: concurrency limit, round robin, time budget."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler

from scrapers.crawl.spiders import NewsSpider
from scrapers.state.lock import Locked
from scrapers.web.scrapy_internals import hear_signals

logger = logging.getLogger(__name__)

KEEP = 5.0
"""Seconds between two saves of the run record, in case the run is killed."""
GRACE = 30.0
"""Seconds after the end of the budget in which what is under way may still come in."""


@dataclass
class Visit:
    """One outlet's part of a run and its outcome."""

    outlet: str
    arguments: dict[str, Any] = field(default_factory=dict)
    """The spider's arguments."""
    probe: bool = False
    """A probe: a few pages of each kind, to validate the outlet's file."""
    known: bool = False
    """What is stored already is part of the answer."""
    crawler: Crawler | None = None
    started: datetime | None = None
    """None: its turn never came."""
    ended: datetime | None = None
    error: BaseException | None = None
    """What kept it from its first request."""
    over: str = ""
    """Why the run as a whole ended before it."""

    @property
    def spider(self) -> NewsSpider | None:
        """The spider, once it has sent a request."""
        spider = self.crawler.spider if self.crawler and not self.error else None
        return spider if isinstance(spider, NewsSpider) else None

    @property
    def reason(self) -> str:
        """Why it ended: `finished`, `budget`, `shutdown`, `locked`, `broken`, or what the spider was stopped for."""
        if self.error:
            return "locked" if isinstance(self.error, Locked) else "broken"
        return str(self.stats.get("finish_reason") or self.over or "shutdown")

    @property
    def stats(self) -> dict[str, Any]:
        """Scrapy's statistics; empty without requests."""
        return self.crawler.stats.get_stats() if self.spider and self.crawler else {}

    @property
    def troubles(self) -> list[str]:
        """What is newly wrong, one line each: failures that no earlier run has met, an end before the end."""
        if isinstance(self.error, sqlite3.DatabaseError):
            return [f"the state cannot be used: {self.error}"]
        if isinstance(self.error, OSError) and self.error.filename:
            return [f"{self.error.filename}: {self.error.strerror}"]
        if self.error:
            return [str(self.error) or type(self.error).__name__]
        failures = list(self.spider.ledger.news) if self.spider else []
        early = self.reason not in {"finished", "budget", "shutdown"} and not (self.reason == "broken" and failures)
        if self.reason == "finished" and not self.answers:
            failures.append("nothing could be fetched at all")
        return [*failures, f"ended early: {self.reason}"] if early else failures

    @property
    def unanswered(self) -> str:
        """Why most of its sources could not be had, where nothing came at all; else empty."""
        if self.reason != "finished" or self.answers or not self.spider:
            return ""
        reasons = Counter(self.spider.ledger.troubles.values())
        return reasons.most_common(1)[0][0] if reasons else ""

    @property
    def answers(self) -> bool:
        """Whether any response was a page or a 304."""
        return any(self.stats.get(f"downloader/response_status_count/{status}") for status in (200, 304, 404, 410))


class Seats:
    """A fair semaphore over the outlets crawled at once: after its turn an outlet queues again at the end."""

    def __init__(self, count: int, turn: float) -> None:
        """`turn` is in seconds."""
        self.turn = turn
        self.waiting = 0
        self._free = asyncio.Semaphore(count)

    async def take(self) -> None:
        """Waits for a seat; first come, first served."""
        self.waiting += 1
        try:
            await self._free.acquire()
        finally:
            self.waiting -= 1

    def leave(self) -> None:
        """Frees the seat."""
        self._free.release()


class Harvest:
    """All visits of a process."""

    def __init__(self, process: AsyncCrawlerProcess, visits: Iterable[Visit], now: Callable[[], datetime]) -> None:
        self.process = process
        self.visits = list(visits)
        self.now = now
        self.begun: Callable[[Crawler], object] = lambda crawler: None
        """Told of every crawler before it begins."""
        self.watch: Callable[[], object] = lambda: None
        """Called twice a second."""
        self.keep: Callable[[], object] = lambda: None
        """Called every KEEP seconds."""
        self.over = ""
        """Why no further outlet begins: `budget` or `shutdown`."""

    def run(self, seats: Seats, budget: float | None = None) -> None:
        """Runs until all are done, the budget (seconds) is spent, or a signal ends it; what is read by then is kept."""
        loop = asyncio.get_event_loop()
        if budget is not None:
            loop.call_later(budget, self._time_is_up)
            loop.call_later(budget + GRACE, _stop)
        everything = loop.create_task(self._all(seats))
        hear_signals(self.process)
        self.process.start(stop_after_crawl=False)
        for visit in self.visits:
            visit.over = self.over
            visit.ended = visit.ended or (self.now() if visit.started else None)
        if everything.done():
            everything.result()
        else:
            self.over = self.over or "shutdown"

    async def _all(self, seats: Seats) -> None:
        watching = asyncio.ensure_future(self._watch())
        try:
            await asyncio.gather(*(self._visit(visit, seats) for visit in self.visits))
        finally:
            watching.cancel()
            _stop()

    async def _watch(self) -> None:
        due = time.monotonic() + KEEP
        while True:
            self.watch()
            if time.monotonic() >= due:
                with contextlib.suppress(OSError):  # the end of the run says what is wrong with the disk
                    self.keep()
                due = time.monotonic() + KEEP
            await asyncio.sleep(0.5)

    async def _visit(self, visit: Visit, seats: Seats) -> None:
        await seats.take()
        try:
            if self.over:
                return
            crawl = self._begin(visit)
            while not await _turn(crawl, seats):
                await self._let_others(visit, seats)
            visit.error, visit.ended = crawl.exception(), self.now()
            self._end(visit)
        finally:
            seats.leave()

    def _begin(self, visit: Visit) -> asyncio.Task[None]:
        visit.crawler, visit.started = self.process.create_crawler(visit.outlet), self.now()
        self.begun(visit.crawler)
        logger.info("%s begins", visit.outlet, extra={"outlet": visit.outlet})
        how = {"known": visit.known, "probe": visit.probe}
        return self.process.crawl(visit.crawler, **how, **visit.arguments)

    def _end(self, visit: Visit) -> None:
        if visit.reason == "shutdown":
            self.over = "shutdown"
        if visit.reason == "broken":
            logger.error("%s cannot be crawled", visit.outlet, exc_info=visit.error, extra={"outlet": visit.outlet})
        figures = {name: n for name, n in visit.stats.items() if name.startswith(("articles/", "listings/"))}
        logger.info("%s: %s", visit.outlet, visit.reason, extra={"outlet": visit.outlet, "figures": figures})

    @staticmethod
    async def _let_others(visit: Visit, seats: Seats) -> None:
        """Asks for nothing more until it is its turn again; what is under way still comes in."""
        assert visit.crawler
        visit.crawler.engine.pause()
        seats.leave()
        await seats.take()
        visit.crawler.engine.unpause()  # Scrapy's own heartbeat goes on with it, five seconds later at most

    def _time_is_up(self) -> None:
        self.over = "budget"
        running = [visit.crawler for visit in self.visits if visit.crawler and visit.crawler.crawling]
        self._closing = [asyncio.ensure_future(one.engine.close_spider_async(reason="budget")) for one in running]


async def _turn(crawl: asyncio.Task[None], seats: Seats) -> bool:
    """Waits for the crawl's end, or for the end of its turn while others wait in line; whether the crawl has ended."""
    while not crawl.done():
        await asyncio.wait({crawl}, timeout=seats.turn)
        if seats.waiting:
            break
    return crawl.done()


def _stop() -> None:
    from twisted.internet import reactor  # may only be imported once Scrapy has chosen it

    with contextlib.suppress(RuntimeError):  # it is stopping already
        reactor.stop()  # type: ignore[misc]
