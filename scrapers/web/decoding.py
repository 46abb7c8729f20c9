"""Decompresses responses completely or not at all: truncated and oversized ones fail."""

from __future__ import annotations

import re
import sys
import zlib
from collections.abc import Callable
from typing import Self

import brotli  # type: ignore[import-untyped]
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response
from scrapy.responsetypes import responsetypes

from scrapers.gunzip import MAGIC
from scrapers.web.responses import changed
from scrapers.web.trouble import EndedEarly, Malformed

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ACCEPTED = b"gzip, deflate, br, zstd"
MOST = 3
"""Encodings on top of each other; honest servers use one."""


_END = re.compile(rb"(?:</[\w:]+\s*>|[}\]])\s*$")
"""How a page, a feed or an answer in JSON may end."""


class TooLarge(DownloadCancelledError):
    """The body is larger than a page may be."""


class DecodingMiddleware:
    """Takes the place of Scrapy's HttpCompressionMiddleware, which reads a broken body as far as it goes (2.19)."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.limit = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Says what we can undo."""
        request.headers.setdefault("Accept-Encoding", ACCEPTED)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """The decompressed response; a truncated one is requested again."""
        codings = _codings(response)
        if not response.body or request.method == "HEAD":
            return response
        try:
            body = decode(response.body, codings, min(self.limit, request.meta.get("download_maxsize", self.limit)))
        except EndedEarly as error:
            if again := self._again(request, error):
                return again
            raise
        # Without a length nobody but the page itself says whether it is whole.
        if "partial" in response.flags and not _END.search(body) and (again := self._again(request, EndedEarly())):
            return again
        if not codings:
            return response
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        kind = responsetypes.from_args(headers=headers, url=response.url, body=body)
        return changed(response, kind, body=body, headers=headers)

    def _again(self, request: Request, error: Exception) -> Request | None:
        assert self.crawler.spider
        return get_retry_request(request, spider=self.crawler.spider, reason=error)


def decode(body: bytes, codings: list[str], limit: int) -> bytes:
    """The body without its encodings, the last of which was put on last.

    Raises `EndedEarly`, `TooLarge` (more than `limit` bytes), `Malformed` (broken, or an encoding nobody asked for).
    """
    if len(codings) > MOST:
        raise Malformed(f"{len(codings)} encodings on top of each other")
    for coding in reversed(codings):
        if coding not in _DECODERS:
            raise Malformed(f"encoded as {coding[:20]}, which nobody asked for")
        try:
            body = _DECODERS[coding](body, limit)
        except (zlib.error, brotli.error, zstd.ZstdError):
            raise Malformed(f"broken {coding}") from None
        if len(body) > limit:
            raise TooLarge
    return body


def _gunzip(body: bytes, limit: int) -> bytes:
    """All members of a gzip file; what stands behind them is padding. At most one byte more than `limit`."""
    found = bytearray()
    while body.startswith(MAGIC) or not found:
        part, body = _inflate(body, limit - len(found), 16 + zlib.MAX_WBITS)
        found += part
        if len(found) > limit:
            break
    return bytes(found)


def _deflate(body: bytes, limit: int) -> bytes:
    try:
        return _inflate(body, limit, zlib.MAX_WBITS)[0]
    except zlib.error:
        return _inflate(body, limit, -zlib.MAX_WBITS)[0]  # without zlib's wrapper, as some servers send it


def _inflate(body: bytes, limit: int, bits: int) -> tuple[bytes, bytes]:
    """What one stream holds, and what stands behind it."""
    unpack = zlib.decompressobj(bits)
    found = unpack.decompress(body, limit + 1)
    if len(found) <= limit and not unpack.eof:
        raise EndedEarly
    return found, unpack.unused_data


def _unbrotli(body: bytes, limit: int) -> bytes:
    unpack, found = brotli.Decompressor(), bytearray()
    while len(found) <= limit and not unpack.is_finished():
        part = unpack.process(body if not found else b"", output_buffer_limit=limit + 1 - len(found))
        if not part:
            raise EndedEarly
        found += part
    return bytes(found)


def _unzstd(body: bytes, limit: int) -> bytes:
    unpack = zstd.ZstdDecompressor()
    found = unpack.decompress(body, max_length=limit + 1)
    if len(found) <= limit and not unpack.eof:
        raise EndedEarly
    return found


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _deflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}


def _codings(response: Response) -> list[str]:
    encodings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
    return [coding for part in encodings.split(",") if (coding := part.strip()) and coding != "identity"]
