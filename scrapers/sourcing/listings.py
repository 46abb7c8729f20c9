"""Pages of links: where they lead and where they go on. HTML, a piece of it, or JSON that holds addresses or HTML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from scrapers.address import absolute
from scrapers.outlet import DayArchive, Listing

# The address of a story in the answers of ePi (`data.contents[].url`) and its like.
_ADDRESS = frozenset(("url", "link", "href", "share_url"))


def read_listing(source: Listing | DayArchive, page: bytes, url: str, number: int) -> tuple[list[str], str]:
    """Absolute addresses on a page of links, and the address of the next page (empty where there is none).

    `number` counts the source's pages from 1. Raises ValueError where the page cannot be read.
    """
    if number > 1 and not page.strip():
        return [], ""
    if page.lstrip()[:1] in (b"{", b"["):
        tree, found = None, list(_in_json(json.loads(page), source.links))
    else:
        tree = _tree(page)
        found = [a.get("href") or "" for a in tree.cssselect(source.links)]
    # What `api.plo.vn` calls /slug.html is plo.vn's.
    base = re.sub(r"^(https?://)api\w*\.", r"\1", url)
    links = [link for href in found if (link := absolute(href, base))]
    return links, _next(source, tree, url, number) if links or tree is not None else ""


def _tree(page: bytes | str) -> html.HtmlElement:
    try:
        return html.document_fromstring(page)
    except etree.ParserError as error:
        raise ValueError(f"no HTML: {error}") from error


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
        yield from (a.get("href") or "" for a in _tree(value).cssselect(links))


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
