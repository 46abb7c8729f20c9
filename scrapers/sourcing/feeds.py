"""Feeds and sitemaps as servers send them: RSS, RDF, Atom, sitemaps, indexes and text lists, whichever was expected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from scrapers.address import absolute
from scrapers.gunzip import MAGIC, gunzip
from scrapers.items import Order, PageDate

UNPACKED = 200 * 1024 * 1024
"""Most bytes of an unpacked `.gz` sitemap (sitemaps.org allows 50 MB)."""
_START = re.compile(rb"<(?:\?xml|(?:rss|feed|urlset|sitemapindex|rdf:RDF|RDF)[\s>])", re.I)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LINES = re.compile(rb"\s*https?://[^\s<>]+\s*(?:\n|\r|$)")
_FEEDBURNER = "http://rssnamespace.org/feedburner/ext/1.0"
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """An address, and what the source says of its time."""

    url: str
    dates: tuple[PageDate, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What a feed or sitemap says: articles, and for an index the sitemaps in it."""

    entries: tuple[Entry, ...] = ()
    children: tuple[Entry, ...] = ()
    cut: bool = False
    """It breaks off before its end, though whoever sent it may have called it whole."""


def read_answer(page: bytes, url: str, order: Order = "DMY") -> Answer:
    """Reads whatever it is; `order` is that of a feed's dates. Raises ValueError, in a few words, where it is none.

    An element counts by its own children and their namespace: `image:loc`, an enclosure or `atom:link` is no article.
    """
    page = _unpacked(page)
    if _LINES.match(page.removeprefix(b"\xef\xbb\xbf")):
        found = re.findall(r"^[^\S\n]*(https?://\S+)[^\S\n]*$", page.decode("utf-8-sig", "replace"), re.M)
        return Answer(tuple(Entry(address) for link in found if (address := absolute(link, url))))
    root = _root(page, url)
    items = _nodes(root, "item", "entry")
    feed = (Entry(link, tuple(_feed_dates(node, order))) for node in items if (link := _link(node, url)))
    places = (Entry(link, tuple(_map_dates(node))) for node in _nodes(root, "url") if (link := _loc(node, url)))
    maps = (Entry(link, tuple(_map_dates(node))) for node in _nodes(root, "sitemap") if (link := _loc(node, url)))
    return Answer((*feed, *places), tuple(maps), _is_cut(page, root))


def _unpacked(page: bytes) -> bytes:
    if not page.startswith(MAGIC):
        return page
    try:
        page = gunzip(page, UNPACKED)
    except ValueError as error:
        raise ValueError(f"no XML: {error}") from None
    if len(page) > UNPACKED:
        raise ValueError("larger than 200 MB")
    return page


def _root(page: bytes, url: str) -> etree._Element:
    # vietnambiz (2026) declares UTF-16 and sends UTF-8: without a zero byte it cannot be what it says.
    narrow = b"\x00" not in page[:100]
    charset = "utf-8" if narrow and b"utf-16" in page[:200].lower() else None
    if narrow:
        page = _CONTROL.sub(b"", _trimmed(page))
    parser = etree.XMLParser(encoding=charset, recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(page, parser, base_url=url)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"no XML: {error}") from error
    if root is None:
        raise ValueError("no XML")
    if _name(root).lower() == "html":
        raise ValueError("no XML but an HTML page")
    return root


def _is_cut(page: bytes, root: etree._Element) -> bool:
    """Whether the root's end is missing; UTF-16 is looked at without its zero bytes."""
    end = page.replace(b"\x00", b"") if b"\x00" in page[:100] else page
    name = f"{root.prefix}:{_name(root)}" if root.prefix else _name(root)
    return f"</{name}".encode() not in end and not end.rstrip().endswith(b"/>")


def _trimmed(page: bytes) -> bytes:
    """Without what stands before the XML: blank lines, a warning of PHP."""
    start = _START.search(page)
    if start is None or b"<html" in page[: start.start()].lower():
        return page.lstrip()
    return page[start.start() :]


def _nodes(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (node for node in root.iter(etree.Element) if _name(node) in names)


def _name(node: etree._Element) -> str:
    return _split(node)[1]


def _split(node: etree._Element) -> tuple[str, str]:
    """Namespace and name; an undeclared prefix stays before the name (`image:loc`), which `QName` refuses."""
    space, _, name = str(node.tag).rpartition("}")
    return space.removeprefix("{"), name


def _children(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The node's own children of that name, in its namespace or in none."""
    spaces = {_split(node)[0], ""}
    for child in node.iterchildren(etree.Element):
        space, own = _split(child)
        if own == name and space in spaces:
            yield child


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
    link = re.sub(r"\s+", "", link.replace("&amp;", "&"))
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
