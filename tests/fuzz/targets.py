"""Fuzz targets: each parser of external bytes with the exceptions that it documents, and valid seeds."""

from __future__ import annotations

import base64
import gzip
import io
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from pipelines.feed.cursor import Cursor
from pipelines.feed.days import Day, Raw
from pipelines.feed.groups import read_member
from pipelines.feed.head import is_plainly_whole, read_head
from pipelines.feed.json_line import read_object
from pipelines.feed.reader import parse
from pipelines.feed.schema import LINE, dump
from pipelines.page_to_line import read_line
from pipelines.validate import InvalidLine
from scrapers.address import absolute, article_match, canonical, domain, web_address
from scrapers.archive.files import captures_of
from scrapers.dates.date_lines import printed_date
from scrapers.dates.last_resort import last_resort
from scrapers.dates.parse import parse_date
from scrapers.dates.readings import read_offers
from scrapers.dates.window import Window, read_span
from scrapers.items import NotAnArticle, PageDate
from scrapers.outlets import outlets
from scrapers.parser.encoding.decode import to_utf8
from scrapers.parser.fields.dates import dateline
from scrapers.parser.grammar.byline import is_signature, read_byline
from scrapers.parser.grammar.credits import credit_of, is_label
from scrapers.parser.grammar.wire_prefix import cut_prefix
from scrapers.records.frozen_pages import FOLDER
from scrapers.sourcing import sources
from scrapers.text import fold, loose
from scrapers.web.block_page import is_block_page
from tests.hostile.pages import SHOWN
from tests.support.feeds import article

NOW = datetime(2026, 3, 16, 2, tzinfo=UTC)
URL = "https://kinhtedothi.vn/phuong-o-cho-dua-tra-ho-so-dat-dai-ngay-trong-buoi-sang.680672.html"
OUTLET = outlets()["kinhtedothi"]


@dataclass(frozen=True)
class Target:
    """`run` raises for a fault only."""

    run: Callable[[bytes], object]
    seeds: tuple[bytes, ...]


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass" if b"\xed" in data and _decodes(data) else "replace")


def _decodes(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


def read_page(data: bytes) -> None:
    """A page by its outlet's rules and by the general ones, to its line in the feed."""
    for known in (True, False):
        with suppress(NotAnArticle, InvalidLine):
            line = read_line(data, URL, NOW, known=known)
            assert LINE.validate_json(dump(line)) == line


def read_dates(data: bytes) -> None:
    """A text as whatever may hold a date."""
    text = _text(data)
    parse_date(text, NOW)
    parse_date(text, NOW, order="MDY")
    last_resort(text, NOW)
    printed_date(text)
    offers = [PageDate(text, "page", "x"), PageDate(text, "json-ld", "x"), *dateline(text)]
    read_offers(offers, NOW, recent=True)
    with suppress(ValueError):
        read_span(text, NOW)


def read_names(data: bytes) -> None:
    """A text as an author line, a caption, a sapo, a title."""
    text = _text(data)
    read_byline(text, ("Kinh tế & Đô thị",))
    is_signature(text)
    credit_of(text)
    credit_of(f"{text} Ảnh: {text}")
    is_label(text)
    cut_prefix(text)
    assert fold(fold(text)) == fold(text)
    loose(text)


def read_source(data: bytes) -> None:
    """An answer as every kind of source."""
    for source in OUTLET.sources[:4] + OUTLET.sources[-1:]:
        with suppress(ValueError):
            sources.read(source, data, "https://kinhtedothi.vn/x", 1, Window(), NOW)


def read_addresses(data: bytes) -> None:
    """A text as an address."""
    text = _text(data)
    for address in (text, f"https://{text}", f"https://kinhtedothi.vn/{text}"):
        domain(address)
        if found := web_address(address):
            article_match(OUTLET, canonical(found, OUTLET))
            canonical(found)
        absolute(address, "https://kinhtedothi.vn/a/")


def read_feed(data: bytes) -> None:
    """A line of the feed."""
    raw = Raw(Day(FOLDER, "2026-03-07"), 0, data)
    for read in (read_object, read_head, read_member):
        with suppress(ValueError):
            read(data)
    is_plainly_whole(data)
    with suppress(ValueError):
        parse(raw)


def read_cursor(data: bytes) -> None:
    """A reader's place."""
    packed = base64.urlsafe_b64encode(zlib.compress(data)).decode()
    for text in (_text(data), packed):
        with suppress(ValueError):
            assert str(Cursor(str(Cursor(text)))) == str(Cursor(text))


def read_structured(data: bytes) -> None:
    """A page that says this of itself, and prints nothing but a story."""
    head, end = b'<!DOCTYPE html><head><script type="application/ld+json">', b"</script></head><body><article>"
    page = head + data + end + "".join(f"<p>{paragraph}</p>" for paragraph in SHOWN).encode()
    with suppress(NotAnArticle, InvalidLine):
        line = read_line(page, URL, NOW, known=False)
        assert LINE.validate_json(dump(line)) == line


def read_archive(data: bytes) -> None:
    """A file that holds pages."""
    with suppress(ValueError):
        for capture in captures_of(io.BytesIO(data), "x.warc", NOW, Counter()):
            assert isinstance(capture.body, bytes)


def _page(name: str) -> bytes:
    return gzip.decompress((FOLDER / name).read_bytes())


def _utf8(*texts: str) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


_ITEM = (
    "<item><title>Giá gạo</title><link>/gia-gao.680001.html</link>"
    "<pubDate>Mon, 16 Mar 2026 08:52:11 +0700</pubDate></item>"
)
_PLACE = (
    "<url><loc>https://kinhtedothi.vn/gia-gao.680001.html</loc><news:news><news:publication_date>2026-03-16T08:52+07:00"
    "</news:publication_date></news:news><lastmod>2026-03-16</lastmod></url>"
)
_LISTED = '<div class="story-title"><a href="/gia-gao.680001.html">Giá</a></div><div class="paging"><a href="?p=2">'
_RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<p>Gia"
_WARC = (
    b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.vn/\r\nWARC-Date: 2026-03-16T02:00:00Z\r\n"
    b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
    b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (len(_RESPONSE), _RESPONSE)
)
_MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.vn/\r\nMIME-Version: 1.0\r\nContent-Type: "
    b'multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>a\r\n--x--'
)
TARGETS: dict[str, Target] = {
    "parser": Target(
        read_page,
        (_page("kinhtedothi/2026-03-16-680672.html.gz"), _page("kinhtedothi/2017-05-18-283296.html.gz")),
    ),
    "json-ld": Target(
        read_structured,
        _utf8(
            '{"@context":"https://schema.org","@graph":[{"@type":["NewsArticle"],"@id":"#a","headline":"Giá gạo tăng",'
            '"datePublished":"2026-03-16T08:52:11+07:00","author":[{"@type":"Person","name":"Hồng Nhung"}],'
            '"articleSection":["Kinh tế"],"isAccessibleForFree":"False","mainEntityOfPage":{"@id":"#b"}},'
            '{"@type":"BreadcrumbList","itemListElement":[{"@type":"ListItem","position":1,"name":"Kinh tế"}]}]}',
        ),
    ),
    "encoding": Target(
        to_utf8,
        (
            "Đường Nguyễn Trãi".encode("utf-16"),
            "<p>Vi\xd6t Nam l\xb5 v\xb5</p>".encode("latin-1"),
            "<meta charset=windows-1258><p>Vi\xea\xf2t".encode("latin-1"),
            "Hà Nội".encode(),
        ),
    ),
    "dates": Target(
        read_dates,
        _utf8(
            "Thứ Hai, 08:52 16/03/2026",
            "2026-03-16T08:52:11+07:00",
            "15h30 ngày 11/4/2019 (GMT+7)",
            "2 giờ trước",
            "Ngày 11/4, tại Hà Nội",
            "11 avril 2019",
            "Mon, 16 Mar 2026 08:52:11 +0700",
            "thứ năm tuần trước",
        ),
    ),
    "byline": Target(
        read_names,
        _utf8(
            "Bài và ảnh: Hồng Nhung - Trần Long",
            "Theo Reuters, AFP (TTXVN)",
            "(Nguồn: VnExpress)",
            "PV/TTXVN",
            "Người dân chờ xe. Ảnh: Thu Giang",
            "Kinhtedothi - Sáng nay",
            "Nguyễn Văn A (t/h)",
        ),
    ),
    "feeds": Target(
        read_source,
        _utf8(
            f"<rss><channel>{_ITEM * 3}</channel></rss>",
            f'<feed xmlns="http://www.w3.org/2005/Atom">{_ITEM}</feed>',
            f"<!DOCTYPE html><html><body>{_LISTED * 3}",
            '{"data": [{"url": "/a.680001.html", "html": "<a href=/b>"}]}',
        ),
    ),
    "sitemaps": Target(
        read_source,
        (
            *_utf8(
                f'<?xml version="1.0"?><urlset>{_PLACE * 3}</urlset>',
                "https://kinhtedothi.vn/a.680001.html\n" * 3,
                "<sitemapindex><sitemap><loc>https://kinhtedothi.vn/news-2026-3.xml</loc></sitemap></sitemapindex>",
            ),
            gzip.compress(f"<urlset>{_PLACE * 3}</urlset>".encode(), mtime=0),
        ),
    ),
    "addresses": Target(
        read_addresses, _utf8(URL, "báo.vn/ảnh 1.jpg?x=[1]#y", "[::1]:8000/", "user@a.vn:80/%zz/../..")
    ),
    "feed": Target(read_feed, (dump(article(1)), dump(article(2, body="Một.\n\nHai.")))),
    "text": Target(
        read_page,
        _utf8("Dọn kênh\n\nMai Hoa\n16/03/2026 08:52\n\nHà Nội - Nước rút.\nDân dọn.\n\nẢnh: Thu Trà\n\nMai Hoa"),
    ),
    "cursor": Target(read_cursor, (b"start", b'{"kinhtedothi":["2026-03-07",{"2026-03-08":120}]}')),
    "archive": Target(read_archive, (_WARC, _MHTML, gzip.compress(_WARC, mtime=0))),
    "block page": Target(
        lambda data: is_block_page(200, {}, data),
        _utf8(
            "<title>Just a moment...</title><script>window._cf_chl_opt</script>",
            "<body><!-- x --><svg></svg>robot<script>document.cookie='a=1';location.reload()</script>",
        ),
    ),
}
