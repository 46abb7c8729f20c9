"""What a harvest shows on a terminal while it runs: outlets, articles, what is queued, and how fast it goes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich import box
from rich.console import Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from scrapers.crawl.harvester import Harvest, Visit
from scrapers.terminal.plain_console import PlainConsole
from scrapers.web.scrapy_internals import waits_for


@contextmanager
def display(harvest: Harvest, budget: float | None) -> Iterator[None]:
    """A table on stderr, kept up to date until the block ends, then gone; `budget` is in seconds."""
    view = _View(harvest, budget)
    with Live(
        get_renderable=view.render, console=PlainConsole(stderr=True), auto_refresh=False, transient=True
    ) as live:
        harvest.watch = live.refresh
        yield


class _View:
    def __init__(self, harvest: Harvest, budget: float | None) -> None:
        self.harvest = harvest
        self.budget = budget
        self.start = time.monotonic()

    def render(self) -> Group:
        """The line of sums above the outlets that are under way."""
        visits, passed = self.harvest.visits, time.monotonic() - self.start
        pages = sum(_figure(visit, "response_received_count") for visit in visits)
        parts = (
            f"{sum(visit.ended is not None for visit in visits)} of {len(visits)} outlets",
            f"{sum(map(_articles, visits))} articles",
            f"{sum(map(_queue, visits))} in the queue",
            f"{pages / max(passed, 1):.1f} pages/s",
            _clock(passed) + (f" of {_clock(self.budget)}" if self.budget else ""),
        )
        return Group(Text(" · ".join(parts), style="bold"), self._table())

    def _table(self) -> Table:
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        table.add_column("outlet", min_width=16)
        for heading in ("articles", "queue", "pages", "failed"):
            table.add_column(heading, justify="right")
        table.add_column("waits for")
        for visit in self.harvest.visits:
            if visit.started and not visit.ended:
                failed = _figure(visit, "articles/failed") + _figure(visit, "listings/failed")
                cells = (_articles(visit), _queue(visit), _figure(visit, "response_received_count"), failed)
                waits = waits_for(visit.crawler) if visit.crawler and visit.crawler.engine else "its start"
                table.add_row(visit.outlet, *map(str, cells), Text(waits))
        return table


def _figure(visit: Visit, name: str) -> int:
    return int(visit.stats.get(name, 0)) if visit.spider else 0


def _articles(visit: Visit) -> int:
    return _figure(visit, "articles/new") + _figure(visit, "articles/revised")


def _queue(visit: Visit) -> int:
    """Requests that are still to be sent."""
    return 0 if visit.ended else _figure(visit, "scheduler/enqueued") - _figure(visit, "scheduler/dequeued")


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
