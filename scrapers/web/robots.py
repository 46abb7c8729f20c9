"""robots.txt by RFC 9309: for every request, cached for a day, never 'allow all' by accident."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest, StopDownload
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from scrapers import clock
from scrapers.web.politeness import ABANDONED
from scrapers.web.scrapy_internals import RulesMiddleware
from scrapers.web.trouble import in_words
from scrapers.whole_file import whole_file

MOST = 500 * 1024
"""Bytes that count (RFC 9309, 2.5: at least 500 KiB)."""
KEPT = timedelta(days=1)
"""Maximum age of a cached copy that replaces an unavailable robots.txt (2.4)."""
NOTHING = b"User-agent: *\nDisallow: /\n"


class RobotsMiddleware(RulesMiddleware):
    """Disallows a host whose robots.txt cannot be had; Scrapy's own middleware would allow it.

    4xx: everything is allowed. 5xx, 429, silence, a refused redirect: a copy of the last day counts, else nothing is
    asked, however long that lasts; the RFC would allow everything after 30 days, but a person can say so better, with
    ROBOTSTXT_OBEY in the outlet's settings.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._missing: dict[str, str] = {}
        """Why a host's rules could not be had."""
        self._copies = _Copies(crawler)
        self._abandoned = False
        self._heard: dict[str, int] = {}
        crawler.signals.connect(self._bytes_received, signals.bytes_received)

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        """Raises `IgnoreRequest` for disallowed URLs; a robots.txt is requested uncompressed, of any length."""
        if _is_for_rules(request):
            request.headers["Accept-Encoding"] = "identity"
            request.meta["download_maxsize"] = sys.maxsize
        await super().process_request(request)

    def _bytes_received(self, data: bytes, request: Request) -> None:
        if _is_for_rules(request):
            self._heard[request.url] = self._heard.get(request.url, 0) + len(data)
            if self._heard[request.url] >= MOST:
                raise StopDownload(fail=False)

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host. Raises `IgnoreRequest` where the run was ended before they had come."""
        rules = await super().robot_parser(request)
        if self._abandoned:
            raise IgnoreRequest(ABANDONED)
        return rules

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raises `IgnoreRequest` for disallowed URLs, with another message if the rules are unavailable."""
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest:
            if why := self._missing.get(_place(request.url)):
                raise IgnoreRequest(f"robots.txt cannot be had: {why}") from None
            raise

    def rules_of(self, response: Response, netloc: str) -> bytes:
        """The rules of the response, or their replacement."""
        if response.status >= 500 or response.status == 429:
            return self._instead(netloc, f"answers {response.status}")
        if response.status >= 400:
            return b""
        self._copies.keep(netloc, response.body[:MOST])
        return response.body[:MOST]

    def rules_without(self, error: Exception, netloc: str) -> bytes:
        """The text of the rules of a host that gives none."""
        self._abandoned = str(error) == ABANDONED
        return self._instead(netloc, in_words(error))

    def _instead(self, netloc: str, reason: str) -> bytes:
        copy = self._copies.newest(netloc)
        if copy is None:
            self._missing[netloc] = reason
        return NOTHING if copy is None else copy


class _Copies:
    """The rules of an outlet's hosts as they were last had, in `output/state/<outlet>.robots.json`."""

    def __init__(self, crawler: Crawler) -> None:
        self._settings = crawler.settings
        outlet = getattr(crawler.spider, "outlet", None)
        self._path = Path(self._settings["OUTPUT"]) / "state" / f"{outlet.name}.robots.json" if outlet else None

    def keep(self, netloc: str, rules: bytes) -> None:
        """Caches the rules of a host; a full disk is reported by the store."""
        if self._path is None or not self._path.parent.is_dir():
            return
        copy = {"at": clock.stamp(clock.now(self._settings)), "rules": rules.decode(errors="replace")}
        with suppress(OSError), whole_file(self._path) as file:
            file.write(json.dumps(self._all() | {netloc: copy}, ensure_ascii=False).encode())

    def newest(self, netloc: str) -> bytes | None:
        """The rules of a host, where they are not too old."""
        copy: Any = self._all().get(netloc)
        with suppress(KeyError, TypeError, ValueError):
            if clock.now(self._settings) - datetime.fromisoformat(copy["at"]) <= KEPT:
                return str(copy["rules"]).encode()
        return None

    def _all(self) -> dict[str, Any]:
        with suppress(OSError, ValueError):
            found = json.loads(self._path.read_bytes()) if self._path else {}
            return found if isinstance(found, dict) else {}
        return {}


def _is_for_rules(request: Request) -> bool:
    """Whether it is Scrapy's own request for a robots.txt."""
    return bool(request.meta.get("dont_obey_robotstxt"))


def _place(url: str) -> str:
    return urlsplit(url).netloc
