"""Times that options name, as people write them.

Scrapy imports every command to find one, and most are asked for no time: the grammar of dates waits until it is needed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from scrapy.exceptions import UsageError

from scrapers.clock import day


def moment(text: str, now: datetime) -> datetime:
    """The instant that an option such as `--at` names: ISO 8601 or as people write it ("hôm qua", "15h30 ngày 11/4").

    Without a zone it is Vietnamese time. Raises `UsageError` where it names none.
    """
    from scrapers.dates.parse import parse_date

    reading = parse_date(text, now)
    if reading is None:
        raise UsageError(f"'{text}' is no date: write 2019-04-11T15:30, 11/4/2019 or 'hôm qua'")
    return reading.value


def first_and_last_day(since: str | None, until: str | None, now: datetime) -> tuple[str, str]:
    """The days, as ISO 8601, that `--since` and `--until` name; an end that is left out is before or behind all days.

    Raises `UsageError`.
    """
    from scrapers.dates.window import read_window

    try:
        window = read_window(since or "", until or "", now)
    except ValueError as error:
        raise UsageError(str(error)) from None
    last = window.until and window.until - timedelta(microseconds=1)
    return day(window.since) if window.since else "", day(last) if last else "9999"
