"""Archive maintenance: verifies files against their index and prunes old days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from fastwarc.warc import WarcRecord

from scrapers.archive.cdxj import CdxjEntry
from scrapers.archive.folder import WarcFile, warc_files
from scrapers.archive.frames import frames, unpack
from scrapers.archive.lookup import read_frame


def verify(folder: Path, count: Counter[str]) -> Iterator[str]:
    """What is wrong with an outlet's archive, one line each; counts each `file`, `page` and `revisit`. Raises OSError.

    Every record is unpacked and its digests are computed anew; every entry of the index is looked up.
    """
    kept: set[tuple[str, str]] = set()
    for file in warc_files(folder):
        count["file"] += 1
        yield from _check_frames(file)
        for entry in sorted(file.entries(), key=lambda entry: entry.offset):
            count["revisit" if entry.revisit else "page"] += 1
            what = _check_entry(folder, entry)
            if not what and entry.revisit and (entry.url, entry.digest) not in kept:
                what = "repeats a page that is not in the archive"
            if what:
                yield f"{file.path}: byte {entry.offset}: {entry.url}: {what}"
            kept.add((entry.url, entry.digest))


def _check_frames(file: WarcFile) -> Iterator[str]:
    end = 0
    with file.path.open("rb") as warc:
        for frame in frames(warc):
            end = frame.end
    size = file.path.stat().st_size
    if end < size:
        state = "the last record is torn; the next crawl cuts it off" if not file.sealed else "damaged"
        yield f"{file.path}: byte {end}: {state} ({size - end} bytes)"
    if not (file.sealed or file.growing.exists()):
        yield f"{file.path}: has no index; the next crawl makes it"


def _check_entry(folder: Path, entry: CdxjEntry) -> str:
    """What is wrong with the record that an entry names; empty where nothing is."""
    try:
        record = WarcRecord.from_bytes(unpack(read_frame(folder, entry)))
    except (ValueError, OSError):
        return "the record cannot be read"
    if record.headers.get("WARC-Target-URI") != entry.url:
        return "the index names another page"
    record.freeze()
    if not record.verify_block_digest():
        return "its digest is another"
    return ""


def prune(folder: Path, before: str) -> tuple[int, int]:
    """Removes the sealed files of the days before that one (ISO); gives how many they were, and their bytes.

    A file stays as long as a younger one repeats a page of it (a revisit record). Raises OSError.
    """
    needed: set[tuple[str, str]] = set()
    removed = freed = 0
    for file in reversed(warc_files(folder)):
        entries = sorted(file.entries(), key=lambda entry: entry.at, reverse=True)
        held = {(entry.url, entry.digest) for entry in entries if not entry.revisit}
        if file.day < before and file.sealed and not held & needed:
            freed += file.path.stat().st_size
            removed += 1
            file.index.unlink()  # first: a file without an index is found again
            file.path.unlink()
            continue
        needed = (needed - held) | {(entry.url, entry.digest) for entry in entries if entry.revisit} - held
    return removed, freed
