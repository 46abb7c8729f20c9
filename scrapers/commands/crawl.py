"""`scrapy crawl`: asks an outlet what is new, or what a window, section or list of addresses holds, and stores it."""

from __future__ import annotations

import argparse
import asyncio
import difflib
import sqlite3
import tempfile
from collections.abc import Awaitable
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError
from scrapy.utils.conf import arglist_to_dict

from scrapers import clock
from scrapers.command import ExitCode, Failure, NewsCommand
from scrapers.lock import Locked
from scrapers.outlets import outlets
from scrapers.plan import ARGUMENTS, read_plan
from scrapers.site_address import read_addresses
from scrapers.spiders import NewsSpider
from scrapers.summary import show_table, summary

SHOWN = 10
"""Failures named on stderr; the rest is counted."""


class Crawl(NewsCommand):
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
        if args[0] not in outlets():
            near = difflib.get_close_matches(args[0], outlets(), n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(outlets())}"
            raise UsageError(f"unknown outlet {args[0]}: {hint}")
        try:
            read_addresses(self.project["SITE_ADDRESS"])
            read_plan(outlets()[args[0]], clock.now(self.project), opts.asked)
        except ValueError as error:
            raise UsageError(str(error)) from None
        _writable(Path(self.project["OUTPUT"]))

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Runs the spider; what it did is told on stdout, what failed on stderr."""
        assert self.crawler_process is not None
        crawler = self.crawler_process.create_crawler(args[0])
        with self.progress(args[0]) as step:
            crawler.signals.connect(step, signals.response_received)
            task = self.crawler_process.crawl(crawler, known=opts.table, **opts.asked)
            self.crawler_process.start()
        _raise_again(task)
        spider = crawler.spider
        assert isinstance(spider, NewsSpider)
        if opts.table:
            show_table(spider)
        print(summary(spider))
        self._judge(crawler, spider)

    def _judge(self, crawler: Crawler, spider: NewsSpider) -> None:
        failures, why = spider.ledger.failures, crawler.stats.get_value("finish_reason")
        for line in failures[:SHOWN]:
            self.fail(line)
        if len(failures) > SHOWN:
            self.fail(f"and {len(failures) - SHOWN} more failures")
        if why in {"shutdown", None}:
            self.fail("interrupted; all that was read is stored, the same command goes on", ExitCode.INTERRUPTED)
        elif why != "finished":
            self.fail(f"ended early: {why}")


def _raise_again(task: Awaitable[None]) -> None:
    """What broke the run before its first request, in words of the command."""
    if not isinstance(task, asyncio.Task) or not task.done() or task.cancelled():
        return
    error = task.exception()
    if isinstance(error, Locked):
        raise Failure(str(error), ExitCode.LOCKED)
    if isinstance(error, sqlite3.DatabaseError):
        raise Failure(f"the state cannot be read ({error}): delete it, it is rebuilt from the feed")
    if error:
        raise error


def _writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror}") from None
