"""Builds archives for tests: exchanges of a crawl, and files of other tools with their defects."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from scrapers.archive.capture import Exchange
from scrapers.archive.writer import Packing, Writer

AT = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
HOME = "https://kinhtedothi.vn"


def exchange(path: str, body: bytes, at: datetime = AT, *, packed: bool = True, kind: str = "article") -> Exchange:
    """A page of kinhtedothi.vn that answered 200, gzipped as servers do."""
    encoding = (("Content-Encoding", "gzip"),) if packed else ()
    return Exchange(
        url=f"{HOME}/{path}",
        at=at,
        method="GET",
        sent=(("User-Agent", "VietnameseNewsCrawler/0.1"),),
        status=200,
        reason="OK",
        headers=(("Content-Type", "text/html; charset=utf-8"), *encoding),
        body=gzip.compress(body, mtime=0) if packed else body,
        note={"outlet": "kinhtedothi", "run": "20260316", "kind": kind, "via": f"{HOME}/rss"},
    )


def writer(folder: Path, now: datetime = AT, most: int = 1 << 30, packing: str = "gzip") -> Writer:
    """The archive of an outlet."""
    return Writer(folder, now, Packing(most, packing, "test"))


def fill(folder: Path, count: int, first: datetime = AT, step: timedelta = timedelta(minutes=1), **how: str) -> Path:
    """An archive of so many different pages."""
    archive = writer(folder, first, **how)  # type: ignore[arg-type]
    for number in range(count):
        archive.add(exchange(f"bai-{number}.html", f"<html>bài {number}</html>".encode(), first + number * step))
    archive.sync()
    return folder


def warc(pages: Iterable[tuple[str, datetime, bytes, dict[str, str]]], *, packed: bool = True) -> bytes:
    """A foreign WARC file of (URL, time, raw body, further HTTP headers)."""
    buffer = io.BytesIO()
    made = WARCWriter(buffer, gzip=packed, warc_version="1.0")
    for url, at, body, headers in pages:
        fields = {"Content-Type": "text/html"} | headers
        http = StatusAndHeaders(fields.pop(":status", "200 OK"), list(fields.items()), protocol="HTTP/1.1")
        when = {"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        made.write_record(
            made.create_warc_record(
                url, "response", payload=io.BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=when
            )
        )
    return buffer.getvalue()


def chunked(body: bytes, size: int = 1000) -> bytes:
    """A body in chunks (RFC 9112, 7.1)."""
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))
