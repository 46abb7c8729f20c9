"""`scrapy health`: the outlets that have changed, by their own past runs; exit code 1 where there is an alarm."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from scrapy.exceptions import UsageError

from pipelines.evidence import Evidence
from pipelines.messenger import Untold, tell
from scrapers import clock
from scrapers.health import Alarm, alarms
from scrapers.outlets import outlets
from scrapers.terminal.command import ExitCode, NewsCommand, moment

NO_ARTICLES = {"blocked", "source:empty"}
"""Alarms whose page is no article's and of no use as a test of a layout."""


class Health(NewsCommand):
    """Judges all outlets or one."""

    arguments = (0, 1)

    def syntax(self) -> str:
        return "[options] [outlet]"

    def short_desc(self) -> str:
        return "Say which outlets have changed"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="for programs: one JSON array of alarms")
        parser.add_argument("--since", metavar="TIME", help="the alarms of every day since then, not only of the last")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        now = clock.now(self.project)
        opts.since = moment(opts.since, now) if opts.since else None
        for name in args:
            if name not in outlets():
                raise UsageError(f"there is no outlet {name}")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Keeps the pages behind the alarms of today, tells people once a day, prints."""
        output = Path(self.project["OUTPUT"])
        found = alarms(output, clock.now(self.project), args[0] if args else "", opts.since)
        if opts.since is None:
            found = [Evidence.of(output, alarm).keep(output, alarm) for alarm in found]
            self._tell(output, found)
        if opts.json:
            print(json.dumps([asdict(alarm) for alarm in found], ensure_ascii=False, indent=2))
        else:
            _show(found, output)
        if found:
            self.exitcode = ExitCode.FAILED

    def _tell(self, output: Path, found: Sequence[Alarm]) -> None:
        addresses = self.project["ALARM_URLS"].split()
        new = [alarm for alarm in found if not Evidence.of(output, alarm).told]
        if not new or not addresses:
            return
        try:
            tell(new, addresses)
        except Untold as error:
            self.fail(f"alarms were not sent: {error}")
            return
        for alarm in new:
            Evidence.of(output, alarm).tell()


def _show(found: Sequence[Alarm], output: Path) -> None:
    """A few lines an alarm: what, the page, and the command that takes the page over into the tests."""
    for alarm in found:
        print(f"{alarm.day}  {alarm.outlet}  {alarm.name}\n  {alarm.message}")
        if alarm.url:
            print(f"  page: {alarm.url}")
        if alarm.kept:
            print(f"  kept: {output / alarm.kept}")
        if alarm.kept and alarm.url and alarm.name not in NO_ARTICLES:
            print(f"  test: scrapy freeze {shlex.quote(str(output / alarm.kept))} --url {shlex.quote(alarm.url)}")
    if not found:
        print("no alarms")
