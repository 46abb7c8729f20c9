"""Base class of the item pipelines, and what they may ask of the spider."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Protocol, Self, cast

from scrapers.items import PageItem, Reading

if TYPE_CHECKING:  # whoever only cleans, dates or validates a line needs no crawl
    from scrapy.crawler import Crawler

    from pipelines.day_files import DayFiles
    from scrapers.dates.window import Window
    from scrapers.state.crawl_state import State


class StoringSpider(Protocol):
    """The part of a spider that the steps use."""

    @property
    def feed(self) -> DayFiles:
        """The outlet's part of the feed, under its lock."""

    @property
    def state(self) -> State:
        """What earlier runs and this one stored."""

    @property
    def window(self) -> Window:
        """The window of publication times of the run."""

    def commit(self) -> None:
        """Makes durable what was stored: page, line, state. Raises OSError, `sqlite3.Error`."""

    def abort(self, trouble: str) -> None:
        """Ends the run: nothing more can be stored."""


class Step:
    """Base class of ITEM_PIPELINES; Scrapy makes one of each for each crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def spider(self) -> StoringSpider:
        """The crawl's spider."""
        return cast("StoringSpider", self.crawler.spider)

    def count(self, name: str) -> None:
        """One more of `name` in the crawl's statistics."""
        self.crawler.stats.inc_value(name)


class ReadingStep(Step):
    """A step for articles that were read; the removal of one passes through."""

    def process_item(self, item: PageItem) -> PageItem:
        if isinstance(item, Reading):
            self.process_reading(item)
        return item

    @abstractmethod
    def process_reading(self, reading: Reading) -> None:
        """Changes the reading in place. Raises `DropItem` if it makes no line."""
