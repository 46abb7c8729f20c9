"""The data model of an outlet: `Outlet`, `Layout` and the sources, all frozen.

A selector is CSS. Alternatives stand best first, split by ` | `; `@name` behind one takes an attribute instead of the
text. None leaves a part to structured data (JSON-LD, then meta); the empty string says that a layout has no such part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from scrapers.items import Order

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How one page template of an outlet, or of a CMS family, shows an article."""

    name: str
    """The year it was seen in, or what it is: `2019`, `2026-photo`, `vccorp`."""
    marker: str
    """The page that has this is of this layout."""
    seen: str = ""
    """Month of the newest real page of the outlet that confirmed the rules (`2026-07`); empty: unverified, nobody has
    seen one. A family carries none: what one outlet's page confirms says nothing of another's."""
    kind: str = "article"
    title: str | None = None
    lead: str | None = None
    prefix: str = ""
    """What stands before the sapo in an element of its own, without a dash: a place, the outlet's name."""
    body: str | None = None
    author: str | None = None
    """Author lines. Never taken from structured data alone, which names the outlet more often."""
    date: str | None = None
    """The visible date line."""
    order: Order = "DMY"
    """Of the metadata and attributes; MDY where a template writes US dates."""
    section: str | None = None
    tags: str | None = None
    source: str | None = None
    """Where the outlet names the one it took the story from."""
    caption: str = ""
    """Captions besides `figcaption`, which always is one."""
    film: str = ""
    """Players besides `<video>` and frames, which a script fills: a comma list."""
    nobody: tuple[str, ...] = ()
    """What the template prints as author where it has none."""
    cover: str = ""
    """Figures outside of the body that belong to the story."""
    paywall: str = ""
    """What stands on the page only where readers without an account see a part of the text."""
    drop: str = ""
    """Junk inside the body: a comma list, all of it goes."""
    keep: str = ""
    """What the general rules would drop and this template needs: a comma list."""

    def but(self, **changes: Any) -> Layout:
        """The same layout with some parts changed: families are composed. Unverified unless `seen` is among them."""
        return replace(self, **{"seen": "", **changes})


@dataclass(frozen=True, kw_only=True)
class Source:
    """A place that lists article URLs."""

    url: str
    section: str = ""
    """Name of the section in `-a section=`; empty for the whole outlet."""
    seen: str = ""
    """Month in which a real one confirmed it; empty: unverified."""

    recent: ClassVar[bool] = True
    """Recent sources stop where nothing is new; archives are asked by date window."""
    kind: ClassVar[str] = ""
    """Value of `-a source=`."""

    def but(self, **changes: Any) -> Self:
        """The same source with some parts changed, and unverified unless `seen` is among them."""
        return replace(self, **{"seen": "", **changes})


@dataclass(frozen=True, kw_only=True)
class Feed(Source):
    """An RSS or Atom feed."""

    order: Order = "DMY"
    """MDY for feeds that print US dates."""
    kind = "rss"


@dataclass(frozen=True, kw_only=True)
class NewsSitemap(Source):
    """A sitemap of the last two days with publication dates (Google News sitemaps)."""

    kind = "news-sitemap"


@dataclass(frozen=True, kw_only=True)
class Listing(Source):
    """Pages of links, newest first."""

    links: str
    """Links to articles; empty: all of the page that are articles by their address, without menu and footer."""
    next: str = ""
    """Link to the next page; empty where `pages` says how they are numbered or there is one page only."""
    pages: str = ""
    """Address of page `{n}` (of section `{zone}`) where no link leads there; it may answer in JSON."""
    zone: str = ""
    """The field of the first page whose value is the `{zone}` in `pages`."""
    first: int = 2
    """Number of the page after the first one, in `pages`."""
    limit: int = 50
    """Pages read at most."""
    base: str = ""
    """Where relative links stand, if not on the page's own host: an endpoint may be on one for programs."""
    kind = "listing"


@dataclass(frozen=True, kw_only=True)
class Sitemap(Source):
    """A sitemap, or an index of sitemaps whose addresses name their month or day."""

    period: str = ""
    """Regular expression with the groups `year`, `month` and perhaps `day` over the addresses in the index, so that
    only sitemaps of the wanted window are read; empty: `lastmod` of the index decides."""
    recent = False
    kind = "sitemap"


@dataclass(frozen=True, kw_only=True)
class DayArchive(Source):
    """Listings by day; `url` holds `{day}`, `{month}`, `{year}` or a strftime form as in `{date:%d/%m/%Y}`."""

    links: str = ""
    """Links to articles; empty: what a day answers is a sitemap."""
    next: str = ""
    limit: int = 50
    recent = False
    kind = "archive"


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A news site: its URLs, its sources and the layouts of its pages."""

    name: str
    """Name of the spider, the file and the folder in the feed: lower-case letters and digits."""
    title: str
    """The outlet's own name as readers know it, in Vietnamese."""
    home: str
    """Canonical scheme and host: `https://kinhtedothi.vn`; with a path where it is a part of another outlet's site."""
    article: str
    """Regular expression that every article path of it, behind `home`, matches from its start (never the host); a
    group `id`, where the address has one, is the article's own id."""
    query: tuple[str, ...] = ()
    """Parameters without which an address leads to no article, in the order in which `article` has them behind the
    path: `("id",)` for `/tin\\.aspx\\?id=(?P<id>\\d+)$`. All others are dropped."""
    hosts: tuple[str, ...] = ()
    """Other hosts that show the same articles under the same paths (`m.`, `amp.`, a former domain)."""
    sites: tuple[str, ...] = ()
    """Hosts of its own with paths of their own (`giaitri.vnexpress.net`): their addresses stay as they are."""
    aliases: tuple[str, ...] = ()
    """Spellings of its name in bylines and wire prefixes, which are nobody's name."""
    sources: tuple[Source, ...] = ()
    layouts: tuple[Layout, ...] = ()
    """Newest first; the first whose marker is on the page reads it."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Scrapy settings that this site needs, politeness above all."""
    forms: tuple[str, ...] = ()
    """Further expressions for article paths, of other years or as a crawl has found them."""
    without: tuple[str, ...] = ()
    """Addresses of sources that a family or a list of sections names and this outlet does not have."""

    @property
    def names(self) -> tuple[str, ...]:
        """Every spelling of its name, none of them a person's."""
        return (self.title, self.name, *self.aliases)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled `article` expression."""
        return re.compile(self.article)

    @cached_property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        """That and the forms that were found."""
        return (self.pattern, *map(re.compile, self.forms))
