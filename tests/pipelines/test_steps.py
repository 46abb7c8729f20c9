"""All pipelines together, as Scrapy runs them: an article becomes a line, and the statistics count it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from pipelines.choose_date import DatePipeline
from pipelines.clean import CleanPipeline
from pipelines.validate import InvalidLine, ValidatePipeline
from scrapers.items import Article, PageDate, Reading
from tests.pipelines.test_clean import ARTICLE, NOW

DATED = replace(ARTICLE, dates=(PageDate("07/03/2026 08:15", "page", ".date"), PageDate("hôm nao", "meta", "date")))


@pytest.fixture
def crawler() -> Crawler:
    return get_crawler()


def run(crawler: Crawler, article: Article) -> Reading:
    reading = Reading(article=article, crawled_at=NOW)
    for step in (CleanPipeline, DatePipeline, ValidatePipeline):
        assert step.from_crawler(crawler).process_item(reading) is reading
    return reading


def test_an_article_becomes_a_dated_line_of_the_feed(crawler: Crawler) -> None:
    line = run(crawler, DATED).line
    assert (line.title, line.date, line.date_source) == (ARTICLE.title, "2026-03-07T08:15:00+07:00", "page")


def test_the_statistics_say_where_dates_came_from_and_what_was_missing(crawler: Crawler) -> None:
    run(crawler, DATED)
    assert crawler.stats is not None
    assert crawler.stats.get_stats() == {
        "clean/lines": 1,
        "clean/without/lead": 1,
        "clean/without/authors": 1,
        "clean/without/captions": 1,
        "clean/without/section": 1,
        "clean/without/tags": 1,
        "date/source/page": 1,
        "date/precision/minute": 1,
        "date/refused/unreadable": 1,
        "date/last_resort/asked": 1,
        "validate/passed": 1,
    }


def test_a_line_that_breaks_the_contract_goes_no_further_and_is_counted(crawler: Crawler) -> None:
    with pytest.raises(InvalidLine, match="no body"):
        run(crawler, replace(ARTICLE, body=()))
    assert crawler.stats is not None
    assert crawler.stats.get_value("validate/rejected/no body") == 1
