"""Parses times of day and zones: '15 giờ 30', '8 giờ kém 10 tối', '03:30 CH', '08:30 GMT'."""

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from scrapers.dates.date_grammar import both_spellings

Precision = Literal["second", "minute", "hour", "day"]
Groups = tuple[str | None, ...]

# Hours of a 12-hour clock that a mark moves into the afternoon; other hours stand as they are ('14:15 PM').
_AFTERNOON = both_spellings(
    {
        **dict.fromkeys(("pm", "ch", "chiều", "chiều tối", "xế chiều"), range(1, 12)),
        **dict.fromkeys(("tối", "đêm", "khuya", "đêm khuya"), range(6, 12)),
        "trưa": range(1, 4),
    }
)
_MORNING = frozenset(both_spellings(dict.fromkeys(("am", "sa", "sáng", "sáng sớm", "rạng sáng"))))
# '12 giờ đêm' may be either end of its day: such a clock says nothing.
_NIGHT = frozenset(both_spellings(dict.fromkeys(("tối", "đêm", "khuya", "đêm khuya", "nửa đêm"))))

# Minutes east of Greenwich: RFC 822 section 5.1, and Vietnam's own.
_ZONES = {"gmt": 0, "utc": 0, "ut": 0, "z": 0, "ict": 420}
_ZONES |= {"edt": -240, "est": -300, "cdt": -300, "cst": -360, "mdt": -360, "mst": -420, "pdt": -420, "pst": -480}


# minutes
DAY = 24 * 60


class Time(NamedTuple):
    """A clock: minutes since midnight (DAY for 24:00), seconds, how much was said, the zone as it is spelt."""

    minutes: int
    seconds: int
    precision: Precision
    zone: str | None = None


def read_time(clock: Sequence[str | None], part: str | None) -> Time | None:
    """Read what the grammar's CLOCK caught; `part` of the day counts where the clock has no mark of its own.

    None where there is no clock, or an ambiguous one.
    """
    hour, colon_minute, second, word_minute, word_second, half, mark, zone = clock
    if hour is None:
        return None
    minute, second, mark = colon_minute or word_minute, second or word_second, mark or part
    minutes = int(hour) * 60 + int(minute or 0)
    if mark:
        minutes += shift(int(hour), mark.replace(".", ""))
    if half:
        minutes += 30 if half.startswith("r") else -int(half.split()[1])
    if not 0 <= minutes <= DAY or (minutes == DAY and int(second or 0)):
        return None
    precision: Precision = "second" if second else "minute" if minute or half else "hour"
    return Time(minutes, int(second or 0), precision, zone)


def shift(hour: int, mark: str) -> int:
    """Return by how many minutes a mark moves an hour; past the day's end where it may mean either end."""
    if hour == 12:
        return 2 * DAY if mark in _NIGHT else -720 if mark in _MORNING else 0
    return 720 if hour in _AFTERNOON.get(mark, ()) else 0


@lru_cache(maxsize=256)
def offset(zone: str) -> timedelta | None:
    """Return how far east of Greenwich 'GMT+7', 'T+07:00', '-0500' or 'EST' is; None beyond 14 hours: no such zone."""
    sign = -1 if "-" in zone else 1
    name = zone.lower().rstrip("0123456789:+- ")
    digits = "".join(letter for letter in zone if letter.isdigit())
    if not digits:
        return timedelta(minutes=_ZONES[name])
    hours, minutes = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    east = timedelta(hours=int(hours), minutes=int(minutes)) * sign
    return east if abs(east) <= timedelta(hours=14) else None
