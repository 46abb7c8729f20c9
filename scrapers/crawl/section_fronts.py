"""Fronts: the home page and the sections of an outlet, where the addresses of removed articles lead."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from scrapers.address import article_match, owns
from scrapers.outlet import Listing, Outlet


def is_front(outlet: Outlet, url: str, article: str) -> bool:
    """Whether `url` is the home page, a section that is one of the outlet's sources, or one above the `article`.

    Nothing else, though it is no article: a log-in page, an error page or a consent page says nothing about it.
    """
    if not owns(outlet, url):
        return False
    path = _bare(url)
    listings = {_bare(urljoin(outlet.home, source.url)) for source in outlet.sources if isinstance(source, Listing)}
    sections = {f"/{source.section}" for source in outlet.sources}
    above = not article_match(outlet, url) and _bare(article).startswith(f"{path}/")
    return not path or path in listings | sections or above


def _bare(url: str) -> str:
    """The path without what outlets put around a section's name: `/kinh-te/`, `/kinh-te.htm` and `/kinh-te` are one."""
    path = re.sub(r"\.(?:html?|aspx|php|vnp|chn|epi)$", "", urlsplit(url).path.rstrip("/"))
    return re.sub(r"^/(?:index|default|home|trang-chu)$", "", path)
