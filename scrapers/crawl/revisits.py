"""Which known pages a run requests again: those that failed before, and stored articles that are due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scrapy import Request

from scrapers.crawl.ledger import CONFIRM
from scrapers.sourcing.sources import Link
from scrapers.state.crawl_state import GRACE, Attempt

if TYPE_CHECKING:
    from scrapers.crawl.article_spider import ArticleSpider


class Revisits:
    """The repeated requests of one run."""

    def __init__(self, spider: ArticleSpider) -> None:
        self.spider = spider
        self.left = spider.settings.getint("RETRIES_A_RUN")
        """How many pages that failed before may still be requested."""

    def failed(self) -> Iterator[Request]:
        """Pages whose last attempt failed, without abandoned ones and those outside the run's question."""
        spider = self.spider
        attempts = spider.state.attempts() if spider.plan.limit is None else ()
        for attempt in attempts:
            if spider.wanted(attempt.link) and self.allows(attempt):
                yield spider.article(spider.frontier.add(attempt.link))

    def allows(self, attempt: Attempt | None) -> bool:
        """Whether a page may be requested, for all that is known of its last attempt: where that failed, it must not
        rest, and the run must have retries left."""
        if attempt is None:
            return True
        if attempt.rests(self.spider.now, self.spider.ledger.rules):
            return False
        if self.left <= 0:
            self.spider.ledger.count("articles/postponed")
        self.left -= 1
        return self.left >= 0

    def due(self) -> Iterator[Request]:
        """Conditional requests for stored articles that are due: missing ones and recent ones."""
        age, now, state = self.spider.plan.refresh, self.spider.now, self.spider.state
        if age is None:
            return
        young = (known for known in state.young(now - age - GRACE) if known.due(now, age))
        for known in {known.id: known for known in (*state.missed(now - CONFIRM), *young)}.values():
            # An address that leads to another article by now is looked at as that one's.
            if known.url and state.article_at(known.url) in {known.id, None}:
                yield self.spider.article(Link(known.url, kind="refresh"), known.conditions)
