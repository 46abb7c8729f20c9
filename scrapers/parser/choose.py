"""Chooses the layout that parses a page: its outlet by URL or markers, then the first layout whose marker matches."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from scrapers.address import domain, host, place
from scrapers.cms import FAMILIES
from scrapers.items import NotAnArticle
from scrapers.outlet import Outlet
from scrapers.outlets import outlet_of, outlets
from scrapers.parser.generic import GENERIC
from scrapers.parser.page.selectors import selector
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Page
from scrapers.parser.page_address import page_address
from scrapers.parser.rules import Rules

# Former hosts count too: a page of 2012 links to those of its day.
_HOST = re.compile(rb"//([a-z0-9][a-z0-9.-]+)")


def choose_rules(
    page: Page, structured: Structured, url: str | None, *, known: bool = True
) -> tuple[Rules, str | None]:
    """The rules and the canonical address; `known=False` reads as if no outlet were known.

    A page of a known outlet that fits none of its layouts is guessed at like any other, and its rules say so.
    Raises `NotAnArticle` where the page says that the story is gone.
    """
    address, outlet = page_address(page, structured, url)
    why = f"address on {host(address)}" if outlet and address else ""
    if outlet is None and address is None:
        outlet = _by_marker(page)
        why = f"its host is named on the page and a marker of {outlet.name} is there" if outlet else ""
    if outlet is None or not known:
        return _guess(page, domain(address) if address else "unknown", "no known outlet"), address
    for layout in outlet.layouts:
        if selector(layout.marker).on(page):
            rules = Rules(layout, f"{outlet.name}/{layout.name}", f"{why}; marker {layout.marker}", outlet, outlet.name)
            return rules, address
    if place(next(iter(structured.links.get("canonical", ())), ""))[:2] == place(outlet.home)[:2]:
        # A soft 404: seen with status 200 where a story was (2026).
        raise NotAnArticle("gone: the page calls itself the home page")
    misfit = f"unknown layout of {outlet.name}: none of its markers is on the page"
    return replace(_guess(page, outlet.name, misfit, outlet), misfit=misfit), address


def _guess(page: Page, name: str, why: str, outlet: Outlet | None = None) -> Rules:
    """CMS families by their markers, then the generic reader."""
    for family in FAMILIES:
        if selector(family.marker).on(page):
            return Rules(family, f"family/{family.name}", f"{why}; marker {family.marker}", outlet, name, guessed=True)
    return Rules(GENERIC, "generic", f"{why}, no family's marker", outlet, name, guessed=True)


def _by_marker(page: Page) -> Outlet | None:
    """For pages without any address: the outlet that the page links to most and that knows its layout."""
    mentions: Counter[str] = Counter()
    for name, count in Counter(_HOST.findall(page.source)).items():
        outlet = outlet_of(f"http://{name.decode().rstrip('.-')}")
        if outlet:
            mentions[outlet.name] += count
    ranked = (outlets()[name] for name, _ in mentions.most_common())
    return next((o for o in ranked if any(selector(layout.marker).on(page) for layout in o.layouts)), None)
