"""Limits on what a run requests of a source: one that names new pages and URLs forever still ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

import settings as project
from scrapers.crawl import spiders
from scrapers.crawl.spiders import NewsSpider, spider_of
from scrapers.dates.window import DAY, Window
from scrapers.outlet import Listing, Sitemap, Source
from scrapers.outlets import outlets
from scrapers.sourcing import feeds
from scrapers.sourcing.sources import Link
from tests.hostile import pages

OUTLET = outlets()["kinhtedothi"]
MAP = Sitemap(url="/sitemap.xml")
CALENDAR = Listing(url="/lich", links="h2 > a", next=".pagination a.active + a", limit=6)


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[NewsSpider]:
    """A spider limited to three further pages of a source and ten links."""
    given = {name: value for name, value in vars(project).items() if name.startswith(("REJECTED", "RETRIES"))}
    more = {"OUTPUT": str(tmp_path), "SOURCE_PAGES": 3, "LINKS_A_RUN": 10}
    made = get_crawler(spider_of(OUTLET), {**given, **more})._create_spider()
    assert isinstance(made, NewsSpider)
    yield made
    made.closed("shutdown")


def read(spider: NewsSpider, source: Source, path: str, body: str, number: int = 1) -> list[Request]:
    """The further pages that a page of the source leads to."""
    response = HtmlResponse(OUTLET.home + path, body=body.encode(), request=Request(OUTLET.home + path))
    return list(spider.read_source(response, source, number))


def test_an_index_that_names_pages_for_ever_is_followed_so_far_and_told(spider: NewsSpider) -> None:
    children = [f"{OUTLET.home}/sitemap-{n}.xml" for n in range(9)]
    found = read(spider, MAP, "/sitemap.xml", pages.index(children))
    found += read(spider, MAP, "/sitemap-0.xml", pages.index(f"{child}.xml" for child in children), 2)
    assert len(found) == 3
    assert all("SOURCE_PAGES" in line for line in spider.ledger.failures)


def test_indexes_in_a_circle_are_asked_once(spider: NewsSpider) -> None:
    one, other = f"{OUTLET.home}/sitemap.xml", f"{OUTLET.home}/sitemap-2.xml"
    assert spider.first_time(one)
    assert [request.url for request in read(spider, MAP, "/sitemap.xml", pages.index([other, one]))] == [other]
    assert read(spider, MAP, "/sitemap-2.xml", pages.index([one, other]), 2) == []


def test_a_calendar_of_new_articles_for_ever_ends_with_its_limit_or_the_run_s(spider: NewsSpider) -> None:
    followed = []
    for number in range(1, 7):
        paths = [pages.path(number * 100_000 + n) for n in range(4)]
        followed += read(spider, CALENDAR, f"/lich?{number}", pages.listing(paths, after=f"/lich?{number + 1}"), number)
    assert len(followed) == 3
    assert (spider.frontier.size, len(spider.release())) == (10, 10)
    assert any("LINKS_A_RUN" in line for line in spider.ledger.failures)


def test_articles_enter_the_queue_some_at_a_time(spider: NewsSpider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spiders, "AT_ONCE", 3)
    read(spider, MAP, "/s.xml", pages.sitemap(OUTLET.home + pages.path(100_000 + n) for n in range(8)))
    assert [len(spider.release()) for _ in range(4)] == [3, 3, 2, 0]


def test_what_is_stored_leaves_its_room_to_what_is_not_so_that_later_runs_get_further(spider: NewsSpider) -> None:
    paths = [pages.path(100_000 + n) for n in range(24)]
    parts = [pages.sitemap(OUTLET.home + path for path in paths[start : start + 8]) for start in (0, 8, 16)]
    for path in paths[:16]:
        spider.state.settle([OUTLET.home + path], f"kinhtedothi:{path}")
    for number, part in enumerate(parts):
        read(spider, MAP, f"/s{number}.xml", part)
    assert [request.url for request in spider.release()] == [OUTLET.home + path for path in paths[16:]]
    assert spider.ledger.failures == []


def test_so_does_what_was_asked_for_in_vain_and_what_lies_outside_the_question(spider: NewsSpider) -> None:
    paths = [pages.path(100_000 + n) for n in range(32)]
    spider.plan = replace(spider.plan, window=Window(since=spider.now - DAY))
    for path in paths[:8]:
        spider.state.tried(Link(OUTLET.home + path), "404", spider.now)
    old, new = ((spider.now - days * DAY).isoformat() for days in (30, 0))
    for number, date in enumerate((new, old, old, new)):
        part = [OUTLET.home + path for path in paths[8 * number : 8 * number + 8]]
        read(spider, MAP, f"/s{number}.xml", pages.sitemap(part, date))
    assert [request.url for request in spider.release()] == [OUTLET.home + path for path in paths[24:]]
    assert spider.ledger.failures == []


def test_a_single_sitemap_that_names_too_many_is_read_further_by_each_run(
    spider: NewsSpider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST", 8)
    paths = [pages.path(100_000 + n) for n in range(16)]
    for path in paths[:8]:
        spider.state.tried(Link(OUTLET.home + path), "404", spider.now)
    read(spider, MAP, "/sitemap.xml", pages.sitemap(OUTLET.home + path for path in paths))
    assert [request.url for request in spider.release()] == [OUTLET.home + path for path in paths[8:]]


def test_once_the_run_is_being_ended_no_source_is_read(spider: NewsSpider, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spiders, "is_ending", lambda crawler: True)
    spider.crawler.crawling = False  # as Scrapy has it from the signal on
    read(spider, MAP, "/sitemap.xml", pages.sitemap([OUTLET.home + pages.path(100_000)]))
    assert (spider.release(), spider.ledger.sources[MAP.url]["read"]) == ([], 0)
