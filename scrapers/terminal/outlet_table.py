"""The outlets in a table, and all of their faults."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

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


def show_outlets(chosen: Sequence[Outlet], probes: Mapping[str, Mapping[str, Any]], off: Collection[str] = ()) -> None:
    """At 80 columns: name over home, title over families, layouts and sources; `?` marks what nothing confirmed.

    Below the home stands what a probe, or the first crawl, has made of it, and whether settings.py has switched it
    `off`; `*` marks what the probe confirmed.
    """
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    table.add_column("outlet\nhome", no_wrap=True, overflow="ellipsis", max_width=22)
    table.add_column("title\nfamily", max_width=16)
    table.add_column("layouts", ratio=1, overflow="fold")
    table.add_column("sources", max_width=15)
    table.add_column("seen", width=7)
    for outlet in chosen:
        probe = probes[outlet.name]
        marks = {layout: f"{outlet.name}/{layout.name}" in probe.get("confirmed", {}) for layout in outlet.layouts}
        layouts = ", ".join(f"{la.name}{'' if la.seen else '?'}{'*' * met}" for la, met in marks.items())
        table.add_row(
            Text("\n".join([outlet.name, outlet.home.partition("//")[2], *_said(probe, outlet.name in off)])),
            Text(f"{outlet.title}\n{', '.join(families(outlet_file(outlet.name))) or '–'}"),
            Text(layouts),
            Text(kinds(outlet)),
            Text(confirmed(outlet.layouts) or "never"),
        )
    show(table)
    print("\n? and never: no real page, feed or list has confirmed it yet")
    if any(probes.values()):
        print("*: a page of it was read by its rules when the outlet was probed or first crawled")


def _said(probe: Mapping[str, Any], off: bool) -> Iterator[str]:
    """Verdict and day; whether the outlet is switched off."""
    if probe:
        yield f"{probe.get('verdict')} {str(probe.get('at'))[:10]}"
    if off:
        yield "off (OUTLETS_OFF)"
