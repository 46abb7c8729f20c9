"""Holidays of Vietnamese newsrooms: Tết, by the lunar calendar, and public ones (Labour Code 2019, article 112)."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

_TET = """
    2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06 2028-01-26 2029-02-13
    2030-02-02 2031-01-23 2032-02-11 2033-01-31 2034-02-19 2035-02-08 2036-01-28 2037-02-15 2038-02-04 2039-01-24
"""
_HUNG_KINGS = """
    2020-04-02 2021-04-21 2022-04-10 2023-04-29 2024-04-18 2025-04-07 2026-04-26 2027-04-16 2028-04-04 2029-04-23
    2030-04-12 2031-04-01 2032-04-19 2033-04-09 2034-04-28 2035-04-17 2036-04-06 2037-04-24 2038-04-13 2039-04-03
"""
TET = frozenset(map(date.fromisoformat, _TET.split()))
"""First days of the lunar year by the Vietnamese calendar (UTC+7)."""
HUNG_KINGS = frozenset(map(date.fromisoformat, _HUNG_KINGS.split()))
"""Tenth days of the third lunar month."""
SOLAR = {(1, 1), (4, 30), (5, 1), (9, 1), (9, 2), (11, 24)}
"""New Year, Reunification, Labour, National Day and the day beside it, Culture Day (from 2026)."""
BEFORE, AFTER = 5, 10
"""Days around the first of the year in which newsrooms slow down and come back."""


class Season(Enum):
    """How much of its habit an outlet may be expected to publish; the shares are low on purpose, not measured."""

    WORK = 1.0
    HOLIDAY = 0.3
    TET = 0.1


def season(day: date) -> Season:
    """The season of a Vietnamese day; also the day after a holiday, on which a weekend's holiday is made up for."""
    if any(day + timedelta(days=n) in TET for n in range(-AFTER, BEFORE + 1)):
        return Season.TET
    days = (day, day - timedelta(days=1))
    rests = any((one.month, one.day) in SOLAR or one in HUNG_KINGS for one in days)
    return Season.HOLIDAY if rests else Season.WORK
