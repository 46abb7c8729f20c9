"""Selects the news pages of Vietnamese outlets from an archive of many sites."""

from __future__ import annotations

from functools import singledispatch
from urllib.parse import urlsplit

from scrapers.address import article_match
from scrapers.archive.capture import LISTING, Capture
from scrapers.archive.vietnamese import looks_vietnamese
from scrapers.items import Line
from scrapers.outlets import outlet_of, outlets


@singledispatch
def unwanted(what: Capture | Line) -> str:
    """Why a page, or the line made of it, is left out; empty where it is not."""
    raise TypeError(what)


@unwanted.register
def _(page: Capture) -> str:
    """Known outlets are told by domain, others by language."""
    if page.note.get("kind") == LISTING or (page.url and urlsplit(page.url).path in {"", "/"}):
        return "no article's address"
    outlet = outlet_of(page.url) if page.url else None
    if outlet:
        return "" if article_match(outlet, page.url) else "no article's address"
    return "" if looks_vietnamese(page.body) else "of another language"


@unwanted.register
def _(line: Line) -> str:
    return "" if line.language == "vi" or line.outlet in outlets() else "of another language"
