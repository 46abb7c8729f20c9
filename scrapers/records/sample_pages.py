"""Sample pages in `output/samples`: the newest page that shows each possible alarm, kept as evidence."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from scrapers.items import Line, Reading
from scrapers.kept_page import KeptPage, as_read, pack
from scrapers.records.coverage import FIELDS
from scrapers.records.frozen_pages import page_file
from scrapers.web.block_page import blocked_by

if TYPE_CHECKING:
    from scrapers.crawl.ledger import Ledger
    from scrapers.crawl.spiders import NewsSpider  # `health` reads samples without it

logger = logging.getLogger(__name__)

LARGE = 100_000
"""Bytes above which an answer is no block page."""


def sample(output: Path, outlet: str, clue: str, layout: str = "") -> Path:
    """The page of a clue, of one layout where it belongs to one, there or not."""
    name = "-".join(filter(None, (layout.rpartition("/")[2], clue)))
    return page_file(outlet, re.sub(r"[^\w.-]+|\.\.+", "-", name)[:100].strip("-_."), output / "samples")


def clues(line: Line) -> Iterator[str]:
    """The alarms that many more lines like this one would raise; `dates:<origin>` that its date came from there."""
    yield from (f"selector:{name}" for name in FIELDS if not getattr(line, name))
    if line.paywalled:
        yield "paywall"
    if line.date:
        yield f"dates:{line.date_source}"
        if line.date_precision not in {"minute", "second"}:
            yield "dates:clock"


class SamplePages:
    """Keeps the samples of one crawl in memory, packed, and writes them at its end; Scrapy makes one for each."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.output = Path(crawler.settings["OUTPUT"])
        self._lines: dict[tuple[str, str], tuple[bytes, Line]] = {}
        self._answers: dict[tuple[str, str], tuple[bytes, str]] = {}
        for name, handler in (
            ("item_scraped", self._stored),
            ("response_received", self._received),
            ("spider_closed", self._closed),
        ):
            crawler.signals.connect(handler, getattr(signals, name))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def _stored(self, item: Any, response: Response) -> None:
        if not isinstance(item, Reading) or self._ledger.reservations.copy_of(response) is None:
            return
        line = item.line
        keys = [(line.parser, clue) for clue in (*clues(line), *self._extremes(line))]
        if keys:
            packed = pack(response.body)
            self._lines.update((key, (packed, line)) for key in keys)

    @property
    def _ledger(self) -> Ledger:
        return cast("NewsSpider", self.crawler.spider).ledger

    def _extremes(self, line: Line) -> Iterator[str]:
        """Whether its body is the shortest or the longest of its layout so far."""
        for clue, sign in (("body:short", -1), ("body:long", 1)):
            so_far = self._lines.get((line.parser, clue))
            if so_far is None or sign * len(line.body) > sign * len(so_far[1].body):
                yield clue

    def _received(self, response: Response, request: Request) -> None:
        if len(response.body) < LARGE and blocked_by(response):
            self._keep("blocked", "", response)
        elif (source := request.cb_kwargs.get("source")) and response.status == 200:
            self._keep("source:empty", source.url, response)

    def _keep(self, clue: str, what: str, response: Response) -> None:
        self._answers.setdefault((clue, what), (pack(response.body), response.url))

    def _closed(self, spider: Spider) -> None:
        """Writes them; that the disk is full is no fault of the crawl."""
        try:
            for (layout, clue), (page, line) in self._lines.items():
                KeptPage(file=sample(self.output, spider.name, clue, layout), reading=as_read(line)).write(page)
            for (clue, what), (page, url) in self._answers.items():
                if not what or not self._ledger.sources[what]["links"]:
                    KeptPage(file=sample(self.output, spider.name, clue + what), reading={"url": url}).write(page)
        except OSError as error:
            logger.warning("no samples kept: %s", error)
