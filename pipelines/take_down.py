"""Take down: an article whose page is gone gets a line that repeats its last one and says so."""

from __future__ import annotations

from pathlib import Path

from pipelines.base import Step
from pipelines.day_files import DayFiles
from pipelines.feed.schema import LINE
from scrapers import clock
from scrapers.items import REMOVED, SCHEMA, Line, Reading
from scrapers.state.crawl_state import Stored


def removal(feed: DayFiles, stored: Stored, crawled_at: str) -> Line:
    """The line that says that a stored article was taken down; its revision is still open. Raises OSError."""
    line = LINE.validate_python(feed.line(stored.file, stored.start))
    line.schema, line.kind, line.crawled_at, line.reason = SCHEMA, REMOVED, crawled_at, None
    return line


class TakeDownPipeline(Step):
    """Makes the line of a reading without an article; those with one are made by the next step."""

    def process_item(self, item: Reading) -> Reading:
        """Sets `line` from the feed."""
        if item.article is None:
            spider = self.spider
            stored = spider.state.article(item.gone)
            assert stored is not None
            feed = DayFiles(Path(spider.settings["OUTPUT"]) / "articles" / spider.name)
            item.line = removal(feed, stored, clock.stamp(item.crawled_at))
        return item
