"""Detects sources that write the month first: only then are their dates ordered and not in the future."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from scrapers.dates.parse import parse_date
from scrapers.dates.window import MARGIN
from scrapers.items import Order

ORDERED = 0.8
"""Share of neighbours that are in order at least: feeds pin a story now and then."""
FRESH = timedelta(days=2)
"""How old the newest item of a live feed is at most."""
STALE = timedelta(days=20)
"""How old it looks at least when day and month of a young date are exchanged, but for the days 1/1, 2/2 and so on."""


def order_of(texts: Sequence[str], now: datetime) -> tuple[Order | None, bool]:
    """The order in which dates, newest first, make sense, and whether only one does; None where nothing tells.

    On days that leave both open the one that makes a live feed of it is likely, not certain.
    """
    if len(texts) < 2:
        return None, False
    read = {order: _read(texts, order, now) for order in ("DMY", "MDY")}
    day, month = read["DMY"], read["MDY"]
    if bool(day) != bool(month):
        return ("DMY" if day else "MDY"), day != month
    if not day or day == month:
        return None, False
    if now - max(month) < FRESH and now - max(day) > STALE:
        return "MDY", False
    return ("DMY", False) if now - max(day) < FRESH else (None, False)


def _read(texts: Sequence[str], order: Order, now: datetime) -> list[datetime]:
    """The dates read in that order; none where one is no date or in the future, or they are not in order."""
    readings = [parse_date(text, now, order=order) for text in texts]
    times = [reading.value for reading in readings if reading]
    if len(times) < len(texts) or max(times) > now + MARGIN:
        return []
    falling = [one >= other for one, other in pairwise(times)]
    return times if max(sum(falling), len(falling) - sum(falling)) >= ORDERED * len(falling) else []
