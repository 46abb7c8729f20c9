"""Alarms about volume: block pages, empty or failing sources, fewer articles than usual for the weekday."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from statistics import median

from scrapers.health.alarm import Alarm
from scrapers.health.habits import CHANCE, Share, risen, spread, too_few
from scrapers.health.history import Answers, Crawl
from scrapers.health.seasons import Season, season

DAYS = 3
"""Days of history needed to judge a volume."""
JITTER = timedelta(minutes=15)
"""How much later than today's an earlier day's crawl may have begun and count for the same time of day."""
STREAK = 14
"""Days without an article that are added up at most."""
LOW = 0.3
"""Share of the expected articles that is few."""
LONG = 5
"""Usual number of links of a source above which an empty response is an alarm."""
STEADY = 0.1
"""How far the lengths of a list lie apart that always names as many."""
MOSTLY = 0.9
"""How often at least: a list may have been young, or cut short once."""
WEEK = timedelta(days=8)
"""How long a source has been known once it has shown a weekend."""
TROUBLE = timedelta(hours=1)
"""How long a source must have failed: an outage of a minute is none of our business."""
OUTAGES = 50
"""One crawl in so many meets an outage, before an outlet has shown how often it does."""
OUTAGES_IN_A_ROW = 1e-5
"""Outages that follow each other less often than that are none: three, usually."""
NARROW, WIDE = 0.15, 0.7
"""Bounds of the relative spread of an outlet's days."""
NONE_BY_CHANCE = 1e-4
"""A day without any article is rare by itself."""


def refusals(crawls: Sequence[Crawl]) -> Iterator[Alarm]:
    """Answers that are block pages or refusals: half of the newest crawl's, or far more than usual."""
    newest, shares = crawls[0], [Share(one.started, one.refused, one.answers) for one in crawls if one.answers]
    before = [one for one in crawls[1:] if one.answers]
    usual = median(one.refused / one.answers for one in before) if before else 0.0
    half = newest.refused and 2 * newest.refused >= newest.answers
    if (half and len(before) >= DAYS and usual < 0.1) or (newest.refused and risen(shares)):
        message = f"{newest.refused} of {newest.answers} answers are a block page or a refusal (usually {usual:.0%})"
        seen = {"refused": round(newest.refused / newest.answers, 3)}
        yield Alarm(newest.outlet, "blocked", message, "", (), "blocked", {"refused": round(usual, 3)}, seen)


def silences(crawls: Sequence[Crawl]) -> Iterator[Alarm]:
    """Sources that name nothing any more or cannot be had; `crawls` newest first."""
    sources = list(dict.fromkeys(url for crawl in crawls for url in crawl.sources))
    last = {url: next(crawl.started for crawl in crawls if url in crawl.sources) for url in sources}
    asked = [url for url in sources if last[url] > crawls[0].started - timedelta(days=2)]
    empty = {url: usual for url in asked if (usual := _emptied(crawls, url))}
    failed = [url for url in asked if _fails(crawls, url)]
    if empty:
        message = f"{', '.join(empty)} named no article (usually {', '.join(f'{n:.0f}' for n in empty.values())})"
        seen = dict.fromkeys(empty, 0.0)
        yield Alarm(crawls[0].outlet, "source:empty", message, "", tuple(empty), "source:empty", empty, seen)
    if failed:
        name, what = ("unreachable", "every source") if len(failed) == len(asked) else ("source:failed", "")
        message = f"{what or ', '.join(failed)} failed in the last crawls"
        yield Alarm(crawls[0].outlet, name, message, "", tuple(failed), name)


def _emptied(crawls: Sequence[Crawl], url: str) -> float | None:
    """How many links the source usually names, where it named none when it was read last and that is no chance."""
    reads = [(crawl.started, answers) for crawl in crawls if (answers := crawl.sources.get(url)) and answers.had]
    full = next((number for number, (_, answers) in enumerate(reads) if answers.links), len(reads))
    while full and not reads[full - 1][1].read:
        full -= 1  # unchanged since it was full
    before = [answers.links / answers.read for _, answers in reads[full:] if answers.read]
    if not full or len(before) < DAYS or (usual := median(before)) < LONG:
        return None
    steady = sum(abs(links - usual) <= STEADY * usual for links in before)
    if all(before) and steady >= MOSTLY * len(before):
        return usual
    if reads[0][0] - reads[-1][0] < WEEK:
        return None
    days = len({at.date() for at, _ in reads[:full]})
    quiet = usual * season(reads[0][0].date()).value
    by_chance = too_few(0, quiet, min(WIDE, max(NARROW, spread(before) / usual)))
    often = sum(not links for links in before) / len(before)
    return usual if by_chance**days + often**days < CHANCE else None


def _fails(crawls: Sequence[Crawl], url: str) -> bool:
    """Whether the source failed in the last crawls, over an hour, more often than by chance, and answered before."""
    reads = [(crawl.started, _failed(crawl.sources[url])) for crawl in crawls if url in crawl.sources]
    last = next((number for number, (_, failed) in enumerate(reads) if not failed), len(reads))
    before = [failed for _, failed in reads[last:]]
    if not last or before.count(False) < DAYS or reads[0][0] - reads[last - 1][0] < TROUBLE:
        return False
    often = (sum(before) + 1) / (len(before) + OUTAGES)
    return often**last < OUTAGES_IN_A_ROW


def _failed(answers: Answers) -> bool:
    return bool(answers.failed) and not answers.had


def shortfalls(crawls: Sequence[Crawl]) -> Iterator[Alarm]:
    """Fewer articles than on such a weekday by this time, or none; only after a crawl that could read its sources."""
    newest = crawls[0]
    if not newest.whole or any(map(_failed, newest.sources.values())):
        return
    habit = Weekdays(crawls)
    expected = habit.expected(newest.started)
    if expected is None:
        return
    count, usual = habit.today, habit.usual(newest.started)
    quiet, seen = season(newest.started.date()) is Season.WORK, {"articles": float(count)}
    what = f"{count} articles by {newest.started:%H:%M}, usually {usual:.0f} on such a day"
    wanted = {"articles": round(usual, 1)}
    if count == 0 and habit.chance_of_none() < NONE_BY_CHANCE:
        yield Alarm(newest.outlet, "articles:none", what, "", (), "", wanted, seen)
    elif quiet and 0 < count < LOW * expected and too_few(count, expected, habit.spread) < CHANCE:
        yield Alarm(newest.outlet, "articles:few", what, "", (), "", wanted, seen)


class Weekdays:
    """How many new articles the days have brought by the time of day of the newest crawl; `crawls` newest first."""

    def __init__(self, crawls: Sequence[Crawl]) -> None:
        now = crawls[0].started
        self.days: dict[date, int] = {}
        for day, of_day in groupby((crawl for crawl in crawls if crawl.whole), lambda crawl: crawl.started.date()):
            latest = datetime.combine(day, now.timetz()) + JITTER
            until_now = [crawl for crawl in of_day if crawl.started <= latest]
            if until_now:
                self.days[day] = max(sum(crawl.stored for crawl in until_now), until_now[0].today)
        self.today = self.days[now.date()]
        self.past = {day: n for day, n in self.days.items() if day < now.date() and season(day) is Season.WORK}

    def usual(self, at: datetime) -> float:
        """The habit of the weekday; while it is young that of weekends or working days, or of all days."""
        same = [n for day, n in self.past.items() if day.weekday() == at.weekday()]
        alike = [n for day, n in self.past.items() if (day.weekday() < 5) == (at.weekday() < 5)]
        return median(next((some for some in (same, alike) if len(some) >= DAYS), list(self.past.values())))

    def expected(self, at: datetime) -> float | None:
        """The same, less on days on which newsrooms rest; None where the habit is not known or next to nothing."""
        if len(self.past) < DAYS:
            return None
        return self.usual(at) * season(at.date()).value or None

    @property
    def spread(self) -> float:
        """The days' standard deviation around their weekday's habit, relative to it."""
        ratios = [n / usual for day, n in self.past.items() if (usual := self.usual(_noon(day)))]
        return min(WIDE, max(NARROW, spread(ratios))) if ratios else WIDE

    def chance_of_none(self) -> float:
        """The chance of a streak of days without an article as long as the one that lasts."""
        chance, wide = 1.0, self.spread
        for day in sorted(self.days, reverse=True)[:STREAK]:
            if self.days[day]:
                break
            chance *= too_few(0, self.expected(_noon(day)) or 1e-3, wide)
        return chance


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001
