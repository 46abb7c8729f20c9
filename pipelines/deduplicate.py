"""Deduplicate: an article that says what its last line said makes no line, one that says something else a revision.

One that was taken down, or has come back, is a revision too.
"""

from __future__ import annotations

import hashlib
import json
from typing import Self

from scrapy.crawler import Crawler

from scrapers import clock
from scrapers.crawl.ledger import Unchanged
from scrapers.items import REMOVED, Line, Reading
from scrapers.spiders import NewsSpider


def content_hash(line: Line) -> str:
    """16 hex digits of SHA-256 over what a reader reads: title, lead, byline, source, dateline, body and captions.

    Not over dates ('5 phút trước' changes with every look, a feed's date depends on how the article was found), nor
    over section, tags and picture addresses, which change without the text.
    """
    captions = [caption.text for caption in line.captions]
    seen = [line.title, line.lead, line.byline, line.source, line.dateline, line.body, captions]
    return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()[:16]


class DeduplicatePipeline:
    """Numbers the revisions of an article, by the state of its outlet."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_item(self, item: Reading) -> Reading:
        """Raises `Unchanged` where the feed holds this text already."""
        line, spider = item.line, self.crawler.spider
        assert line is not None
        assert isinstance(spider, NewsSpider)
        line.content_hash = content_hash(line)
        before = spider.state.article(line.id)
        if before and before.content_hash == line.content_hash and before.gone == (line.kind == REMOVED):
            spider.state.looked_at(line.id, clock.now(self.crawler.settings), item.http)
            raise Unchanged("the feed holds this text already")
        line.revision = before.revision + 1 if before else 1
        return item
