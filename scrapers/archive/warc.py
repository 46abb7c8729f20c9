"""Reads WARC files of any origin: damaged records are skipped and counted by kind, reading continues behind them."""

from __future__ import annotations

import gzip
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO, TypeVar
from urllib.parse import urlsplit

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from scrapers.archive.capture import Capture, NoArchive
from scrapers.archive.http_message import LIMIT, BrokenMessage, payload, read_message

_HTML = frozenset({"", "text/html", "application/xhtml+xml", "text/plain"})
"""Media types that may hold an article; a server that names none mostly means HTML."""
_WANTED = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.revisit | WarcRecordType.metadata
_GZIP = b"\x1f\x8b\x08"
_STARTS = {
    rb"\x1f\x8b": _GZIP,
    rb"\x28\xb5|[\x50-\x5f]\x2a\x4d\x18": b"\x28\xb5\x2f\xfd",  # or a dictionary, in a skippable frame
    rb"WARC": b"WARC/1.",
}
"""What a record begins with, by what the file begins with."""
_BLOCK = 1 << 20
_HEAD = 1 << 16
"""Room for the headers of an answer."""

T = TypeVar("T")


def captures(file: BinaryIO, place: str, skipped: Counter[str]) -> Iterator[Capture]:
    """The pages of a WARC file, plain, gzip or zstd, in its order; `skipped` counts what is none, by reason.

    `file` must be seekable. Memory holds one record. Raises `NoArchive` where not one record can be read.
    """
    reader = _Reader(place)
    for found in scan(file, reader.read, skipped, _WANTED):
        if isinstance(found, Capture):
            yield found
        elif found:
            skipped[found] += 1


def scan(
    file: BinaryIO,
    read: Callable[[WarcRecord], T],
    skipped: Counter[str],
    wanted: WarcRecordType = WarcRecordType.any_type,
) -> Iterator[T]:
    """What `read` makes of each record. Behind a damaged one the next that is whole is looked for.

    Raises `NoArchive` where there is none at all.
    """
    begin = file.read(4)
    start = next((start for first, start in _STARTS.items() if re.match(first, begin)), None)
    if start is None:
        raise NoArchive("no WARC file")
    position, damaged, any_read, cut = 0, False, False, skipped["cut off"]
    while position >= 0:
        file.seek(position)
        try:
            for record in ArchiveIterator(file, record_types=wanted, parse_http=False):
                position = record.stream_pos
                found = read(record)
                damaged, any_read = False, True
                yield found
            if start == _GZIP and skipped["cut off"] == cut and _is_cut(file, position):
                skipped["cut off"] += 1
            break
        except OSError:
            skipped["broken record"] += not damaged
            damaged = True
            position = _next(file, position + 1, start)
    if damaged and not any_read:
        raise NoArchive("no record of it can be read")


def _is_cut(file: BinaryIO, position: int) -> bool:
    """Whether the last record has no end, which the iterator does not tell of gzip.

    Where all records are one member it stands at the end of the file, and the whole is unpacked again: a sixth of the
    time of reading it.
    """
    file.seek(position)
    file.seek(position if file.read(1) else 0)
    try:
        with gzip.GzipFile(fileobj=file) as records:
            while records.read(_BLOCK):
                pass
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return True
    return False


def _next(file: BinaryIO, position: int, start: bytes) -> int:
    """Where the next thing stands that looks like the start of a record; -1 where there is none."""
    file.seek(position)
    before = b""
    while block := file.read(_BLOCK):
        found = (before + block).find(start)
        if found >= 0:
            return position - len(before) + found
        before = block[-len(start) + 1 :]
        position += len(block)
    return -1


def read_fields(block: bytes) -> dict[str, str]:
    """The lines of `application/warc-fields`, by lower-case name."""
    lines = (line.partition(":") for line in block.decode("utf-8", "replace").splitlines())
    return {name.strip().lower(): value.strip() for name, colon, value in lines if colon}


class _Reader:
    """Makes pages of records; remembers what our own archive says of the next one."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._noted, self._note = "", dict[str, str]()

    def read(self, record: WarcRecord) -> Capture | str:
        """The page, or why there is none; empty for a record that says something about others. Raises OSError."""
        if record.record_type == WarcRecordType.metadata:
            self._noted = record.headers.get("WARC-Concurrent-To") or ""
            self._note = read_fields(record.reader.read(LIMIT))
            return ""
        try:
            return self._capture(record)
        except BrokenMessage as why:
            return str(why)

    def _capture(self, record: WarcRecord) -> Capture:
        _refuse(record)
        url, at = _address(record), _moment(record)
        note = self._note if self._noted and self._noted == record.record_id else {}
        block = record.reader.read(record.content_length)
        if len(block) < record.content_length:
            raise BrokenMessage("cut off")
        if record.record_type == WarcRecordType.resource:
            _check_type((record.headers.get("Content-Type") or "").partition(";")[0].strip().lower())
            return Capture(url, at, block, note=note, place=self._place)
        message = read_message(block)
        if message.status != 200:
            raise BrokenMessage(f"answered {message.status}")
        _check_type(message.media_type)
        return Capture(url, at, payload(message), message.status, note, self._place)


def _refuse(record: WarcRecord) -> None:
    """Raises `BrokenMessage` for what is known to be no page by its headers."""
    if record.record_type == WarcRecordType.revisit:
        raise BrokenMessage("unchanged (revisit)")
    if record.headers.get("WARC-Truncated"):
        raise BrokenMessage("truncated")
    if record.content_length > LIMIT + _HEAD:
        raise BrokenMessage("larger than 20 MB")
    kind = (record.headers.get("Content-Type") or "").lower()
    if record.record_type == WarcRecordType.response and kind and not kind.startswith("application/http"):
        raise BrokenMessage("not over HTTP")


def _check_type(media_type: str) -> None:
    if media_type not in _HTML:
        raise BrokenMessage("neither HTML nor text")


def _address(record: WarcRecord) -> str:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    try:
        parts = urlsplit(url)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        known = False
    if not known or re.search(r"\s", url):
        raise BrokenMessage("no address")
    return url


def _moment(record: WarcRecord) -> datetime:
    """WARC-Date, which WARC 1.1 allows to be a fraction or only a day."""
    try:
        moment = datetime.fromisoformat(record.headers.get("WARC-Date") or "")
    except ValueError:
        raise BrokenMessage("no date") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
