"""Times of runs by the names of their records; ages count the time that runs have covered, not the wall clock's.

A machine whose clock leaps to 2099 for one run would else call everything old that it has, and remove it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise, takewhile
from pathlib import Path

from scrapers.clock import stamp

LEAP = timedelta(days=14)
"""Longer gaps between runs do not count: the clock has jumped, or nothing ran."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}Z)-\d+\.json")


def record_name(started: datetime, process: int) -> str:
    """The file name of a run's record."""
    return f"{stamp(started).replace(':', '')}-{process}.json"


def run_times(output: Path) -> Iterator[tuple[datetime, Path]]:
    """When each recorded run began, and its record; newest first, in the order of their names."""
    folder = output / "runs"
    # Names alone: a path for each of ten thousand records takes longer than all else.
    for name in sorted(os.listdir(folder), reverse=True) if folder.is_dir() else ():
        if found := _NAME.fullmatch(name):
            with suppress(ValueError):
                yield datetime.fromisoformat(found[1]), folder / name


def long_ago(output: Path, now: datetime, span: timedelta) -> datetime:
    """The moment since which runs have lived through so much time; what is older than that may go."""
    moments = chain([now], (at for at, _ in run_times(output) if at < now))
    lived = timedelta(0)
    for later, earlier in pairwise(moments):
        gap = later - earlier
        if gap > LEAP:
            continue
        if lived + gap >= span:
            return later - (span - lived)
        lived += gap
    return _EPOCH


def from_the_future(output: Path, now: datetime) -> list[Path]:
    """The records of runs that have not taken place yet by the clock, oldest first: it has leapt, then or now."""
    ahead = takewhile(lambda run: run[0] > now + timedelta(days=1), run_times(output))
    return [path for _, path in ahead][::-1]
