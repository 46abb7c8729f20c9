"""One response as an article of the crawled outlet, and what the spider keeps in memory; no network."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from scrapers.crawl.own_article import SURE, read_own_article
from scrapers.crawl.spiders import NewsSpider, spider_of
from scrapers.items import NotAnArticle, PageDate
from scrapers.outlets import outlets
from scrapers.sourcing.sources import Link
from scrapers.state.lock import Lock, Locked
from tests.support import PROJECT

URL = "https://kinhtedothi.vn/phuong-o-cho-dua-tra-ho-so-dat-dai-ngay-trong-buoi-sang.680672.html"
PAGE = gzip.decompress((PROJECT / "tests/pages/kinhtedothi/2026-03-16-680672.html.gz").read_bytes())
OUTLET = outlets()["kinhtedothi"]
NAMED, ASKED = Link(URL, kind="listing"), Link(URL)


def test_an_article_that_a_source_named_is_read_with_the_dates_of_the_source() -> None:
    published = PageDate("Mon, 16 Mar 2026 08:52:00 +0700", "feed", "pubDate")
    changed = PageDate("2026-03-16", "sitemap", "lastmod", role="modified")
    article = read_own_article(PAGE, URL, OUTLET, Link(URL, (published, changed), kind="rss"))
    assert (article.article_id, article.parser) == ("680672", "kinhtedothi/2025")
    assert article.dates[-1] == published


@pytest.mark.parametrize("url", ["https://kinhtedothi.vn/dang-nhap", "https://kinhtedothi.vn/su-kien/680672"])
def test_a_redirect_off_the_article_addresses_is_no_article_whatever_it_shows(url: str) -> None:
    with pytest.raises(NotAnArticle, match=f"leads to {url}"):
        read_own_article(PAGE, url, OUTLET, NAMED)


def test_an_address_that_a_person_named_is_read_wherever_it_leads() -> None:
    assert read_own_article(PAGE, "https://kinhtedothi.vn/su-kien/680672", OUTLET, ASKED).title


def test_a_page_of_another_outlet_is_not_stored() -> None:
    with pytest.raises(NotAnArticle, match="page of tuoitre"):
        read_own_article(PAGE, "https://tuoitre.vn/bai-20260316085211.htm", OUTLET, ASKED)


@pytest.mark.parametrize(
    "served", ["Lỗi kết nối cơ sở dữ liệu.\n\nXin thử lại sau.", '{"error": "quota"}', "%PDF-1.7\n\n1 0 obj"]
)
def test_what_a_site_serves_without_mark_up_is_no_article(served: str) -> None:
    with pytest.raises(NotAnArticle, match="no HTML"):
        read_own_article(served.encode(), URL, OUTLET, NAMED)


def test_a_page_that_fits_no_layout_is_read_where_the_guess_is_sure_and_the_setting_lets_it() -> None:
    page = PAGE.replace(b"content-ktdt-article", b"content")
    article = read_own_article(page, URL, OUTLET, NAMED)
    assert article.guessed
    assert (article.confidence or 0) >= SURE
    with pytest.raises(NotAnArticle, match="unknown layout of kinhtedothi"):
        read_own_article(page, URL, OUTLET, NAMED, strict=True)


def test_a_page_that_could_only_be_guessed_at_unsurely_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.crawl.own_article.SURE", 1.01)
    with pytest.raises(NotAnArticle, match="unknown layout of kinhtedothi"):
        read_own_article(PAGE.replace(b"content-ktdt-article", b"content"), URL, OUTLET, NAMED)


def test_articles_wait_until_the_sources_have_said_what_they_know_of_them(tmp_path: Path) -> None:
    spider = get_crawler(spider_of(OUTLET), {"OUTPUT": str(tmp_path), "LINKS_A_RUN": 9})._create_spider()
    assert isinstance(spider, NewsSpider)
    item = f"<item><link>{URL}</link><pubDate>Mon, 16 Mar 2026 08:52:07 +0700</pubDate></item>"
    url = f"<url><loc>{URL}</loc></url>"
    for source, body in zip(OUTLET.sources, (f"<rss>{item}</rss>", f"<urlset>{url}</urlset>"), strict=False):
        response = HtmlResponse(f"{OUTLET.home}{source.url}", body=body.encode())
        assert list(spider.read_source(response, source)) == []
    assert [request.url for request in spider.release()] == [URL]
    assert [date.text for date in spider.frontier.known(Link(URL)).dates] == ["Mon, 16 Mar 2026 08:52:07 +0700"]
    assert spider.release() == []
    spider.closed("finished")


def test_the_spider_holds_its_outlets_lock_from_its_making_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "state" / "kinhtedothi.lock"
    spider = get_crawler(spider_of(OUTLET), {"OUTPUT": str(tmp_path)})._create_spider()
    assert isinstance(spider, NewsSpider)
    with pytest.raises(Locked, match="kinhtedothi is being crawled already"):
        Lock(path, "")
    spider.closed("finished")
    Lock(path, "").release()
