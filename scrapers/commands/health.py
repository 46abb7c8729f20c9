"""`scrapy health`: alarms for outlets that differ from their own past runs; exit code 1 where there is one."""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from scrapers import clock
from scrapers.outlets import named
from scrapers.terminal.command import NewsCommand


class HealthCommand(NewsCommand):
    """Judges all outlets or one."""

    arguments = (0, 1)

    def syntax(self) -> str:
        return "[options] [outlet]"

    def short_desc(self) -> str:
        return "Say which outlets have changed"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="for programs: one JSON array of alarms")
        parser.add_argument(
            "--since", metavar="WHEN", help="the alarms of every day since then, such as 30d, not only of the last"
        )

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        now = clock.now(self.project)
        from scrapers.dates.window import read_window  # the grammar of dates

        try:
            opts.since = read_window(opts.since, "", now).since if opts.since else None
            args[:] = [named(name).name for name in args]
        except ValueError as error:
            raise UsageError(str(error)) from None

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapers.terminal.alarm_list import show_health  # with the spiders, whose samples prove the alarms

        show_health(self, args[0] if args else "", opts)
