"""Deduplicate: drop articles whose content hash is unchanged; number the others as revisions.

An article that was taken down, or has come back, is a revision too.
"""

from __future__ import annotations

from scrapy.exceptions import DropItem

from pipelines.base import Step
from pipelines.content_hash import content_hash
from scrapers import clock
from scrapers.items import REMOVED, PageItem


class Unchanged(DropItem):
    """The feed holds this text already."""


class DeduplicatePipeline(Step):
    """Numbers the revisions of an article, by the state of its outlet."""

    def process_item(self, item: PageItem) -> PageItem:
        """Raises `Unchanged` where the feed holds this text already."""
        line, state = item.line, self.spider.state
        line.content_hash = content_hash(line)
        before = state.article(line.id)
        if before and before.content_hash == line.content_hash and before.gone == (line.kind == REMOVED):
            state.looked_at(line.id, clock.now(self.crawler.settings), item.http)
            raise Unchanged("the feed holds this text already")
        line.revision = before.revision + 1 if before else 1
        return item
