"""Context of a block: dates in it, names of the elements close to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from scrapers.dates.date_lines import printed_date
from scrapers.parser.grammar.press import is_press
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.tree import Element, text_of
from scrapers.parser.story.roles import words
from scrapers.text import fold

# Whole words in names of classes, in both languages that Vietnamese sites name them in; compounds begin with the first.
_AUTHOR = ("author", "tacgia", "byline", "writer", "nguon")
_SOURCE = frozenset(["source", "signature", "postmeta"])
# A link to the page of one author, who is named by the link itself: `/tac-gia/mai-hoa`, `/authors/ann-lee/`.
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|writers?|contributors?|reporters?|journalists?|autor(?:en|es)?|auteurs?|tac-?gia|but-danh)/[^/?#]+/?$"
)
TAG_PAGES = ("/tag/", "/tags/", "/tu-khoa/")
"""Parts of the addresses of a tag's page."""
_DIGIT = re.compile(r"\d")


def date_line(block: Block) -> str:
    """The date that a short block prints; empty for none."""
    return printed_date(spaced(block)) if len(block.text) < 150 and block.kind != "image" else ""


def spaced(block: Block) -> str:
    """The text of a line whose parts only a style sheet sets apart (`<b>Mai Hoa</b><span>20/07/2026</span>`), with
    blanks between them."""
    if len(block.text) > 150 or not len(block.element) or not _DIGIT.search(block.text):
        return block.text
    parts = " ".join(map(str, block.element.itertext("*"))).split()
    return " ".join(parts) if "".join(parts) == block.text.replace(" ", "") else block.text


def close_elements(element: Element) -> list[Element]:
    """The element of a block, the first eleven inside it, and its parent where that holds little else."""
    elements = list(element.iter())[:12]
    parent = element.getparent()
    if parent is not None and len(parent) < 4:
        elements.append(parent)
    return elements


def names_of(element: Element) -> str:
    """Class names and ids of the close elements."""
    return _names(close_elements(element))


def _is_inside(element: Element, block: Block) -> bool:
    return block.element in element.iterancestors()


def _shows(element: Element, block: Block) -> bool:
    """Whether an element's text is a part of the block's, and of no other block in the same element."""
    text = text_of(element)
    return bool(text) and text in block.text


def _names(elements: Iterable[Element]) -> str:
    found = (e.get(n) for e in elements for n in ("class", "id", "itemprop", "rel"))
    return " ".join(filter(None, found))


def names_author(block: Block) -> bool:
    """Whether the names around a block, or its link to an author's page, call it an author's or a source's.

    A block's element may hold others, too.
    """
    own = [
        e for e in close_elements(block.element) if e is block.element or not _is_inside(e, block) or _shows(e, block)
    ]
    named = any(word.startswith(_AUTHOR) or word in _SOURCE for word in words(_names(own)))
    return named or any(leads_to_author(e) for e in own if e.tag == "a")


def leads_to_author(link: Element) -> bool:
    """Whether a link leads to the page of one author."""
    return _AUTHOR_PAGE.search(link.get("href") or "") is not None


def leads_to_tag(link: Element) -> bool:
    """Whether a link leads to the page of a tag, by its address or as a `#tag`."""
    address = link.get("href") or ""
    return any(place in address for place in TAG_PAGES) or text_of(link).startswith("#")


def source_logo(blocks: Iterable[Block]) -> str | None:
    """The outlet that a logo or a link stands for which is named as the story's source, by its title."""
    for block in blocks:
        for element in (block.element, *islice(block.element.iterancestors(), 3)):
            if not {"source", "nguon"}.isdisjoint(words(element.get("class") or "")):
                titles = (e.get(name) for e in element.iter() for name in ("title", "alt", "aria-label"))
                if name := next((title for title in titles if title and is_press(title)), None):
                    return fold(name)
    return None
