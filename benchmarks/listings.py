"""How well links are found on the real listings and feeds beside the project, without the outlets' link rules."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lxml import etree, html

from scrapers.address import article_match, canonical
from scrapers.clock import VIETNAM
from scrapers.dates.window import Window
from scrapers.outlet import Feed, Listing, Outlet, Source
from scrapers.outlets import outlet_of
from scrapers.sourcing.sources import read

PAGES = Path(__file__).parents[2] / "shared" / "pages"
FOUND = 0.97
"""Share of the article links on a page that have to be found at least."""
AT = datetime(2026, 11, 1, tzinfo=VIETNAM)
_ASIDE = re.compile(r"(?:sub|main|top)?-?(?:menu|nav|footer)", re.I)


@dataclass(frozen=True)
class Figure:
    """One page: its article links, those that were found, and what was taken besides."""

    name: str
    links: frozenset[str]
    found: frozenset[str]

    @property
    def share(self) -> float:
        """Of the article links."""
        return len(self.links & self.found) / len(self.links) if self.links else 1.0

    @property
    def others(self) -> frozenset[str]:
        """Taken, though no article link of the page, its menu and its footer included."""
        return self.found - self.links


def figures() -> Iterator[Figure]:
    """Every real listing and feed."""
    with (PAGES / "manifest.tsv").open(encoding="utf-8") as file:
        for kind, name, host, url, *_ in csv.reader(file, delimiter="\t"):
            if kind in ("listing", "feed"):
                yield _figure(kind, PAGES / name, url or f"https://{host}/")


def _figure(kind: str, path: Path, url: str) -> Figure:
    outlet, page = outlet_of(url), path.read_bytes()
    assert outlet is not None, f"no outlet of {url}"
    source: Source = Feed(url=url) if kind == "feed" else Listing(url=url, links="")

    def takes(link: str) -> bool:
        return article_match(outlet, link) is not None

    named = read(source, page, url, 1, Window(), AT, takes).links
    found = frozenset(canonical(link.url, outlet) for link in named if takes(link.url))
    links = _in_feed(page, outlet) if kind == "feed" else _on_page(page, url, outlet)
    return Figure(path.name, frozenset(links), found)


def _in_feed(page: bytes, outlet: Outlet) -> Iterator[str]:
    """By a plain search of the text: links of items, whatever the XML says."""
    text = page.decode("utf-8", "replace")
    for item in re.findall(r"<item>(.*?)</item>", text, re.S):
        found = re.search(r"<link>\s*(?:<!\[CDATA\[)?\s*(\S+?)\s*(?:\]\]>)?\s*</link>", item)
        if found and article_match(outlet, canonical(found[1], outlet)):
            yield canonical(found[1], outlet)


def _on_page(page: bytes, url: str, outlet: Outlet) -> Iterator[str]:
    """All links that the pattern takes, but those that stand nowhere else than in a menu or footer."""
    tree = html.document_fromstring(page)
    tree.make_links_absolute(url, resolve_base_href=True, handle_failures="discard")  # type: ignore[attr-defined]
    for anchor in tree.iter("a"):
        link = canonical(anchor.get("href") or "", outlet)
        if article_match(outlet, link) and not any(map(_aside, anchor.iterancestors())):
            yield link


def _aside(node: etree._Element) -> bool:
    names = f"{node.get('id') or ''} {node.get('class') or ''}".split()
    return node.tag in ("nav", "footer") or any(map(_ASIDE.fullmatch, names))
