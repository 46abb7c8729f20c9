"""The element tree of a page, parsed once and indexed by class and id, and the visible text of an element.

What is asked of every element names its attributes as bytes: lxml encodes a str anew each time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from typing import cast

from lxml import etree

from scrapers.parser.page.bounds import parse
from scrapers.text import fold

Element = etree._Element

SILENT = frozenset(
    "script style noscript template iframe svg select option button textarea object embed audio video map head input "
    "canvas img amp-ad amp-embed amp-iframe amp-video".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
)
# Where React (18 and later) streams what its script will move into place: `<div hidden id="S:1a">`.
_STREAMED = re.compile(r"S:[0-9a-f]+")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)


class Page:
    """A parsed page. `source` is its UTF-8 bytes, `root` the tree as libxml2 reads broken and cut markup.

    `told` are its elements meta, link, script and base, in document order.
    """

    def __init__(self, source: bytes) -> None:
        self.source = source
        root = parse(source)
        self.root: Element = root if root is not None else etree.Element("html")
        self.told: list[Element] = []
        for element in self.root.iter("meta", "link", "script", "base", "amp-img"):
            if element.tag == "amp-img":
                # A picture by another name (amp.dev); what stands in it is for browsers without script.
                element.tag = "img"
            else:
                self.told.append(element)
        self._said: dict[bytes, bool] = {}
        self._named: dict[str, list[Element]] = {}
        self._having: dict[str, dict[str | None, list[Element]]] = {}

    def says(self, word: bytes) -> bool:
        """Whether the source holds these bytes: a question far cheaper than a search of the tree."""
        known = self._said.get(word)
        if known is None:
            known = self._said[word] = word in self.source
        return known

    def named(self, key: str) -> list[Element]:
        """Elements of this `.class` or `#id` in document order."""
        known = self._named.get(key)
        if known is None:
            places = self._places.get(key, [])
            known = self._named[key] = [element for _, element in sorted(places)]
        return known

    def named_like(self, pattern: re.Pattern[str]) -> Iterator[list[Element]]:
        """Elements of each class and id (`.class`, `#id`) that the pattern is found in, as they come on the page."""
        found = filter(pattern.search, self._places)
        yield from map(self.named, sorted(found, key=lambda key: min(self._places[key])))

    @cached_property
    def _places(self) -> dict[str, list[tuple[int, Element]]]:
        """The elements of all classes and ids, each with its place on the page. Few class attributes differ."""
        attributes: defaultdict[str, list[tuple[int, Element]]] = defaultdict(list)
        places: defaultdict[str, list[tuple[int, Element]]] = defaultdict(list)
        for place in enumerate(self.root.iter()):
            if classes := place[1].get(b"class"):
                attributes[classes].append(place)
            if own := place[1].get(b"id"):
                places[f"#{own}"].append(place)
        for classes, those in attributes.items():
            for name in set(classes.split()):
                places[f".{name}"] += those
        return places

    def having(self, attribute: str, value: str | None = None, within: Element | None = None) -> list[Element]:
        """Elements that have this attribute, of this value where one is given, in document order.

        Looked up once for the page; anew `within` an element (itself included), which is small.
        """
        if within is not None:
            inside = cast("list[Element]", _having(attribute)(within))
            return [e for e in inside if value is None or e.get(attribute) == value]
        known = self._having.get(attribute)
        if known is None:
            found = cast("list[Element]", _having(attribute)(self.root)) if self.says(attribute.encode()) else []
            known = self._having[attribute] = {None: found}
            for element in found:
                known.setdefault(element.get(attribute), []).append(element)
        return known.get(value, [])


@cache
def _having(attribute: str) -> etree.XPath:
    return etree.XPath(f"descendant-or-self::*[@{attribute}]")


def hidden(element: Element) -> bool:
    """Whether an element is never displayed (`display: none`, `hidden`)."""
    style = element.get(b"style")
    if style is not None and _hides(style):
        return True
    return element.get(b"hidden") is not None and not _STREAMED.fullmatch(element.get(b"id") or "")


def silent(element: Element) -> bool:
    """Whether an element holds no text of the page; a button that was never closed holds the rest of it."""
    if element.tag not in SILENT:
        return False
    return element.tag != "button" or next(element.iter("h1", "p", "main", "article"), None) is None


@lru_cache(maxsize=4096)
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


def is_behind(element: Element, other: Element) -> bool:
    """Whether an element begins behind the end of another."""
    branches = dict(zip(other.iterancestors(), (other, *other.iterancestors()), strict=False))
    branch = element
    for parent in element.iterancestors():
        if parent in branches:
            return branches[parent] is not branch and parent.index(branch) > parent.index(branches[parent])
        branch = parent
    return False


def text_of(element: Element) -> str:
    """The folded text of an element as a reader sees it: no scripts, nothing hidden, a space for each line break."""
    if not len(element):
        return fold(element.text or "")
    return fold("".join(_texts(element)))


def has_text(element: Element) -> bool:
    """Whether `text_of` would find any, without reading it all."""
    return any(text.strip() for text in _texts(element))


def _texts(element: Element) -> Iterator[str]:
    """The pieces of that text. Without recursion, as broken pages are hundreds of levels deep."""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if inner is element:
            if event == "start" and inner.text:
                yield inner.text
            continue
        tag = inner.tag
        if tag == "br" or tag in BLOCKS:
            yield " "
        if event == "end":
            if inner.tail:
                yield inner.tail
        elif silent(inner) or hidden(inner):
            walk.skip_subtree()
        elif inner.text:
            yield inner.text
