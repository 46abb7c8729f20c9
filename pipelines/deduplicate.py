"""Deduplicate: drop articles whose content hash is unchanged; number the others as revisions.

An article that was taken down, or has come back, is a revision too. A page that stands elsewhere under the same id and
has nothing in common with the article is none: an outlet that counts its numbers twice must not overwrite its articles.
"""

from __future__ import annotations

from scrapy.exceptions import DropItem

from pipelines.base import Step
from pipelines.content_hash import content_hash
from pipelines.feed.schema import LINE
from pipelines.near.fingerprint import akin
from scrapers import clock
from scrapers.items import REMOVED, Line, PageItem
from scrapers.state.crawl_state import Stored


class Unchanged(DropItem):
    """The feed holds this text already."""


class AnotherArticle(DropItem):
    """The id that the page names is that of another article."""

    def __init__(self, stored: Stored) -> None:
        super().__init__("its id is another article's")
        self.stored = stored


class DeduplicatePipeline(Step):
    """Numbers the revisions of an article, by the state of its outlet."""

    def process_item(self, item: PageItem) -> PageItem:
        """Raises `Unchanged` where the feed holds this text already, `AnotherArticle` where it holds another story."""
        line, state = item.line, self.spider.state
        line.content_hash = content_hash(line)
        before = state.article(line.id)
        if before and before.content_hash == line.content_hash and before.gone == (line.kind == REMOVED):
            state.looked_at(line.id, clock.now(self.crawler.settings), item.http)
            if line.url and line.url != before.url:
                state.moved(line.id, line.url)
            raise Unchanged("the feed holds this text already")
        if before and before.url != line.url and not self._may_be(line, before):
            raise AnotherArticle(before)
        line.revision = before.revision + 1 if before else 1
        return item

    def _may_be(self, line: Line, before: Stored) -> bool:
        """Whether a page elsewhere is the stored article; where its day was taken away, the id alone says so."""
        feed = self.spider.feed
        return not feed.holds(before) or akin(line, LINE.validate_python(feed.line(before.file, before.start)))
