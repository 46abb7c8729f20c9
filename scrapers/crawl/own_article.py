"""A page as a crawl reads it: only by a layout of its outlet, with the dates that led to it. Pure."""

from __future__ import annotations

from dataclasses import replace

from scrapers.address import article_match, canonical
from scrapers.items import Article, NotAnArticle
from scrapers.outlet import Outlet
from scrapers.parser import read_page, unknown_layout
from scrapers.sourcing.sources import Link


def read_own_article(page: bytes, url: str, outlet: Outlet, link: Link) -> Article:
    """The outlet's article on a page that answered at `url`, where `link` had led.

    Raises `NotAnArticle`, also for a page that is not the outlet's own, and for one that could only be guessed at.
    """
    url = canonical(url, outlet)
    if link.kind and not article_match(outlet, url):
        raise NotAnArticle(f"leads to {url}")
    article = read_page(page, url)
    if article.outlet != outlet.name:
        raise NotAnArticle(f"a page of {article.outlet}")
    if article.guessed:
        raise NotAnArticle(unknown_layout(outlet.name))
    return replace(article, dates=(*article.dates, *(date for date in link.dates if date.role == "published")))
