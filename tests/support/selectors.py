"""`make selectors`: compares our CSS selectors with lxml's on every real page in ../shared (half a minute)."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

from cssselect import HTMLTranslator
from lxml import etree

from scrapers.cms import FAMILIES
from scrapers.outlet import Layout
from scrapers.outlets import outlets
from scrapers.parser.encoding.decode import to_utf8
from scrapers.parser.page.selectors import selector
from scrapers.parser.page.tree import Page

ARTICLES = Path(__file__).parents[3] / "shared" / "pages" / "articles"
NO_SELECTORS = {"name", "seen", "kind", "order"}
"""Texts of a layout that are no CSS."""


@cache
def rules() -> tuple[str, ...]:
    """Every selector of every layout of the outlets and the families, without attributes."""
    layouts = [*FAMILIES, *(layout for outlet in outlets().values() for layout in outlet.layouts)]
    texts = [text for layout in layouts for text in _texts(layout)]
    parts = (part.partition("@")[0].strip() for text in texts for part in text.split(" | "))
    return tuple(dict.fromkeys(filter(None, parts)))


def _texts(layout: Layout) -> Iterator[str]:
    for field in fields(layout):
        value = getattr(layout, field.name)
        if field.name not in NO_SELECTORS and isinstance(value, str):
            yield value


@cache
def by_lxml(rule: str) -> etree.XPath:
    """The selector as cssselect translates it and lxml answers it."""
    return etree.XPath(HTMLTranslator().css_to_xpath(rule))


def differences(body: bytes, asked: Iterable[str]) -> list[str]:
    """The rules that find other elements of the page, or others first, than by lxml."""
    page = Page(to_utf8(body).page)
    return [rule for rule in asked if selector(rule).all(page) != by_lxml(rule)(page.root)]


def main() -> int:
    """Prints every difference; the exit code is 1 where there is one."""
    found = 0
    pages = sorted(ARTICLES.glob("*.html"))
    for path in pages:
        for rule in differences(path.read_bytes(), rules()):
            found += 1
            print(f"{path.name}: {rule}", flush=True)
    print(f"{len(rules())} selectors on {len(pages)} pages: {found} differences")
    return 1 if found or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
