"""`scrapy doctor`: looks at machine, settings, folders and sites, and says what to do about what is wrong."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text
from scrapy.exceptions import UsageError

from scrapers import clock
from scrapers.outlets import named, outlets
from scrapers.terminal import config, doctor, senseless
from scrapers.terminal.command import ExitCode, NewsCommand
from scrapers.terminal.doctor import Finding
from scrapers.terminal.reach import knock
from scrapers.terminal.table import show

MARKS = {"fine": ("✓", "green"), "odd": ("!", "yellow"), "wrong": ("✗", "red")}
PROJECT = Path(__file__).parents[2]


class Doctor(NewsCommand):
    """Exit code 1 where something is wrong."""

    arguments = (0, None)

    def syntax(self) -> str:
        return "[options] [outlets...]"

    def short_desc(self) -> str:
        return "Look for what keeps crawls from going well, and say what to do"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--offline", action="store_true", help="do not ask the sites")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """The outlets are known."""
        try:
            opts.homes = [named(name).home for name in args or outlets()]
        except ValueError as error:
            raise UsageError(str(error)) from None

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Prints a line for each finding, and what to do below it."""
        findings = list(self._findings([] if opts.offline else opts.homes))
        table = Table.grid(padding=(0, 1))
        for finding in findings:
            mark, colour = MARKS[finding.grade]
            table.add_row(Text(mark, colour), finding.subject, Text(finding.said))
            if finding.advice:
                table.add_row("", "", Text(f"→ {finding.advice}", "bold"))
        show(table)
        wrong = sum(finding.grade == "wrong" for finding in findings)
        if wrong:
            self.fail(f"{wrong} thing{'s are' if wrong > 1 else ' is'} wrong", ExitCode.FAILED)

    def _findings(self, homes: list[str]) -> Iterator[Finding]:
        output = Path(self.project["OUTPUT"])
        yield from doctor.python(PROJECT)
        yield doctor.disk(output)
        yield doctor.permissions(output)
        yield doctor.zone()
        yield from doctor.locks(output, clock.now(self.project))
        yield from senseless.settings(config.check(self.project))
        answers = knock(homes, self.project)
        yield doctor.clock_against(answers, clock.now(self.project))
        yield from doctor.sites(answers)
