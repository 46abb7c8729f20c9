"""Builds the WARC 1.1 records of one HTTP exchange (ISO 28500:2017): metadata, request, response or revisit."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import BufferWARCWriter  # type: ignore[import-untyped]

from scrapers.archive.capture import Exchange
from scrapers.archive.cdxj import CdxjEntry
from scrapers.clock import stamp

_SKIPPED = frozenset({"content-length", "transfer-encoding"})
"""Headers that are said anew: chunks are joined."""


def digest_of(payload: bytes) -> str:
    """As WARC files name it; SHA-1 is what all tools of the field compare."""
    return f"sha1:{base64.b32encode(hashlib.sha1(payload, usedforsecurity=False).digest()).decode()}"


def file_record(name: str, at: datetime, software: str) -> bytes:
    """The warcinfo record that a file begins with."""
    info = {"software": software, "format": "WARC File Format 1.1", "robots": "obey"}
    writer = _writer()
    record = writer.create_warcinfo_record(name, info)
    record.rec_headers.replace_header("WARC-Date", stamp(at))
    return _bytes(record)


def exchange_records(exchange: Exchange, before: CdxjEntry | None) -> list[bytes]:
    """Metadata, request, and the response last, so that a group without one is a torn one.

    `before` is the earlier page of the same address and payload: then the last one is a revisit record.
    """
    writer = _writer()
    answer = writer.create_revisit_record if before else writer.create_warc_record
    http = _http(f"{exchange.status} {exchange.reason}".strip(), exchange.headers, len(exchange.body))
    common = {"WARC-Date": stamp(exchange.at)}
    about = common | ({"WARC-IP-Address": exchange.ip} if exchange.ip else {})
    if before:
        response = answer(exchange.url, before.digest, before.url, stamp(before.at), http, about)
    else:
        body = io.BytesIO(exchange.body)
        response = answer(
            exchange.url,
            "response",
            payload=body,
            length=len(exchange.body),
            http_headers=http,
            warc_headers_dict=about,
        )
    with_it = common | {"WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
    note = fields(exchange.note)
    metadata = writer.create_warc_record(
        exchange.url, "metadata", payload=io.BytesIO(note), length=len(note), warc_headers_dict=with_it
    )
    url = urlsplit(exchange.url)
    line = f"{exchange.method} {url.path or '/'}{'?' + url.query if url.query else ''} HTTP/1.1"
    sent = StatusAndHeaders(line, [("Host", url.netloc), *exchange.sent], is_http_request=True)
    request = writer.create_warc_record(exchange.url, "request", http_headers=sent, warc_headers_dict=with_it)
    return [_bytes(metadata), _bytes(request), _bytes(response)]


def fields(values: Mapping[str, str]) -> bytes:
    """`application/warc-fields`."""
    return "".join(f"{name}: {' '.join(value.split())}\r\n" for name, value in values.items() if value).encode()


def _http(status: str, headers: tuple[tuple[str, str], ...], length: int) -> StatusAndHeaders:
    kept = [(name, value) for name, value in headers if name.lower() not in _SKIPPED]
    return StatusAndHeaders(status, [*kept, ("Content-Length", str(length))], protocol="HTTP/1.1")


def _writer() -> BufferWARCWriter:
    return BufferWARCWriter(gzip=False, warc_version="1.1")


def _bytes(record: ArcWarcRecord) -> bytes:
    writer = _writer()
    writer.write_record(record)
    return bytes(writer.get_contents())
