"""The outlets in a table, and all of their faults."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table
from rich.text import Text

from scrapers.authoring.catalogue import confirmed, families, kinds, outlet_file
from scrapers.authoring.house_rules import Fault, faults_of_files
from scrapers.authoring.page_rules import faults_on_pages
from scrapers.outlet import Outlet
from scrapers.outlets import outlets
from scrapers.records.frozen_pages import frozen_pages
from scrapers.terminal.article_table import show


def check_all(month: str) -> list[Fault]:
    """Every broken rule of files, layouts and pages, sorted; `month` (`2026-11`) is this one."""
    known = outlets()
    return sorted({*faults_of_files(month), *faults_on_pages(known, frozen_pages())})


def show_outlets(chosen: Sequence[Outlet]) -> None:
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
