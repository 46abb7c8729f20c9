"""Parses a page as an article of the crawled outlet, or rejects it; adds the dates of its source. Pure."""

from __future__ import annotations

from dataclasses import replace

from scrapers.address import article_match, canonical, own_id, own_place
from scrapers.items import Article, NotAnArticle
from scrapers.outlet import Outlet
from scrapers.outlets import outlet_of
from scrapers.parser import read_page
from scrapers.sourcing.sources import Link

SURE = 0.8
"""Confidence from which a page is read that fits no layout of its outlet."""


def read_own_article(page: bytes, url: str, outlet: Outlet, link: Link, strict: bool = False) -> Article:
    """Parses the page at `url`, the target of `link`, as an article of the outlet.

    Raises `NotAnArticle`, also for a page that is not the outlet's own, and for one that could only be guessed at and
    not surely; where `strict`, for every one that fits no layout.
    """
    url = canonical(url, outlet)
    if link.kind and not article_match(outlet, url):
        raise NotAnArticle(f"leads to {url}")
    article = _at_home(page, url, outlet)
    if article.outlet != outlet.name:
        raise NotAnArticle(f"a page of {article.outlet}")
    if article.guessed and (strict or (article.confidence or 0) < SURE):
        raise NotAnArticle(article.misfit)
    return replace(article, dates=(*article.dates, *(date for date in link.dates if date.role == "published")))


def _at_home(page: bytes, url: str, outlet: Outlet) -> Article:
    """Parses the page; on a host that the file does not know, as if it were on the outlet's home host."""
    known = outlet_of(url) is not None
    article = read_page(page, url if known else f"{outlet.home}{own_place(outlet, url)}", served=True)
    address = article.url if known and article.url else url
    return replace(article, url=address, article_id=article.article_id or own_id(outlet, address))
