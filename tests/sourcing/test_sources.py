"""Which URLs are requested of a source, and what is parsed from the response."""

from __future__ import annotations

import gzip
from datetime import datetime

import pytest

from scrapers.clock import VIETNAM
from scrapers.dates.window import Window, read_window
from scrapers.items import PageDate
from scrapers.outlet import DayArchive, Feed, Listing, NewsSitemap, Outlet, Sitemap, Source
from scrapers.outlets import outlets
from scrapers.sourcing.sources import Link, SourcePage, chosen, read, starts

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=VIETNAM)
HOME = "https://bao.example.vn"
EVER = Window()

FEED = Feed(url="/rss/home.rss", section="kinh-te")
NEWS = NewsSitemap(url="/news.xml")
LISTING = Listing(url="/kinh-te", links="h3 > a", next=".paging .active + a", limit=3)
SITEMAP = Sitemap(url="/sitemap.xml", period=r"-(?P<year>\d{4})-(?P<month>\d{1,2})\.xml")
ARCHIVE = DayArchive(url="/ngay/{date:%d-%m-%Y}", links="h3 > a", limit=4)


def outlet(*sources: Source) -> Outlet:
    return Outlet(name="bao", title="Báo", home=HOME, article=r"/.+\.html", sources=sources)


def page_of(source: Source, page: str | bytes, number: int = 1, window: Window = EVER) -> SourcePage:
    body = page if isinstance(page, bytes) else page.encode()
    return read(source, body, f"{HOME}{source.url}", number, window, NOW)


def test_a_feed_names_articles_with_their_dates() -> None:
    page = page_of(
        FEED,
        """<rss><channel><link>https://bao.example.vn/</link>
        <item><link> https://bao.example.vn/mot-1.html </link><pubDate>Mon, 16 Mar 2026 08:00:00 +0700</pubDate></item>
        <item><guid>/hai-2.html</guid></item><item><title>Không có địa chỉ</title></item></channel></rss>""",
    )
    date = PageDate("Mon, 16 Mar 2026 08:00:00 +0700", "feed", "pubDate")
    assert page.links == (
        Link(f"{HOME}/mot-1.html", (date,), "kinh-te", "rss", recent=True),
        Link(f"{HOME}/hai-2.html", (), "kinh-te", "rss", recent=True),
    )
    assert page.more == ()


def test_an_atom_feed_is_a_feed() -> None:
    page = page_of(
        FEED,
        """<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="/mot-1.html"/>
        <published>2026-03-16T08:00:00+07:00</published></entry></feed>""",
    )
    assert [(link.url, link.dates[0].text) for link in page.links] == [
        (f"{HOME}/mot-1.html", "2026-03-16T08:00:00+07:00")
    ]


def test_a_feed_that_writes_the_month_first_says_so_with_each_date() -> None:
    page = page_of(
        Feed(url="/r", order="MDY"), "<rss><item><link>/a.html</link><pubDate>9/5/2026</pubDate></item></rss>"
    )
    assert page.links[0].dates[0].order == "MDY"


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    page = page_of(FEED, "<rss><item><link>/mot-1.html</link></item><item><link>/hai-2.html</link><title>Bão & lũ")
    assert [link.url for link in page.links] == [f"{HOME}/mot-1.html", f"{HOME}/hai-2.html"]


def test_a_news_sitemap_names_the_time_of_publication() -> None:
    page = page_of(
        NEWS,
        """<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/mot-1.html</loc>
        <news:news><news:publication_date>2026-03-16T08:00:00+07:00</news:publication_date></news:news></url></urlset>""",
    )
    assert page.links[0].dates == (PageDate("2026-03-16T08:00:00+07:00", "sitemap", "news:publication_date"),)


def test_a_sitemap_says_only_when_a_page_changed_last() -> None:
    page = page_of(SITEMAP, "<urlset><url><loc>\n /mot-1.html </loc><lastmod>2019-04-11</lastmod></url></urlset>")
    assert page.links == (
        Link(f"{HOME}/mot-1.html", (PageDate("2019-04-11", "sitemap", "lastmod", role="modified"),), "", "sitemap"),
    )


INDEX = """<sitemapindex>
<sitemap><loc>/s-2019-3.xml</loc></sitemap><sitemap><loc>/s-2019-04.xml</loc></sitemap>
<sitemap><loc>/s-2019-5.xml</loc></sitemap></sitemapindex>"""


@pytest.mark.parametrize("pack", [str.encode, lambda text: gzip.compress(text.encode())])
def test_of_an_index_only_the_sitemaps_of_the_window_are_asked(pack: object) -> None:
    window = read_window("11/4/2019", "11/4/2019", NOW)
    assert page_of(SITEMAP, pack(INDEX), window=window).more == (f"{HOME}/s-2019-04.xml",)  # type: ignore[operator]
    assert len(page_of(SITEMAP, INDEX).more) == 3


def test_an_index_without_periods_goes_by_its_last_changes() -> None:
    index = """<sitemapindex><sitemap><loc>/1.xml</loc><lastmod>2019-03-31</lastmod></sitemap>
    <sitemap><loc>/2.xml</loc><lastmod>2021-01-01</lastmod></sitemap><sitemap><loc>/3.xml</loc></sitemap></sitemapindex>"""
    window = read_window("11/4/2019", "11/4/2019", NOW)
    assert page_of(Sitemap(url="/s.xml"), index, window=window).more == (f"{HOME}/2.xml", f"{HOME}/3.xml")


LIST = """<h3><a href="/mot-1.html">Một</a></h3><h3><a href="javascript:void(0)">Hai</a></h3><a href="/ba-3.html">Ba</a>
<p class="paging"><a class="active" href="/kinh-te">1</a><a href="/kinh-te/p2">2</a></p>"""


def test_a_listing_names_articles_and_its_next_page_up_to_its_limit() -> None:
    assert [link.url for link in page_of(LISTING, LIST).links] == [f"{HOME}/mot-1.html"]
    assert page_of(LISTING, LIST, number=2).more == (f"{HOME}/kinh-te/p2",)
    assert page_of(LISTING, LIST, number=3).more == ()


def test_a_listing_may_number_its_pages_without_links() -> None:
    numbered = Listing(url="/kinh-te", links="h3 > a", pages="/kinh-te/trang-{n}.html", first=2)
    assert page_of(numbered, LIST).more == (f"{HOME}/kinh-te/trang-2.html",)
    assert page_of(numbered, LIST, number=4).more == (f"{HOME}/kinh-te/trang-5.html",)


@pytest.mark.parametrize("source", [FEED, SITEMAP, LISTING])
@pytest.mark.parametrize("page", [b"", b"   ", b"\x1f\x8b\x08broken"])
def test_what_cannot_be_read_is_said_to_be_so(source: Source, page: bytes) -> None:
    if source is LISTING and page.startswith(b"\x1f"):
        assert page_of(source, page) == SourcePage()
        return
    with pytest.raises(ValueError, match=r"no (XML|HTML)"):
        page_of(source, page)


def test_days_are_asked_newest_first_within_the_window_and_the_limit() -> None:
    window = read_window("14/3/2026", "15/3/2026", NOW)
    assert starts(ARCHIVE, outlet(), window, NOW) == (f"{HOME}/ngay/15-03-2026", f"{HOME}/ngay/14-03-2026")
    assert len(starts(ARCHIVE, outlet(), read_window("1/1/2020", "", NOW), NOW)) == 4
    assert starts(FEED, outlet(), window, NOW) == (f"{HOME}/rss/home.rss",)


@pytest.mark.parametrize(
    ("since", "until", "kinds"),
    [
        ("", "", {"rss", "listing"}),
        ("hôm qua", "", {"rss", "listing"}),
        ("1/3/2026", "", {"rss", "listing", "sitemap"}),
        ("1/3/2026", "5/3/2026", {"sitemap"}),
        ("", "2019", {"sitemap"}),
    ],
)
def test_the_window_decides_between_recent_sources_and_archives(since: str, until: str, kinds: set[str]) -> None:
    window = read_window(since, until, NOW)
    found = chosen(outlet(FEED, LISTING, SITEMAP), window, "", "", NOW)
    assert {source.kind for source in found} == kinds


def test_a_named_kind_or_section_is_asked_alone() -> None:
    bao = outlet(FEED, LISTING, SITEMAP)
    assert chosen(bao, EVER, "sitemap", "", NOW) == (SITEMAP,)
    assert chosen(bao, EVER, "", "kinh-te", NOW) == (FEED,)


def test_an_outlet_without_an_archive_is_asked_through_what_it_has() -> None:
    assert chosen(outlet(FEED), read_window("", "2019", NOW), "", "", NOW) == (FEED,)


def test_a_link_survives_the_state() -> None:
    link = Link(f"{HOME}/mot-1.html", (PageDate("16/3/2026", "feed", "pubDate"),), "kinh-te", "rss", recent=True)
    assert Link.of(link.record()) == link


def test_kinhtedothi_has_sources_of_both_halves() -> None:
    kinds = {source.kind for source in outlets()["kinhtedothi"].sources}
    assert kinds == {"rss", "news-sitemap", "listing", "sitemap"}
