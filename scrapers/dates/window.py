"""The time window of a run: `since` and `until` as people write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from scrapers.clock import VIETNAM
from scrapers.dates.parse import LIMIT, parse_date
from scrapers.items import PageDate
from scrapers.spelling import unmarked

DAY = timedelta(days=1)
SPANS = {"day": DAY, "hour": timedelta(hours=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}
MARGIN = timedelta(hours=14)
"""How far a source's date may be off: some print Hanoi's time as GMT; no zone is farther from it than UTC+14."""

Span = tuple[datetime, datetime]
"""First instant, and the first one behind it."""


@dataclass(frozen=True)
class Window:
    """An interval of publication times; None leaves an end open."""

    since: datetime | None = None
    until: datetime | None = None
    """The first instant that no longer belongs to it."""

    @property
    def open(self) -> bool:
        """Whether it holds every time."""
        return self.since is None and self.until is None

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether some instant from `start` to before `end` belongs to it."""
        return (self.since is None or end > self.since) and (self.until is None or start < self.until)

    def holds(self, date: str, precision: str | None = "second") -> bool:
        """Whether an ISO date of that precision may belong to it."""
        start = datetime.fromisoformat(date)
        return self.meets(start, start + SPANS[precision or "second"])

    def excludes(self, dates: Iterable[PageDate], now: datetime) -> bool:
        """Whether a source's dates prove that an article lies outside: published outside, or last changed before.

        Only beyond MARGIN: the page decides what lies near the edge.
        """
        return not self.open and any(self._excludes(date, now) for date in dates)

    def _excludes(self, date: PageDate, now: datetime) -> bool:
        reading = parse_date(date.text, now, order=date.order)
        if reading is None:
            return False
        start, end = reading.value - MARGIN, reading.value + SPANS[reading.precision] + MARGIN
        if date.role == "modified":
            return self.since is not None and end <= self.since
        return not self.meets(start, end)


def read_window(since: str, until: str, now: datetime) -> Window:
    """The window of two texts, either of them empty; `until` includes its whole day (month, minute).

    Raises ValueError where one is no date, or the window holds nothing.
    """
    start = read_span(since, now)[0] if since else None
    end = read_span(until, now)[1] if until else None
    if start and start > now:
        raise ValueError(f"since={since} lies in the future")
    if start and end and start >= end:
        raise ValueError(f"since={since} is later than until={until}")
    return Window(start, end)


def read_span(text: str, now: datetime) -> Span:
    """The stretch that a text names: a day, minute, week, month, quarter or year, in ISO, Vietnamese or English.

    Days are those of +07:00. A weekday is the last such day, today where it is one; `7d`, `7 days` and `7 ngày qua` are
    seven days and today; `36h` ends now. Tones may be left out. Raises ValueError for anything else.
    """
    try:
        if found := _span(text, now):
            return found
    except (OverflowError, ValueError):  # the last day of the year 9999, say, or a week 53 that a year does not have
        pass
    raise ValueError(f"'{text}' is no date: write 2019-04-11, 11/4/2019, 'monday', 'hôm qua' or '7d'")


def _span(text: str, now: datetime) -> Span | None:
    today = now.astimezone(VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
    words = unmarked(" ".join(unicodedata.normalize("NFC", text[:LIMIT]).lower().split()))
    if re.fullmatch(r"\d{1,4}[hm]", words):
        return now - read_age(words), now
    for pattern, span in _NAMED:
        if found := re.fullmatch(pattern, _ENGLISH.get(words, words)):
            return span(found, today)
    reading = parse_date(text, now)
    return (reading.value, reading.value + SPANS[reading.precision]) if reading else None


def read_age(text: str) -> timedelta:
    """An age as `90m`, `36h`, `7d` or `2w`. Raises ValueError for anything else."""
    found = re.fullmatch(r"(\d{1,4})([mhdw])", text.strip())
    if not found:
        raise ValueError(f"'{text}' is no age: write 36h, 7d or 2w")
    return int(found[1]) * {"m": SPANS["minute"], "h": SPANS["hour"], "d": DAY, "w": 7 * DAY}[found[2]]


_WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "4": 2, "nam": 3, "5": 3, "sau": 4, "6": 4, "bay": 5, "7": 5}


def _weekday(found: re.Match[str], today: datetime) -> Span:
    number = _WEEKDAYS.get(found[1] or "", 6)
    start = today - ((today.weekday() - number) % 7) * DAY
    return start, start + DAY


def _week(found: re.Match[str], today: datetime) -> Span:
    start = today - today.weekday() * DAY - (7 * DAY if found[1] in _PAST else timedelta(0))
    return start, start + 7 * DAY


def _iso_week(found: re.Match[str], today: datetime) -> Span:
    start = datetime.fromisoformat(found[0].upper()).replace(tzinfo=today.tzinfo)
    return start, start + 7 * DAY


def _month(found: re.Match[str], today: datetime) -> Span:
    start = today.replace(year=int(found[2]), month=int(found[1]), day=1)
    return start, (start + 31 * DAY).replace(day=1)


def _this_month(found: re.Match[str], today: datetime) -> Span:
    first = today.replace(day=1)
    start = (first - DAY).replace(day=1) if found[1] in _PAST else first
    return start, (start + 31 * DAY).replace(day=1)


def _iso_month(found: re.Match[str], today: datetime) -> Span:
    start = today.replace(year=int(found[1]), month=int(found[2]), day=1)
    return start, (start + 31 * DAY).replace(day=1)


def _quarter(found: re.Match[str], today: datetime) -> Span:
    start = today.replace(year=int(found[2]), month=3 * int(found[1]) - 2, day=1)
    return start, (start + 93 * DAY).replace(day=1)


def _year(found: re.Match[str], today: datetime) -> Span:
    start = today.replace(year=int(found[1]), month=1, day=1)
    return start, start.replace(year=start.year + 1)


def _this_year(found: re.Match[str], today: datetime) -> Span:
    start = today.replace(year=today.year - (found[1] in _PAST), month=1, day=1)
    return start, start.replace(year=start.year + 1)


def _past_days(found: re.Match[str], today: datetime) -> Span:
    return today - int(found[1]) * (DAY if found[2] else 7 * DAY), today + DAY


_ENGLISH = {
    "this week": "tuan nay",
    "last week": "tuan truoc",
    "this month": "thang nay",
    "last month": "thang truoc",
    "this year": "nam nay",
    "last year": "nam ngoai",
    "monday": "thu hai",
    "tuesday": "thu ba",
    "wednesday": "thu tu",
    "thursday": "thu nam",
    "friday": "thu sau",
    "saturday": "thu bay",
    "sunday": "chu nhat",
}
"""Names of stretches in English, and their Vietnamese ones without marks."""
_PAST = ("truoc", "ngoai", "qua")
_NAMED: tuple[tuple[str, Callable[[re.Match[str], datetime], Span]], ...] = (
    (r"(?:(?:thu ?|t)(hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn)", _weekday),
    (r"tuan (nay|truoc|qua)", _week),
    (r"((?:19|20)\d\d)-?w(?:0[1-9]|[1-4]\d|5[0-3])", _iso_week),
    (r"thang (nay|truoc|qua)", _this_month),
    (r"(?:thang )?(0?[1-9]|1[0-2])[/-]((?:19|20)\d\d)", _month),
    (r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", _iso_month),
    (r"quy ([1-4])[/-]((?:19|20)\d\d)", _quarter),
    (r"(?:nam )?((?:19|20)\d\d)", _year),
    (r"nam (nay|ngoai|truoc|qua)", _this_year),
    (r"(\d{1,4})(?:(d| days?| ngay (?:qua|gan day))|w| weeks?| tuan (?:qua|gan day))", _past_days),
)
"""Names of stretches, without marks."""
