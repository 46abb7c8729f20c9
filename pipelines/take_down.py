"""Take down: a removed article gets a line that repeats its last one as removed."""

from __future__ import annotations

from pipelines.base import Step
from pipelines.day_files import DayFiles
from pipelines.feed.schema import LINE
from scrapers import clock
from scrapers.items import REMOVED, SCHEMA, Line, PageItem, Removal
from scrapers.state.crawl_state import Stored


def removal(feed: DayFiles, stored: Stored, crawled_at: str) -> Line:
    """The line that says that a stored article was taken down; its revision is still open. Raises OSError."""
    line = LINE.validate_python(feed.line(stored.file, stored.start))
    line.schema, line.kind, line.crawled_at, line.reason = SCHEMA, REMOVED, crawled_at, None
    return line


class TakeDownPipeline(Step):
    """Makes the line of a removal; that of an article is made by the clean step."""

    def process_item(self, item: PageItem) -> PageItem:
        """Sets `line` from the article's last one in the feed."""
        if isinstance(item, Removal):
            stored = self.spider.state.article(item.article_id)
            assert stored is not None
            item.line = removal(self.spider.feed, stored, clock.stamp(item.crawled_at))
        return item
