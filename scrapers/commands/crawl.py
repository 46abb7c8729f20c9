"""`scrapy crawl`: asks an outlet what is new, or what a window, section or list of addresses holds, and stores it."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.utils.conf import arglist_to_dict

from scrapers import clock
from scrapers.crawl.plan import ARGUMENTS, read_plan
from scrapers.outlets import named
from scrapers.terminal.command import ExitCode, Failure, NewsCommand
from scrapers.terminal.plain import print_plain

if TYPE_CHECKING:
    from scrapers.crawl.harvester import Visit

SHOWN = 10
"""Failures named on stderr; the rest is counted."""


class CrawlCommand(NewsCommand):
    """One run of one outlet's spider."""

    requires_crawler_process = True
    arguments = (1, 1)

    def syntax(self) -> str:
        return "[options] <outlet>"

    def short_desc(self) -> str:
        return "Crawl an outlet's news into output/"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        known = ", ".join(ARGUMENTS)
        parser.add_argument("-a", dest="asked", action="append", default=[], metavar="NAME=VALUE", help=known)
        parser.add_argument("--table", action="store_true", help="show the articles, new ones and already stored ones")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Everything that can be wrong before the first request."""
        try:
            opts.asked = arglist_to_dict(opts.asked)
        except ValueError:
            raise UsageError("write -a NAME=VALUE", print_help=False) from None
        try:
            read_plan(named(args[0]), clock.now(self.project), opts.asked)
        except ValueError as error:
            raise UsageError(str(error)) from None
        self.check_output()

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Runs the spider; what it did is told on stdout, what failed on stderr."""
        from scrapers.crawl.harvester import Harvest, Seats, Visit
        from scrapers.records.run_record import Run  # with the spiders
        from scrapers.terminal.summary import summary

        assert isinstance(self.crawler_process, AsyncCrawlerProcess)
        now, visit = partial(clock.now, self.project), Visit(args[0], opts.asked, known=opts.table)
        run = Run(self.name, {"outlet": visit.outlet, **opts.asked}, now(), [visit])
        write = partial(run.write, Path(self.project["OUTPUT"]), self.project.getint("RUNS_DAYS"))
        with self.progress(args[0]) as step:
            harvest = Harvest(self.crawler_process, [visit], now)
            harvest.begun = lambda crawler: crawler.signals.connect(step, signals.response_received)
            harvest.keep = lambda: write(now())
            harvest.run(Seats(1, turn=60.0))
        if visit.reason == "locked":
            raise Failure(str(visit.error), ExitCode.LOCKED)
        if visit.spider and opts.table:
            from scrapers.terminal.crawl_table import show_table  # with what draws tables

            show_table(visit.spider)
        if visit.spider:
            print_plain(summary(visit.spider))
        self._judge(visit)
        write(now(), self.exitcode)

    def _judge(self, visit: Visit) -> None:
        for line in visit.troubles[:SHOWN]:
            self.fail(line)
        if len(visit.troubles) > SHOWN:
            self.fail(f"and {len(visit.troubles) - SHOWN} more failures")
        if visit.reason == "shutdown":
            self.fail("interrupted; all that was read is stored, the same command goes on", ExitCode.INTERRUPTED)
