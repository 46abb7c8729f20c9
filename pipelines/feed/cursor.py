"""A position in the feed as an opaque string that a program keeps between two readings."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Collection
from dataclasses import dataclass, field

from pipelines.feed.days import Day
from pipelines.feed.manifest import size

_LONGEST = 10_000_000
"""Bytes of an unpacked cursor: those of a hundred outlets have a few thousand."""
_LARGEST = 1 << 50
"""Bytes of a day: more than any disk has."""
START = "start"
"""The cursor before every line."""


@dataclass
class _Position:
    done: str = ""
    """Days up to this one are closed and were read to their end, as long as they then were (`Day.late`)."""
    offsets: dict[str, int] = field(default_factory=dict)
    """How far other days are read, in bytes of the uncompressed day: later ones, of which those not named are unread,
    and earlier ones to which lines were added since they were closed."""


class Cursor:
    """For each outlet, the days read so far and the offset in each that may still grow.

    More than one may: a page fetched before midnight can be stored after the first page of the next day.
    """

    def __init__(self, text: str = START) -> None:
        """The place that the word names. Raises ValueError where it is none."""
        self._outlets = {} if text == START else _decode(text)

    def __str__(self) -> str:
        return _encode(self._outlets) if self._outlets else START

    def start(self, day: Day) -> int | None:
        """Where to read on in a day; None where it is done with."""
        position = self._outlets.setdefault(day.outlet, _Position())
        if day.name > position.done:
            return position.offsets.get(day.name, 0)
        start = None if (late := day.late) is None else position.offsets.get(day.name, late)
        return None if start is None or start >= size(day) else start

    def move(self, day: Day, end: int) -> None:
        """The day is read up to there."""
        self._outlets.setdefault(day.outlet, _Position()).offsets[day.name] = end

    def finish(self, day: Day, closed: bool) -> None:
        """The day is read to its end; `closed` as it was before that."""
        position = self._outlets.setdefault(day.outlet, _Position())
        if day.name <= position.done:
            return
        position.offsets.setdefault(day.name, 0)
        if closed and min(name for name in position.offsets if name > position.done) == day.name:
            position.done = day.name
            if day.late is None:
                del position.offsets[day.name]

    def forget_lost(self, outlet: str, names: Collection[str]) -> None:
        """Skips days whose files were removed while later ones exist."""
        position = self._outlets.get(outlet)
        if position and names:
            newest = max(names)
            position.offsets = {n: at for n, at in position.offsets.items() if n in names or n > newest}


def _encode(outlets: dict[str, _Position]) -> str:
    record = {name: [position.done, position.offsets] for name, position in outlets.items()}
    text = json.dumps(record, separators=(",", ":"), sort_keys=True).encode()
    return base64.urlsafe_b64encode(zlib.compress(text)).decode().rstrip("=")


def _offset(at: object) -> int:
    if not isinstance(at, int) or not 0 <= at <= _LARGEST:
        raise ValueError(at)
    return at


def _decode(text: str) -> dict[str, _Position]:
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        record = json.loads(zlib.decompressobj().decompress(packed, _LONGEST))
        return {
            name: _Position(str(done), {str(day): _offset(at) for day, at in days.items()})
            for name, (done, days) in record.items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError, zlib.error):
        raise ValueError(f"'{text[:60]}' is no cursor: write {START}, or what the last reading gave") from None
