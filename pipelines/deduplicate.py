"""Deduplicate: drop articles whose content hash is unchanged; number the others as revisions.

An article that was taken down, or has come back, is a revision too.
"""

from __future__ import annotations

import hashlib
import json

from scrapy.exceptions import DropItem

from pipelines.base import Step
from scrapers import clock
from scrapers.items import REMOVED, Line, PageItem


class Unchanged(DropItem):
    """The feed holds this text already."""


def content_hash(line: Line) -> str:
    """16 hex digits of SHA-256 over what a reader reads: title, lead, byline, source, dateline, body and captions.

    Not over dates ('5 phút trước' changes with every look, a feed's date depends on how the article was found), nor
    over section, tags and picture addresses, which change without the text.
    """
    captions = [caption.text for caption in line.captions]
    seen = [line.title, line.lead, line.byline, line.source, line.dateline, line.body, captions]
    return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()[:16]


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
