"""`scrapy check`: whether outlets' first sources and an article each can be read, by the contracts of their spiders."""

from __future__ import annotations

import argparse
import tempfile

from scrapy.commands import check
from scrapy.exceptions import UsageError

from scrapers.outlets import named, outlets
from scrapers.terminal.command import NewsCommand
from scrapers.terminal.network import demand_network


class CheckCommand(NewsCommand, check.Command):
    """Scrapy's own command with the manners of ours; nothing is stored."""

    requires_crawler_process = True
    arguments = (0, None)

    def syntax(self) -> str:
        return "[options] [outlet …]"

    def short_desc(self) -> str:
        return "Read one source and one article of outlets, and store nothing"

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Whether there are such outlets."""
        try:
            for name in args:
                named(name)
        except ValueError as error:
            raise UsageError(str(error)) from None

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Asks all outlets where none is named; state and feed are those of a folder that is thrown away."""
        demand_network(self.project, [named(name) for name in args or outlets()])
        with tempfile.TemporaryDirectory(prefix="check-") as folder:
            self.project.set("OUTPUT", folder, priority="cmdline")
            check.Command.run(self, args, opts)
