"""Where article addresses come from: what to ask of a source, and what its answer names. Pure: no network, no clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from scrapy.utils.gz import gunzip

from scrapers.address import absolute
from scrapers.clock import VIETNAM
from scrapers.dates.window import DAY, Window
from scrapers.items import PageDate
from scrapers.outlet import DayArchive, Feed, Listing, NewsSitemap, Outlet, Sitemap, Source
from scrapers.sourcing.listings import read_listing

REACH = 2 * DAY
"""What recent sources are sure to hold (Google's rule for news sitemaps); a window beyond it asks the archives."""
UNPACKED = 200 * 1024 * 1024
"""Most bytes of an unpacked `.gz` sitemap (sitemaps.org allows 50 MB)."""


@dataclass(frozen=True)
class Link:
    """An article's address as a source named it."""

    url: str
    dates: tuple[PageDate, ...] = ()
    """What the source says about it; `modified` ones only tell windows apart."""
    section: str = ""
    kind: str = ""
    """Kind of the source; empty for an address that was asked for."""
    recent: bool = False

    def record(self) -> dict[str, Any]:
        """The link as JSON can hold it."""
        return asdict(self)

    @classmethod
    def of(cls, record: dict[str, Any]) -> Link:
        """The link that `record` gave."""
        return cls(**record | {"dates": tuple(PageDate(**date) for date in record["dates"])})


@dataclass(frozen=True)
class SourcePage:
    """What one page of a source names: articles, and further pages of it."""

    links: tuple[Link, ...] = ()
    more: tuple[str, ...] = ()


def chosen(outlet: Outlet, window: Window, kind: str, section: str, now: datetime) -> tuple[Source, ...]:
    """The sources that answer a question: those of the kind where one is named, else by the window's reach.

    An outlet without an archive is asked through its recent sources, however old the window is.
    """
    known = [source for source in outlet.sources if not section or source.section == section]
    if kind:
        return tuple(source for source in known if source.kind == kind)
    recent = window.open or window.until is None or window.until > now - REACH
    archive = not window.open and (window.since is None or window.since < now - REACH)
    found = tuple(source for source in known if (recent if source.recent else archive))
    return found or tuple(known)


def starts(source: Source, outlet: Outlet, window: Window, now: datetime) -> tuple[str, ...]:
    """The addresses to ask first: one, or one for each day of the window (never more than `limit` days)."""
    if not isinstance(source, DayArchive):
        return (urljoin(outlet.home, source.url),)
    last = min(window.until - timedelta(microseconds=1) if window.until else now, now).astimezone(VIETNAM)
    days = (last - n * DAY for n in range(source.limit))
    wanted = (day for day in days if window.since is None or day.date() >= window.since.astimezone(VIETNAM).date())
    return tuple(urljoin(outlet.home, _dated(source.url, day)) for day in wanted)


def read(source: Source, page: bytes, url: str, number: int, window: Window, now: datetime) -> SourcePage:
    """What a page of the source names; `number` counts its pages from 1. Raises ValueError where it cannot be read."""
    if isinstance(source, Listing | DayArchive) and source.links:
        found = _listing(source, page, url, number)
    else:
        found = _xml(source, page, url, window, now)
    more = found.more if number < getattr(source, "limit", 2) or isinstance(source, Sitemap) else ()
    marked = (replace(x, section=source.section, kind=source.kind, recent=source.recent) for x in found.links)
    return SourcePage(tuple(marked), more)


def _dated(form: str, day: datetime) -> str:
    return form.format(day=day.day, month=day.month, year=day.year, date=day)


def _listing(source: Listing | DayArchive, page: bytes, url: str, number: int) -> SourcePage:
    found, more = read_listing(source, page, url, number)
    return SourcePage(tuple(map(Link, found)), (more,) if more else ())


def _xml(source: Source, page: bytes, url: str, window: Window, now: datetime) -> SourcePage:
    root = _root(page)
    if isinstance(source, Feed):
        return SourcePage(tuple(_feed(root, url, source)))
    more = tuple(_children(root, url, source, window, now)) if isinstance(source, Sitemap) else ()
    return SourcePage(tuple(_sitemap(root, url, source)), more)


def _root(page: bytes) -> etree._Element:
    try:
        page = gunzip(page, max_size=UNPACKED) if page.startswith(b"\x1f\x8b") else page
        # vietnambiz (2026) declares UTF-16 and sends UTF-8: without a zero byte it cannot be what it says.
        charset = "utf-8" if b"utf-16" in page[:100].lower() and b"\x00" not in page[:100] else None
        parser = etree.XMLParser(
            encoding=charset, recover=True, resolve_entities=False, no_network=True, huge_tree=True
        )
        root = etree.fromstring(page, parser)
    except (etree.XMLSyntaxError, OSError, EOFError) as error:
        raise ValueError(f"no XML: {error}") from error
    if root is None:
        raise ValueError("no XML")
    return root


def _address(text: str | None, url: str) -> str:
    return absolute(text, url) if text else ""


def _fields(node: etree._Element) -> dict[str, str]:
    """Texts below a node by their names without namespace; the first of a name counts."""
    found: dict[str, str] = {}
    for child in node.iterdescendants(etree.Element):
        text = (child.text or "").strip() or child.get("href", "")
        found.setdefault(etree.QName(child).localname, text)
    return found


def _nodes(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    return (node for node in root.iter(etree.Element) if etree.QName(node).localname in names)


def _feed(root: etree._Element, url: str, source: Feed) -> Iterator[Link]:
    for node in _nodes(root, "item", "entry"):
        fields = _fields(node)
        link = _address(fields.get("link") or fields.get("guid"), url)
        name = next((name for name in ("pubDate", "published", "date") if fields.get(name)), "")
        dates = (PageDate(fields[name], "feed", name, order=source.order),) if name else ()
        if link:
            yield Link(link, dates)


def _sitemap(root: etree._Element, url: str, source: Source) -> Iterator[Link]:
    for node in _nodes(root, "url"):
        fields = _fields(node)
        link = _address(fields.get("loc"), url)
        published, changed = fields.get("publication_date"), fields.get("lastmod")
        dates: tuple[PageDate, ...] = (PageDate(published, "sitemap", "news:publication_date"),) if published else ()
        if changed and isinstance(source, Sitemap | NewsSitemap):
            dates += (PageDate(changed, "sitemap", "lastmod", role="modified"),)
        if link:
            yield Link(link, dates)


def _children(root: etree._Element, url: str, source: Sitemap, window: Window, now: datetime) -> Iterator[str]:
    """The sitemaps of an index that may hold articles of the window."""
    for node in _nodes(root, "sitemap"):
        fields = _fields(node)
        child = _address(fields.get("loc"), url)
        period = re.search(source.period, child) if source.period and child else None
        if period:
            wanted = window.meets(*_period(period))
        else:
            changed = PageDate(fields.get("lastmod", ""), "sitemap", "lastmod", role="modified")
            wanted = not window.excludes((changed,), now)
        if child and wanted:
            yield child


def _period(found: re.Match[str]) -> tuple[datetime, datetime]:
    """The month or day that a sitemap's address names."""
    groups = found.groupdict()
    start = datetime(int(groups["year"]), int(groups["month"]), int(groups.get("day") or 1), tzinfo=VIETNAM)
    return start, start + DAY if groups.get("day") else (start + 31 * DAY).replace(day=1)
