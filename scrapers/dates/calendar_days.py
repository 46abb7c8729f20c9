"""Parses days: numeric, month names, relative ('hôm qua', 'Thứ 5 tuần trước', '2 giờ trước')."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Literal, NamedTuple

from scrapers.clock import VIETNAM
from scrapers.dates.clocks import Groups, Precision, Time, offset
from scrapers.dates.date_grammar import ENGLISH_MONTHS, NUMBER_WORDS, T, both_spellings

_VIETNAMESE = timedelta(hours=7)
Order = Literal["DMY", "MDY"]
Reader = Callable[[Groups, datetime, Order], "CalendarDay | None"]

# The ranks of what a text may say; the lowest wins, and in it the first.
WHOLE, YEARLESS, RELATIVE = range(3)


class DateReading(NamedTuple):
    """A date as it was read: aware, in Asia/Ho_Chi_Minh, with how much of it the text said and the rule that fitted."""

    value: datetime
    precision: Precision
    rule: str


class CalendarDay(NamedTuple):
    """A day of the calendar: its rank, what must stand beside it, and what its words say of the hour."""

    value: date
    rank: int = WHOLE
    needs: Literal["nothing", "company", "company or nothing else", "room"] = "nothing"
    part: str | None = None
    time: Time | None = None


def in_vietnam(clock: datetime, zone: str | None) -> datetime:
    """Return the moment at which a clock in `zone` shows what `clock` does; a zone that is none is passed over."""
    east = offset(zone) if zone else None
    if east is None or east == _VIETNAMESE:
        return clock
    # Vietnam's own offset is the same since June 1975.
    if clock.year > 1975:
        return clock + (_VIETNAMESE - east)
    return clock.replace(tzinfo=timezone(east)).astimezone(VIETNAM)


def _numeric(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    first, _, second, year = values
    return _whole(year, first, second) if order == "MDY" else _whole(year, second, first)


def _short(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    first, mark, second, year = values
    day = _whole(written(year), *ordered(first, second, order))
    return day._replace(needs="company or nothing else") if day and mark == "." else day


def _iso(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    year, _, month, day = values
    return _whole(year, month, day)


def _basic(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    return _whole(*values)


def _day_and_month(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    first, mark, second, year, near = values
    month, day = ordered(first, second, order)
    if year or near:
        return _whole(year or _near_year(near, reference), month, day)
    found = _yearless(month, day, reference)
    return found._replace(needs="company") if found and mark == "." else found


def _words(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    day, month, mark, year, near = values
    if not (year or near):
        return _yearless(month, day, reference)
    found = _whole(year or _near_year(near, reference), month, day)
    # '11 tháng năm 2019' is eleven months of 2019 in prose, a day in May as a date line.
    months = month in ("năm", "nam") and mark == " "
    return found._replace(needs="company or nothing else") if found and months else found


def _english(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    day, month, year, short = values
    return _whole(year or written(short), month, day) if year or short else _yearless(month, day, reference)


def _month_first(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    month, day, year = values
    return _whole(year, month, day)


def _english_month_first(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    month, day, year, far_year = values
    year = year or far_year
    return _whole(year, month, day) if year else _yearless(month, day, reference)


def _near_day(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    part, word, other_part, other_word = values
    return CalendarDay(near(word or other_word or "", reference), RELATIVE, "room", part or other_part)


def _weekday(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    name, week, sunday_week = values[0], values[1], values[3]
    weekday = _WEEKDAYS[name or "sunday"]
    week, today = week or sunday_week or "", _today(reference)
    monday = today - timedelta(days=today.weekday())
    if week.startswith("v"):
        day = monday + timedelta(days=weekday - 7 if weekday >= today.weekday() else weekday)
    else:
        day = monday + timedelta(days=weekday - (0 if week.endswith(("này", "nay")) else 7))
    return CalendarDay(day, RELATIVE) if day <= today else None


def _ago(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    """Subtract what was said; the smallest unit says how far to trust it, a vague 'vài phút' is of this hour."""
    passed, precision = timedelta(), None
    for count, unit in (values[:2], values[2:]):
        if count and unit:
            span, exact, vague = UNITS[unit]
            amount = int(count) if count.isdigit() else _COUNTS.get(count)
            precision = vague if amount is None else exact
            passed += span * (amount or 0)
    if precision is None:
        return None
    return _moment(reference.astimezone(VIETNAM) - passed, precision)


def _now(values: Groups, reference: datetime, order: Order) -> CalendarDay | None:
    return _moment(reference.astimezone(VIETNAM), "minute")


def _moment(moment: datetime, precision: Precision) -> CalendarDay:
    time = None if precision == "day" else Time(moment.hour * 60 + moment.minute, 0, precision)
    return CalendarDay(moment.date(), RELATIVE, time=time)


def _whole(year: str | None, month: str | None, day: str | None) -> CalendarDay | None:
    try:
        return CalendarDay(date(int(year or ""), MONTHS[month or ""], int(day or "")))
    except (KeyError, ValueError):
        return None


def _yearless(month: str | None, day: str | None, reference: datetime) -> CalendarDay | None:
    found = latest(month, day, reference)
    return CalendarDay(found, YEARLESS, "company or nothing else") if found else None


def latest(month: str | None, day: str | None, reference: datetime) -> date | None:
    """Return the last such day that is not after the reference's; leap days are at most eight years apart."""
    today, month_number, number = _today(reference), MONTHS.get(month or "", 0), int(day or "")
    for year in range(today.year, max(today.year - 9, 0), -1):
        try:
            value = date(year, month_number, number)
        except ValueError:
            continue
        if value <= today:
            return value
    return None


def ordered(first: T, second: T, order: Order) -> tuple[T, T]:
    """Return month and day."""
    return (first, second) if order == "MDY" else (second, first)


def written(year: str | None) -> str:
    """Return a year in full; two digits as RFC 2822 (section 4.3) reads them: 00 to 49 are of this century."""
    year = year or ""
    return year if len(year) == 4 else f"{'20' if year < '50' else '19'}{year}"


def near(word: str, reference: datetime) -> date:
    """Return the day that 'hôm nay' or 'hôm qua' names."""
    return _today(reference) - timedelta(days=_NEAR[word])


def _near_year(word: str | None, reference: datetime) -> str:
    return str(_today(reference).year - (word != "nay"))


def _today(reference: datetime) -> date:
    return reference.astimezone(VIETNAM).date()


MONTHS = both_spellings(
    {str(number): number for number in range(1, 13)}
    | {f"{number:02}": number for number in range(1, 10)}
    | {word: number for number, word in enumerate(NUMBER_WORDS, 1)}
    | {"tư": 4, "bẩy": 7}
    | {word: number for number, word in enumerate(ENGLISH_MONTHS, 1)}
)
_WEEKDAYS = both_spellings({"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5, "bẩy": 5, "sunday": 6})
_WEEKDAYS |= {str(number): number - 2 for number in range(2, 8)}
_NEAR = both_spellings({"hôm nay": 0, "nay": 0, "today": 0, "hôm qua": 1, "qua": 1, "yesterday": 1, "hôm kia": 2})
_COUNTS = both_spellings({word: number for number, word in enumerate(NUMBER_WORDS, 1)} | {"a": 1, "an": 1})
# A span of time, how far so many of them are to be trusted, and how far a vague number of them, None for not at all.
UNITS: dict[str, tuple[timedelta, Precision, Precision | None]] = both_spellings(
    dict.fromkeys(("giây", "sec", "secs", "second", "seconds"), (timedelta(seconds=1), "minute", "minute"))
    | dict.fromkeys(("phút", "p", "ph", "min", "mins", "minute", "minutes"), (timedelta(minutes=1), "minute", "hour"))
    | dict.fromkeys(("giờ", "tiếng", "h", "hr", "hrs", "hour", "hours"), (timedelta(hours=1), "hour", None))
    | dict.fromkeys(("ngày", "hôm", "day", "days"), (timedelta(days=1), "day", None))
    | dict.fromkeys(("tuần", "week", "weeks"), (timedelta(weeks=1), "day", None))
)

# A range of days and what stands beside no day have no reader.
READERS: dict[str, Reader] = {
    "ago": _ago,
    "since": _ago,
    "iso": _iso,
    "basic": _basic,
    "numeric": _numeric,
    "two_digit_year": _short,
    "day_and_month": _day_and_month,
    "words": _words,
    "english": _english,
    "month_first": _month_first,
    "english_month_first": _english_month_first,
    "near_day": _near_day,
    "weekday": _weekday,
    "now": _now,
}
