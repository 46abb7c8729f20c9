"""Opens archive files: WARC (plain, .gz, .zst), WACZ and MHTML, recognised by their first bytes, not by name."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from fastwarc.stream_io import GzipReader, ZstdReader

from scrapers.archive import mhtml, warc
from scrapers.archive.capture import Capture, NoArchive
from scrapers.archive.http_message import LIMIT
from scrapers.gunzip import MAGIC

_PACKED = {MAGIC: GzipReader, b"\x28\xb5": ZstdReader}
_MEMBERS = (".warc", ".warc.gz", ".warc.zst")
_DICTIONARY = b"\x2a\x4d\x18"
"""Bytes 1 to 3 of a skippable frame of zstd (RFC 8878, 3.1.2), in which a .warc.zst keeps its dictionary."""


@contextmanager
def reported(path: Path, failures: list[str]) -> Iterator[None]:
    """What makes a file unreadable becomes a line of `failures` instead of an error."""
    try:
        yield
    except (NoArchive, OSError) as error:
        failures.append(f"{path}: {getattr(error, 'strerror', None) or error}")


def is_archive(path: Path) -> bool:
    """Whether the file is one of these. Raises OSError."""
    with path.open("rb") as file:
        return bool(_kind(file, path.name))


def archives_in(folder: Path) -> list[Path]:
    """Every such file below a folder, sorted. Raises OSError."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and is_archive(path))


def captures(path: Path, skipped: Counter[str]) -> Iterator[Capture]:
    """The pages in a file; `skipped` counts records that hold none, by reason. Raises `NoArchive`, OSError."""
    with path.open("rb") as file:
        saved_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        yield from captures_of(file, str(path), saved_at, skipped)


def captures_of(file: BinaryIO, place: str, saved_at: datetime | None, skipped: Counter[str]) -> Iterator[Capture]:
    """The same of an open file that can be sought; `saved_at` (aware) dates an MHTML that does not say when."""
    before, found = skipped.total(), 0
    for found, capture in enumerate(_read(file, place, saved_at, skipped), 1):  # noqa: B007
        yield capture
    if not found and skipped.total() == before:
        raise NoArchive("holds no response of a site")


def _read(file: BinaryIO, place: str, saved_at: datetime | None, skipped: Counter[str]) -> Iterator[Capture]:
    match _kind(file, place):
        case "warc":
            yield from warc.captures(file, place, skipped)
        case "wacz":
            yield from _wacz(file, place, skipped)
        case "mhtml":
            yield mhtml.capture(file.read(8 * LIMIT), place, saved_at)
        case _:
            raise NoArchive("no WARC, WACZ or MHTML file")


def _kind(file: BinaryIO, name: str) -> str:
    """`warc`, `wacz`, `mhtml` or nothing; the file stands at its start again."""
    start = file.read(4096)
    file.seek(0)
    if start.startswith(b"WARC/") or (start[1:4] == _DICTIONARY and 0x50 <= start[0] <= 0x5F):
        return "warc"
    if (packed := _PACKED.get(start[:2])) and start[:4] != b"PK\x03\x04":
        return "warc" if _begins_record(packed, start) else ""
    if start.startswith(b"PK\x03\x04"):
        return "wacz" if _members(file) else ""
    return "mhtml" if mhtml.is_mhtml(start) else ""


def _begins_record(packed: type, start: bytes) -> bool:
    try:
        return bool(packed(io.BytesIO(start)).read(5) == b"WARC/")
    except OSError:
        return False


def _members(file: BinaryIO) -> list[str]:
    try:
        with zipfile.ZipFile(file) as packed:
            return [name for name in packed.namelist() if name.endswith(_MEMBERS)]
    except zipfile.BadZipFile:
        return []
    finally:
        file.seek(0)


def _wacz(file: BinaryIO, place: str, skipped: Counter[str]) -> Iterator[Capture]:
    """https://specs.webrecorder.net/wacz/1.1.1/: a zip with its WARC files under `archive/`."""
    with zipfile.ZipFile(file) as packed:
        for name in _members(file):
            try:
                with packed.open(name) as member:
                    yield from warc.captures(member, f"{place}/{name}", skipped)  # type: ignore[arg-type]
            except (NoArchive, zipfile.BadZipFile):
                skipped["broken WARC in it"] += 1
