"""Runs every check on the newest crawls and drops alarms that another one explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path

from scrapers.clock import VIETNAM
from scrapers.health.alarm import Alarm
from scrapers.health.common_causes import ALL, joined
from scrapers.health.contact_alarms import contacts, silence
from scrapers.health.history import Crawl, read_runs
from scrapers.health.page_alarms import drifts, rejections
from scrapers.health.volume_alarms import refusals, shortfalls, silences

WINDOW = timedelta(days=60)
"""How long a habit is remembered: eight times each weekday."""
FRESH = timedelta(days=3)
"""How old a crawl may be and still say how an outlet is: a long weekend."""

EXPLAINS = {
    "blocked": (
        *("unreachable", "source:*", "outlet:never", "layout:unknown"),
        *("articles:*", "selector:title", "selector:body"),
    ),
    "site:moved": ("unreachable", "source:*", "articles:*", "outlet:never", "addresses"),
    "source:moved": ("source:failed", "source:dead", "source:still", "source:empty", "articles:few", "outlet:never"),
    "source:dead": ("source:failed", "unreachable", "articles:few", "outlet:never"),
    "unreachable": ("source:*", "articles:*", "outlet:never"),
    "addresses": ("source:empty", "listing:rule", "articles:few", "outlet:never"),
    "layout:unknown": ("articles:*", "outlet:never"),
    "articles:none": ("articles:few",),
    "source:still": ("articles:few",),
    "selector:title": ("articles:*", "disagreement:title"),
    "selector:body": ("articles:*", "body:*", "disagreement:body"),
    "selector:lead": ("disagreement:lead",),
    "selector:authors": ("disagreement:authors",),
    "selector:date": ("disagreement:date",),
    "layout:changed": ("disagreement:*",),
    "dates": ("disagreement:date",),
    "paywall": ("disagreement:body",),
    "body:short": ("disagreement:body",),
    "body:long": ("disagreement:body",),
    "source:empty": ("articles:few",),
    "source:failed": ("articles:few",),
    "articles:rejected": ("articles:few", "articles:none"),
}
"""The alarms that each alarm implies, worst first: one cause raises one alarm.

A lesser one never hides a worse: one empty source of many may stand for months, and the outlet die meanwhile.
"""
_RANKS = {name: rank for rank, name in enumerate(EXPLAINS)}


def judge(crawls: Sequence[Crawl]) -> list[Alarm]:
    """The alarms that one outlet's crawls, oldest first, give on the day of the last one; usually none."""
    if not crawls:
        return []
    newest = [one for one in reversed(crawls) if one.started > crawls[-1].started - WINDOW]
    checks = (contacts, refusals, silences, rejections, drifts, shortfalls)
    found = [replace(alarm, day=newest[0].day) for check in checks for alarm in check(newest)]
    return _causes(found)


def _causes(found: Sequence[Alarm]) -> list[Alarm]:
    effects = [pattern for alarm in found for pattern in EXPLAINS.get(alarm.name, ())]
    alone = {alarm.name: alarm for alarm in found if not any(fnmatch(alarm.name, pattern) for pattern in effects)}
    return list(alone.values())


def alarms(output: Path, now: datetime, outlet: str = "", since: datetime | None = None) -> list[Alarm]:
    """The alarms of all outlets or one: of the last crawl, or of the last crawl of every day from `since` on.

    What many outlets share comes first, then the oldest, of a day and outlet the worst. An outlet that was not crawled
    for days has nothing new to say. Nothing is written.
    """
    first = (since or now - FRESH).astimezone(VIETNAM)
    runs = read_runs(output, first - WINDOW, now + timedelta(days=1), outlet)
    found = [alarm for crawls in runs.values() for alarm in _of_outlet(crawls, first, every_day=since is not None)]
    last = max((crawls[-1].started for crawls in runs.values()), default=now)
    found += [alarm for crawls in runs.values() for alarm in silence(crawls[::-1], now, last)]
    return sorted(joined(found, len(runs)), key=_order)


def _order(alarm: Alarm) -> tuple[bool, str, str, int, str]:
    return alarm.outlet != ALL, alarm.day, alarm.outlet, _RANKS.get(alarm.name, len(_RANKS)), alarm.name


def _of_outlet(crawls: Sequence[Crawl], first: datetime, every_day: bool) -> Iterator[Alarm]:
    ends = [number for number in range(1, len(crawls) + 1) if _ends_a_day(crawls, number)]
    for number in ends if every_day else ends[-1:]:
        if crawls[number - 1].started >= first:
            yield from judge(crawls[:number])


def _ends_a_day(crawls: Sequence[Crawl], number: int) -> bool:
    return number == len(crawls) or crawls[number].day != crawls[number - 1].day
