"""The only clock: the setting NOW, from which time runs on."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_YEARS = (1970, 9900)
"""In which a run may take place: what is reckoned from its time stays within the calendar."""
_start = time.monotonic()


class Settings(Protocol):
    """What the clock asks of Scrapy's settings."""

    def get(self, name: str, /) -> Any:
        """The setting's value."""


def now(settings: Settings) -> datetime:
    """The time, aware. With NOW set it was that instant when the process started. ValueError where NOW is no time."""
    start = settings.get("NOW")
    if not start:
        return datetime.now(UTC)
    try:
        read = datetime.fromisoformat(start)
        if not _YEARS[0] <= read.year <= _YEARS[1]:
            raise ValueError
    except ValueError:
        raise ValueError(f"NOW={start} is no time: write 2026-03-16T09:00") from None
    return (read if read.tzinfo else read.replace(tzinfo=VIETNAM)) + timedelta(seconds=time.monotonic() - _start)


def stamp(moment: datetime) -> str:
    """The moment in UTC as lines and state hold it: 2026-03-16T02:00:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(moment: datetime) -> str:
    """The Vietnamese day that a file is named after: 2026-03-16."""
    return moment.astimezone(VIETNAM).strftime("%Y-%m-%d")
