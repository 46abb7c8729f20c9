"""Short descriptions of request failures."""

from __future__ import annotations

from collections.abc import Iterator

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet import error as net
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

ENDED_EARLY = "the answer ended early"


class EndedEarly(DownloadFailedError):
    """The body, or what its encoding holds, breaks off before its end."""

    def __init__(self) -> None:
        super().__init__(ENDED_EARLY)


class Malformed(DownloadFailedError):
    """The response is not valid HTTP; the message says why."""


_WORDS: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "no whole answer in time"),
    (ResponseDataLossError, ENDED_EARLY),
    (DownloadCancelledError, "larger than DOWNLOAD_MAXSIZE"),
    (CannotResolveHostError, "its name has no address"),
    (DownloadConnectionRefusedError, "connection refused"),
    (net.TimeoutError, "no connection in time"),
    (SSL.Error, "TLS failed"),
    (net.ConnectionDone, "closed without an answer"),
    (net.ConnectionLost, "connection reset"),
)


def in_words(error: BaseException | None) -> str:
    """The reason without class names, addresses of memory and what the server sent."""
    if isinstance(error, HttpError):
        return f"answered {error.response.status}"
    if isinstance(error, EndedEarly | Malformed | IgnoreRequest):
        return str(error)
    if isinstance(error, ValueError):
        return "leads to a broken address"  # of Scrapy's redirects
    for one in _causes(error):
        if isinstance(one, Malformed):
            return str(one)
        if words := next((words for kind, words in _WORDS if isinstance(one, kind)), ""):
            return words
    if isinstance(error, DownloadFailedError):
        return "no HTTP"  # what the parser of responses cannot read: a banner, noise, a wrong length
    return f"{type(error).__name__.removesuffix('Error')}: {error}".rstrip(": ")


def _causes(error: BaseException | None) -> Iterator[BaseException | None]:
    """The error and those behind it, as Scrapy and Twisted wrap them."""
    yield error
    if isinstance(error, ResponseFailed):
        for reason in error.reasons:
            if isinstance(reason, Failure) and reason.value is not None:
                yield from _causes(reason.value)
    elif isinstance(error, DownloadFailedError) and error.__cause__:
        yield from _causes(error.__cause__)
