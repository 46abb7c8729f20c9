"""Lists the pages of an archive, and looks up single ones by URL and time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from fastwarc.warc import WarcRecord

from scrapers.archive.cdxj import CdxjEntry, key_of
from scrapers.archive.folder import warc_files
from scrapers.archive.frames import unpack
from scrapers.archive.http_message import payload, read_message


class NotArchived(LookupError):
    """The archive does not hold what was asked for; the message says so in one line."""


def of_address(folder: Path, url: str) -> list[CdxjEntry]:
    """The times at which an address was fetched, oldest first. Raises OSError."""
    key = key_of(url)
    found = (entry for file in warc_files(folder) for entry in file.entries())
    return sorted((entry for entry in found if key_of(entry.url) == key), key=lambda entry: entry.at)


def page_at(folder: Path, url: str, at: datetime | None = None) -> tuple[CdxjEntry, bytes]:
    """The page of an address as it was then, or last. Raises `NotArchived`, OSError, `BrokenMessage`."""
    known = [entry for entry in of_address(folder, url) if at is None or entry.at <= at]
    if not known:
        raise NotArchived(f"{url} is not in the archive" + (f" before {at.isoformat()}" if at else ""))
    newest = known[-1]
    kept = [entry for entry in known if not entry.revisit and entry.digest == newest.digest]
    if not kept:
        raise NotArchived(f"{url}: the page of {newest.at.isoformat()} was pruned")
    return newest, page_of(folder, kept[-1])


def page_of(folder: Path, entry: CdxjEntry) -> bytes:
    """The page of a response, without its encodings. Raises `NotArchived`, OSError, `BrokenMessage`."""
    try:
        block = WarcRecord.from_bytes(unpack(read_frame(folder, entry))).reader.read()
    except ValueError as error:
        raise NotArchived(f"{folder / entry.filename}: byte {entry.offset}: {error}") from None
    return payload(read_message(block))


def read_frame(folder: Path, entry: CdxjEntry) -> bytes:
    """The packed record. Raises OSError."""
    with (folder / entry.filename).open("rb") as file:
        file.seek(entry.offset)
        return file.read(entry.length)
