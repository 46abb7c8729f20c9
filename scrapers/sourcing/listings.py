"""Parses listings: article links and the next page, in HTML, fragments or JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import html

from scrapers.address import absolute
from scrapers.outlet import DayArchive, Listing
from scrapers.sourcing.page_links import Takes, anchors, page_tree, story_links

# The address of a story in the answers of ePi (`data.contents[].url`) and its like.
_ADDRESS = frozenset(("url", "link", "href", "share_url"))


@dataclass(frozen=True)
class Listed:
    """The links of a listing."""

    links: tuple[str, ...] = ()
    """Absolute addresses, the articles' among them."""
    next: str = ""
    """Address of the next page; empty where there is none."""
    by_pattern: bool = False
    """The link rule found no article: these are all of the page that the pattern takes."""
    others: tuple[str, ...] = ()
    """Where the page names no article at all, its other links, which tell why."""


def read_listing(
    source: Listing | DayArchive, page: bytes, url: str, number: int, takes: Takes | None = None
) -> Listed:
    """Reads a page of links; `number` counts the source's pages from 1. Raises ValueError where it cannot be read.

    Where the link rule finds nothing that `takes` calls an article, all such links of the page stand in.
    """
    if number > 1 and not page.strip():
        return Listed()
    base = (source.base if isinstance(source, Listing) else "") or url
    if page.lstrip()[:1] in (b"{", b"["):
        found = _of_json(page, source.links)
        links = _absolute(found, base)
        return Listed(links, _next(source, None, url, number) if links else "")
    tree = page_tree(page)
    links = _absolute([a.get("href") or "" for a in tree.cssselect(source.links)] if source.links else [], base)
    following = _next(source, tree, url, number)
    if takes is None or any(map(takes, links)):
        return Listed(links, following)
    stories = tuple(story_links(tree, url, takes))
    others = () if stories else tuple(dict.fromkeys(link for _, link in anchors(tree, url)))
    return Listed(stories or links, following, bool(stories), others)


def _absolute(found: Iterable[str], base: str) -> tuple[str, ...]:
    return tuple(link for href in found if (link := absolute(href, base)))


def _of_json(page: bytes, links: str) -> list[str]:
    try:
        return list(_in_json(json.loads(page), links))
    except RecursionError:
        raise ValueError("JSON that is nested too deep") from None


def _in_json(value: Any, links: str) -> Iterator[str]:
    """Every address in a JSON answer, also those in HTML that it holds."""
    if isinstance(value, list):
        for one in value:
            yield from _in_json(one, links)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name.lower() in _ADDRESS and isinstance(one, str):
                yield one
            else:
                yield from _in_json(one, links)
    elif isinstance(value, str) and "<a" in value:
        yield from (a.get("href") or "" for a in page_tree(value).cssselect(links or "a"))


def _next(source: Listing | DayArchive, tree: html.HtmlElement | None, url: str, number: int) -> str:
    if source.next:
        found = tree.cssselect(source.next) if tree is not None else []
        return next((absolute(a.get("href") or "", url) for a in found), "")
    if not isinstance(source, Listing) or not source.pages:
        return ""
    zone = _zone(source, tree, url) if source.zone else ""
    if source.zone and not zone:
        return ""
    return absolute(source.pages.format(n=number - 1 + source.first, zone=zone), url)


def _zone(source: Listing, tree: html.HtmlElement | None, url: str) -> str:
    """The section's number: on its first page in a hidden field, afterwards in the address of the page itself."""
    held = tree.cssselect(source.zone) if tree is not None else []
    if held:
        return (held[0].get("value") or "").strip()
    form = re.escape(source.pages).replace(r"\{zone\}", r"(\w+)").replace(r"\{n\}", r"\d+")
    found = re.search(form, url)
    return found[1] if found else ""
