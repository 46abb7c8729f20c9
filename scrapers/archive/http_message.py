"""Parses archived HTTP responses: chunked or not, compressed or not, with headers that may be wrong."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader

LIMIT = 20 * 1024 * 1024
"""Largest page that is read, in bytes: the largest real ones are 2 MB."""

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,8}[ \t]*(?:;[^\r\n]*)?\r\n")
_MAGIC = {"gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}


class BrokenMessage(ValueError):
    """The response is damaged beyond use; the message names the kind of damage, for statistics."""


@dataclass(frozen=True, slots=True)
class Message:
    """A status, headers by lower-case name (the last one of a name) and the body as it stands."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """In lower case without parameters; empty where none is named."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def read_message(block: bytes) -> Message:
    """The parts of an HTTP answer. Raises `BrokenMessage`."""
    status = _STATUS.match(block)
    if status is None:
        raise BrokenMessage("no HTTP answer")
    end = _END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers[name.strip().lower()] = value.strip()
    return Message(int(status[1]), headers, body)


def payload(message: Message) -> bytes:
    """The body without its encodings. Raises `BrokenMessage`, also above `LIMIT`.

    Crawlers undo encodings and leave the headers as they were, or the other way round: what a body looks like counts.
    """
    body = message.body
    if "chunked" in message.headers.get("transfer-encoding", "").lower() and _CHUNK.match(body):
        body = _read(ChunkedReader, body, "broken chunks")
    if body.startswith(_MAGIC["gzip"]) and "content-encoding" not in message.headers:
        body = _read(GzipReader, body, "broken gzip")
    codings = [name.strip().lower() for name in message.headers.get("content-encoding", "").split(",")]
    for name in reversed(codings):
        body = _decoded(name.removeprefix("x-"), body)
    if len(body) > LIMIT:
        raise BrokenMessage("larger than 20 MB")
    return body


def _decoded(name: str, body: bytes) -> bytes:
    if name in _MAGIC and not body.startswith(_MAGIC[name]):
        return body
    match name:
        case "gzip":
            return _read(GzipReader, body, "broken gzip")
        case "zstd":
            return _read(ZstdReader, body, "broken zstd")
        case "deflate" if body[:1] == b"\x78":  # RFC 9110, 8.4.1.2: zlib's format
            return _read(GzipReader, body, "broken deflate", zlib=True)
        case "br" if body.lstrip()[:1] != b"<":  # Brotli has no mark of its own
            return _read(BrotliReader, body, "broken brotli")
    return body


def _read(reader: type, body: bytes, broken: str, **how: bool) -> bytes:
    try:
        found: bytes = reader(io.BytesIO(body), **how).read(LIMIT + 1)
    except OSError:
        raise BrokenMessage(broken) from None
    return found
