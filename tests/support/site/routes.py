"""Routes a URL of the sample site to its page, feed, sitemap or redirect."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from tests.support.site import special
from tests.support.site.article import Article
from tests.support.site.edition import Edition, entry
from tests.support.site.outlets import OUTLETS, Outlet
from tests.support.site.pages import Entry, article_page, frame, render

PIXEL = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
NEWS_WINDOW = timedelta(days=2)  # Google's rule for news sitemaps
FEED_LENGTH = 20


@dataclass(frozen=True)
class Answer:
    """A response before the transport's part: `changed` is its Last-Modified."""

    status: int
    body: bytes = b""
    type: str = "text/html"
    changed: datetime | None = None
    headers: dict[str, str] = field(default_factory=dict)


NOT_FOUND = Answer(404, "<html><body><h2>Không tìm thấy trang</h2></body></html>".encode(), "text/html; charset=utf-8")


def redirect(location: str, status: int = 301) -> Answer:
    """A redirect; `location` is always an address of the real host."""
    return Answer(status, headers={"Location": location})


class Routes:
    """The addresses of one edition; `robots` replaces the outlet's robots.txt, `page_size` its links on a page."""

    def __init__(self, edition: Edition, page_size: int | None = None) -> None:
        self.edition = edition
        self.page_size = page_size
        self.robots: str | None = None

    @property
    def clock(self) -> datetime:
        """What time it is on the site."""
        return self.edition.clock

    def answer(self, host: str, target: str) -> Answer:
        """What the host answers to a request target."""
        for outlet in OUTLETS.values():
            if host == outlet.host:
                return self._on_host(outlet, target)
            if host in {f"{name}.{outlet.host}" for name in outlet.mirrors}:
                return redirect(f"https://{outlet.host}{target}")
            if host in {f"{name}.{outlet.host}" for name in outlet.pictures}:
                return Answer(200, PIXEL, "image/gif", datetime(2017, 1, 1, tzinfo=self.edition.clock.tzinfo))
        return NOT_FOUND

    def _on_host(self, outlet: Outlet, target: str) -> Answer:
        path, query = urlsplit(target).path, parse_qs(urlsplit(target).query)
        if found := self._article(outlet, path) or self._special(outlet, path):
            return found
        if path != "/" and path.endswith("/"):
            return redirect(f"https://{outlet.host}{path.rstrip('/')}")
        number = re.fullmatch(r"\d{1,4}", query.get("trang", ["1"])[0])
        for pattern, reply in self._table():
            if number and (groups := re.fullmatch(pattern, path)):
                return reply(outlet, int(number[0]), *groups.groups())
        return self._moved(outlet, path) or NOT_FOUND

    def _table(self) -> tuple[tuple[str, Callable[..., Answer]], ...]:
        return (
            ("/", self._home),
            ("/robots.txt", self._robots),
            ("/sitemap.xml", self._sitemap_index),
            ("/news-sitemap.xml", self._news_sitemap),
            (r"/sitemaps/news-(\d{4})-(\d{1,2})\.xml", self._sitemap),
            (r"/rss/feed/4\.rss", self._empty_feed),
            (r"/rss/([a-z-]+)\.rss", self._feed),
            (r"/tag/([a-z0-9-]+)", self._tag),
            (r"/([a-z-]+)/p(\d+)", self._old_listing),
            (r"/([a-z-]+)", self._listing),
        )

    def _article(self, outlet: Outlet, path: str) -> Answer | None:
        url = f"https://{outlet.host}{path}"
        if removal := self.edition.removed(url):
            return redirect(f"https://{outlet.host}/", 302) if removal.status == 302 else Answer(removal.status)
        article = self.edition.find(url)
        return self._page(article) if article else None

    def _page(self, article: Article) -> Answer:
        outlet, edition = OUTLETS[article.outlet], self.edition
        body = article_page(article, edition.printed, edition.related(article), edition.popular(outlet))
        honest = article.declared == article.encoding == "utf-8"
        return Answer(200, body, f"text/html{'; charset=utf-8' if honest else ''}", edition.changed(article))

    def _special(self, outlet: Outlet, path: str) -> Answer | None:
        if path == special.GONE:
            return Answer(410, "<html><body>Bài đã gỡ bỏ</body></html>".encode())
        template = {
            special.EMPTY: "kinhtedothi_empty.html.j2",
            special.REDESIGN: "kinhtedothi_redesign.html.j2",
            special.ADVERT: "kinhtedothi_empty.html.j2",
            special.FORBIDDEN: "kinhtedothi_redesign.html.j2",
        }.get(path)
        if not template:
            return None
        names = frame(outlet, self.edition.printed, self.edition.popular(outlet))
        return Answer(200, render(template, **names).encode(), changed=self.edition.printed)

    def _moved(self, outlet: Outlet, path: str) -> Answer | None:
        """An id under any slug, or a slug of 2024 without its id, leads to the article's address of today."""
        old = re.fullmatch(r"/([\w-]*?)(?:[-.](\d{6}))?\.html", path)
        for article in self.edition.listed(outlet) if old else ():
            if old and article.id and (old[2] == article.id or (not old[2] and old[1] == article.slug)):
                return redirect(outlet.url(article))
        return None

    def _home(self, outlet: Outlet, _number: int) -> Answer:
        entries = [entry(article) for article in self.edition.listed(outlet)[:15]]
        return self._list(outlet, "Trang chủ", "2025", entries, ["/"], 1)

    def _listing(self, outlet: Outlet, number: int, slug: str) -> Answer:
        if slug not in {section.slug for section in outlet.sections}:
            return NOT_FOUND
        section = outlet.section(slug)
        form = f"/{slug}/p{{}}" if section.listing == "2019" else f"/{slug}?trang={{}}"
        articles = self.edition.in_section(outlet, slug)
        first = special.strays(outlet, slug) if number == 1 else []
        return self._paged(outlet, section.name, section.listing, articles, (f"/{slug}", form), number, first)

    def _old_listing(self, outlet: Outlet, _number: int, slug: str, number: str) -> Answer:
        return self._listing(outlet, int(number), slug)

    def _tag(self, outlet: Outlet, number: int, slug: str) -> Answer:
        articles = self.edition.with_tag(outlet, slug)
        form = (f"/tag/{slug}", f"/tag/{slug}?trang={{}}")
        return self._paged(outlet, slug.replace("-", " "), "2025", articles, form, number, [])

    def _paged(
        self,
        outlet: Outlet,
        heading: str,
        listing: str,
        articles: Sequence[Article],
        addresses: tuple[str, str],
        number: int,
        strays: list[Entry],
    ) -> Answer:
        size = self.page_size or outlet.page_size
        count = -(-len(articles) // size)
        if not 1 <= number <= count:
            return NOT_FOUND
        own = [entry(article) for article in articles[(number - 1) * size :][:size]]
        pages = [addresses[0], *(addresses[1].format(page) for page in range(2, count + 1))]
        again = special.respelled(own) if strays else []
        return self._list(outlet, heading, listing, own + strays + again, pages, number)

    def _list(
        self, outlet: Outlet, heading: str, listing: str, entries: list[Entry], pages: list[str], number: int
    ) -> Answer:
        names = frame(outlet, self.edition.printed, self.edition.popular(outlet))
        names |= {"heading": heading, "entries": entries, "pages": pages, "number": number, "active": pages[0][1:]}
        body = render(f"{outlet.theme}_{listing}_listing.html.j2", **names).encode()
        return Answer(200, body, "text/html; charset=utf-8", self._latest(self.edition.listed(outlet)))

    def _robots(self, outlet: Outlet, _number: int) -> Answer:
        text = self.robots if self.robots is not None else render("robots.txt.j2", home=f"https://{outlet.host}")
        return Answer(200, text.encode(), "text/plain; charset=utf-8")

    def _feed(self, outlet: Outlet, _number: int, name: str) -> Answer:
        if name != "home" and name not in {section.slug for section in outlet.sections}:
            return NOT_FOUND
        articles = self.edition.listed(outlet) if name == "home" else self.edition.in_section(outlet, name)
        heading = "Trang chủ" if name == "home" else outlet.section(name).name
        return self._xml(outlet, "rss.xml.j2", articles, heading=heading, articles=articles[:FEED_LENGTH])

    def _empty_feed(self, outlet: Outlet, _number: int) -> Answer:
        return self._xml(outlet, "rss.xml.j2", [], heading="Trang chủ", articles=[])

    def _months(self, outlet: Outlet) -> dict[tuple[int, int], list[Article]]:
        months: dict[tuple[int, int], list[Article]] = {}
        for article in self.edition.listed(outlet):
            months.setdefault((article.published.year, article.published.month), []).append(article)
        return months

    def _sitemap_index(self, outlet: Outlet, _number: int) -> Answer:
        months = self._months(outlet).items()
        sitemaps = [(f"/sitemaps/news-{y}-{m}.xml", self._latest(articles)) for (y, m), articles in months]
        return self._xml(outlet, "sitemap_index.xml.j2", self.edition.listed(outlet), sitemaps=sitemaps)

    def _sitemap(self, outlet: Outlet, _number: int, year: str, month: str) -> Answer:
        articles = self._months(outlet).get((int(year), int(month)))
        if not articles:
            return NOT_FOUND
        dated = [(article, self.edition.changed(article)) for article in articles]
        return self._xml(outlet, "sitemap.xml.j2", articles, articles=dated)

    def _news_sitemap(self, outlet: Outlet, _number: int) -> Answer:
        since = self.edition.clock - NEWS_WINDOW
        articles = [article for article in self.edition.listed(outlet) if article.published > since]
        return self._xml(outlet, "news_sitemap.xml.j2", articles, articles=articles)

    def _xml(self, outlet: Outlet, template: str, of: Sequence[Article], **names: object) -> Answer:
        body = render(template, outlet=outlet, home=f"https://{outlet.host}", **names).encode()
        return Answer(200, body, "text/xml; charset=utf-8", self._latest(of))

    def _latest(self, articles: Sequence[Article]) -> datetime:
        return max((self.edition.changed(article) for article in articles), default=self.edition.printed)
