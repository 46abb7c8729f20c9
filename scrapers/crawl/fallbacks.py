"""Fallbacks of a crawl where the outlet's file is wrong, and the findings that record each of them.

Everything found stands in the state until the file's own works, in the run record, and in an alarm of its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, pairwise
from statistics import median
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapers.address import article_match, canonical, host, own_path, owns, same_page
from scrapers.dates.parse import parse_date
from scrapers.outlet import Feed, Listing, NewsSitemap, Outlet, Source
from scrapers.outlets import outlet_of
from scrapers.sourcing.address_forms import ENOUGH, ENOUGH_IN_FEEDS, Form, common_form
from scrapers.sourcing.date_order import order_of
from scrapers.sourcing.sources import SourcePage
from scrapers.state.crawl_state import RETRY_FOR
from scrapers.state.findings import Finding

if TYPE_CHECKING:
    from scrapers.crawl.ledger import Ledger

AGAIN = timedelta(days=7)
"""How long a finding is used before it is verified again."""
STILL = timedelta(days=4)
"""Age of a source's newest article up to which it is not stale: a long weekend."""
PACES = 8
"""How many of its usual intervals a source may miss."""
PERSISTS = timedelta(days=1)
"""How long a trouble lasts that may pass by itself (503, no answer) before something else is looked for."""
LOST = re.compile(r"^(?:4(?:0[0456]|10|14)$|no (?:XML|HTML)|redirect|max redirections|leads to )")
"""Reasons that do not pass by themselves."""
MEASURED = 2000
"""Addresses of a page whose forms are compared; of a sitemap of 50,000 one in 26, from all over it."""
SAMPLE = 60
"""How many dates of a source are parsed to find its newest."""


class Fallbacks:
    """The fallbacks of one run."""

    def __init__(self, ledger: Ledger, now: datetime) -> None:
        self.ledger, self.now = ledger, now
        self.outlet = ledger.outlet
        """The outlet of the file, extended by URL forms and sites that runs have found."""
        self.findings: dict[tuple[str, str], Finding] = {}
        """What this run has used or seen, by kind and subject: for the run record."""
        self.others: set[str] = set()
        """Addresses of sources that are no file's."""
        self._newest: dict[str, datetime] = {}
        self._paces: dict[str, timedelta] = {}
        self._stayed = 0
        """Answers at the places that the file names."""
        self._led: dict[str, dict[str, str]] = {}
        """Redirects to other sites: by host, the requested URL and its target."""

    def recall(self) -> Outlet:
        """Loads the findings of earlier runs; those that the file states by now are dropped."""
        state, outlet = self.ledger.state, self.ledger.outlet
        for kept in chain.from_iterable(state.findings(kind).values() for kind in ("site", "part", "away")):
            if owns(outlet, f"https://{kept.subject}/"):
                state.lose(kept.kind, kept.subject)
        for form in state.findings("form").values():
            if article_match(outlet, form.how):
                state.lose("form", form.subject)
        for twin in state.findings("id").values():
            if self.now - datetime.fromisoformat(twin.since) > RETRY_FOR:
                state.lose("id", twin.subject)
        sites, forms = state.findings("site"), state.findings("form")
        for kept in (*sites.values(), *forms.values(), *state.findings("id").values()):
            self.findings[kept.kind, kept.subject] = kept
        places = (*outlet.sites, *sites, *state.findings("part"))
        self.outlet = replace(outlet, sites=places, forms=(*outlet.forms, *forms))
        return self.outlet

    def note(self, kind: str, subject: str, value: str = "", how: str = "", keep: bool = True) -> None:
        """Something was found, or is used again."""
        if keep:
            self.findings[kind, subject] = self.ledger.state.find(kind, subject, value, how, self.now)
        else:
            self.findings[kind, subject] = Finding(kind, subject, value, how, self.now.isoformat(timespec="seconds"))

    def is_article(self, url: str) -> bool:
        """Whether the address is an article's, by the file or by a form that was found."""
        return article_match(self.outlet, url) is not None

    # what a source's page says

    def as_found(self, source: Source) -> Source:
        """The source with its dates in the order in which earlier runs found them."""
        kept = self.ledger.state.findings("order").get(source.url)
        if not isinstance(source, Feed) or kept is None:
            return source
        if source.order == kept.value:
            self.ledger.state.lose("order", source.url)
            return source
        self.note("order", source.url, kept.value, kept.how)
        return source.but(order=kept.value)

    def judged(self, source: Source, page: SourcePage) -> SourcePage:
        """The page with its dates in the right order; forms of addresses that no pattern takes are noted."""
        if isinstance(source, Feed):
            page = self._in_order(source, page)
        if page.by_pattern and isinstance(source, Listing) and source.links:
            self.note("links", source.url, str(len(page.links)), "all links of the page that the article pattern takes")
        self._date(source, page)
        return page

    def widens(self, source: Source, page: SourcePage) -> bool:
        """Whether the addresses on the page show a form of articles that the pattern leaves out; it is taken over."""
        named = [*(link.url for link in page.links), *page.others]
        urls = [canonical(url, self.outlet) for url in named[:: 1 + len(named) // MEASURED]]
        own = dict.fromkeys(url for url in urls if owns(self.outlet, url))
        mine = [url for url in own if self.is_article(url)]
        left = [url for url in own if not self.is_article(url)]
        form = common_form(left, ENOUGH if isinstance(source, Listing) else ENOUGH_IN_FEEDS)
        if form is None or (mine and not _alike(form, common_form(mine, 1))):
            return False
        example = next(url for url in left if re.match(form.pattern, urlsplit(url).path))
        self.note("form", form.pattern, str(form), example)
        self.outlet = replace(self.outlet, forms=(*self.outlet.forms, form.pattern))
        return True

    def _in_order(self, source: Feed, page: SourcePage) -> SourcePage:
        texts = [date.text for link in page.links for date in link.dates if date.role == "published"]
        order, certain = order_of(texts[:SAMPLE], self.now)
        if order is None or order == source.order:
            return page
        how = "its dates are in order and not in the future only so" if certain else "its newest date is young only so"
        self.note("order", source.url, order, how, keep=certain)
        links = (replace(link, dates=tuple(replace(d, order=order) for d in link.dates)) for link in page.links)
        return replace(page, links=tuple(links))

    def _date(self, source: Source, page: SourcePage) -> None:
        """Remembers the newest date of the source and how far its dates lie apart."""
        dates = [date for link in page.links[:SAMPLE] for date in link.dates]
        readings = [parse_date(date.text, self.now, order=date.order) for date in dates]
        times = sorted((reading.value for reading in readings if reading and reading.value <= self.now), reverse=True)
        if times and source.recent:
            self._newest[source.url] = max(times[0], self._newest.get(source.url, times[0]))
            gaps = [one - other for one, other in pairwise(times)]
            self._paces[source.url] = timedelta(seconds=median(gap.total_seconds() for gap in gaps) if gaps else 0)
            self.ledger.state.find("newest", source.url, times[0].isoformat(), str(self._paces[source.url]), self.now)

    # where articles and sources lead

    def arrived(self, requested: str, url: str) -> bool:
        """An address of the outlet was answered at `url`; whether that is at a new host, which is its own from now on.

        Only hosts of the outlet's own site are asked at all (`scrapers.web.reach`).
        """
        if owns(self.ledger.outlet, url):
            self._stayed += 1
            return False
        known, place = owns(self.outlet, url), host(url)
        if not known and not self._is_same(requested, url):
            return False
        self._led.setdefault(place, {})[requested] = url
        if not known:
            self.outlet = replace(self.outlet, sites=(*self.outlet.sites, place))
        return not known

    def _is_same(self, requested: str, url: str) -> bool:
        """Whether a URL of the outlet was redirected to the same path at a host that belongs to no other outlet."""
        away = host(url) != host(self.outlet.home) and outlet_of(url) is None
        return away and owns(self.outlet, requested) and same_page(requested, url)

    def led_away(self, requested: str, url: str) -> None:
        """Records a refused redirect to the same path at another site."""
        if owns(self.outlet, requested):
            self._led.setdefault(host(url), {})[requested] = url

    def settle(self) -> None:
        """At the end of a run: the outlet has moved if more of its URLs were redirected to a new host than not."""
        state = self.ledger.state
        for place, led in self._led.items():
            # A robots.txt stands at the root of a host, wherever the outlet's pages are.
            requested, url = min(led.items(), key=lambda pair: urlsplit(pair[0]).path == "/robots.txt")
            how, near = f"{requested} leads to {url}", owns(self.outlet, f"https://{place}/")
            if len(led) > self._stayed:
                self.note("site" if near else "away", place, self._home(requested, url), how)
                state.lose("part", place)
            elif near:
                state.find("part", place, "", how, self.now)
                state.lose("site", place)
                self.findings.pop(("site", place), None)

    def _home(self, requested: str, url: str) -> str:
        """The outlet's home where one of its pages is at `url` now; empty where its paths are others there."""
        there, path = urlsplit(url), own_path(self.ledger.outlet, requested)
        kept = there.path.removesuffix(path)
        return f"{there.scheme}://{there.netloc}{kept}" if kept != there.path else ""

    # sources that stand in

    def troubles(self, sources: Iterable[Source]) -> Iterator[tuple[Source, str]]:
        """The file's recent sources of which something is wrong, and what: `dead`, `empty`, `still`."""
        counts = self.ledger.sources
        working = any(counts[source.url]["links"] for source in sources)
        for source in sources:
            got, reason = counts[source.url], self.ledger.troubles.get(source.url, "")
            if reason and not got["read"] and not got["unchanged"]:
                if LOST.match(reason) or self._persists(source):
                    yield source, f"dead: {reason}"
            elif newest := self._stands_still(source):
                yield source, f"still: its newest article is of {newest:%d/%m/%Y}"
            elif got["read"] and not got["links"] and (not source.section or got["named"] or not working):
                yield source, f"empty: none of its {got['named']} addresses is an article's"

    def _persists(self, source: Source) -> bool:
        since = self.ledger.state.findings("trouble").get(source.url)
        return since is not None and self.now - datetime.fromisoformat(since.since) > PERSISTS

    def _stands_still(self, source: Source) -> datetime | None:
        kept = self.ledger.state.findings("newest").get(source.url)
        newest = self._newest.get(source.url) or (datetime.fromisoformat(kept.value) if kept else None)
        pace = self._paces.get(source.url, timedelta())
        return newest if newest and self.now - newest > max(STILL, PACES * pace) else None

    def standing_in(self) -> list[Source]:
        """The sources that earlier runs found, where they are not too old."""
        asked = self.ledger.state.findings("asked").get("sources")
        if asked is None or self.now - datetime.fromisoformat(asked.since) > AGAIN:
            return []
        return [_source(one) for one in self.ledger.state.findings("source").values()]

    def stand_in(self, source: Source) -> Source:
        """A source that is not in the file; its failures are not reported."""
        self.others.add(source.url)
        return source

    def keep(self, candidates: dict[str, tuple[Source, str]]) -> None:
        """Tried sources that name articles become substitutes."""
        state = self.ledger.state
        state.find("asked", "sources", "", "", self.now, again=True)
        for url in state.findings("source"):
            if url not in candidates:
                state.lose("source", url)
        for url, (source, how) in candidates.items():
            if self.ledger.sources[url]["links"]:
                state.find("source", url, source.kind, how, self.now)
            else:
                state.lose("source", url)


def _source(found: Finding) -> Source:
    if found.value == "listing":
        return Listing(url=found.subject, links="", limit=1)
    return NewsSitemap(url=found.subject) if found.value == "news-sitemap" else Feed(url=found.subject)


def _alike(form: Form, other: Form | None) -> bool:
    return other is not None and (form.mark, form.end) == (other.mark, other.end)
