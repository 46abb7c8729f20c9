"""Confine: an article that was published outside the window asked for makes no line."""

from __future__ import annotations

from typing import Self

from scrapy.crawler import Crawler

from scrapers.crawl.ledger import Outside
from scrapers.items import Reading
from scrapers.spiders import NewsSpider


class ConfinePipeline:
    """Lets through what the run's window may hold; an article without a date may be of any time."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Reading) -> Reading:
        """Raises `Outside` where the article's date is not in the window."""
        line, spider = item.line, self.crawler.spider
        assert line is not None
        assert isinstance(spider, NewsSpider)
        if line.date and not spider.plan.window.holds(line.date, line.date_precision):
            raise Outside(f"published {line.date}")
        return item
