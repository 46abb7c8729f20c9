"""Closes days: a manifest with their content, after which nothing is appended."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.feed.days import Day, days
from pipelines.feed.json_line import read_object
from scrapers.whole_file import whole_file

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Manifest:
    """What a closed day holds; `<day>.manifest.json` beside it."""

    outlet: str
    day: str
    schema: str | None
    """The newest version of the contract among its lines."""
    lines: int
    bytes: int
    """Of the uncompressed day."""
    first: str | None
    """Id of the first line."""
    last: str | None
    sha256: str
    """Of the uncompressed day."""


class Tally:
    """Counts the lines of a day for its manifest."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._lines = 0
        self.bytes = 0
        """Where the next line starts."""
        self._first: str | None = None
        self._last: str | None = None
        self._schema: str | None = None

    def add(self, text: bytes, name: str | None, schema: str | None) -> None:
        """One line more: as it stands, and its id and version (None where it tells none)."""
        self._digest.update(text)
        self._lines += 1
        self.bytes += len(text)
        self._first = self._first or name
        self._last = name or self._last
        if schema and (self._schema is None or version(schema) > version(self._schema)):
            self._schema = schema

    def manifest(self, day: Day) -> Manifest:
        """The manifest of the lines so far."""
        counted = (self._schema, self._lines, self.bytes, self._first, self._last)
        return Manifest(day.outlet, day.name, *counted, self._digest.hexdigest())


def measure(day: Day) -> Manifest:
    """The manifest of a day as it stands. Raises ValueError where it has a torn or broken line."""
    tally = Tally()
    with day.open() as file:
        for text in file:
            if not text.endswith(b"\n"):
                raise ValueError(f"{day.file}: the last line is torn")
            tally.add(text, *_named(text))
    return tally.manifest(day)


def _named(text: bytes) -> tuple[str, str]:
    line = read_object(text)
    try:
        return line["id"], line["schema"]
    except (KeyError, TypeError):
        raise ValueError("a line without id or schema") from None


def version(schema: str) -> tuple[int, ...]:
    """The numbers of a version, for comparing: 1.10 is newer than 1.9."""
    return tuple(map(int, schema.split(".")))


def read_manifest(day: Day) -> Manifest:
    """The manifest of a closed day. Raises ValueError where the file holds none, FileNotFoundError without one."""
    try:
        return Manifest(**json.loads(day.manifest.read_bytes()))
    except (TypeError, ValueError):
        raise ValueError(f"{day.manifest}: holds no manifest") from None


def close_days(output: Path, outlet: str, today: str) -> list[Day]:
    """Closes the days of an outlet before `today` (ISO); gives those that were still open.

    For the start of a run: the caller holds the outlet's lock and has cut off torn lines. A day with a broken line
    stays open. May be killed at any moment and called again.
    """
    folder = output / "articles" / outlet
    if not folder.is_dir():
        return []
    for part in folder.glob(".*.part"):
        part.unlink()  # half of a file, left by a killed process
    over = [day for day in days(output, outlet) if day.name < today and not day.closed]
    return [day for day in over if _close(day)]


def size(day: Day) -> int:
    """Bytes of the uncompressed day; a packed one is unpacked only where its manifest does not tell."""
    try:
        return day.path.stat().st_size
    except FileNotFoundError:
        with suppress(ValueError, FileNotFoundError):
            return read_manifest(day).bytes
        return day.end()


def reopen(day: Day) -> None:
    """Lets a closed day take lines again: those of archived pages. The caller holds the outlet's lock.

    Its mark tells readers that are past the day where they go on.
    """
    if day.late is None:
        with whole_file(day.mark) as file:
            file.write(b"%d\n" % size(day))
    if not day.path.exists():
        with day.open() as packed, whole_file(day.path) as plain:
            shutil.copyfileobj(packed, plain, 1 << 20)
    day.manifest.unlink()
    day.packed.unlink(missing_ok=True)
    logger.info("%s: was closed and takes lines again", day.path)


def _close(day: Day) -> bool:
    try:
        manifest = measure(day)
    except ValueError as error:
        logger.warning("%s stays open: %s (feed verify names the place)", day.path, error)
        return False
    with whole_file(day.manifest) as file:
        file.write(json.dumps(asdict(manifest), ensure_ascii=False, indent=2).encode() + b"\n")
    return True
