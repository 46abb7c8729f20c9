"""Failed URLs are retried within a budget, longest waiting first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapy.utils.test import get_crawler

import settings as project
from scrapers.crawl.spiders import NewsSpider, spider_of
from scrapers.outlets import outlets
from scrapers.sourcing.sources import Link

NOW = datetime(2026, 3, 16, 2, tzinfo=UTC)


def spider(output: Path) -> NewsSpider:
    """A spider with a budget of three retries."""
    chosen = {name: getattr(project, name) for name in ("REJECTED_PAGES_A_DAY", "REJECTED_DAYS", "REJECTED_MB")}
    more = {"REJECTED_TOTAL_MB": 9, "RETRIES_A_RUN": 3, "OUTPUT": str(output), "NOW": NOW.isoformat()}
    crawler = get_crawler(spider_of(outlets()["kinhtedothi"]), {**chosen, **more})
    made = crawler._create_spider()
    assert isinstance(made, NewsSpider)
    return made


def test_a_run_asks_for_so_many_again_and_the_next_for_the_others(tmp_path: Path) -> None:
    one = spider(tmp_path)
    for number in range(5):
        link = Link(f"https://kinhtedothi.vn/tin-tuc.10000{number}.html", kind="rss")
        one.state.tried(link, "503", NOW - timedelta(hours=5 - number))
    first = [request.url[-7:-5] for request in one.revisits.failed()]
    assert first == ["00", "01", "02"]
    assert one.crawler.stats.get_value("articles/postponed") == 2
    for attempt in list(one.state.attempts())[:3]:
        one.state.tried(attempt.link, "503", NOW)
    one.frontier.forget_others()
    one.revisits.left = 3
    assert [request.url[-7:-5] for request in one.revisits.failed()] == ["03", "04", "00"]
