"""Politeness beyond Scrapy's: Crawl-delay, Retry-After, backoff, contact in the User-Agent."""

from __future__ import annotations

import asyncio
import logging
import random
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.asyncio import create_looping_call
from scrapy.utils.httpobj import urlparse_cached

from scrapers import clock
from scrapers.web.scrapy_internals import fail_waiting, is_ending, pause, set_delay

logger = logging.getLogger(__name__)

NO_ANSWER = (
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    OSError,
)


ABANDONED = "abandoned: the run is being ended"
"""Why a request failed that was still waiting for its turn."""


class IntroduceMiddleware:
    """Adds the setting CONTACT to the User-Agent, as robots do: `Name/1.0 (+contact)`."""

    def __init__(self, contact: str, agent: str) -> None:
        self.agent = f"{agent} (+{contact})" if contact else agent

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler.settings["CONTACT"], crawler.settings["USER_AGENT"])

    def process_request(self, request: Request) -> None:
        """Names us in every request, the one for robots.txt included."""
        request.headers["User-Agent"] = self.agent


class CrawlDelay:
    """Takes the Crawl-delay of a host's robots.txt over into its downloader slot."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        crawler.signals.connect(self.robots_parsed, signal=signals.robots_parsed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Exactly that delay, one request at a time: no jitter below it."""
        settings, host = self.crawler.settings, urlparse_cached(request).hostname or ""
        asked = robotparser.crawl_delay(settings["ROBOTSTXT_USER_AGENT"] or settings["USER_AGENT"])
        if not asked or not asked > 0:
            return
        delay = min(asked, settings.getfloat("CRAWL_DELAY_MAX"))
        if delay < asked:
            logger.warning("%s asks for a Crawl-delay of %s s, %s s are kept", host, asked, delay)
        set_delay(self.crawler, host, delay)


class PauseMiddleware:
    """Pauses a host in trouble for as long as it asks, else longer with each retry; retries wait with all requests."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        settings = crawler.settings
        self.troubles = {int(status) for status in settings.getlist("RETRY_HTTP_CODES")}
        self.longest = settings.getfloat("RETRY_AFTER_MAX")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Pauses the host after a 408, 429 or 5xx."""
        if response.status in self.troubles:
            asked = retry_after(response, clock.now(self.crawler.settings))
            if asked is not None and asked > self.longest:
                self._give_up(request, asked)
            else:
                self._pause(request, self._backoff(request) if asked is None else asked)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Pauses the host when it did not answer."""
        if isinstance(exception, NO_ANSWER):
            self._pause(request, self._backoff(request))

    def _backoff(self, request: Request) -> float:
        """Seconds: doubled with each retry, up to a quarter less so that many do not come back at once."""
        settings, times = self.crawler.settings, request.meta.get("retry_times", 0)
        seconds = min(settings.getfloat("RETRY_BACKOFF") * 2**times, settings.getfloat("RETRY_BACKOFF_MAX"))
        return float(seconds * random.uniform(0.75, 1.0))

    def _pause(self, request: Request, seconds: float) -> None:
        if pause(self.crawler, request, seconds):
            self.crawler.stats.inc_value("politeness/pauses")
            self.crawler.stats.inc_value("politeness/pause_seconds", round(seconds))

    def _give_up(self, request: Request, asked: float) -> None:
        logger.warning("%s asks to come back in %d s: the run ends", request.url, asked)
        request.meta["max_retry_times"] = 0
        stopping = self.crawler.engine.close_spider_async(reason="told to come back later")
        self._stopping = asyncio.ensure_future(stopping)


class PromptEnd:
    """Drops the requests that wait for their turn when the run is being ended: a pause may last ten minutes."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._look = create_looping_call(self._let_go)
        crawler.signals.connect(self._start, signal=signals.spider_opened)
        crawler.signals.connect(self._stop, signal=signals.spider_closed)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _start(self) -> None:
        self._look.start(0.2, now=False)

    def _stop(self) -> None:
        if self._look.running:
            self._look.stop()

    def _let_go(self) -> None:
        if is_ending(self.crawler):
            fail_waiting(self.crawler, IgnoreRequest(ABANDONED))


def retry_after(response: Response, now: datetime) -> float | None:
    """Seconds that a response asks to wait (RFC 9110, 10.2.3: seconds or a date); None where it does not.

    A date is counted from the response's own Date, so that a wrong clock on either side does no harm.
    """
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value[:9])  # three years at least; more digits are the same wish
    try:
        until = parsedate_to_datetime(value)
        date = (response.headers.get("Date") or b"").decode("latin-1")
        return max(0.0, (until - (parsedate_to_datetime(date) if date else now)).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
