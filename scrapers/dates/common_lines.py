"""Fast path for the commonest date lines: weekday, time and day, or '2 giờ trước', and nothing else.

The search of scrapers.dates.parse reads these lines too and says the same of them; it costs two or three times as much,
for it must look for the day among whatever else a text may hold.
"""

import re
from collections.abc import Sequence
from datetime import datetime

from scrapers.clock import VIETNAM
from scrapers.dates.calendar_days import (
    MONTHS,
    UNITS,
    DateReading,
    Order,
    in_vietnam,
    latest,
    near,
    ordered,
    written,
)
from scrapers.dates.clocks import Precision, shift
from scrapers.dates.date_grammar import ENGLISH_MONTH, ENGLISH_MONTHS, LABEL, UNIT, VIETNAMESE_MONTH, WEEKDAY, unmarked

JOINT = r" ?[,|-]? "
NUMBER = r"([0-9]{1,2})"
YEAR = r"((?:19|20)[0-9]{2})"
ANY_YEAR = r"((?:19|20)[0-9]{2}|[0-9]{2})"
# hour, minute, second, minute, mark; '12 giờ tối', which says nothing, is left to the search.
CLOCK = (
    r"(?!12.*tối)([01]?[0-9]|2[0-3])"
    r"(?::([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]{1,9})?)?|(?:[hg]| giờ)(?: ?([0-5][0-9])(?: phút)?)?)"
    r"(?: ([ap]m|sa|ch|sáng|trưa|chiều|tối))?"
)
# JavaScript names its zone a second time.
ZONE = (
    r"(?:(?:(?<=[0-9])t?|(?<=m)(?=\+)| \(?)((?:gmt)?\+[0-9]{1,2}(?::?[0-9]{2})?|z|gmt)\)?"
    r"(?: \((?:gmt\+07:00|giờ đông dương|indochina time)\))?)?"
)
# ISO 8601's clock has two digits an hour and no mark.
ISO_T = r"(?<=[0-9]{4}-[0-9]{2}-[0-9]{2})t(?=[0-9]{2}:[0-9:.]++(?! ?(?:[apsc]|t[^+])))"
# count, unit
AGO = rf"\(?([0-9]{{1,3}}) ?{UNIT} (?:trước|ago)\)?"
# day, mark, month, year; '15.30' alone is no day.
NUMERIC = rf"{NUMBER}(?P<between>[/.-]){NUMBER}(?:(?P=between){ANY_YEAR}|(?<!\.[0-9])(?<!\.[0-9]{{2}}))"
# year, month, day
ISO = rf"{YEAR}-([0-9]{{2}})-([0-9]{{2}})"
# day, Vietnamese month, its year, English month, its year
WORDS = rf"{NUMBER} (?:{VIETNAMESE_MONTH}(?:(?:,? năm |, ){YEAR})?|({'|'.join(ENGLISH_MONTHS)})(?: {ANY_YEAR})?)"
# Vietnamese month, English month, day, year; in '10h 11 May 5, 2019' the search decides whose the 11 is.
MONTH_FIRST = rf"(?<![0-9] )(?:{VIETNAMESE_MONTH}|{ENGLISH_MONTH}) {NUMBER},? {YEAR}"
NEAR_DAY = r"(hôm (?:nay|qua))"
LINE = (
    rf"{AGO}|(?:\| )?(?:(?=[a-zđ])(?:(?:{LABEL})(?: ?:)? )?+(?:{WEEKDAY}{JOINT})?+)?+"
    rf"(?:{CLOCK}'?{JOINT}(?:{WEEKDAY} )?)?(?:ngày )?(?:{NUMERIC}|{ISO}|{WORDS}|{MONTH_FIRST}|{NEAR_DAY})"
    rf"(?:(?:{JOINT}(?:lúc )?|{ISO_T}){CLOCK}{ZONE})?"
)
MARKED, UNMARKED = re.compile(LINE), re.compile(unmarked(LINE))


def match_line(text: str) -> re.Match[str] | None:
    """Match the whole of a normalised text that is such a line; whatever it matches says this day or none."""
    return (UNMARKED if text.isascii() else MARKED).fullmatch(text)


def read_line(line: re.Match[str], reference: datetime, order: Order) -> DateReading | None:
    """Read what `match_line` matched; None for an impossible day."""
    groups = line.groups()
    if groups[0]:
        return _ago(int(groups[0]), groups[1], reference)
    hour, minute, second, word_minute, mark, zone = (*groups[2:7], None) if groups[2] else groups[-6:]
    minute, hours = minute or word_minute, int(hour or 0)
    if mark:
        hours += shift(hours, mark) // 60
    try:
        rule, year, month, day = _day(groups[7:-6], reference, order)
        value = datetime(year, month, day, hours, int(minute or 0), int(second or 0), 0, VIETNAM)
    except (KeyError, ValueError):
        return None
    if zone:
        value = in_vietnam(value, zone)
    precision: Precision = "second" if second else "minute" if minute else "hour" if hour else "day"
    return DateReading(value, precision, rule)


def _ago(count: int, unit: str, reference: datetime) -> DateReading:
    span, precision, _ = UNITS[unit]
    then = reference.astimezone(VIETNAM) - span * count
    hour, minute = (0, 0) if precision == "day" else (then.hour, then.minute)
    return DateReading(datetime(then.year, then.month, then.day, hour, minute, 0, 0, VIETNAM), precision, "ago")


def _day(groups: Sequence[str], reference: datetime, order: Order) -> tuple[str, int, int, int]:
    """Return the rule that fitted, year, month and day; raise KeyError or ValueError for no such day."""
    first, _, second, year = groups[:4]
    if first:
        month, day = ordered(first, second, order)
        if year and len(year) == 4:
            return "numeric", int(year), MONTHS[month], int(day)
        return _in_year("two_digit_year" if year else "day_and_month", year, month, day, reference)
    if year := groups[4]:
        return "iso", int(year), MONTHS[groups[5]], int(groups[6])
    if day := groups[7]:
        rule, month, year = ("words", *groups[8:10]) if groups[8] else ("english", *groups[10:12])
        return _in_year(rule, year, month, day, reference)
    if year := groups[15]:
        rule = "month_first" if groups[12] else "english_month_first"
        return rule, int(year), MONTHS[groups[12] or groups[13]], int(groups[14])
    found = near(groups[16], reference)
    return "near_day", found.year, found.month, found.day


def _in_year(rule: str, year: str, month: str, day: str, reference: datetime) -> tuple[str, int, int, int]:
    if year:
        return rule, int(written(year)), MONTHS[month], int(day)
    if found := latest(month, day, reference):
        return rule, found.year, found.month, found.day
    raise ValueError("no such day in any year")
