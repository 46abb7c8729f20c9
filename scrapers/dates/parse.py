"""Parses the dates that Vietnamese outlets print: text in, aware datetime out; no clock, no I/O."""

import html
import re
import unicodedata
from datetime import datetime, timedelta
from itertools import islice

from scrapers.clock import VIETNAM
from scrapers.dates.calendar_days import READERS, WHOLE, CalendarDay, DateReading, Order, in_vietnam
from scrapers.dates.clocks import DAY, Groups, Precision, Time, read_time
from scrapers.dates.common_lines import match_line, read_line
from scrapers.dates.date_grammar import Grammar, marked, markless

# A date is looked for in the first characters of a text; it may not begin in the last hundred of a text that was cut.
# An outlet's date line has some tens of characters: the bound keeps a page handed over by mistake cheap (Unicode
# normalisation alone is quadratic in combining marks).
LIMIT, MARGIN = 500, 100
# Of so many candidates in a text the first are looked at; a date line has two or three.
MOST = 100

_LETTERS = (
    dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))
    | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
    | dict.fromkeys(map(ord, "‘’′´`"), "'")
    | {0xFF01 + letter: chr(0x21 + letter) for letter in range(94)}
)
_ODD_LETTER = re.compile(f"[{''.join(map(chr, _LETTERS))}]")
# A whole text of digits: seconds or milliseconds since 1970, or ISO 8601's basic form.
_STAMP = re.compile(
    r"(?:/date\()?(?:([0-9]{10})(?:\.[0-9]{1,9})?|([0-9]{10})[0-9]{3})(?:(?:[+-][0-9]{4})?\)/)?"
    r"|((?:19|20)[0-9]{6})(?:([0-9]{4})([0-9]{2})?)?"
)

__all__ = ["DateReading", "Order", "Precision", "parse_date"]


def parse_date(text: str, reference: datetime, *, order: Order = "DMY") -> DateReading | None:
    """Read the first whole date in `text`, else a day without a year, else a relative one; None where there is none.

    `reference` is the aware moment against which 'hôm qua', '5 phút trước' and a day without a year are read; `order`
    is that of the numbers, 'MDY' for US feeds. A text is never read in the other order, and nothing is guessed: months,
    lunar dates, ranges, decree and telephone numbers are None, and so is what leaves the calendar's years 1 to 9999.

    Raises ValueError if `reference` is naive.
    """
    if reference.tzinfo is None:
        raise ValueError("the reference has no zone")
    try:
        return _read_text(text, reference, order)
    except OverflowError:
        return None


def _read_text(text: str, reference: datetime, order: Order) -> DateReading | None:
    line = _normalise(text[:LIMIT])
    if line.isdigit():
        return _read_stamp(line, reference)
    whole = len(text) <= LIMIT
    if whole and (usual := match_line(line)):
        return read_line(usual, reference, order)
    end = len(line) if whole else len(line) - MARGIN
    if reading := _first_of_the_best(line, end, reference, order):
        return reading
    return _read_stamp(line, reference)


def _first_of_the_best(line: str, end: int, reference: datetime, order: Order) -> DateReading | None:
    grammar = markless() if line.isascii() else marked()
    best: tuple[int, DateReading] | None = None
    for found in islice(grammar.when.finditer(line), MOST):
        if found.start() > end:
            break
        rule = found.lastgroup or ""
        if rule not in READERS:
            continue
        groups = found.groups()
        day = READERS[rule](groups[grammar.groups[rule]], reference, order)
        better = day and (best is None or day.rank < best[0])
        if day and better and (reading := _read(day, found, groups[grammar.front], grammar)):
            if day.rank == WHOLE:
                return reading
            best = day.rank, reading
    return best[1] if best else None


def _normalise(text: str) -> str:
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        if _ODD_LETTER.search(text):
            text = text.translate(_LETTERS)
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.lower().split())


def _read_stamp(line: str, reference: datetime) -> DateReading | None:
    stamp = _STAMP.fullmatch(line)
    if not stamp:
        return None
    seconds, thousands, day, clock, second = stamp.groups()
    try:
        if day:
            form = "%Y%m%d%H%M%S"[: 6 if not clock else 10 if not second else 12]
            value = datetime.strptime(stamp[0], form).replace(tzinfo=VIETNAM)
            return DateReading(value, "second" if second else "minute" if clock else "day", "basic")
    except ValueError:
        return None
    count = int(seconds or thousands)
    if count < 1_000_000_000 or count > reference.timestamp():
        return None
    return DateReading(datetime.fromtimestamp(count, VIETNAM), "second", "epoch")


def _read(day: CalendarDay, found: re.Match[str], front: Groups, grammar: Grammar) -> DateReading | None:
    """Join a day with the clock beside it, the one in front first; None where the day needs what is not there."""
    line, end, part, time = found.string, found.end(), day.part, day.time
    if words := front[0]:
        lunar, early_part, *clock, late_lunar, late_part = front[1:]
        lunar, part = late_lunar or lunar, late_part or early_part or part
        if lunar and (day.rank != WHOLE or lunar.startswith(("âm", "am"))):
            return None
        time = time or read_time(clock, part)
    behind = None
    if time is None and end < len(line) and (after := grammar.behind.match(line, end)):
        behind, hour, minute, second, zone, *clock = after.groups()
        iso = [hour, minute, second, None, None, None, None, zone]
        time, end = read_time(iso if hour else clock, part or behind), after.end()
    if day.needs != "nothing":
        company = behind or time or (words and not grammar.no_company.fullmatch(words))
        if not company and not _stands_alone(day, found, end, grammar):
            return None
    return _join(day, time, found.lastgroup or "")


def _stands_alone(day: CalendarDay, found: re.Match[str], end: int, grammar: Grammar) -> bool:
    """Whether a day without company is all that the text says, or ('hôm qua') no word stands right beside it."""
    line, start = found.string, found.start()
    if day.needs == "room":
        near = line[max(start - MARGIN, 0) : start]
        return bool(grammar.room_before.search(near) and grammar.room_behind.match(line, found.end()))
    alone = grammar.nothing_else.fullmatch
    return day.needs == "company or nothing else" and bool(alone(line, 0, start) and alone(line, end))


def _join(day: CalendarDay, time: Time | None, rule: str) -> DateReading:
    year, month, number = day.value.year, day.value.month, day.value.day
    if time is None:
        return DateReading(datetime(year, month, number, 0, 0, 0, 0, VIETNAM), "day", rule)
    minutes, seconds, precision, zone = time
    hour, minute = divmod(minutes % DAY, 60)
    value = datetime(year, month, number, hour, minute, seconds, 0, VIETNAM)
    if minutes == DAY:
        value += timedelta(days=1)
    return DateReading(in_vietnam(value, zone), precision, rule)
