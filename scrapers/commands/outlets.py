"""`scrapy outlets`: the outlets that are known, and whether their files keep the house rules."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from scrapy.exceptions import UsageError

from scrapers.authoring.catalogue import as_data
from scrapers.clock import now
from scrapers.outlets import named, outlets
from scrapers.records.probe_record import probed
from scrapers.terminal.command import ExitCode, NewsCommand
from scrapers.terminal.plain import print_plain
from scrapers.version import checkout


class OutletsCommand(NewsCommand):
    """Lists all outlets or those named."""

    arguments = (0, None)

    def syntax(self) -> str:
        return "[options] [outlet] ..."

    def short_desc(self) -> str:
        return "List the outlets, their templates and sources"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="for programs: one JSON array with every rule's month")
        parser.add_argument("--check", action="store_true", help="say where files or pages break the house rules")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.check and (args or opts.json):
            raise UsageError("--check stands alone: it looks at all outlets together")
        if opts.check and not checkout():
            raise UsageError("--check reads the frozen pages: run it in a checkout, not where the program is installed")
        try:
            args[:] = [named(name).name for name in args]
        except ValueError as error:
            raise UsageError(str(error)) from None

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapers.terminal.outlet_table import show_outlets  # with the whole parser

        if opts.check:
            self._check()
            return
        chosen = [outlet for name, outlet in outlets().items() if not args or name in args]
        probes = {outlet.name: probed(Path(self.project["OUTPUT"]), outlet.name) for outlet in chosen}
        if opts.json:
            found = [as_data(outlet, probes[outlet.name]) for outlet in chosen]
            print(json.dumps(found, ensure_ascii=False, indent=2))
        else:
            show_outlets(chosen, probes, self.project["OUTLETS_OFF"])

    def _check(self) -> None:
        from scrapers.terminal.outlet_table import check_all

        faults = check_all(f"{now(self.project):%Y-%m}")
        for fault in faults:
            print_plain(f"{fault.place}: {fault.what}")
        if faults:
            self.exitcode = ExitCode.FAILED
        else:
            print(f"{len(outlets())} outlets keep the rules")
