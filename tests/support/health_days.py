"""Run records of an outlet's healthy days: weekdays, Tết, holidays, bursts, noise, short outages."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from scrapers.clock import VIETNAM, stamp

TET = {date(2026, 2, 17), date(2027, 2, 6)}
HOLIDAYS = {(1, 1), (4, 30), (5, 1), (9, 2)}
WEEK = (1.0, 1.05, 1.0, 1.1, 1.0, 0.7, 0.5)
COVERAGE = {
    "title": 1.0,
    "lead": 0.97,
    "authors": 0.82,
    "date": 1.0,
    "body": 0.995,
    "captions": 0.6,
    "section": 0.99,
    "tags": 0.75,
    "images": 0.9,
}


@dataclass
class Layout:
    """A template: its share of the pages and what is found on them."""

    share: float
    coverage: dict[str, float] = field(default_factory=lambda: dict(COVERAGE))
    characters: float = 2600
    captions: float = 2.4
    origin: str = "page"


@dataclass
class Outlet:
    """An outlet as one meets it: so many articles a working day, crawled so many times a day."""

    name: str = "mau"
    daily: float = 40
    crawls: int = 1
    layouts: dict[str, Layout] = field(default_factory=lambda: {"mau/2025": Layout(0.9), "mau/2019": Layout(0.1)})
    odd: float = 0.3
    """Background level of pages that fit no layout, a day."""
    paywalled: float = 0.01


class Days:
    """The records of healthy days, drawn anew for each seed."""

    def __init__(self, outlet: Outlet, seed: int, start: date = date(2026, 1, 5)) -> None:
        self.outlet, self.chance, self.start = outlet, random.Random(seed), start

    def __call__(self, count: int) -> Iterator[dict[str, Any]]:
        """The outlet's part of each run of so many days, oldest first."""
        clocks = [3 + n * 24 / self.outlet.crawls % 24 for n in range(self.outlet.crawls)]
        for number in range(count):
            day = self.start + timedelta(days=number)
            expected = self.outlet.daily * self.busy(day) * (1 if number else 4)  # the first run brings the older ones
            habits = {name: self.habits(layout) for name, layout in self.outlet.layouts.items()}
            for clock in sorted(clocks):
                at = datetime(day.year, day.month, day.day, tzinfo=VIETNAM) + timedelta(
                    hours=clock, seconds=self.chance.uniform(0, 240)
                )
                yield self.run(at, expected / self.outlet.crawls, habits)

    def busy(self, day: date) -> float:
        """How much a day brings against a working day."""
        quiet = 0.3 if any(timedelta(-3) <= day - tet <= timedelta(6) for tet in TET) else 1.0
        quiet *= 0.5 if (day.month, day.day) in HOLIDAYS else 1.0
        burst = self.chance.choice((1.6, 2.5)) if self.chance.random() < 0.03 else 1.0
        return WEEK[day.weekday()] * quiet * burst * self.chance.lognormvariate(0, 0.15)

    def habits(self, layout: Layout) -> dict[str, float]:
        """A day's shares: they wander, one page is like the next of its day."""
        return {name: self.wander(share) for name, share in layout.coverage.items()}

    def wander(self, share: float) -> float:
        """A share near that one."""
        return share if share in (0, 1) else self.chance.betavariate(60 * share, 60 * (1 - share))

    def count(self, mean: float) -> int:
        """A Poisson number."""
        limit, product, n = math.exp(-min(mean, 600)), self.chance.random(), 0
        while product > limit:
            product, n = product * self.chance.random(), n + 1
        return n

    def run(self, at: datetime, expected: float, habits: dict[str, dict[str, float]]) -> dict[str, Any]:
        """One outlet's part of a run record."""
        outage, total = self.chance.random() < 0.02, self.count(expected)
        if outage and self.chance.random() < 0.3:
            return self.record(at, 0, {}, self.sources(at, 1.0), outage=30)
        lost = self.count(total * 0.2) if outage else 0
        new = max(0, total - lost)
        layouts = {name: self.pages(layout, new, habits[name]) for name, layout in self.outlet.layouts.items()}
        return self.record(at, new, layouts, self.sources(at, 0.2 if outage else 0.0), outage=lost)

    def pages(self, layout: Layout, new: int, habit: dict[str, float]) -> dict[str, Any]:
        """The figures of one layout."""
        n = self.binomial(new, layout.share)
        lengths = sorted(self.chance.lognormvariate(math.log(layout.characters), 0.6) for _ in range(n)) or [0.0]
        quartiles = [lengths[len(lengths) // 4], lengths[len(lengths) // 2], lengths[3 * len(lengths) // 4]]
        dated = self.binomial(n, 0.97)
        return {
            "pages": n,
            "coverage": {name: self.binomial(n, share) for name, share in habit.items()},
            "paragraphs": [8, 12, 20],
            "characters": quartiles,
            "captions": sum(round(self.chance.expovariate(1 / layout.captions)) for _ in range(n)),
            "paywalled": self.binomial(n, self.outlet.paywalled),
            "date_precision": {"minute": dated, "day": n - dated},
            "date_source": {layout.origin: dated, "feed": n - dated},
        }

    def binomial(self, n: int, share: float) -> int:
        """So many of n."""
        return sum(self.chance.random() < share for _ in range(n))

    def sources(self, at: datetime, failing: float) -> dict[str, dict[str, int]]:
        """A feed of fixed length, a news sitemap of two days, a big and a small section."""
        two_days = self.count(2 * self.outlet.daily * self.busy(at.date()))
        links = {"/rss/home.rss": 30, "/news-sitemap.xml": two_days, "/thoi-su": 20, "/ban-doc": self.count(3)}
        return {url: self.source(count, failing) for url, count in links.items()}

    def source(self, links: int, failing: float) -> dict[str, int]:
        """What one of them answered."""
        if self.chance.random() < failing:
            return {"failed": 1}
        return {"unchanged": 1} if self.chance.random() < 0.1 else {"read": 1, "links": links, "fresh": links // 2}

    def record(
        self, at: datetime, new: int, layouts: dict[str, Any], sources: dict[str, Any], outage: int
    ) -> dict[str, Any]:
        """The whole of it."""
        odd = self.count(self.outlet.odd / self.outlet.crawls)
        stats = {"articles/new": new, "downloader/request_count": new + 20}
        stats |= {"articles/rejected/unknown layout of mau: none of its markers is on the page": odd} if odd else {}
        statuses = {"200": new + 10, "304": 5, "404": self.count(0.5), "503": outage, "403": self.count(0.1)}
        return {
            "started": stamp(at),
            "ended": stamp(at + timedelta(minutes=2)),
            "reason": "finished" if self.chance.random() > 0.01 else "shutdown",
            "arguments": {},
            "stats": stats,
            "layouts": {name: layout for name, layout in layouts.items() if layout["pages"]},
            "sources": sources,
            "statuses": {status: count for status, count in statuses.items() if count},
            "blocked": 0,
        }
