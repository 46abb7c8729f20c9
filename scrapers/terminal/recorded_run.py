"""Runs a crawl of outlets and keeps its record in `output/runs` up to date, also for a run that is killed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from scrapy.crawler import AsyncCrawlerProcess

from scrapers import clock
from scrapers.crawl.harvester import Harvest, Seats, Visit
from scrapers.records.run_record import Run
from scrapers.terminal.command import NewsCommand


class RecordedRun:
    """The run of a command that crawls, and its record."""

    def __init__(self, command: NewsCommand, visits: Sequence[Visit], arguments: Mapping[str, Any]) -> None:
        assert isinstance(command.crawler_process, AsyncCrawlerProcess)
        self.settings = command.project
        self.output = Path(self.settings["OUTPUT"])
        self.now = partial(clock.now, self.settings)
        self.record = Run(command.name, arguments, self.now(), visits)
        self.harvest = Harvest(command.crawler_process, visits, self.now)
        self.harvest.keep = lambda: self.record.write(self.output, self.now())

    def crawl(self, turn: float, budget: float | None = None, *, shown: bool = False) -> None:
        """Visits the outlets, HARVEST_OUTLETS at once; `turn` and `budget` in seconds, `shown` on the terminal."""
        with self._display(budget) if shown else nullcontext():
            self.harvest.run(Seats(self.settings.getint("HARVEST_OUTLETS"), turn), budget)

    def _display(self, budget: float | None) -> AbstractContextManager[None]:
        from scrapers.terminal.harvest_display import display  # what draws tables, which no run of cron needs

        return display(self.harvest, budget)

    def close(self, exit_code: int) -> None:
        """Writes the final record and removes those older than RUNS_DAYS. Raises OSError."""
        self.record.write(self.output, self.now(), exit_code)
        self.record.remove_old(self.output, self.now(), self.settings.getint("RUNS_DAYS"))
