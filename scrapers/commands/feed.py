"""`scrapy feed`: reads, compares, counts, exports, checks and compacts what the crawls have stored."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError

from scrapers.clock import now
from scrapers.terminal.command import NewsCommand
from scrapers.version import program


class FeedCommand(NewsCommand):
    """Each task has its own options; `scrapy feed TASK -h` shows them."""

    def syntax(self) -> str:
        return "<task> [options] ..."

    def short_desc(self) -> str:
        return "Read, compare, count, export, check and compact the feed"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        from scrapers.terminal.feed_tasks import TASKS  # with all that reads the feed

        super().add_options(parser)
        tasks = parser.add_subparsers(
            dest="task", required=True, metavar="task", prog=f"{program()} feed", title="Tasks"
        )
        for name, task in TASKS.items():
            own = tasks.add_parser(name, help=task.about, description=task.about)
            self.add_task(own, name)
            for option in task.options:
                option(own)

    def unknown(self, argument: str) -> str:
        """What is said of an argument too many; a file is perhaps the feed that is meant."""
        return super().unknown(argument) + (f": a file is read with --in {argument}" if _is_file(argument) else "")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Reads the filter and the cursor."""
        from scrapers.terminal.feed_tasks import read_filter

        for word in getattr(opts, "words", ()):
            if _is_file(word):
                raise UsageError(f"{word} is a file: it is searched with --in {word}")
        try:
            opts.query = read_filter(opts, now(self.project))
        except ValueError as error:
            raise UsageError(str(error)) from None

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapers.terminal.feed_tasks import work

        work(self, Path(self.project["OUTPUT"]), opts)


def _is_file(argument: str) -> bool:
    return Path(argument).suffix == ".jsonl" and Path(argument).is_file()
