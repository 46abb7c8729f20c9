"""Feeds and sitemaps as servers send them, valid or not: the URL and time of each article, and nothing else."""

from __future__ import annotations

import gzip
from datetime import datetime

import pytest

from scrapers.clock import VIETNAM
from scrapers.dates.window import Window
from scrapers.outlet import Feed, NewsSitemap, Sitemap
from scrapers.sourcing import feeds
from scrapers.sourcing.feeds import read_answer
from scrapers.sourcing.sources import read

URL = "https://bao.example.vn/rss/home.rss"
ONE = "https://bao.example.vn/mot-1.html"
NOW = datetime(2026, 3, 16, 9, tzinfo=VIETNAM)


def named(page: str | bytes) -> list[str]:
    body = page if isinstance(page, bytes) else page.encode()
    return [entry.url for entry in read_answer(body, URL).entries]


@pytest.mark.parametrize(
    ("page", "cut"),
    [
        (f"<rss><item><link>{ONE}</link></item></rss>\n<!-- 0.2 s -->", False),
        (f"<rss><item><link>{ONE}</link></item><item><title>Hai</rss>", False),  # not well-formed, and whole
        (f"<rss><item><link>{ONE}</link></item><item><link>https://bao.exam", True),
        (f"<urlset><url><loc>{ONE}</loc></url>", True),
        (f'<?xml version="1.0" encoding="utf-16"?><rss><item><link>{ONE}</link></item></rss>'.encode("utf-16"), False),
        (f"<rdf:RDF xmlns:rdf='r'><item><link>{ONE}</link></item></rdf:RDF>", False),
        (
            gzip.compress(f"<urlset><url><loc>{ONE}</loc></url><url><loc>{URL}</loc></url>".encode(), mtime=0)[:-20],
            True,
        ),
        (ONE, False),
    ],
)
def test_a_source_that_breaks_off_is_known_by_its_missing_end_and_read_so_far(page: str | bytes, cut: bool) -> None:
    answer = read_answer(page if isinstance(page, bytes) else page.encode(), URL)
    assert answer.entries[0].url == ONE
    assert bool(answer.trouble) == cut


ITEM = f"<item><link>{ONE}</link></item>"
DEEP = f"<rss>{ITEM}{'<a>' * 100_000}{ITEM}</rss>"
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
BOMB = f"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "{"x" * 1000}">{ENTITIES}]>
<rss>{ITEM}<item><title>&e8;</title></item>{ITEM}</rss>"""


@pytest.mark.parametrize("page", [DEEP, BOMB], ids=["too deep", "entities"])
def test_where_the_parser_reads_no_further_the_feed_says_so(page: str) -> None:
    assert read_answer(page.encode(), URL).trouble == feeds.TOO_DEEP


@pytest.mark.parametrize(
    "item",
    [
        '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="/rss/1.rss"/><link>/mot-1.html</link>',
        '<enclosure url="/anh.jpg"/><media:content url="/a.mp4"><link>/sai.html</link></media:content>'
        "<link>/mot-1.html</link>",
        "<link></link><guid>https://bao.example.vn/mot-1.html</guid>",
        '<guid isPermaLink="false">8305fec8-68fb-44f8</guid><link>/mot-1.html</link>',
        '<link href="/mot-1.html"/>',
        "<link>//bao.example.vn/mot-1.html</link>",
        "<link><![CDATA[\n https://bao.example.vn/\nmot-1.html ]]></link>",
        '<link>http://feed.example.com/~r/1</link><o:origLink xmlns:o="http://rssnamespace.org/feedburner/ext/1.0">'
        "https://bao.example.vn/mot-1.html</o:origLink>",
        '<source><link>/nguon.html</link></source><link xml:base="https://bao.example.vn/x/">../mot-1.html</link>',
    ],
)
def test_an_item_is_what_its_own_link_names(item: str) -> None:
    assert named(f"<rss><channel><link>/</link><item>{item}</item></channel></rss>") == [ONE]


def test_an_item_that_is_listed_by_uuid_alone_names_nothing() -> None:
    assert named("<rss><item><guid>8305fec8-68fb</guid><title>Không có địa chỉ</title></item></rss>") == []


def test_an_ampersand_that_was_escaped_twice_is_one() -> None:
    assert named("<rss><item><link><![CDATA[/xem?id=1&amp;p=2]]></link></item></rss>")[0].endswith("/xem?id=1&p=2")


def test_an_atom_entry_has_its_alternate_link_and_when_it_changed_where_it_says_no_more() -> None:
    answer = read_answer(
        b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://bao.example.vn/tin/"><entry>
        <link rel="replies" href="binh-luan"/><link rel="alternate" href="../mot-1.html"/>
        <updated>2026-03-16T08:00:00+07:00</updated></entry></feed>""",
        URL,
    )
    assert [(e.url, e.dates[0].text, e.dates[0].role) for e in answer.entries] == [
        (ONE, "2026-03-16T08:00:00+07:00", "modified")
    ]


def test_an_rdf_feed_is_a_feed() -> None:
    answer = read_answer(
        b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://bao.example.vn/mot-1.html">
        <dc:date>2026-03-16</dc:date></item></rdf:RDF>""",
        URL,
    )
    assert [(e.url, e.dates[0].text) for e in answer.entries] == [(ONE, "2026-03-16")]


@pytest.mark.parametrize(
    "before",
    [
        "\n\n",
        "<br />\n<b>Warning</b>: fopen() failed in <b>/var/www/rss.php</b> on line <b>12</b><br />\n",
        "\ufeff \x0b",
    ],
)
def test_what_stands_before_the_xml_is_passed_over(before: str) -> None:
    assert named(f'{before}<?xml version="1.0"?><rss><item><link>/mot-1.html</link></item></rss>') == [ONE]


@pytest.mark.parametrize(
    "url",
    [
        "<image:image><image:loc>/anh.jpg</image:loc></image:image><loc>/mot-1.html</loc>",
        "<image:loc>/anh.jpg</image:loc><loc>/mot-1.html</loc>",
        '<xhtml:link rel="alternate" href="/en.html"/><loc>\n /mot-1.html\n</loc>',
    ],
)
@pytest.mark.parametrize("declared", [True, False])
def test_a_place_is_what_its_own_loc_names(url: str, declared: bool) -> None:
    spaces = ' xmlns:image="http://image" xmlns:xhtml="http://xhtml"' if declared else ""
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    assert named(f"<urlset {space}{spaces}><url>{url}</url></urlset>") == [ONE]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_sitemap_may_be_plain_text(pack: type[bytes]) -> None:
    assert named(pack(b"\xef\xbb\xbfhttps://bao.example.vn/mot-1.html\r\nhttps://bao.example.vn/hai-2.html\n")) == [
        ONE,
        "https://bao.example.vn/hai-2.html",
    ]


def test_a_page_where_a_feed_was_expected_is_no_feed_without_items() -> None:
    with pytest.raises(ValueError, match="an HTML page"):
        read_answer(b"<!DOCTYPE html><html><body><p>Trang khong ton tai<rss></rss></p></body></html>", URL)


def test_rss_under_a_sitemaps_address_and_a_sitemap_under_a_feeds_are_read() -> None:
    rss = b"<rss><item><link>/mot-1.html</link><pubDate>2026-03-16</pubDate></item></rss>"
    places = b"<urlset><url><loc>/mot-1.html</loc><lastmod>2026-03-16</lastmod></url></urlset>"
    for source, page in ((Sitemap(url="/s.xml"), rss), (Feed(url="/r"), places)):
        found = read(source, page, URL, 1, Window(), NOW)
        assert [(link.url, link.dates[0].text) for link in found.links] == [(ONE, "2026-03-16")]


def test_of_an_index_where_a_news_sitemap_was_expected_the_newest_are_asked() -> None:
    names = ["s-2019-4", "google-news", "s-2026-2", "s-2026-3", "muc-luc"]
    index = "".join(f"<sitemap><loc>/{name}.xml</loc></sitemap>" for name in names)
    found = read(NewsSitemap(url="/n"), f"<sitemapindex>{index}</sitemapindex>".encode(), URL, 1, Window(), NOW)
    assert found.more == tuple(f"https://bao.example.vn/{name}.xml" for name in ("google-news", "s-2026-3"))


def test_an_index_that_writes_the_month_first_or_a_month_that_is_none_is_read() -> None:
    names = ["article-03-2026-01", "article-02-2019-01", "news-2026-13"]
    index = "".join(f"<sitemap><loc>/{name}.xml</loc></sitemap>" for name in names)
    window = Window(since=NOW.replace(day=1))
    found = read(Sitemap(url="/n"), f"<sitemapindex>{index}</sitemapindex>".encode(), URL, 1, window, NOW)
    assert [more.rpartition("/")[2] for more in found.more] == ["article-03-2026-01.xml", "news-2026-13.xml"]


@pytest.mark.parametrize("form", ["<urlset>{}</urlset>", "{}"])
def test_of_too_many_addresses_each_run_reads_some_that_are_not_stored(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(feeds, "MOST", 5)
    urls = [f"https://bao.example.vn/bai-{n}.html" for n in range(12)]
    body = form.format("".join(f"<url><loc>{url}</loc></url>" if "<" in form else f"{url}\n" for url in urls)).encode()
    stored: set[str] = set()
    read_by_run = []
    for _ in range(4):
        answer = read_answer(body, URL, stored=stored.__contains__)
        read_by_run.append([urls.index(entry.url) for entry in answer.entries if entry.url not in stored])
        stored |= {entry.url for entry in answer.entries}
        assert bool(answer.trouble) == (len(read_by_run) < 3)
    assert read_by_run == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11], []]
