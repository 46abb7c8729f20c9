"""Parses feeds and sitemaps as served: RSS, RDF, Atom, sitemaps, sitemap indexes and URL lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from lxml import etree

from scrapers.address import absolute, web_address
from scrapers.gunzip import MAGIC, pieces
from scrapers.items import Order, PageDate

UNPACKED = 200 * 1024 * 1024
"""Most bytes of an unpacked `.gz` sitemap (sitemaps.org allows 50 MB)."""
MOST = 50_000
"""Addresses that are read of one answer: sitemaps.org allows no more."""
CUT = "the answer ended early; what it names so far is asked for"
TOO_DEEP = "nested too deep, or its entities are; what it names so far is asked for"
TOO_MANY = f"names more than {MOST} addresses; the first are asked for, the others by later runs"
_PIECE = 64 * 1024
_NAMES = ("{*}item", "{*}entry", "{*}url", "{*}sitemap")
_START = re.compile(rb"<(?:\?xml|(?:rss|feed|urlset|sitemapindex|rdf:RDF|RDF)[\s>])", re.I)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LINES = re.compile(rb"\s*https?://[^\s<>]+\s*(?:\n|\r|$)")
_FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0"
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class FeedEntry:
    """A URL, and what the source says of its time."""

    url: str
    dates: tuple[PageDate, ...] = ()


@dataclass(frozen=True)
class ParsedFeed:
    """The content of a feed or sitemap: articles, and for an index its sitemaps."""

    entries: tuple[FeedEntry, ...] = ()
    children: tuple[FeedEntry, ...] = ()
    trouble: str = ""
    """Why there may be more than that: it breaks off before its end, though whoever sent it may have called it whole,
    or it names too many."""


Stored = Callable[[str], bool]
"""Says of an address whether its article is stored already."""


def read_answer(page: bytes, url: str, order: Order = "DMY", stored: Stored | None = None) -> ParsedFeed:
    """Reads whatever it is; `order` is that of a feed's dates. Raises ValueError, in a few words, where it is none.

    Where it names too many, those that are `stored` leave their room to others, so that each run gets further.
    An element counts by its own children and their namespace: `image:loc`, an enclosure or `atom:link` is no article.
    It is read a piece at a time, and nothing is kept but what it names.
    """
    parts = _pieces(page)
    first = next(parts, b"")
    if _LINES.match(first.removeprefix(b"\xef\xbb\xbf")):
        return _text_list(chain([first.removeprefix(b"\xef\xbb\xbf")], parts), url, stored)
    found, children = _Room(stored), list[FeedEntry]()
    tree = _Tree(first, url)
    for node in tree.read(parts):
        if _name(node) in ("item", "entry"):
            if link := _link(node, url):
                found.add(FeedEntry(link, tuple(_feed_dates(node, order))))
        elif link := _loc(node, url):
            entry = FeedEntry(link, tuple(_map_dates(node)))
            if _name(node) != "sitemap":
                found.add(entry)
            elif len(children) < MOST:
                children.append(entry)
            else:
                found.over = True
        if found.over:
            return ParsedFeed(tuple(found.entries), tuple(children), TOO_MANY)
    return ParsedFeed(tuple(found.entries), tuple(children), tree.trouble)


class _Room:
    """The addresses of one answer, as many as are kept."""

    def __init__(self, stored: Stored | None) -> None:
        self.entries: list[FeedEntry] = []
        self.over = False
        """There was one too many."""
        self._stored, self._full = stored, False

    def add(self, entry: FeedEntry) -> None:
        """Keeps it; once there is no room, those that are stored go, and no further one comes in."""
        if len(self.entries) == MOST and self._stored and not self._full:
            self._full = True
            self.entries = [one for one in self.entries if not self._stored(one.url)]
        if self._full and self._stored and self._stored(entry.url):
            return
        if len(self.entries) == MOST:
            self.over = True
        else:
            self.entries.append(entry)


def _pieces(page: bytes) -> Iterator[bytes]:
    """The unpacked page. Raises ValueError."""
    if not page.startswith(MAGIC):
        yield from (page[start : start + _PIECE] for start in range(0, len(page), _PIECE))
        return
    size = 0
    try:
        for piece in pieces(page, UNPACKED):
            size += len(piece)
            if size > UNPACKED:
                raise ValueError("larger than 200 MB")
            yield piece
    except ValueError as error:
        raise ValueError(f"no XML: {error}") from None


def _text_list(parts: Iterable[bytes], url: str, stored: Stored | None) -> ParsedFeed:
    found, rest = _Room(stored), b""
    for part in chain(parts, [b"\n"]):
        *lines, rest = (rest + part).split(b"\n")
        for line in lines:
            link = line.decode("utf-8", "replace").strip()
            if link.startswith(("http://", "https://")) and " " not in link and (address := absolute(link, url)):
                found.add(FeedEntry(address))
                if found.over:
                    return ParsedFeed(tuple(found.entries), trouble=TOO_MANY)
    return ParsedFeed(tuple(found.entries))


class _Tree:
    """The XML of an answer, element by element."""

    def __init__(self, first: bytes, url: str) -> None:
        # vietnambiz (2026) declares UTF-16 and sends UTF-8: without a zero byte it cannot be what it says.
        self._narrow = b"\x00" not in first[:100]
        self._first = _trimmed(first) if self._narrow else first
        charset = "utf-8" if self._narrow and b"utf-16" in first[:200].lower() else None
        safe: Any = {"recover": True, "resolve_entities": False, "no_network": True, "huge_tree": True}
        self._parser = etree.XMLPullParser(("end",), tag=_NAMES, base_url=url, encoding=charset, **safe)
        self.trouble = ""
        """Why its end was not reached."""

    def read(self, parts: Iterable[bytes]) -> Iterator[etree._Element]:
        """Its elements, each only until the next one. Raises ValueError where it is no XML."""
        tail = b""
        done: etree._Element | None = None
        try:
            for part in chain([self._first], parts):
                part = _CONTROL.sub(b"", part) if self._narrow else part
                tail = tail[-_PIECE:] + part
                self._parser.feed(part)
                for _, node in self._parser.read_events():
                    assert isinstance(node, etree._Element)
                    _forget(done)
                    yield node
                    done = node
            root = self._parser.close()
        except etree.XMLSyntaxError as error:
            raise ValueError(f"no XML: {error}") from error
        if root is None:
            raise ValueError("no XML")
        if _name(root).lower() == "html":
            raise ValueError("no XML but an HTML page")
        _forget(done)
        for node in root.iter(*_NAMES):
            del node[-1:]  # where it broke off: half an address is none
            yield node
        if not _ends(tail if self._narrow else tail.replace(b"\x00", b""), root):
            self.trouble = CUT
        elif any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in self._parser.feed_error_log):
            self.trouble = TOO_DEEP  # libxml2 has read no further


def _forget(node: etree._Element | None) -> None:
    """Takes an element that was read out of the tree."""
    if node is not None and (above := node.getparent()) is not None:
        above.remove(node)


def _ends(tail: bytes, root: etree._Element) -> bool:
    name = f"{root.prefix}:{_name(root)}" if root.prefix else _name(root)
    return f"</{name}".encode() in tail or tail.rstrip().endswith(b"/>")


def _trimmed(page: bytes) -> bytes:
    """Without what stands before the XML: blank lines, a warning of PHP."""
    start = _START.search(page)
    if start is None or b"<html" in page[: start.start()].lower():
        return page.lstrip()
    return page[start.start() :]


def _name(node: etree._Element) -> str:
    return _split(node.tag)[1]


@lru_cache(maxsize=256)
def _split(tag: str) -> tuple[str, str]:
    """Namespace and name; an undeclared prefix stays before the name (`image:loc`), which `QName` refuses."""
    space, _, name = tag.rpartition("}")
    return space.removeprefix("{"), name


def _children(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The node's own children of that name, in its namespace or in none."""
    space = _split(node.tag)[0]
    return node.iterchildren(f"{{{space}}}{name}", name) if space else node.iterchildren(name)


def _text(node: etree._Element, name: str) -> str:
    return next((text for child in _children(node, name) if (text := (child.text or "").strip())), "")


def _link(node: etree._Element, url: str) -> str:
    """The article of an RSS item or Atom entry: its link, else what stands for one."""
    for link in _candidates(node):
        if address := _address(link, node, url):
            return address
    return ""


def _address(link: str, node: etree._Element, url: str) -> str:
    """The address that a text there names; some escape it twice, inside CDATA."""
    link = "".join(link.replace("&amp;", "&").split())
    if link.startswith(("https://", "http://")):
        return web_address(link)
    return absolute(link, node.base or url) if link else ""


def _candidates(node: etree._Element) -> Iterator[str]:
    yield node.findtext(f"{{{_FEEDBURNER}}}origLink") or ""
    links = [*_children(node, "link"), *node.iterchildren(f"{{{_ATOM}}}link")]
    yield from (link.text or "" for link in links)
    yield from (link.get("href") or "" for link in links if link.get("rel", "alternate") == "alternate")
    for guid in _children(node, "guid"):
        text = (guid.text or "").strip()
        if guid.get("isPermaLink", "true").lower() != "false" and "/" in text:
            yield text
    if _name(node) == "item":  # RSS 1.0
        yield node.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or ""


def _feed_dates(node: etree._Element, order: Order) -> Iterator[PageDate]:
    dublin = node.findtext("{http://purl.org/dc/elements/1.1/}date") or ""
    given = {"pubDate": _text(node, "pubDate"), "published": _text(node, "published"), "dc:date": dublin.strip()}
    for name, text in given.items():
        if text:
            yield PageDate(text, "feed", name, order=order)
            return
    if updated := _text(node, "updated"):
        yield PageDate(updated, "feed", "updated", role="modified", order=order)


def _loc(node: etree._Element, url: str) -> str:
    return _address(_text(node, "loc"), node, url)


def _map_dates(node: etree._Element) -> Iterator[PageDate]:
    for news in _inner(node, "news"):
        for published in _inner(news, "publication_date"):
            yield PageDate((published.text or "").strip(), "sitemap", "news:publication_date")
    if changed := _text(node, "lastmod"):
        yield PageDate(changed, "sitemap", "lastmod", role="modified")


def _inner(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The first child of that name of a foreign namespace, which may be undeclared (`news:news`)."""
    for child in node.iterchildren(etree.Element):
        if _name(child).rpartition(":")[2] == name:
            yield child
            return
