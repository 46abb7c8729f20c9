"""Filter by window: drop articles that were published outside the window that the run asks for."""

from __future__ import annotations

from scrapy.exceptions import DropItem

from pipelines.base import Step
from scrapers.items import PageItem


class Outside(DropItem):
    """The article was published outside the run's window."""


class WindowPipeline(Step):
    """Drops articles outside the run's window; those without a date pass."""

    def process_item(self, item: PageItem) -> PageItem:
        """Raises `Outside` where the article's date is not in the window."""
        line = item.line
        if line.date and not self.spider.window.holds(line.date, line.date_precision):
            raise Outside(f"published {line.date}")
        return item
