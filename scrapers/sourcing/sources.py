"""Which URLs of a source to request, and which links its answer names. Pure: no network, no clock."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any
from urllib.parse import urljoin

from scrapers.clock import VIETNAM
from scrapers.dates.window import DAY, Window
from scrapers.items import PageDate
from scrapers.outlet import DayArchive, Feed, Listing, Outlet, Source
from scrapers.sourcing.feeds import FeedEntry, Stored, read_answer
from scrapers.sourcing.listings import read_listing
from scrapers.sourcing.page_links import Takes

REACH = 2 * DAY
"""What recent sources are sure to hold (Google's rule for news sitemaps); a window beyond it asks the archives."""
DEEP = 4
"""Levels of indexes that a sitemap may have; sitemaps.org allows two."""
FEW = 3
"""Sitemaps read at most of an index that stands where a recent source was expected."""
PERIOD = (
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)[-_/](?P<month>\d{1,2})(?:[-_/](?P<day>\d{1,2}))?"
    r"|(?P<month_first>\d{1,2})-(?P<year_last>(?:19|20)\d\d))(?!\d)"
)
"""The period in a sitemap's address where the outlet's file names no form: `news-2026-9`, `2026/6/`, `08-2026`."""
_PARTS = (("year", "year_last"), ("month", "month_first"), ("day",))
_NEWS = re.compile(r"(?:google|latest)-?_?news|news-?_?sitemap|latest", re.I)


@dataclass(frozen=True)
class Link:
    """An article's URL as a source named it."""

    url: str
    dates: tuple[PageDate, ...] = ()
    """What the source says about it; `modified` ones only tell windows apart."""
    section: str = ""
    kind: str = ""
    """Kind of the source; empty for an address that was asked for."""
    recent: bool = False

    def record(self) -> dict[str, Any]:
        """The link as JSON can hold it."""
        return vars(self) | {"dates": list(map(asdict, self.dates))}  # `asdict` of the whole takes twice as long

    @classmethod
    def of(cls, record: dict[str, Any]) -> Link:
        """The link that `record` gave."""
        return cls(**record | {"dates": tuple(PageDate(**date) for date in record["dates"])})

    @classmethod
    def kept(cls, text: str | None, url: str) -> Link:
        """The link that an archive keeps with a page, as JSON; of others' pages nothing but the address is known."""
        return cls.of(json.loads(text)) if text is not None else cls(url)


@dataclass(frozen=True)
class SourcePage:
    """What one page of a source names: articles, and further pages of it."""

    links: tuple[Link, ...] = ()
    more: tuple[str, ...] = ()
    by_pattern: bool = False
    """The source's link rule found no article; these are all links of the page that the outlet's pattern takes."""
    others: tuple[str, ...] = ()
    """All links of a listing that names no article."""
    trouble: str = ""
    """Why a feed or sitemap may name more than that."""


def chosen(outlet: Outlet, window: Window, kind: str, section: str, now: datetime) -> tuple[Source, ...]:
    """The sources that answer a question: those of the kind where one is named, else by the window's reach.

    An outlet without an archive is asked through its recent sources, however old the window is.
    """
    has = {(source.url, source.section): source for source in reversed(outlet.sources)}  # the first of two counts
    own = [source for source in reversed(has.values()) if source.url not in outlet.without]
    known = [source for source in own if not section or source.section == section]
    if kind:
        return tuple(source for source in known if source.kind == kind)
    recent = window.open or window.until is None or window.until > now - REACH
    archive = not window.open and (window.since is None or window.since < now - REACH)
    found = tuple(source for source in known if (recent if source.recent else archive))
    return found or tuple(known)


def some_of_each_kind(found: Sequence[Source], most: int) -> list[Source]:
    """So many of the sources at most, of every kind in turn."""
    kinds = [[source for source in found if source.kind == kind] for kind in dict.fromkeys(s.kind for s in found)]
    return [source for row in zip_longest(*kinds) for source in row if source][:most]


def starts(source: Source, outlet: Outlet, window: Window, now: datetime) -> tuple[str, ...]:
    """The addresses to ask first: one, or one for each day of the window (never more than `limit` days)."""
    if not isinstance(source, DayArchive):
        return (urljoin(outlet.home, source.url),)
    last = min(window.until - timedelta(microseconds=1) if window.until else now, now).astimezone(VIETNAM)
    days = (last - n * DAY for n in range(source.limit))
    wanted = (day for day in days if window.since is None or day.date() >= window.since.astimezone(VIETNAM).date())
    return tuple(urljoin(outlet.home, _dated(source.url, day)) for day in wanted)


def read(
    source: Source,
    page: bytes,
    url: str,
    number: int,
    window: Window,
    now: datetime,
    takes: Takes | None = None,
    stored: Stored | None = None,
) -> SourcePage:
    """What a page of the source names; `number` counts its pages from 1. Raises ValueError where it cannot be read.

    `takes` says of an address whether it is an article; without it a listing's rule has the last word. `stored` says
    whether that article is stored already.
    """
    if isinstance(source, Listing) or (isinstance(source, DayArchive) and source.links):
        found = _listing(source, page, url, number, takes)
    else:
        found = _xml(source, page, url, window, now, stored)
    more = found.more if number < getattr(source, "limit", DEEP) else ()
    # Not by `replace`, which takes four times as long: there may be 50,000.
    marked = (Link(x.url, x.dates, source.section, source.kind, source.recent) for x in found.links)
    return replace(found, links=tuple(marked), more=more)


def _dated(form: str, day: datetime) -> str:
    return form.format(day=day.day, month=day.month, year=day.year, date=day)


def _listing(source: Listing | DayArchive, page: bytes, url: str, number: int, takes: Takes | None) -> SourcePage:
    found = read_listing(source, page, url, number, takes)
    return SourcePage(
        tuple(map(Link, found.links)), (found.next,) if found.next else (), found.by_pattern, found.others
    )


def _xml(source: Source, page: bytes, url: str, window: Window, now: datetime, stored: Stored | None) -> SourcePage:
    """A feed or sitemap by what it is: an index may stand where a news sitemap was, RSS under a sitemap's address."""
    answer = read_answer(page, url, source.order if isinstance(source, Feed) else "DMY", stored)
    children = [child for child in answer.children if _wanted(child, source, window, now)]
    if source.recent:
        children = _newest(children, now)
    links, more = (Link(entry.url, entry.dates) for entry in answer.entries), (child.url for child in children)
    return SourcePage(tuple(links), tuple(more), trouble=answer.trouble)


def _wanted(child: FeedEntry, source: Source, window: Window, now: datetime) -> bool:
    """Whether a sitemap of an index may hold articles of the window."""
    period = _period(getattr(source, "period", "") or PERIOD, child.url)
    return window.meets(*period) if period else not window.excludes(child.dates, now)


def _newest(children: list[FeedEntry], now: datetime) -> list[FeedEntry]:
    """Of an index where something recent was expected: the sitemaps that the last two days belong to, a few at most."""
    recent = Window(since=now - REACH)
    found = [c for c in children if _NEWS.search(c.url) or not _old(c, recent, now)]
    return sorted(found, key=lambda child: not _NEWS.search(child.url))[:FEW]


def _old(child: FeedEntry, recent: Window, now: datetime) -> bool:
    period = _period(PERIOD, child.url)
    return not recent.meets(*period) if period else not child.dates or recent.excludes(child.dates, now)


def _period(form: str, url: str) -> tuple[datetime, datetime] | None:
    """The month or day that a sitemap's address names; None where it names none that there is."""
    found = re.search(form, url)
    groups = found.groupdict() if found else {}
    year, month, day = (next((groups[n] for n in names if groups.get(n)), "") for names in _PARTS)
    if not year or not month:
        return None
    try:
        start = datetime(int(year), int(month), int(day or 1), tzinfo=VIETNAM)
        return start, start + DAY if day else (start + 31 * DAY).replace(day=1)
    except (ValueError, OverflowError):
        return None
