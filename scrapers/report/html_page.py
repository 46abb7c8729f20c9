"""Renders the report as one self-contained HTML page."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from scrapers.health import Alarm
from scrapers.health.habits import FEWEST
from scrapers.report.articles import DAYS, FIELDS, PAGES, RECENT, Articles, ListedArticle, web_address
from scrapers.report.runs import OutletRun, Runs
from scrapers.report.words import Language

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent
_PAIRS = 20
"""Pairs of outlets that are shown."""
_STORIES = 8
"""Stories that several outlets have."""
_SATURDAY = 5
_TOPICS = 10
"""Sections, authors and tags."""
_BY_CHANCE = 3
"""Tolerated deviation of a binomial share in standard deviations: one cell in 740 exceeds it by chance."""
_GONE = (10, 25, 50, 75, 95)
"""Per cent of the usual share that must be gone for each of the five tints."""


@dataclass(frozen=True)
class Column:
    """One bar of a chart."""

    count: int
    tip: str
    tick: str = ""
    """What stands under it."""
    usual: int | None = None
    quiet: bool = False
    """A weekend."""


class Filled(NamedTuple):
    """The coverage of a layout's fields, in per cent rounded down, so that 100 means all."""

    now: int
    usual: int | None
    """None where too few pages came before."""
    tint: int
    """How much of what is usual is gone, beyond chance: 0 (nothing) to 5."""

    @classmethod
    def of(cls, field: str, recent: Counter[str], before: Counter[str]) -> Filled:
        """The field in the recent pages, measured by those before."""
        pages, now = recent[PAGES], recent[field] / recent[PAGES]
        if before[PAGES] < FEWEST:
            return cls(int(100 * now), None, 0)
        usual = before[field] / before[PAGES]
        chance = _BY_CHANCE * sqrt(usual * (1 - usual) / pages)
        judged = pages >= FEWEST and now < usual - chance
        tint = sum(100 * (usual - now) >= gone * usual for gone in _GONE) if judged else 0
        return cls(100 * recent[field] // pages, 100 * before[field] // before[PAGES], tint)


@dataclass(frozen=True)
class Report:
    """The data of the page."""

    made: datetime
    """Vietnamese time."""
    articles: Articles
    runs: Runs
    alarms: Sequence[tuple[Alarm, str]]
    """Each with the command to type about it."""
    titles: Mapping[str, str]
    """Names of outlets as people know them."""

    @property
    def outlets(self) -> list[str]:
        """Those that published, the busiest first, then those that only ran."""
        return [*self.articles.outlets, *sorted(self.runs.last.keys() - set(self.articles.outlets))]

    def last_run(self, outlet: str) -> OutletRun | None:
        """How its last run ended; None where it has not run in these days."""
        return self.runs.last.get(outlet)

    def coverage(self) -> list[tuple[str, int, list[Filled]]]:
        """Rules, their recent pages, and FIELDS."""
        before = self.articles.before
        return [
            (name, recent[PAGES], [Filled.of(field, recent, before.get(name, Counter())) for field in FIELDS])
            for name, recent in sorted(self.articles.recent.items())
        ]

    def stories(self) -> list[list[ListedArticle]]:
        """What the most outlets have."""
        return self.articles.stories.most_told(self.articles.latest.by_id(), _STORIES)

    def topics(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """Sections, authors and tags, the most frequent of each."""
        topics = self.articles.topics
        groups = {"section": topics.sections, "authors": topics.authors, "tags": topics.tags}
        return [(name, counts.most_common(_TOPICS)) for name, counts in groups.items()]

    def precisions(self) -> list[tuple[str, Counter[str]]]:
        """Sources of dates with the articles of each precision, the most frequent first."""
        sources: dict[str, Counter[str]] = {}
        for (source, precision), count in self.articles.dates.items():
            sources.setdefault(source, Counter())[precision] = count
        return sorted(sources.items(), key=lambda item: -item[1].total())

    def copies(self) -> list[tuple[str, str, int]]:
        """Outlet, outlet that had it before, and articles, the most frequent first."""
        return [(copy, original, n) for (copy, original), n in self.articles.copies.most_common(_PAIRS)]


def days_chart(articles: Articles, language: Language) -> list[Column]:
    """A bar for each day, with what its weekday usually brings; a tick under Mondays."""
    columns = []
    for day, count, usual in zip(articles.days, articles.by_day(), articles.usual(), strict=True):
        tip = language.text("day_tip", weekday=language.weekday(day), day=language.day(day), count=count)
        if usual is not None:
            tip += language.text("usual_tip", count=usual)
        tick = "" if day.weekday() else language.short_day(day)
        columns.append(Column(count, tip, tick, usual, day.weekday() >= _SATURDAY))
    return columns


def hours_chart(articles: Articles, language: Language) -> list[Column]:
    """A bar for each hour of the day."""
    counts = articles.topics.hours
    tips = (
        language.text("hour_tip", first=f"{hour:02}:00", last=f"{hour:02}:59", count=counts[hour]) for hour in range(24)
    )
    return [Column(counts[hour], tip, f"{hour}h" if hour % 6 == 0 else "") for hour, tip in enumerate(tips)]


def scale(columns: Sequence[Column]) -> int:
    """An even round number that no bar exceeds: 2, 4, 10, 20, 40, 100, …"""
    highest = max(max(column.count, column.usual or 0) for column in columns)
    power = 1
    while highest > 10 * power:
        power *= 10
    return next(step * power for step in (2, 4, 10) if step * power >= highest)


def page(report: Report, language: Language) -> Iterator[str]:
    """The page in parts. Everything in it but our own style and script is escaped."""
    style, script = (Markup((_FOLDER / name).read_text("utf-8")) for name in ("style.css", "search.js"))  # noqa: S704
    template = _environment().get_template("page.html.j2")
    yield from template.generate(
        report=report,
        language=language,
        t=language.text,
        days=DAYS,
        recent=RECENT,
        fields=FIELDS,
        by_day=days_chart(report.articles, language),
        by_hour=hours_chart(report.articles, language),
        scale=scale,
        web_address=web_address,
        style=style,
        script=script,
        policy=_policy(style, script),
    )


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # slow, and Scrapy loads every command at start

    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _policy(style: str, script: str) -> str:
    """Content-Security-Policy (W3C CSP 3): this style, this script, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
