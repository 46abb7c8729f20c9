"""Private parts of Scrapy that the crawler uses, all of them here and true of Scrapy 2.19.

tests/web/test_scrapy_internals.py says what to look at when another version comes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from time import monotonic
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakSet

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.httpobj import urlparse_cached
from scrapy.utils.misc import build_from_crawler
from twisted.internet.defer import Deferred
from twisted.python.failure import Failure
from twisted.web._newclient import HTTP11ClientProtocol
from twisted.web.iweb import IPolicyForHTTPS, IResponse

from scrapers.web.responses import changed
from scrapers.web.trouble import Malformed
from scrapers.web.trust import TrustPolicy

if TYPE_CHECKING:
    from scrapy.core.downloader import Slot

VERSION = "2.19"
_ENDING: WeakSet[Crawler] = WeakSet()
"""What a signal has asked to end."""
HEAD = 64 * 1024
"""Bytes of status lines and headers; browsers and servers stop at 8 to 256 KiB."""


def set_delay(crawler: Crawler, host: str, seconds: float) -> None:
    """Keeps requests to a host exactly so far apart from now on, one at a time."""
    downloader = crawler.engine.downloader
    downloader.per_slot_settings[host] = {"delay": seconds, "jitter": 0.0, "concurrency": 1}
    if slot := downloader.slots.get(host):
        slot.delay, slot.jitter, slot.concurrency = seconds, 0.0, 1


def pause(crawler: Crawler, request: Request, seconds: float) -> bool:
    """Sends nothing to the request's host for so long, retries included; whether there is anything to pause."""
    slot = crawler.engine.downloader.slots.get(request.meta.get("download_slot", ""))
    if slot is None or seconds <= 0:
        return False
    # A slot sends its next request `delay` after `lastseen`; without a delay it would not look at `lastseen`.
    slot.delay = slot.delay or 0.01
    slot.lastseen = max(slot.lastseen, monotonic() + seconds)
    return True


def hear_signals(process: AsyncCrawlerProcess) -> None:
    """Lets `is_ending` know of SIGTERM and Ctrl-C at once. Before the process starts.

    Scrapy acts on them between two callbacks; of a few that wait together it runs all before.
    """
    shutdown = process._signal_shutdown

    def heard(number: int, frame: Any) -> None:
        _ENDING.update(process.crawlers)
        shutdown(number, frame)

    process._signal_shutdown = heard  # type: ignore[method-assign, assignment]


def is_ending(crawler: Crawler) -> bool:
    """Whether the run is being ended: a signal has said so, or the slot of the engine is closing."""
    slot = crawler._engine._slot if crawler._engine else None
    return crawler in _ENDING or (slot is not None and slot.closing is not None)


def fail_waiting(crawler: Crawler, error: Exception) -> None:
    """Fails every request that waits for its turn in the downloader."""
    for slot in crawler.engine.downloader.slots.values():
        while slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(Failure(error))  # type: ignore[no-untyped-call]


def waits_for(crawler: Crawler) -> str:
    """What a run is waiting for, as text; empty if for nothing."""
    now = monotonic()
    for slot in crawler.engine.downloader.slots.values():
        if slot.lastseen > now:
            return f"a pause of {slot.lastseen - now:.0f} s"
        if slot.transferring:
            return "an answer"
        if slot.queue:
            return f"its turn, every {slot.delay:.1f} s"
    return ""


async def close_connections(handler: HTTP11DownloadHandler, seconds: float) -> None:
    """Hangs up within so many seconds. Where the loop is late Scrapy's own answers twice and logs a traceback."""
    hanging_up = maybe_deferred_to_future(handler._pool.closeCachedConnections())  # type: ignore[no-untyped-call]
    await asyncio.wait({asyncio.ensure_future(hanging_up)}, timeout=seconds)


class Throttle(AutoThrottle):
    """AutoThrottle whose lowest delay is the one of `set_delay`, where the host has one."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        named = self.crawler.engine.downloader.per_slot_settings.get(urlparse_cached(response).hostname or "", {})
        self.mindelay = named.get("delay", self._min_delay())
        super()._adjust_delay(slot, latency, response)


class _BoundedParser(_LenientHTTPClientParser):
    """Gives up where all lines before the body are longer than HEAD."""

    MAX_LENGTH = HEAD
    _heard = 0

    def lineReceived(self, line: bytes) -> None:
        self._heard += len(line) + 2
        if self._heard > HEAD:
            raise Malformed(f"more than {HEAD // 1024} KiB of headers")
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:
        raise Malformed(f"more than {HEAD // 1024} KiB of headers")


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Deferred[IResponse]:
        waiting = super().request(request)
        # Scrapy changes the class of the parser in the same way; ours adds a number, which has a default.
        self._parser.__class__ = _BoundedParser
        return waiting


class _BoundedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> HTTP11ClientProtocol:
        return _BoundedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


def bound_heads(handler: HTTP11DownloadHandler) -> None:
    """Aborts a response whose headers exceed HEAD bytes, which would be buffered until the timeout."""
    handler._pool._factory = _BoundedFactory


def check_certificates(handler: HTTP11DownloadHandler, excepted: Collection[str]) -> TrustPolicy:
    """Applies our certificate policy to the handler's connections."""
    policy = TrustPolicy(handler._contextFactory, excepted)
    handler._contextFactory = cast("IPolicyForHTTPS", policy)
    return policy


class RulesMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, with two gaps closed: whoever waits for a robots.txt gets its rules, and silence is asked about.

    In 2.19 only the first of the requests that wait for a host's robots.txt gets the rules, the others are told that
    there are none; and a host that does not answer has none.
    """

    def rules_of(self, response: Response, netloc: str) -> bytes:
        """The text of the rules that an answer gives."""
        raise NotImplementedError

    def rules_without(self, error: Exception, netloc: str) -> bytes:
        """The text of the rules that count where none could be had."""
        raise NotImplementedError

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; asked twice, because they are there for everybody the second time."""
        await super().robot_parser(request)
        return await super().robot_parser(request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        await super()._parse_robots(changed(response, body=self.rules_of(response, netloc)), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        rules = build_from_crawler(self._parserimpl, self.crawler, self.rules_without(exc, netloc))
        waiting = self._parsers[netloc]
        assert isinstance(waiting, Deferred)
        self._parsers[netloc] = rules
        waiting.callback(rules)
