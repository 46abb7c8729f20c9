"""A step between an article as read and a line in the feed: what each has of the run that it works for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self, cast

if TYPE_CHECKING:  # who only cleans, dates or validates a line needs no crawl
    from scrapy.crawler import Crawler

    from scrapers.crawl.spiders import NewsSpider


class Step:
    """One verb of ITEM_PIPELINES; Scrapy makes one for each crawl."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def spider(self) -> NewsSpider:
        """The crawl's spider, with its plan and its books."""
        return cast("NewsSpider", self.crawler.spider)
