"""Bounds on a page before any rule sees it, and the tree of one that goes beyond them in depth or attributes.

The largest page of a Vietnamese outlet that was seen has 2 MB, 9,000 tags, 55 levels and 53 attributes on an element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from scrapers.items import NotAnArticle

MOST_BYTES = 6_000_000
MOST_TAGS = 200_000
"""Start and end tags together: a tree of them stays below 50 MB."""
DEEPEST = 512
"""Levels of the tree; what is nested deeper stands beside its parent, as in Blink (kMaximumHTMLParserDOMTreeDepth)."""
MOST_ATTRIBUTES = 250
"""Of an element: libxml2 takes time with their square. A page of 5 MB of nothing but such elements takes 1.2 s, as long
as with 100 each; with 500 it takes 1.9. Minified scripts look like tags of two hundred, and what is suspected goes the
slow way: 1 real page in 50 with this bound, 1 in 20 with 100."""
LONGEST_NAMES = 2000
"""Characters of an attribute that rules look into, and remember: class, id, style."""

_LOOKED_INTO = frozenset(["class", "id", "style"])
_ATTRIBUTE = rb"""[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_MANY = re.compile(rb"<[a-zA-Z][^\s/>]*+(?:%b){%d}" % (_ATTRIBUTE, MOST_ATTRIBUTES + 1))
# Found by its sign, for a search by name stops at every other letter: a name right before it or one blank away,
# any name behind more blanks.
_BEFORE = "|".join(rf"(?<={name}=)|(?<={name}\s=)" for name in (r"\bclass", r"\bid", r"\bstyle"))
_LONG = re.compile(
    rb"""=(?:%b|(?<=\s\s=))\s*+(?:"[^"]{%d}|'[^']{%d}|[^\s"'>]{%d})"""
    % (_BEFORE.encode(), *((LONGEST_NAMES + 1,) * 3)),
    re.I,
)
# A tag that is worth a look has more bytes than this; so do few scripts between two of their `>`.
_LONG_TAG = 8192
# In a page of more bytes every tag is looked at, for one may hide its length by a `>` in a quoted value.
_SMALL = 256_000
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def demand_bounds(page: bytes) -> None:
    """Raise `NotAnArticle` for what no newsroom serves as a page."""
    if len(page) > MOST_BYTES:
        raise NotAnArticle(f"larger than {MOST_BYTES // 1_000_000} MB")
    if len(page) > MOST_TAGS and page.count(b"<") > MOST_TAGS:
        raise NotAnArticle(f"more than {MOST_TAGS:,} tags")


def parse(source: bytes) -> etree._Element | None:
    """The tree of a page in UTF-8 as libxml2 reads broken and cut markup; None where it holds no element."""
    if not source.strip():
        return None
    if not _overloaded(source):
        parser = _parser()
        root: etree._Element | None = etree.fromstring(source, parser)
        # At 256 levels libxml2 reads no further, unless it is told to take everything (`huge_tree`).
        if not any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in _last(parser)):
            return root
    tree = _BoundedTree()
    etree.fromstring(source, _parser(tree))
    return tree.root


def _parser(target: _BoundedTree | None = None) -> etree.HTMLParser:
    # It keeps the state of its last document: a new one for each.
    return etree.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        target=target,  # type: ignore[arg-type]  # the stub asks for methods that lxml does not (docs, "target parser")
    )


def _last(parser: etree.HTMLParser) -> Iterator[etree._LogEntry]:
    last = parser.error_log.last_error
    if last is not None:
        yield last


def _overloaded(source: bytes) -> bool:
    """Whether a tag has more attributes, or longer ones, than the bounds allow."""
    stretches = _without_end_of_tag(source) if len(source) <= _SMALL else [(0, len(source))]
    return any(_MANY.search(source, *where) or _LONG.search(source, *where) for where in stretches)


def _without_end_of_tag(source: bytes) -> Iterator[tuple[int, int]]:
    """The stretches of more than _LONG_TAG bytes without a `>`, found by looking at a byte in thousands."""
    start = 0
    while start + _LONG_TAG < len(source):
        last = source.rfind(b">", start, start + _LONG_TAG)
        if last >= 0:
            start = last + 1
            continue
        end = source.find(b">", start)
        end = end if end >= 0 else len(source)
        yield start, end
        start = end + 1


class _BoundedTree:
    """Builds a tree from libxml2's events, which come in linear time whatever the page holds."""

    def __init__(self) -> None:
        self.root: etree._Element | None = None
        self._open: list[etree._Element] = []
        self._levels: list[bool] = []
        """Of each element that has begun and not ended, whether it is a level of the tree."""
        self._ended: etree._Element | None = None
        """The element that has just ended, whose tail comes next."""
        self._texts: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._write()
        kept = _bounded(attributes)
        repeats, deep = self._repeats(tag, kept), len(self._open) == DEEPEST
        self._levels.append(not (repeats or deep))
        if repeats:
            return
        if deep:
            self._open.pop()
        self._open.append(self._element(tag if _NAME.fullmatch(tag) else "span", kept))
        self._ended = None

    def _repeats(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether it is nothing but the element around it once more, as where one is never closed."""
        if not self._open or self._ended is not None:
            return False
        outer = self._open[-1]
        return outer.tag == tag and not len(outer) and not outer.text and dict(outer.items()) == attributes

    def _element(self, tag: str, attributes: dict[str, str]) -> etree._Element:
        if self.root is None:
            self.root = etree.Element(tag, attributes)
            return self.root
        return etree.SubElement(self._open[-1] if self._open else self.root, tag, attributes)

    def end(self, tag: str) -> None:
        """The innermost element ends."""
        self._write()
        if self._levels and self._levels.pop():
            self._ended = self._open.pop()

    def data(self, text: str) -> None:
        """A piece of text."""
        self._texts.append(text)

    def close(self) -> None:
        """The page ends."""
        self._write()

    def _write(self) -> None:
        text = "".join(self._texts)
        self._texts.clear()
        if self._ended is not None:
            self._ended.tail = (self._ended.tail or "") + text
        elif self._open:
            self._open[-1].text = (self._open[-1].text or "") + text


def _bounded(attributes: Mapping[str, str]) -> dict[str, str]:
    kept = [name for name in list(attributes)[: 2 * MOST_ATTRIBUTES] if _NAME.fullmatch(name)][:MOST_ATTRIBUTES]
    cut = dict.fromkeys(_LOOKED_INTO, LONGEST_NAMES)
    return {name: attributes[name][: cut.get(name)] for name in kept}
