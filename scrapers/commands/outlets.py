"""`scrapy outlets`: the outlets that are known, and whether their files keep the house rules."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text
from scrapy.exceptions import UsageError

from pipelines.frozen import frozen_pages
from scrapers.authoring.catalogue import as_data, confirmed, families, kinds, outlet_file
from scrapers.authoring.house_rules import Fault, faults_of_files
from scrapers.authoring.kept_pages import faults_on_pages
from scrapers.clock import now
from scrapers.outlet import Outlet
from scrapers.outlets import outlets
from scrapers.terminal.command import ExitCode, NewsCommand
from scrapers.terminal.table import show


class Outlets(NewsCommand):
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
        for name in args:
            if name not in outlets():
                raise UsageError(f"there is no outlet {name}")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.check:
            self._check()
            return
        chosen = [outlet for name, outlet in outlets().items() if not args or name in args]
        if opts.json:
            print(json.dumps([as_data(outlet) for outlet in chosen], ensure_ascii=False, indent=2))
        else:
            _show(chosen)

    def _check(self) -> None:
        faults = check_all(f"{now(self.project):%Y-%m}")
        for fault in faults:
            print(f"{fault.place}: {fault.what}")
        if faults:
            self.exitcode = ExitCode.FAILED
        else:
            print(f"{len(outlets())} outlets keep the rules")


def check_all(month: str) -> list[Fault]:
    """Every broken rule of files, layouts and pages, sorted; `month` (`2026-11`) is this one."""
    known = outlets()
    return sorted({*faults_of_files(month), *faults_on_pages(known, frozen_pages())})


def _show(chosen: Sequence[Outlet]) -> None:
    """At 80 columns: name over home, title over families, layouts and sources; `?` marks what nothing confirmed."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    table.add_column("outlet\nhome", no_wrap=True, overflow="ellipsis", max_width=22)
    table.add_column("title\nfamily", max_width=16)
    table.add_column("layouts", ratio=1, overflow="fold")
    table.add_column("sources", max_width=15)
    table.add_column("seen", width=7)
    for outlet in chosen:
        layouts = ", ".join(f"{layout.name}{'' if layout.seen else '?'}" for layout in outlet.layouts)
        table.add_row(
            Text(f"{outlet.name}\n{outlet.home.partition('//')[2]}"),
            Text(f"{outlet.title}\n{', '.join(families(outlet_file(outlet.name))) or '–'}"),
            Text(layouts),
            Text(kinds(outlet)),
            Text(confirmed(outlet.layouts) or "never"),
        )
    show(table)
    print("\n? and never: no real page, feed or list has confirmed it yet")
