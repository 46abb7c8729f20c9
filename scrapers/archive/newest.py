"""The newest archived page of each article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from scrapers.archive import files
from scrapers.archive.capture import LISTING, Capture
from scrapers.archive.folder import warc_files


def newest_pages(folder: Path, since: str, until: str, skipped: Counter[str], failures: list[str]) -> Iterator[Capture]:
    """The last page of each article's address, where it was fetched on one of these days (ISO, both included).

    One that was still the same later counts as of when it was first so. `skipped` counts other records by reason,
    `failures` takes a line for each file that cannot be read. Of every address 100 bytes are in memory.
    """
    last = last_times(folder)
    for file in warc_files(folder, since, until):
        with files.reported(file.path, failures):
            yield from newest_of(files.captures(file.path, skipped), last)


def newest_of(captures: Iterable[Capture], last: Mapping[bytes, int]) -> Iterator[Capture]:
    """Those that are no listing and that no younger page of their address follows, by `last_times`."""
    for capture in captures:
        if capture.note.get("kind") != LISTING and last.get(_key(capture.url), 0) <= int(capture.at.timestamp()):
            yield capture


def last_times(folder: Path) -> dict[bytes, int]:
    """When each address of an archive last had a page of its own, in seconds, by a hash of the address."""
    last: dict[bytes, int] = {}
    for file in warc_files(folder):
        for entry in file.entries():
            if not entry.revisit:
                key = _key(entry.url)
                last[key] = max(last.get(key, 0), int(entry.at.timestamp()))
    return last


def _key(url: str) -> bytes:
    return blake2b(url.encode(), digest_size=12).digest()
