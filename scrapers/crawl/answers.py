"""Inspects HTTP responses before parsing: not modified, empty, redirected, validators."""

from __future__ import annotations

from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

NEVER_READ = "304 to a question without a condition"
"""Failure of a 304 response to an unconditional request: there is no earlier copy."""
GONE = (404, 410)
"""What a site answers for an article that it no longer has (RFC 9110, 15.5.5 and 15.5.11)."""


def asked_for(request: Request | None) -> str:
    """The requested URL before redirects; empty without a request."""
    return str(request.meta.get("redirect_urls", [request.url])[0]) if request else ""


def is_unchanged(response: Response) -> bool:
    """Whether it is a 304 to a question that it may answer (RFC 9110, 15.4.5)."""
    headers = response.request.headers if response.request else {}
    return response.status == 304 and ("If-None-Match" in headers or "If-Modified-Since" in headers)


def emptiness(response: Response) -> str:
    """Why there is nothing to read; empty where there is, or nothing is meant to be."""
    if response.status == 304:
        return NEVER_READ
    return "" if response.body.strip() or response.status in GONE else "empty"


def validators(response: Response) -> dict[str, str]:
    """The cache validators of a response (RFC 9110, 8.8), for conditional requests."""
    found = {name: response.headers.get(name) for name in ("etag", "last-modified")}
    return {name: value.decode("latin-1") for name, value in found.items() if value}


def ignore(failure: Failure) -> None:
    """Errback of a speculative request: failure is no error."""
