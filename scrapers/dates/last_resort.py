"""Falls back to dateparser for what `parse_date` cannot read, and accepts only what the text itself confirms."""

import re
from datetime import datetime

from scrapers.clock import VIETNAM
from scrapers.dates.parse import DateReading
from scrapers.text import nfc

# A date line is shorter; dateparser's time grows with its input.
LONGEST = 64
# English, French and Spanish: the languages beside Vietnamese that Vietnamese outlets publish in and dateparser knows.
LANGUAGES = ["vi", "en", "fr", "es"]

_MONTH_NAME = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)
_NUMERIC = re.compile(r"(?<![0-9])(?<![0-9][ ,_])([0-9]{1,2})([ ,_]{1,2})([0-9]{1,2})\2((?:19|20)[0-9]{2})(?![0-9])")
_NUMBER = re.compile(r"[0-9]+")
_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?")
# Nothing relative, no other order, no part of a date that is not in the text.
_SETTINGS = {
    "PARSERS": ["absolute-time"],
    "DATE_ORDER": "DMY",
    "PREFER_LOCALE_DATE_ORDER": False,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "STRICT_PARSING": True,
    "TIMEZONE": str(VIETNAM),
    "RETURN_AS_TIMEZONE_AWARE": True,
}


def last_resort(text: str, reference: datetime) -> DateReading | None:
    """Read a whole date in a form that only dateparser knows ('11 avril 2019'); for texts that `parse_date` gave up on.

    Asked only about at most 64 characters that hold a month's name or day, month and year in this order. `reference`
    is the aware moment of reading, in whose light nothing is completed. None where day and year are not in the text.
    """
    line = " ".join(nfc(text[: 2 * LONGEST]).lower().split())
    if max(len(line), len(text) // 2) > LONGEST:
        return None
    numeric = _NUMERIC.search(line)
    if not (numeric or (_MONTH_NAME.search(line) and any(map(str.isdigit, line)))):
        return None
    import dateparser  # 50 ms, and most runs never ask it

    plain = f"{numeric[1]}/{numeric[3]}/{numeric[4]}" if numeric else line
    try:
        found = dateparser.parse(
            plain, languages=LANGUAGES, settings=_SETTINGS | {"RELATIVE_BASE": reference.replace(tzinfo=None)}
        )
    except (ArithmeticError, ValueError):
        return None
    if found is None or not _borne_out(found, line, numeric):
        return None
    clock = None if numeric else _CLOCK.search(line)
    value = found.astimezone(VIETNAM)
    if clock is None:
        value = datetime(found.year, found.month, found.day, tzinfo=VIETNAM)
    return DateReading(value, "day" if clock is None else "second" if clock[1] else "minute", "dateparser")


def _borne_out(found: datetime, line: str, numeric: re.Match[str] | None) -> bool:
    """Whether the text says this very day: its numbers in order, or its day and its four-digit year beside a month."""
    if numeric:
        return (found.day, found.month, found.year) == (int(numeric[1]), int(numeric[3]), int(numeric[4]))
    numbers = _NUMBER.findall(_CLOCK.sub(" ", line))
    return str(found.year) in numbers and any(len(number) < 3 and int(number) == found.day for number in numbers)
