"""The history of an outlet: figures of its run records in `output/runs`."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from scrapers import clock

logger = logging.getLogger(__name__)

REFUSALS = ("401", "403", "429", "451")
"""Status codes of refusal (RFC 9110, 15.5; RFC 6585; RFC 7725)."""
NARROWING = {"since", "until", "urls", "limit"}
"""Arguments of a crawl that say nothing of how much an outlet publishes in a day."""
FIRST = "articles/rejected/"
"""Begins the figures of pages that were rejected for the first time, by reason."""


@dataclass(frozen=True)
class Pages:
    """The pages of one layout whose line was new or revised in a crawl."""

    count: int
    found: Mapping[str, int]
    """On how many of them each field was found."""
    characters: float
    """Median length of their bodies."""
    captions: int
    paywalled: int
    origins: Mapping[str, int]
    """Their `date_source`s."""
    precisions: Mapping[str, int]

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Pages:
        """The layout's part of a run record."""
        characters = record.get("characters") or (0, 0, 0)
        paywalled = record.get("paywalled", 0)
        dates = record.get("date_source", {}), record.get("date_precision", {})
        return cls(record["pages"], record["coverage"], characters[1], record.get("captions", 0), paywalled, *dates)


@dataclass(frozen=True)
class Answers:
    """Counts of what a source answered in a crawl."""

    read: int = 0
    unchanged: int = 0
    failed: int = 0
    links: int = 0

    @property
    def had(self) -> bool:
        """Whether it answered at all, if only that nothing is new."""
        return bool(self.read or self.unchanged)


@dataclass(frozen=True)
class CrawlFinding:
    """A finding of a crawl, as its record has it (`scrapers.state.findings`)."""

    kind: str
    subject: str
    value: str = ""
    how: str = ""
    since: str = ""


@dataclass(frozen=True)
class Crawl:
    """One outlet's part of one run."""

    outlet: str
    started: datetime
    """Vietnamese time."""
    whole: bool
    """Whether the run was complete: all sources to their end, without restriction."""
    stored: int
    """New articles."""
    layouts: Mapping[str, Pages] = field(default_factory=dict)
    rejected: Mapping[str, int] = field(default_factory=dict)
    """Pages that were rejected for the first time, by reason."""
    sources: Mapping[str, Answers] = field(default_factory=dict)
    answers: int = 0
    refused: int = 0
    """Answers that were a block page or a refusal."""
    today: int = 0
    """Fresh articles that its day had brought by its end, by runs that were killed and left no record too."""

    findings: tuple[CrawlFinding, ...] = ()
    """What the outlet's file does not say."""
    kept: int = 0
    """Articles that were stored already when it met them."""
    guessed: int = 0
    """Pages that fit no layout and were read surely all the same."""
    guard: str = ""
    """What answered instead of the site, in its words."""

    @property
    def day(self) -> str:
        """The Vietnamese day."""
        return self.started.date().isoformat()

    @cached_property
    def pages(self) -> int:
        """Pages of articles that were read, stored or rejected for the first time."""
        return sum(pages.count for pages in self.layouts.values()) + sum(self.rejected.values())

    @classmethod
    def of(cls, outlet: str, record: Mapping[str, Any]) -> Crawl:
        """The outlet's part of a run record. Raises KeyError, TypeError or ValueError where it is none."""
        stats, statuses = record["stats"], record.get("statuses", {})
        refused = max(record.get("blocked", 0), sum(statuses.get(status, 0) for status in REFUSALS))
        return cls(
            outlet,
            datetime.fromisoformat(record["started"]).astimezone(clock.VIETNAM),
            record["reason"] == "finished" and not NARROWING & record.get("arguments", {}).keys(),
            stats.get("articles/new", 0),
            {name: Pages.of(layout) for name, layout in record.get("layouts", {}).items()},
            {name.removeprefix(FIRST): count for name, count in stats.items() if name.startswith(FIRST)},
            {url: _answers(counts) for url, counts in record.get("sources", {}).items()},
            max(sum(statuses.values()), refused),
            refused,
            stats.get("articles/today", 0),
            tuple(CrawlFinding(**one) for one in record.get("findings", ())),
            stats.get("articles/known", 0) + stats.get("articles/unchanged", 0),
            stats.get("articles/guessed", 0),
            next((why for line in record.get("failures", ()) if (why := line.partition(": blocked: ")[2])), ""),
        )


def _answers(counts: Mapping[str, int]) -> Answers:
    return Answers(**{name: counts.get(name, 0) for name in ("read", "unchanged", "failed", "links")})


def read_runs(output: Path, since: datetime, until: datetime, outlet: str = "") -> dict[str, list[Crawl]]:
    """The crawls that began in that time, by outlet, oldest first; of one outlet where it is named."""
    found: dict[str, list[Crawl]] = {}
    for path in _files(output / "runs", since, until):
        for crawl in _crawls(path, outlet):
            if since <= crawl.started <= until:
                found.setdefault(crawl.outlet, []).append(crawl)
    return {name: sorted(crawls, key=lambda crawl: crawl.started) for name, crawls in sorted(found.items())}


def ran(output: Path, since: datetime, until: datetime) -> bool:
    """Whether anything has run in that time."""
    return any(True for _ in _files(output / "runs", since, until))


def _files(folder: Path, since: datetime, until: datetime) -> Iterator[Path]:
    """Record files that may fall in the period by their name; a run may last a day."""
    first, last = clock.stamp(since - timedelta(days=1))[:10], clock.stamp(until)[:10]
    for path in sorted(folder.glob("*.json")):
        day = re.match(r"\d{4}-\d\d-\d\d", path.name)
        if day and first <= day[0] <= last:
            yield path


def _crawls(path: Path, outlet: str) -> Iterator[Crawl]:
    """Skips foreign files and outlets that were locked."""
    try:
        outlets = json.loads(path.read_bytes())["outlets"]
        for name in (outlet,) if outlet else tuple(outlets):
            if name in outlets and outlets[name]["stats"]:
                yield Crawl.of(name, outlets[name])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        logger.warning("%s is no record of a run: %s", path, error)
