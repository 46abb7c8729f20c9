"""Reads the line that most outlets print, a weekday, a clock and a whole day and nothing else, at one stroke.

The search of pipelines.dates reads these lines too and says the same of them; it costs twice as much, for it must look
for the day among whatever else a text may hold.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from pipelines.dates_clock import Precision, shift
from pipelines.dates_days import MONTHS, VIETNAM, DateReading, Order, in_vietnam
from pipelines.dates_grammar import ENGLISH_MONTHS, LABEL, VIETNAMESE_MONTH, WEEKDAY, unmarked

JOINT = r" ?[,|-]? "
YEAR = r"((?:19|20)[0-9]{2})"
# hour, minute, second, minute, mark; 'tối' is left to the search, for at 12 it says nothing.
CLOCK = (
    r"([01]?[0-9]|2[0-3])"
    r"(?::([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]{1,9})?)?|(?:[hg]| giờ)(?: ?([0-5][0-9])(?: phút)?)?)"
    r"(?: ([ap]m|sa|ch|sáng|trưa|chiều))?"
)
ZONE = r"(?:(?:(?<=[0-9])t?| \(?)((?:gmt)?\+[0-9]{1,2}(?::?[0-9]{2})?|z|gmt)\)?)?"
# ISO 8601's clock has two digits an hour and no mark.
ISO_T = r"(?<=-[0-9]{2})t(?=[0-9]{2}:[0-9:.]++(?! ?(?:[apsc]|t[^+])))"
# day, mark, month, year; year, month, day; day, Vietnamese or English month, year
DAY = (
    rf"(?:([0-9]{{1,2}})(?P<between>[/.-])([0-9]{{1,2}})(?P=between){YEAR}|{YEAR}-([0-9]{{2}})-([0-9]{{2}})"
    rf"|([0-9]{{1,2}}) (?:{VIETNAMESE_MONTH}(?:,? năm |, )|({'|'.join(ENGLISH_MONTHS)}) ){YEAR})"
)
LINE = (
    rf"(?:(?=[a-zđ])(?:(?:{LABEL})(?: ?:)? )?+(?:{WEEKDAY}{JOINT})?+)?+"
    rf"(?:{CLOCK}'?{JOINT}(?:{WEEKDAY} )?)?(?:ngày )?{DAY}"
    rf"(?:(?:{JOINT}(?:lúc )?|{ISO_T}){CLOCK}{ZONE})?"
)
MARKED, UNMARKED = re.compile(LINE), re.compile(unmarked(LINE))


def match_line(text: str) -> re.Match[str] | None:
    """Match the whole of a normalised text that is such a line; whatever it matches says this day or none."""
    return (UNMARKED if text.isascii() else MARKED).fullmatch(text)


def read_line(line: re.Match[str], order: Order) -> DateReading | None:
    """Read what `match_line` matched; None for an impossible day."""
    said = line.groups()
    rule, year, month, day = _day(said, order)
    hour, minute, second, word_minute, mark, zone = (*said[:5], None) if said[0] else said[-6:]
    minute = minute or word_minute
    try:
        value = datetime(
            int(year), MONTHS[month], int(day), int(hour or 0), int(minute or 0), int(second or 0), 0, VIETNAM
        )
    except (KeyError, ValueError):
        return None
    if hour and mark:
        value += timedelta(minutes=shift(int(hour), mark))
    if zone:
        value = in_vietnam(value, zone)
    precision: Precision = "second" if second else "minute" if minute else "hour" if hour else "day"
    return DateReading(value, precision, rule)


def _day(said: Sequence[str], order: Order) -> tuple[str, str, str, str]:
    """Return the rule that fitted, year, month and day."""
    if year := said[8]:
        return ("numeric", year, said[5], said[7]) if order == "MDY" else ("numeric", year, said[7], said[5])
    if year := said[9]:
        return "iso", year, said[10], said[11]
    day, month, english, year = said[12:16]
    return ("words", year, month, day) if month else ("english", year, english, day)
