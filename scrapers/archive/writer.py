"""Writes one outlet's archive: appends whole groups of records, recovers after a crash, syncs on demand."""

from __future__ import annotations

import os
import re
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from scrapers.archive.capture import Exchange
from scrapers.archive.cdxj import REVISIT, CdxjEntry, read_index, write_index
from scrapers.archive.folder import WarcFile, warc_file, warc_files
from scrapers.archive.frames import Frame, frames, pack
from scrapers.archive.http_message import read_message
from scrapers.archive.record import digest_of, exchange_records, file_record
from scrapers.archive.warc import read_fields
from scrapers.clock import day
from scrapers.whole_file import append_line, make_folder, sync, whole_file

REMEMBERED = timedelta(days=30)
"""How far back a revisit record may point: what is kept so long needs no older file."""
MOST_REMEMBERED = 20_000
"""Addresses whose last payload is known, 6 MB; one that was forgotten is written in full again."""
_HEADER = re.compile(r"^([\w-]+): *(.*?)\r?$", re.MULTILINE)


class Packing(NamedTuple):
    """How an archive is written."""

    most: int = 256 << 20
    """Bytes that fill a file."""
    method: str = "gzip"
    """`gzip` or `zstd`, record by record."""
    software: str = ""
    """Who writes it, for the warcinfo records."""


class Writer:
    """The open archive of one outlet; the caller holds the outlet's lock. Every method raises OSError."""

    def __init__(self, folder: Path, now: datetime, packing: Packing) -> None:
        """Mends what a kill has left, seals the files of days that are over."""
        self._folder = folder
        self._most, self._packing, self._software = packing
        self._file: WarcFile | None = None
        self._unsynced: set[Path] = set()
        self.torn = 0
        """Records that a kill had torn, cut off at the start."""
        self._last: OrderedDict[str, CdxjEntry] = OrderedDict()
        for file in warc_files(folder):
            self._take_up(file, now)

    def _take_up(self, file: WarcFile, now: datetime) -> None:
        if not file.sealed:
            self.torn += recover(file)
            if file.path.exists() and (file.day < day(now) or file.packing != self._packing):
                seal(file)
            elif file.path.exists():
                self._file = file
        if file.day >= day(now - REMEMBERED):
            for entry in file.entries():
                self._remember(entry)

    def _remember(self, entry: CdxjEntry) -> None:
        known = self._last.get(entry.url)
        if not entry.revisit and (known is None or known.at <= entry.at):
            self._last[entry.url] = entry
            self._last.move_to_end(entry.url)
            if len(self._last) > MOST_REMEMBERED:
                self._last.popitem(last=False)

    def add(self, exchange: Exchange) -> CdxjEntry:
        """Appends the exchange; durable after the next `sync`. On OSError no part of it is left."""
        file = self._room(exchange)
        digest = digest_of(exchange.body)
        before = self._last.get(exchange.url)
        if before and (before.digest != digest or before.at < exchange.at - REMEMBERED):
            before = None
        packed = [pack(record, file.packing) for record in exchange_records(exchange, before)]
        start = append_line(file.path, b"".join(packed))
        offset = start + sum(map(len, packed[:-1]))
        mime = REVISIT if before else _mime(exchange)
        entry = CdxjEntry(
            url=exchange.url,
            at=exchange.at.replace(microsecond=0),
            mime=mime,
            status=exchange.status,
            digest=digest,
            offset=offset,
            length=len(packed[-1]),
            filename=file.path.name,
            kind=exchange.note.get("kind", ""),
        )
        try:
            append_line(file.growing, entry.line().encode())
        except OSError:
            os.truncate(file.path, start)
            raise
        self._unsynced.update((file.path, file.growing))
        self._remember(entry)
        return entry

    def _room(self, exchange: Exchange) -> WarcFile:
        """The file that takes the exchange: the one so far, or a new one of its day."""
        name, file = day(exchange.at), self._file
        if file and (file.day != name or file.path.stat().st_size >= self._most):
            self.sync()
            seal(file)
            file = self._file = None
        if file is None:
            make_folder(self._folder)
            number = max((one.number for one in warc_files(self._folder, name, name)), default=-1) + 1
            file = warc_file(self._folder, name, number, self._packing)
            append_line(file.path, pack(file_record(file.path.name, exchange.at, self._software), file.packing))
            self._file = file
            self._unsynced.add(self._folder)
        return file

    def sync(self) -> None:
        """Makes durable what was added."""
        for path in sorted(self._unsynced):
            sync(path)
        self._unsynced.clear()


def seal(file: WarcFile) -> None:
    """Nothing will be added any more: sorts its index. May be killed and called again. Raises OSError."""
    write_index(file.index, file.entries())
    file.growing.unlink(missing_ok=True)


def recover(file: WarcFile) -> int:
    """Cuts off what a kill tore, and completes the index; gives how many groups were cut off. Raises OSError."""
    size = file.path.stat().st_size
    known = [entry for entry in _known(file) if entry.offset + entry.length <= size]
    found = list(_unknown(file, max((entry.offset + entry.length for entry in known), default=0)))
    whole = max((entry.offset + entry.length for entry in (*known, *found)), default=0)
    if whole < size:
        with file.path.open("r+b") as warc:
            warc.truncate(whole)
        sync(file.path)
    if not whole:
        file.path.unlink()
        file.growing.unlink(missing_ok=True)
    elif found or len(known) < _lines(file.growing):
        write_growing(file, [*known, *found])
    return int(whole < size)


def write_growing(file: WarcFile, entries: Iterable[CdxjEntry]) -> None:
    """The index of a file that may grow, anew, in the order of writing. Raises OSError."""
    with whole_file(file.growing) as index:
        index.writelines(entry.line().encode() for entry in entries)


def _unknown(file: WarcFile, start: int) -> Iterator[CdxjEntry]:
    """The pages behind that place, up to the first torn record."""
    kind = ""
    with file.path.open("rb") as warc:
        for frame in frames(warc, start):
            head, _, block = frame.head.partition(b"\r\n\r\n")
            headers = dict(_HEADER.findall(head.decode("utf-8", "replace")))
            if headers.get("WARC-Type") == "metadata":
                kind = read_fields(block).get("kind", "")
            elif headers.get("WARC-Type") in {"response", "revisit"}:
                yield _entry(frame, headers, block, file.path.name, kind)


def _known(file: WarcFile) -> Iterator[CdxjEntry]:
    return read_index(file.growing) if file.growing.exists() else iter(())


def _lines(path: Path) -> int:
    """Lines, a torn one among them; -1 without the file."""
    if not path.exists():
        return -1
    text = path.read_bytes()
    return text.count(b"\n") + (not text.endswith(b"\n") and bool(text))


def _entry(frame: Frame, headers: Mapping[str, str], block: bytes, filename: str, kind: str) -> CdxjEntry:
    """The entry of a response or revisit record, read off the record itself."""
    message = read_message(block)
    return CdxjEntry(
        url=headers["WARC-Target-URI"],
        at=datetime.fromisoformat(headers["WARC-Date"]),
        mime=REVISIT if headers["WARC-Type"] == "revisit" else message.media_type or "unk",
        status=message.status,
        digest=headers.get("WARC-Payload-Digest", ""),
        offset=frame.start,
        length=frame.end - frame.start,
        filename=filename,
        kind=kind,
    )


def _mime(exchange: Exchange) -> str:
    types = (value for name, value in exchange.headers if name.lower() == "content-type")
    return next(types, "").partition(";")[0].strip().lower() or "unk"
