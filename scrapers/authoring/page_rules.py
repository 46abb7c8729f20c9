"""House rules for layouts that are checked on the frozen pages: markers, selectors and article patterns match."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapers.address import article_match
from scrapers.authoring.house_rules import RULES, Fault
from scrapers.cms import FAMILIES
from scrapers.kept_page import KeptPage
from scrapers.outlet import Layout, Outlet
from scrapers.parser.encoding.decode import to_utf8
from scrapers.parser.page.selectors import selector
from scrapers.parser.page.tree import Page

# Rules whose parts all apply, split by commas; of the others the alternatives are tried one after another.
_LISTS = ("caption", "film", "drop", "keep", "marker")
_COMMA = re.compile(r",\s*(?![^(\[]*[)\]])")


@dataclass(frozen=True, slots=True)
class _Recognised:
    """A frozen page with the layout that reads it."""

    page: Page
    layout: Layout
    parser: str


def faults_on_pages(outlets: Mapping[str, Outlet], frozen: Iterable[KeptPage]) -> Iterator[Fault]:
    """What is wrong with layouts and article patterns, as the frozen pages show it."""
    read: list[_Recognised] = []
    for one in frozen:
        outlet = outlets.get(str(one.reading.get("outlet")))
        page = Page(to_utf8(one.read()).page)
        found, parser = _recognise(page, outlet), one.reading.get("parser")
        if found is None or found.parser != parser:
            chosen = found.parser if found else "none"
            yield Fault(one.name, f"markers choose {chosen}, the expectation names {parser}")
        if found is not None:
            read.append(found)
            yield from (Fault(one.name, what) for what in _rivals(page, outlet, found.layout))
        if outlet is not None and one.url:
            yield from (Fault(one.name, what) for what in _address(outlet, one.url))
    yield from _pageless(outlets, read)
    yield from _dead(outlets, read)


def _recognise(page: Page, outlet: Outlet | None) -> _Recognised | None:
    """By the first layout whose marker is on the page: the outlet's, of unknown outlets a family's."""
    owner = outlet.name if outlet else "family"
    for layout in outlet.layouts if outlet else FAMILIES:
        if selector(layout.marker).on(page):
            return _Recognised(page, layout, f"{owner}/{layout.name}")
    return None


def _rivals(page: Page, outlet: Outlet | None, chosen: Layout) -> Iterator[str]:
    """Other layouts of the outlet whose marker is on the page too; a base behind its variant reads the same text."""
    for layout in outlet.layouts if outlet else ():
        if layout.body != chosen.body and selector(layout.marker).on(page):
            yield f"the marker of {layout.name} is on it too, which reads another body than {chosen.name}"


def _address(outlet: Outlet, url: str) -> Iterator[str]:
    found = article_match(outlet, url)
    if found is None:
        yield f"the article pattern of {outlet.name} does not match {url}"
    elif not found.groupdict().get("id") and re.search(r"\d{5,}\D*$", urlsplit(url).path):
        yield f"the article pattern of {outlet.name} takes no id from {url}"


def _pageless(outlets: Mapping[str, Outlet], read: Iterable[_Recognised]) -> Iterator[Fault]:
    parsers = {one.parser for one in read}
    for outlet in outlets.values():
        for layout in outlet.layouts:
            if f"{outlet.name}/{layout.name}" not in parsers:
                yield Fault(f"{outlet.name}/{layout.name}", "has no kept page")


def _dead(outlets: Mapping[str, Outlet], read: Iterable[_Recognised]) -> Iterator[Fault]:
    """Selectors that find nothing on any page of any layout that has them."""
    owners: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for outlet in outlets.values():
        for layout in outlet.layouts:
            for rule in _parts(layout):
                owners[rule].append(f"{outlet.name}/{layout.name}")
    alive = {
        (field, css) for one in read for field, css in _parts(one.layout) if selector(css).on(one.page)
    }  # fmt: skip
    for (field, css), places in owners.items():
        if (field, css) not in alive:
            more = f" and {len(places) - 1} more" if len(places) > 1 else ""
            yield Fault(f"{places[0]}{more}", f"{field}: nothing is found by {css}")


def _parts(layout: Layout) -> Iterator[tuple[str, str]]:
    """Every single selector of a layout with its field."""
    for field in RULES:
        rule: str = getattr(layout, field) or ""
        for alternative in filter(None, rule.split(" | ")):
            for css in _COMMA.split(alternative) if field in _LISTS else [alternative]:
                yield field, css
