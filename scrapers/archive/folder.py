"""One outlet's archive on disk: `output/archive/<outlet>/<day>-<number>.warc.gz`, each file with its index."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scrapers.archive.cdxj import GROWING, SUFFIX, CdxjEntry, read_index
from scrapers.archive.frames import SUFFIXES

_NAME = re.compile(r"((\d{4}-\d\d-\d\d)-(\d{3,}))\.warc\.(?:gz|zst)")


@dataclass(frozen=True, order=True)
class WarcFile:
    """One file of the archive; they sort by day and number."""

    day: str
    """The Vietnamese day of its pages, ISO."""
    number: int
    path: Path

    @property
    def packing(self) -> str:
        """`gzip` or `zstd`."""
        return next(packing for packing, suffix in SUFFIXES.items() if self.path.name.endswith(suffix))

    @property
    def index(self) -> Path:
        """Its index once it is sealed."""
        return self._beside(SUFFIX)

    @property
    def growing(self) -> Path:
        """Its index as long as it may grow."""
        return self._beside(GROWING)

    @property
    def sealed(self) -> bool:
        """Whether nothing will be added."""
        return self.index.exists()

    def entries(self) -> Iterator[CdxjEntry]:
        """Its pages; none where no index is there yet. Raises OSError."""
        for path in (self.index, self.growing):
            if path.exists():
                return read_index(path)
        return iter(())

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name.partition(".")[0] + suffix)


def warc_file(folder: Path, day: str, number: int, packing: str) -> WarcFile:
    """The file of that name, there or not."""
    return WarcFile(day, number, folder / f"{day}-{number:03}{SUFFIXES[packing]}")


def warc_files(folder: Path, since: str = "", until: str = "9999") -> list[WarcFile]:
    """The files of an outlet's archive from day to day (ISO, both included), oldest first."""
    found = (WarcFile(m[2], int(m[3]), path) for path in folder.glob("*") if (m := _NAME.fullmatch(path.name)))
    return sorted(file for file in found if since <= file.day <= until)


def archived_outlets(archive: Path) -> list[str]:
    """The outlets that have something in `output/archive`."""
    return sorted(path.name for path in archive.glob("*") if path.is_dir() and warc_files(path))
