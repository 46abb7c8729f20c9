"""Connects a crawl with web archives: stores responses as served, and replays archived ones without requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import HtmlResponse, Response
from scrapy.http.headers import Headers
from scrapy.settings import BaseSettings
from twisted.web.http import RESPONSES

from scrapers.address import article_match, owns
from scrapers.archive import files
from scrapers.archive.capture import Capture, Exchange
from scrapers.archive.spool import in_order
from scrapers.archive.writer import Packing, Writer
from scrapers.outlet import Outlet
from scrapers.version import version

_AS_IT_CAME, _CAPTURE = "as_it_came", "capture"
"""Keys of `Request.meta`."""
_BETWEEN_US = frozenset({"proxy-authorization"})
"""Headers for our own proxy, never sent to a site (RFC 9110, 11.7.2)."""


def archive_settings(settings: BaseSettings) -> Packing | None:
    """How pages are kept, where they are."""
    if not settings.getbool("ARCHIVE"):
        return None
    software = f"{settings['BOT_NAME']} {version()}"
    return Packing(settings.getint("ARCHIVE_FILE_MB") << 20, settings["ARCHIVE_PACKING"], software)


class AsItCameMiddleware:
    """Remembers the answer of the site before its compression is undone; redirects and retries replace it."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        if not crawler.settings.getbool("ARCHIVE"):
            raise NotConfigured
        return cls()

    def process_response(self, request: Request, response: Response) -> Response:
        """Of pages only, not of robots.txt."""
        if request.cb_kwargs:
            # What undoes the compression takes its header away from this very object.
            request.meta[_AS_IT_CAME] = (response, pairs(response.headers))
        return response


def keep(archive: Writer | None, response: Response, at: datetime, note: Mapping[str, str]) -> None:
    """Keeps the answer as it came, where there is an archive and a site that answered. Raises OSError."""
    request = response.request
    if archive is None or request is None or _AS_IT_CAME not in request.meta:
        return
    came, headers = request.meta.pop(_AS_IT_CAME)
    archive.add(
        Exchange(
            url=came.url,
            at=at,
            method=request.method,
            sent=tuple(pair for pair in pairs(request.headers) if pair[0].lower() not in _BETWEEN_US),
            status=came.status,
            reason=RESPONSES.get(came.status, b"").decode(),
            headers=headers,
            body=came.body,
            ip=str(came.ip_address or ""),
            note=note,
        )
    )


def pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    """Every header field in order; repeated names are repeated."""
    fields = ((name, value) for name, values in headers.items() for value in values)
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in fields)


class ReplayMiddleware:
    """Answers requests with archived pages; no request is sent, not even for robots.txt."""

    def process_request(self, request: Request) -> Response | None:
        """The page, dated by `captured_at`."""
        capture: Capture | None = request.meta.pop(_CAPTURE, None)
        if capture is None:
            return None
        request.meta["captured_at"] = capture.at
        return HtmlResponse(capture.url, body=capture.body, status=capture.status, request=request)


def replay(request: Request, capture: Capture) -> Request:
    """The request, to be answered by that page."""
    request.meta[_CAPTURE] = capture
    return request


def captured_at(response: Response) -> datetime | None:
    """When the page was fetched, where an archive held it."""
    at: datetime | None = response.request.meta.get("captured_at") if response.request else None
    return at


def articles(outlet: Outlet, paths: Sequence[Path], skipped: Counter[str], failures: list[str]) -> Iterator[Capture]:
    """The outlet's articles in some files, oldest first.

    `skipped` counts what is none, by reason; `failures` takes a line for each file that cannot be read.
    """
    return in_order(_articles(outlet, paths, skipped, failures))


def _articles(outlet: Outlet, paths: Sequence[Path], skipped: Counter[str], failures: list[str]) -> Iterator[Capture]:
    for path in paths:
        with files.reported(path, failures):
            for capture in files.captures(path, skipped):
                if article_match(outlet, capture.url):
                    yield capture
                else:
                    skipped["no article's address" if owns(outlet, capture.url) else "of another site"] += 1
