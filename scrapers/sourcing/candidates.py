"""Candidate sources besides the outlet's file: robots.txt, home page, lists of feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import html

from scrapers.address import PAGE_ENDING, article_match, own_path, owns
from scrapers.outlet import Feed, Listing, NewsSitemap, Outlet, Source
from scrapers.sourcing.page_links import anchors, page_tree

FEEDS, SITEMAPS, SECTIONS = 12, 4, 8
"""Candidates of each kind that are tried at most: most outlets have eight to twelve feeds, one for each section."""
LIST_OF_FEEDS = re.compile(rf"/(?:[\w-]+/)?(?:rss|rss-feeds?|feeds?)(?:{PAGE_ENDING})?/?$", re.I)
"""Pages that list feeds: `/rss.html`, `/rss.htm`, `/rss`."""
_FEED = re.compile(r"\.rss$|/rss/.+|/feed/?$|\.xml$|/rss_feed/?$", re.I)
_SECTION = re.compile(r"^/(?:[a-z0-9-]+/)?[a-z][a-z0-9]*(?:-[a-z0-9]+){0,5}(?:\.(?:html?|chn|vnp|aspx))?/?$")


def in_robots(text: str, url: str) -> Iterator[tuple[Source, str]]:
    """The sitemaps that a robots.txt names (sitemaps.org), those of news first."""
    found = dict.fromkeys(re.findall(r"^\s*sitemap:\s*(https?://\S+)", text, re.I | re.M))
    for address in sorted(found, key=lambda name: not re.search(r"news|latest", name, re.I))[:SITEMAPS]:
        yield NewsSitemap(url=address), "robots.txt"


def on_home_page(page: bytes, url: str, outlet: Outlet) -> Iterator[tuple[Source, str]]:
    """Feeds that the home page names, the page itself, and the sections of its menu. Raises ValueError for no page."""
    tree = page_tree(page)
    yield from ((Feed(url=address), "link rel=alternate of the home page") for address in _alternates(tree, url))
    yield Listing(url=url, links="", limit=1), "the home page"
    for address in list(dict.fromkeys(_sections(tree, url, outlet)))[:SECTIONS]:
        yield Listing(url=address, links="", limit=1), "the menu"


def lists_of_feeds(page: bytes, url: str, outlet: Outlet) -> list[str]:
    """Pages that list feeds, as the home page links to them. Raises ValueError for no page."""
    found = (link for _, link in anchors(page_tree(page), url) if owns(outlet, link))
    return [link for link in dict.fromkeys(found) if LIST_OF_FEEDS.search(urlsplit(link).path)][:1]


def in_list_of_feeds(page: bytes, url: str, outlet: Outlet) -> Iterator[tuple[Source, str]]:
    """The feeds that such a page names. Raises ValueError for no page."""
    found = (link for _, link in anchors(page_tree(page), url) if owns(outlet, link) and link.rstrip("/") != url)
    feeds = dict.fromkeys(link for link in found if _FEED.search(urlsplit(link).path))
    yield from ((Feed(url=link), f"the list of feeds {url}") for link in list(feeds)[:FEEDS])


def _alternates(tree: html.HtmlElement, url: str) -> list[str]:
    links = tree.xpath("//link[contains(@type, 'rss+xml') or contains(@type, 'atom+xml')]/@href")
    found = [html.urljoin(url, str(link)) for link in links if "comment" not in str(link)]
    return list(dict.fromkeys(found))[:FEEDS]


def _sections(tree: html.HtmlElement, url: str, outlet: Outlet) -> Iterator[str]:
    """Short paths that the home page links to first: its menu stands before its stories."""
    for _, link in anchors(tree, url):
        path = own_path(outlet, link) if owns(outlet, link) and not urlsplit(link).query else ""
        if _SECTION.match(path) and not LIST_OF_FEEDS.search(path) and not article_match(outlet, link):
            yield link.partition("#")[0]
