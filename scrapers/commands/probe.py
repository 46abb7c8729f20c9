"""`scrapy probe`: checks outlets' files with a few polite requests; `--diff` prints the patch."""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from scrapers.outlets import named, outlets
from scrapers.terminal.command import NewsCommand


class ProbeCommand(NewsCommand):
    """Asks sources and five articles of each outlet, and stores nothing but what it found, in `output/probe`."""

    requires_crawler_process = True
    arguments = (0, None)

    def syntax(self) -> str:
        return "[options] [outlet …]"

    def short_desc(self) -> str:
        return "Say whether outlets' files are right, by at most thirty requests each"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--diff", action="store_true", help="print the change to the outlet's file as a patch")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Whether there are such outlets."""
        try:
            opts.outlets = [named(name) for name in args or outlets()]
        except ValueError as error:
            raise UsageError(str(error)) from None
        self.check_output()

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Asks all outlets where none is named."""
        from scrapers.terminal.probing import probe  # with the spiders

        probe(self, opts.outlets, opts.diff)
