"""Compacts closed days with zstd to a fifth of the size; all readers accept both."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date, timedelta
from pathlib import Path

from pipelines.feed.days import Day, days, zstd
from pipelines.feed.manifest import measure, read_manifest
from scrapers.whole_file import whole_file

LEVEL = 10
"""Slow enough to be small, fast enough for the small machine that crawls."""
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: LEVEL,
    zstd.CompressionParameter.checksum_flag: 1,
}


def compact(day: Day) -> None:
    """Packs a closed day; the plain file goes once the packed one is durable and was read back.

    A reader that has the plain file open goes on; cursors count uncompressed bytes and stay valid. May be killed at
    any moment and called again. Raises ValueError where the day is not what its manifest says, `OSError`.
    """
    manifest = read_manifest(day)
    if measure(day) != manifest:
        raise ValueError(f"{day.path}: is not what its manifest says, left as it is")
    with (
        day.path.open("rb") as plain,
        whole_file(day.packed) as file,
        zstd.open(file, "wb", options=_OPTIONS) as packed,
    ):
        shutil.copyfileobj(plain, packed, 1 << 20)
    _check(day, manifest.sha256)
    day.path.unlink()


def _check(day: Day, sha256: str) -> None:
    with zstd.open(day.packed, "rb") as packed:
        if hashlib.file_digest(packed, "sha256").hexdigest() != sha256:
            day.packed.unlink()
            raise ValueError(f"{day.packed}: could not be read back, {day.path} is left as it is")


def old_days(output: Path, outlet: str, today: str, keep: int) -> list[Day]:
    """The closed days of an outlet that still have a plain file and are more than `keep` days before `today` (ISO)."""
    first_kept = (date.fromisoformat(today) - timedelta(days=keep)).isoformat()
    return [day for day in days(output, outlet) if day.name < first_kept and day.closed and day.path.exists()]
