"""Context of a block: dates in it, names of the elements close to it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from scrapers.dates.date_lines import printed_date
from scrapers.parser.grammar.press import is_press
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.tree import Element
from scrapers.parser.story.roles import words
from scrapers.text import fold

# Whole words in names of classes, in both languages that Vietnamese sites name them in; compounds begin with the first.
_AUTHOR = ("author", "tacgia", "byline", "writer", "nguon")
_SOURCE = frozenset(["source", "credit", "signature", "postmeta"])


def date_line(block: Block) -> str:
    """The date that a short block prints; empty for none."""
    return printed_date(block.text) if len(block.text) < 150 and block.kind != "image" else ""


def close_elements(element: Element) -> list[Element]:
    """The element of a block, the first eleven inside it, and its parent where that holds little else."""
    elements = list(element.iter())[:12]
    parent = element.getparent()
    if parent is not None and len(parent) < 4:
        elements.append(parent)
    return elements


def names_of(element: Element) -> str:
    """Class names and ids of the close elements."""
    found = (e.get(n) for e in close_elements(element) for n in ("class", "id", "itemprop", "rel"))
    return " ".join(filter(None, found))


def names_author(element: Element) -> bool:
    """Whether the names around a block call it an author's or a source's."""
    return any(word.startswith(_AUTHOR) or word in _SOURCE for word in words(names_of(element)))


def source_logo(blocks: Iterable[Block]) -> str | None:
    """The outlet that a logo or a link stands for which is named as the story's source, by its title."""
    for block in blocks:
        for element in (block.element, *islice(block.element.iterancestors(), 3)):
            if not {"source", "nguon"}.isdisjoint(words(element.get("class") or "")):
                titles = (e.get(name) for e in element.iter() for name in ("title", "alt", "aria-label"))
                if name := next((title for title in titles if title and is_press(title)), None):
                    return fold(name)
    return None
