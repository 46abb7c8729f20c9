"""Store: appends lines to the feed, makes them durable in groups, and only then lets the state say so."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections import Counter
from pathlib import Path

from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from pipelines.base import Step
from pipelines.day_files import DayFiles
from pipelines.feed.manifest import close_days
from pipelines.feed.schema import dump
from pipelines.recover import open_state
from scrapers import clock
from scrapers.crawl.ledger import Ledger
from scrapers.items import Reading
from scrapers.state.crawl_state import Stored
from scrapers.state.lock import Lock


class StorePipeline(Step):
    """Opens feed and state of the outlet under its lock, and stores what comes.

    Lines are written at once and made durable together, GROUP_LINES or GROUP_SECONDS of them; all that the run has
    told the state since then is one transaction, committed after them.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._group: Counter[str] = Counter()
        self._most = crawler.settings.getint("GROUP_LINES")
        self._timer = create_looping_call(self.commit)

    @property
    def ledger(self) -> Ledger:
        """The books of this run, which hold its state."""
        return self.spider.ledger

    def open_spider(self) -> None:
        """Takes the lock, mends the feed, brings the state up to it. Raises `Locked`, OSError, `sqlite3.Error`."""
        settings, name = self.crawler.settings, self.ledger.outlet.name
        output, now = Path(settings["OUTPUT"]), clock.now(settings)
        lock = Lock(output / "state" / f"{name}.lock", clock.stamp(now))
        self.feed = DayFiles(output / "articles" / name)
        self.state, repairs = open_state(output / "state" / f"{name}.sqlite", lock, self.feed)
        self.ledger.open(self.state, repairs.sentences())
        close_days(output, name, clock.day(now))
        self._timer.start(settings.getfloat("GROUP_SECONDS"), now=False)

    def process_item(self, item: Reading) -> Reading:
        """Line first, state second: whatever happens between them, the next start finds the line."""
        assert item.line is not None
        self.state.check()
        file, start, end = self.feed.append(clock.day(item.crawled_at), dump(item.line))
        stored = Stored.of(dataclasses.asdict(item.line), file, start)
        etag, last_modified = item.http.get("etag"), item.http.get("last-modified")
        self.state.store(dataclasses.replace(stored, etag=etag, last_modified=last_modified), end)
        self._group["articles/revised" if item.line.revision > 1 else "articles/new"] += 1
        if self._group.total() >= self._most:
            self.commit()
        return item

    def commit(self) -> None:
        """Makes the group durable, then what the state says of it. A run that cannot do that has to end."""
        try:
            self.feed.sync()
            self.state.commit()
        except (OSError, sqlite3.Error) as error:
            self.state.rollback(error)
            self.ledger.broken(f"{self.feed.folder}: {self.state.error}")
        else:
            for name, count in self._group.items():
                self.crawler.stats.inc_value(name, count)
        self._group.clear()

    def close_spider(self) -> None:
        """The last group."""
        if self._timer.running:
            self._timer.stop()
            self.commit()
