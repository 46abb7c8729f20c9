"""The real outlets on 127.0.0.1: their sources, and articles in the mark-up of their own pages."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from email.utils import format_datetime
from itertools import takewhile
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from cssselect import parse
from markupsafe import Markup

from scrapers.address import domain
from scrapers.dates.window import DAY, Window
from scrapers.outlet import Feed, Listing, NewsSitemap, Outlet, Source
from scrapers.outlets import outlets
from scrapers.sourcing.sources import starts
from tests.support.site.pages import render
from tests.support.site.reprint import Copy, models, reprint
from tests.support.site.routes import NOT_FOUND, Answer
from tests.support.site.server import Faults, Request, Server
from tests.support.site.stock import Writer
from tests.support.site.texts import article

LISTED = timedelta(days=3)
"""How long an article stays in listings and sitemaps."""
FEED_LENGTH = 50
"""Articles of a feed, however old."""
END = Answer(200)
"""The page after the last page of a listing."""
FROZEN = "/rss/dung-yen.rss"
"""A stale feed of every paper: its entries are two months old."""
FORMER = "cu"
"""Begins the host, `cu.bao.vn` or `cubao.vn`, at which a paper stood before: all of it leads to the new one."""

Change = Callable[[Answer], Answer]


class Paper:
    """One outlet on the stand; as `outlet` it serves the templates of feeds and sitemaps."""

    def __init__(self, outlet: Outlet) -> None:
        self.outlet, self.label = outlet, outlet.title
        self.copies: list[Copy] = []
        self.sections = sorted({source.section for source in outlet.sources if source.section})
        self.changes: dict[str, Change] = {}
        """What has become of its `article`s, `source`s: drift."""

    def url(self, copy: Copy) -> str:
        """Canonical address."""
        return copy.url

    def listed(self, source: Source, now: datetime) -> list[Copy]:
        """The newest articles of the source's section."""
        own = self.copies
        if source.section:
            own = own[self.sections.index(source.section) :: len(self.sections)]
        if isinstance(source, Feed):
            return own[: -FEED_LENGTH - 1 : -1]
        return list(takewhile(lambda copy: copy.published > now - LISTED, reversed(own)))

    def answer(self, source: Source, now: datetime) -> Answer:
        """The source's first page."""
        copies, names = self.listed(source, now), {"outlet": self, "home": self.outlet.home}
        if isinstance(source, Listing):
            return Answer(200, listing(source, copies).encode(), "text/html; charset=utf-8")
        if isinstance(source, Feed):
            body = render("rss.xml.j2", **names, heading=source.section or "Trang chủ", articles=copies)
        elif isinstance(source, NewsSitemap):
            body = render("news_sitemap.xml.j2", **names, articles=copies)
        else:
            body = render("sitemap.xml.j2", **names, articles=[(copy, copy.published) for copy in copies])
        return Answer(200, body.encode(), "text/xml; charset=utf-8")

    def front(self, target: str, now: datetime) -> Answer:
        """robots.txt, the home page with its feeds, its menu and its newest articles, and a stale feed."""
        if target == "/robots.txt":
            maps = [source.url for source in self.outlet.sources if isinstance(source, NewsSitemap)]
            text = "".join(f"Sitemap: {urljoin(self.outlet.home, url)}\n" for url in maps)
            return Answer(200, f"User-agent: *\n{text}".encode(), "text/plain; charset=utf-8")
        if target == FROZEN:
            times = zip(self.copies[:9], (format_datetime(now - (60 + n) * DAY) for n in range(9)), strict=False)
            old = [f"<item><link>{copy.url}</link><pubDate>{at}</pubDate></item>" for copy, at in times]
            return Answer(200, f"<rss><channel>{''.join(old)}</channel></rss>".encode(), "text/xml; charset=utf-8")
        feeds = [source.url for source in self.outlet.sources if isinstance(source, Feed)]
        heads = "".join(f'<link rel="alternate" type="application/rss+xml" href="{url}">' for url in feeds)
        menu = "".join(f'<a href="{s.url}">{s.section}</a>' for s in self.outlet.sources if isinstance(s, Listing))
        cards = "".join(f'<h2><a href="{copy.url}">{copy.title}</a></h2>' for copy in self.copies[:-61:-1])
        html = f"<html><head>{heads}</head><body><nav>{menu}</nav><main>{cards}</main></body></html>"
        return Answer(200, html.encode(), "text/html; charset=utf-8")

    def changed(self, what: str, answer: Answer) -> Answer:
        """The answer as the outlet's drift leaves it."""
        return self.changes[what](answer) if what in self.changes else answer


class Newsstand:
    """The papers over HTTP as a context manager; `clock` is their time and moves only by `advance`."""

    def __init__(self, names: Iterable[str], clock: datetime) -> None:
        self.clock = clock
        self.papers = {name: Paper(outlets()[name]) for name in names}
        self.drifted: set[str] = set()
        """URLs whose article was last served in a changed form."""
        self._models, self._writer, self._written = models(), Writer(), 0
        self._articles: dict[str, tuple[Paper, Copy]] = {}
        self._sources = dict(self._addresses())
        self._further = [_pages(url, source) for url, (_, source) in self._sources.items()]
        self._server = Server(0, self, Faults())
        address = f"http://127.0.0.1:{self._server.server_address[1]}"
        hosts = [domain(paper.outlet.home) for paper in self.papers.values()]
        self._hosts = {urlsplit(paper.outlet.home).netloc for paper in self.papers.values()}
        self.settings = {"SITE_ADDRESS": dict.fromkeys((*hosts, *(FORMER + host for host in hosts)), address)}

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def copies(self) -> list[Copy]:
        """Every article that is out."""
        return [copy for paper in self.papers.values() for copy in paper.copies]

    @property
    def log(self) -> tuple[Request, ...]:
        """Every request so far."""
        return tuple(self._server.log)

    def advance(self, step: timedelta) -> None:
        """Moves the clock."""
        self.clock += step

    def publish(self, outlet: str, times: Sequence[datetime]) -> None:
        """New articles of those times, later than all that are out."""
        paper = self.papers[outlet]
        for published in times:
            story = article(self._writer.record("2025", self._written, published))
            self._written += 1
            copy = reprint(self._models[outlet], story, len(paper.copies) + 1)
            paper.copies.append(copy)
            self._articles[copy.url] = paper, copy

    def answer(self, host: str, target: str) -> Answer:
        """What the host answers to a request target."""
        url = f"https://{host}{target}"
        if host.startswith(FORMER) and (now := host.removeprefix(FORMER).removeprefix(".")) in self._hosts:
            return Answer(301, headers={"Location": f"https://{now}{target}"})
        if target in ("/robots.txt", "/", FROZEN) and url not in self._sources:
            paper = next((paper for paper in self.papers.values() if paper.outlet.home == f"https://{host}"), None)
            if paper is None:  # a host of its endpoints
                return NOT_FOUND
            return paper.changed("source", paper.front(target, self.clock))
        if found := self._articles.get(url):
            return self._article(*found)
        if listed := self._sources.get(url):
            return listed[0].changed("source", listed[0].answer(listed[1], self.clock))
        return END if any(form.fullmatch(url) for form in self._further) else NOT_FOUND

    def _article(self, paper: Paper, copy: Copy) -> Answer:
        honest = Answer(200, copy.page, "text/html; charset=utf-8")
        answer = paper.changed("article", honest)
        if answer.status == 200:
            (self.drifted.add if answer.body != honest.body else self.drifted.discard)(copy.url)
        return answer

    def _addresses(self) -> Iterator[tuple[str, tuple[Paper, Source]]]:
        for paper in self.papers.values():
            for source in paper.outlet.sources:
                for url in starts(source, paper.outlet, Window(), self.clock) if source.recent else ():
                    yield url, (paper, source)


def _pages(url: str, source: Source) -> re.Pattern[str]:
    """Addresses of a listing's further pages."""
    form = urljoin(url, source.pages) if isinstance(source, Listing) and source.pages else ""
    return re.compile(re.escape(form).replace(r"\{n\}", r"\d+").replace(r"\{zone\}", r"\w*"))


def listing(source: Listing, copies: Sequence[Copy]) -> str:
    """A page with the links that the source's first selector finds."""
    return "".join(["<html><body>", *(_entry(source.links, copy) for copy in copies), "</body></html>"])


def _entry(selector: str, copy: Copy) -> str:
    *around, (tag, attributes) = _elements(parse(selector)[0].parsed_tree)
    attributes |= {"href": copy.url}
    opened = "".join(f"<{name or 'div'}{_written(given)}>" for name, given in around)
    closed = "".join(f"</{name or 'div'}>" for name, _ in reversed(around))
    link = tag or "a"
    return f"{opened}<{link}{_written(attributes)}>{Markup.escape(copy.title)}</{link}>{closed}\n"


def _written(attributes: dict[str, str]) -> Markup:
    return Markup("").join(Markup(' {}="{}"').format(*pair) for pair in attributes.items())


def _elements(node: Any) -> list[tuple[str, dict[str, str]]]:
    """The elements that a selector asks for, outermost first; no name where any would do."""
    match type(node).__name__:
        case "CombinedSelector":
            return _elements(node.selector) + _elements(node.subselector)
        case "Element":
            return [(node.element or "", {})]
    *around, (tag, given) = _elements(node.selector)
    match type(node).__name__:
        case "Class":
            given["class"] = f"{given.get('class', '')} {node.class_name}".strip()
        case "Hash":
            given["id"] = node.id
        case "Attrib" if node.value:
            given[node.attrib] = str(node.value.value)
    return [*around, (tag, given)]
