"""`scrapy doctor`: looks at machine, settings, folders and sites, and says what to do about what is wrong."""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError

from scrapers.outlets import chosen, named
from scrapers.terminal.command import ExitCode, NewsCommand
from scrapers.terminal.settings_schema import check_settings


class DoctorCommand(NewsCommand):
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
            given = check_settings(self.project)
            opts.homes = [named(name).home for name in chosen(args, given.OUTLET_GROUPS, given.OUTLETS_OFF)]
        except ValueError as error:
            raise UsageError(str(error)) from None

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Prints a line for each finding, and what to do below it."""
        from scrapers.terminal.doctor_report import (  # with what reads requirements and draws tables
            examine,
            show_findings,
        )

        findings = list(examine([] if opts.offline else opts.homes, self.project))
        show_findings(findings)
        wrong = sum(finding.grade == "wrong" for finding in findings)
        if wrong:
            self.fail(f"{wrong} thing{'s are' if wrong > 1 else ' is'} wrong", ExitCode.FAILED)
