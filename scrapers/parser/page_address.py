"""The URL of a page: the one that was requested, or its canonical link where that names the same article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scrapers.address import absolute, article_match, canonical, host, own_id, place, web_address
from scrapers.outlet import Outlet
from scrapers.outlets import outlet_of
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Page

# What Chrome and Internet Explorer write in front of a page that they save.
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->")
_NUMBER = re.compile(r"\d{4,}")
_ENDING = re.compile(r"\.\w{2,5}$")


def page_address(page: Page, structured: Structured, url: str | None) -> tuple[str | None, Outlet | None]:
    """Canonical address and outlet of a page read at `url`, where that is known.

    A canonical link may name the home page, the section, another language, the CMS or another article: it counts only
    where it stays on the site and names the article that was asked for.
    """
    outlet = outlet_of(url) if url else None
    for said in _told(page, structured, url):
        owner = outlet_of(said)
        address = canonical(said, owner)
        named = place(address)[1] and (owner is None or owner.pattern.match(address.removeprefix(owner.home)))
        if named and (url is None or (owner is outlet and _is_same(canonical(url, outlet), address, owner))):
            return address, owner
    return (canonical(url, outlet) if url else None), outlet


def _told(page: Page, structured: Structured, url: str | None) -> Iterator[str]:
    """Where the page says that it stands."""
    for said in (*structured.links.get("canonical", ()), *structured.metas.get("og:url", ())):
        if said.strip() and (address := absolute(said, url or "")):
            yield address
    if url is None and (saved := _SAVED_FROM.search(page.source, 0, 2048)):
        yield web_address(saved[1].decode(errors="replace"))


def _is_same(asked: str, said: str, outlet: Outlet | None) -> bool:
    """Whether two addresses of one site name one article: by its id, else by its name in the address."""
    if host(asked) != host(said):
        return False
    if outlet is not None and article_match(outlet, asked) and (own := own_id(outlet, asked)):
        return own == own_id(outlet, said)
    (_, path, query), (_, other, its_query) = place(asked), place(said)
    name = _ENDING.sub("", path.rpartition("/")[2])
    if outlet is None and (number := _longest_number(name)):
        return number == _longest_number(other.rpartition("/")[2])
    if query or name.count("-") < 2:  # no article's name: a number of few digits, a word, the front page with a query
        named = query == its_query or name.count("-") >= 2
        return named if path == other else not f"{path}/".startswith(f"{other}/")
    return name in other


def _longest_number(text: str) -> str:
    return max(_NUMBER.findall(text), key=len, default="")
