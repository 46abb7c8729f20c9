"""Confine: an article that was published outside the window asked for makes no line."""

from __future__ import annotations

from pipelines.base import Step
from scrapers.crawl.ledger import Outside
from scrapers.items import Reading


class WindowPipeline(Step):
    """Lets through what the run's window may hold; an article without a date may be of any time."""

    def process_item(self, item: Reading) -> Reading:
        """Raises `Outside` where the article's date is not in the window."""
        line = item.line
        assert line is not None
        if line.date and not self.spider.plan.window.holds(line.date, line.date_precision):
            raise Outside(f"published {line.date}")
        return item
