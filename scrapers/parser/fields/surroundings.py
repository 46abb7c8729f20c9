"""What stands around a block on the page: a date in it, the names of its elements."""

from __future__ import annotations

import re

from scrapers.dates.date_lines import printed_date
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.tree import Element

# Words in names of classes, in both languages that Vietnamese sites name them in.
AUTHOR = re.compile(r"author|tac-?gia|by-?line|writer|source|nguon|post-?meta|credit|signature", re.I)


def date_line(block: Block) -> str:
    """The date that a short block prints; empty for none."""
    return printed_date(block.text) if len(block.text) < 150 and block.kind != "image" else ""


def named_elements(element: Element) -> list[Element]:
    """A block, what is in it, and its parent where that holds nothing else: the first twelve."""
    elements = list(element.iter())[:12]
    parent = element.getparent()
    if parent is not None and len(parent) < 4:
        elements.append(parent)
    return elements


def names_of(element: Element) -> str:
    """Class names and ids of these."""
    found = (e.get(n) for e in named_elements(element) for n in ("class", "id", "itemprop", "rel"))
    return " ".join(filter(None, found))
