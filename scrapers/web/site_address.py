"""The setting SITE_ADDRESS: serves a host from another address, transparently to the rest of the program.

A download handler, not a downloader middleware, because only what lies beneath the slots, robots.txt and redirects can
leave all three to the host's own name.
"""

from __future__ import annotations

import json
from urllib.parse import urlsplit, urlunsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError
from scrapy.http import Response

from scrapers.web.reach import GuardedResolver, Refused
from scrapers.web.responses import changed
from scrapers.web.scrapy_internals import bound_heads, check_certificates, close_connections
from scrapers.web.trust import Untrusted


class SiteHandler(HTTP11DownloadHandler):
    """Scrapy's own handler for http and https, with the address exchanged on the way out and back."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        bound_heads(self)
        self._trust = check_certificates(self, crawler.settings.getlist("TLS_EXCEPTED"))
        self._addresses: dict[str, str] = crawler.settings.getdict("SITE_ADDRESS")

    async def download_request(self, request: Request) -> Response:
        """The response with the requested URL.

        Raises `Refused` where that leads inside, `Untrusted` where its certificate is wrong.
        """
        address = self._address(urlsplit(request.url).hostname or "")
        if not address:
            return await self._download(request)
        parts, there = urlsplit(request.url), urlsplit(address)
        url = urlunsplit((there.scheme, there.netloc, parts.path, parts.query, ""))
        sent = request.replace(url=url, headers=request.headers.copy() | {"Host": parts.netloc})
        try:
            response = await self._download(sent)
        finally:
            # AutoThrottle reads it from the request that it knows.
            if "download_latency" in sent.meta:
                request.meta["download_latency"] = sent.meta["download_latency"]
        return changed(response, url=request.url)

    async def _download(self, request: Request) -> Response:
        name = urlsplit(request.url).hostname or ""
        try:
            return await super().download_request(request)
        except CannotResolveHostError:
            if why := GuardedResolver.refused.get(name):
                raise Refused(why) from None
            raise
        except DownloadFailedError:
            if trouble := self._trust.troubles.get(name):
                raise Untrusted(f"{name}: {trouble}") from None
            raise

    async def close(self) -> None:
        """Hangs up, within a second."""
        await close_connections(self, seconds=1)

    def _address(self, host: str) -> str:
        """Where the host, or the one it is a part of, is answered; empty where at its own address."""
        return next((to for name, to in self._addresses.items() if f".{host}".endswith(f".{name}")), "")


def read_addresses(value: str | dict[str, str]) -> dict[str, str]:
    """The setting's value, JSON where it comes from the command line. Raises ValueError where it is no such mapping."""
    try:
        found = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(str(to).startswith(("http://", "https://")) for to in found.values()):
        raise ValueError('write SITE_ADDRESS={"kinhtedothi.vn": "http://127.0.0.1:8000"}')
    return found
