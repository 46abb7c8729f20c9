"""Field coverage by layout and slowest URLs, counted during a run."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from scrapers.items import Line, Reading

FIELDS = ("title", "lead", "authors", "date", "body", "captions", "section", "tags", "images")
"""The fields whose coverage is counted."""
SLOWEST = 10
"""Addresses kept of those that took longest."""


@dataclass
class Coverage:
    """Coverage figures of the pages of one layout that made a new or revised line."""

    pages: int = 0
    found: Counter[str] = field(default_factory=Counter)
    paragraphs: list[int] = field(default_factory=list)
    characters: list[int] = field(default_factory=list)
    captions: int = 0
    paywalled: int = 0
    precisions: Counter[str] = field(default_factory=Counter)
    origins: Counter[str] = field(default_factory=Counter)

    def add(self, line: Line, completed: Collection[str] = ()) -> None:
        """One more page; what the general rules `completed` for the layout, it has not found."""
        self.pages += 1
        self.found.update(name for name in FIELDS if getattr(line, name) and name not in completed)
        self.paragraphs.append(len(line.body.split("\n\n")) if line.body else 0)
        self.characters.append(len(line.body))
        self.captions += len(line.captions)
        self.paywalled += line.paywalled
        if line.date and "date" not in completed:
            self.precisions[str(line.date_precision)] += 1
            self.origins[str(line.date_source)] += 1

    def record(self) -> dict[str, Any]:
        """The figures as the run record has them."""
        return {
            "pages": self.pages,
            "coverage": {name: self.found[name] for name in FIELDS},
            "paragraphs": _quartiles(self.paragraphs),
            "characters": _quartiles(self.characters),
            "captions": self.captions,
            "paywalled": self.paywalled,
            "date_precision": dict(self.precisions),
            "date_source": dict(self.origins),
        }


class CoverageStats:
    """The figures of one outlet's run; Scrapy makes one for each crawler."""

    def __init__(self, crawler: Crawler) -> None:
        self.layouts: dict[str, Coverage] = {}
        self._slow: list[tuple[float, str]] = []
        crawler.signals.connect(self._stored, signals.item_scraped)
        crawler.signals.connect(self._received, signals.response_received)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def slowest(self) -> list[tuple[str, float]]:
        """The addresses that took longest to answer, in seconds, slowest first."""
        return [(url, round(seconds, 3)) for seconds, url in sorted(self._slow, reverse=True)]

    def _stored(self, item: Any) -> None:
        if isinstance(item, Reading):
            line = item.line
            self.layouts.setdefault(line.parser, Coverage()).add(line, item.article.completed)

    def _received(self, response: Response, request: Request) -> None:
        heapq.heappush(self._slow, (request.meta.get("download_latency", 0.0), response.url))
        if len(self._slow) > SLOWEST:
            heapq.heappop(self._slow)


def _quartiles(values: list[int]) -> list[float]:
    """First quartile, median, third quartile; a single value is all three."""
    return quantiles(values, method="inclusive") if len(values) > 1 else [float(value) for value in values] * 3
