"""What the spider makes of one answer, without a network."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from scrapers.crawl.spiders import NewsSpider, spider_of
from scrapers.items import NotAnArticle
from scrapers.outlets import outlets
from scrapers.sourcing.sources import Link
from scrapers.state.lock import Lock, Locked
from tests.runs import PROJECT

URL = "https://kinhtedothi.vn/phuong-o-cho-dua-tra-ho-so-dat-dai-ngay-trong-buoi-sang.680672.html"
PAGE = gzip.decompress((PROJECT / "tests/pages/kinhtedothi/2026-03-16-680672.html.gz").read_bytes())
NAMED, ASKED = Link(URL, kind="listing"), Link(URL)


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[NewsSpider]:
    crawler = get_crawler(spider_of(outlets()["kinhtedothi"]), {"OUTPUT": str(tmp_path)})
    spider = crawler._create_spider()
    assert isinstance(spider, NewsSpider)
    yield spider
    spider.state.close()


def answer(url: str = URL, body: bytes = PAGE) -> HtmlResponse:
    return HtmlResponse(url, body=body)


def test_an_article_that_a_source_named_is_read(spider: NewsSpider) -> None:
    item = spider.read(answer(), NAMED)
    assert (item.article.article_id, item.article.parser) == ("680672", "kinhtedothi/2025")


@pytest.mark.parametrize("url", ["https://kinhtedothi.vn/dang-nhap", "https://kinhtedothi.vn/su-kien/680672"])
def test_a_redirect_off_the_article_addresses_is_no_article_whatever_it_shows(spider: NewsSpider, url: str) -> None:
    with pytest.raises(NotAnArticle, match=f"leads to {url}"):
        spider.read(answer(url), NAMED)


def test_an_address_that_a_person_named_is_read_wherever_it_leads(spider: NewsSpider) -> None:
    url = "https://kinhtedothi.vn/su-kien/680672"
    assert spider.read(answer(url), ASKED).article.title


def test_a_page_of_another_outlet_or_layout_is_not_stored(spider: NewsSpider) -> None:
    with pytest.raises(NotAnArticle, match="page of tuoitre"):
        spider.read(answer("https://tuoitre.vn/bai-20260316085211.htm"), ASKED)
    with pytest.raises(NotAnArticle, match="unknown layout of kinhtedothi"):
        spider.read(answer(body=PAGE.replace(b"content-ktdt-article", b"content")), NAMED)


def test_the_spider_holds_its_outlets_lock_from_its_making_to_its_end(spider: NewsSpider, tmp_path: Path) -> None:
    path = tmp_path / "state" / "kinhtedothi.lock"
    with pytest.raises(Locked, match="kinhtedothi is being crawled already"):
        Lock(path, "")
    spider.closed("finished")
    Lock(path, "").release()
