"""Recognises home and section pages, where sites redirect the addresses of removed articles."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from scrapers.address import PAGE_ENDING, article_match, own_place, owns
from scrapers.outlet import Listing, Outlet


def is_front(outlet: Outlet, url: str, article: str) -> bool:
    """Whether `url` is the home page, a section that is one of the outlet's sources, or one above the `article`.

    Nothing else, though it is no article: a log-in page, an error page or a consent page says nothing about it.
    """
    if not owns(outlet, url):
        return False
    path, above = _bare(outlet, url), _bare(outlet, article)
    listings = {
        _bare(outlet, urljoin(outlet.home, source.url)) for source in outlet.sources if isinstance(source, Listing)
    }
    sections = {f"/{source.section}" for source in outlet.sources}
    section = not article_match(outlet, url) and above.startswith((f"{path}/", f"{path}?"))
    return not path or path in listings | sections or section


def _bare(outlet: Outlet, url: str) -> str:
    """The path without what outlets put around a section's name: `/kinh-te/`, `/kinh-te.htm` and `/kinh-te` are one."""
    path = re.sub(rf"{PAGE_ENDING}(?=$|\?)", "", own_place(outlet, url).rstrip("/"))
    return re.sub(r"^/(?:index|default|home|trang-chu)$", "", path)
