"""The day files of a feed, plain or compacted, and their lines."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

if sys.version_info >= (3, 14):
    from compression import zstd as zstd
else:
    from backports import zstd as zstd

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)\.jsonl(?:\.zst)?")


class Displaced(ValueError):
    """A reader's place is not the start of a line: the feed is not the one that it has read."""


class Damaged(OSError):
    """A compacted day that cannot be unpacked: a part of the file is lost or changed."""


class Raw(NamedTuple):
    """A line as it stands in the feed."""

    day: Day
    start: int
    """Where it starts, in bytes of the uncompressed day."""
    text: bytes
    """With its newline."""

    @property
    def end(self) -> int:
        """Where the next one starts."""
        return self.start + len(self.text)

    @property
    def place(self) -> str:
        """For messages."""
        return f"{self.day.file}, byte {self.start}"


@dataclass(frozen=True, order=True)
class Day:
    """A day of an outlet: `<day>.jsonl`, or `<day>.jsonl.zst` once it is compacted."""

    folder: Path
    """`output/articles/<outlet>`."""
    name: str
    """ISO date."""

    @property
    def outlet(self) -> str:
        """The outlet's name."""
        return self.folder.name

    @property
    def path(self) -> Path:
        """The plain file."""
        return self.folder / f"{self.name}.jsonl"

    @property
    def packed(self) -> Path:
        """The compacted file."""
        return self.folder / f"{self.name}.jsonl.zst"

    @property
    def file(self) -> Path:
        """The one of the two that is read."""
        return self.path if self.path.exists() else self.packed

    @property
    def manifest(self) -> Path:
        """The manifest file: closes the day and lists its content."""
        return self.folder / f"{self.name}.manifest.json"

    @property
    def mark(self) -> Path:
        """What says that lines were added after the day was closed first, and how long it was then."""
        return self.folder / f"{self.name}.late"

    @property
    def late(self) -> int | None:
        """Where the lines begin that came after the day was closed first, in bytes; None where none did."""
        try:
            return int(self.mark.read_bytes())
        except FileNotFoundError:
            return None

    @property
    def closed(self) -> bool:
        """Whether no line will be added any more."""
        return self.manifest.exists()

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The uncompressed day. Raises FileNotFoundError, and `Damaged` while it is read."""
        try:
            with self._open() as file:
                yield file
        except (zstd.ZstdError, EOFError) as error:
            raise Damaged(errno.EIO, f"cannot be unpacked: {error}", str(self.packed)) from error

    def _open(self) -> BinaryIO:
        try:
            return self.path.open("rb")
        except FileNotFoundError:  # compacted perhaps: then the packed file was there before the plain one went
            return cast(BinaryIO, zstd.open(self.packed, "rb"))

    def lines(self, start: int = 0) -> Iterator[Raw]:
        """The whole lines from `start` on; one without its newline is not there yet.

        Raises `Displaced`, and `Damaged` behind the lines that could be read.
        """
        with self.open() as file:
            if start:
                file.seek(start - 1)
                if file.read(1) != b"\n":
                    raise Displaced(f"{self.path}: no line starts at byte {start}, this is not the feed that was read")
            for text in file:
                if not text.endswith(b"\n"):
                    return
                yield Raw(self, start, text)
                start += len(text)

    def end(self) -> int:
        """Where the next line will start: behind the last newline."""
        try:
            with self.path.open("rb") as file:
                return _behind_last_newline(file)
        except FileNotFoundError:
            return sum(len(raw.text) for raw in self.lines())


def outlet_names(output: Path, wanted: Collection[str] = ()) -> list[str]:
    """The outlets that have a folder in the feed, the wanted ones among them, or all. Raises FileNotFoundError."""
    folders = sorted(entry.name for entry in os.scandir(output / "articles") if entry.is_dir())
    return [name for name in folders if not wanted or name in wanted]


def days(output: Path, outlet: str) -> list[Day]:
    """The days of an outlet, oldest first. Raises FileNotFoundError where it has no folder."""
    return days_in(output / "articles" / outlet)


def days_in(folder: Path) -> list[Day]:
    """The same, of `output/articles/<outlet>`."""
    names = {found[1] for entry in os.scandir(folder) if (found := _NAME.fullmatch(entry.name))}
    return [Day(folder, name) for name in sorted(names)]


def _behind_last_newline(file: BinaryIO, block: int = 65536) -> int:
    end = file.seek(0, os.SEEK_END)
    while end:
        start = max(0, end - block)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0
