"""Store: appends lines to the feed, syncs them in groups, then updates the state."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections import Counter

from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from pipelines.base import Step
from scrapers.items import PageItem


class StorePipeline(Step):
    """Stores each line in the feed and state that the spider has opened.

    Lines are written at once and made durable together, GROUP_LINES or GROUP_SECONDS of them; every change of the
    state since then is one transaction, committed after them.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._group: Counter[str] = Counter()
        self._most = crawler.settings.getint("GROUP_LINES")
        self._timer = create_looping_call(self.commit)

    def open_spider(self) -> None:
        """Starts the clock of the groups."""
        self._timer.start(self.crawler.settings.getfloat("GROUP_SECONDS"), now=False)

    def process_item(self, item: PageItem) -> PageItem:
        """Line first, state second: whatever happens between them, the next start finds the line."""
        feed, state = self.spider.feed, self.spider.state
        state.check()
        stored, end = feed.add(item.line)
        etag, last_modified = item.http.get("etag"), item.http.get("last-modified")
        state.store(dataclasses.replace(stored, etag=etag, last_modified=last_modified), end)
        self._group["articles/revised" if item.line.revision > 1 else "articles/new"] += 1
        if self._group.total() >= self._most:
            self.commit()
        return item

    def commit(self) -> None:
        """Makes the group durable, then what the state says of it. A run that cannot do that has to end."""
        feed, state = self.spider.feed, self.spider.state
        try:
            self.spider.commit()
        except (OSError, sqlite3.Error) as error:
            state.rollback(error)
            self.spider.abort(f"{feed.folder}: {state.error}")
        else:
            for name, count in self._group.items():
                self.crawler.stats.inc_value(name, count)
        self._group.clear()

    def close_spider(self) -> None:
        """The last group."""
        if self._timer.running:
            self._timer.stop()
            self.commit()
