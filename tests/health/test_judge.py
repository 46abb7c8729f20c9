"""Judging an outlet's run records: one alarm for each cause; no crawl."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from scrapers.clock import VIETNAM
from scrapers.health.history import Answers, Crawl, Pages
from scrapers.health.judge import judge

HOME = "https://mau.vn/"
FIELDS = dict.fromkeys(("title", "authors", "date", "body", "captions"), 40)
LAYOUT = Pages(40, FIELDS, 2500, captions=120, paywalled=0, origins={"page": 40}, precisions={"minute": 40})
MONDAY = datetime(2026, 3, 2, 9, tzinfo=VIETNAM)
HEALTHY = Crawl(
    "mau", MONDAY, True, 40, {"mau/2026": LAYOUT}, sources={HOME: Answers(read=1, links=40)}, answers=60, today=40
)


def after_healthy_days(today: Crawl, days: int = 9) -> list[str]:
    """The names of the alarms of a crawl after so many healthy days."""
    crawls = [replace(HEALTHY, started=MONDAY + timedelta(days=n)) for n in range(days)]
    return [alarm.name for alarm in judge([*crawls, replace(today, started=MONDAY + timedelta(days=days))])]


def test_a_day_like_the_others_raises_no_alarm() -> None:
    assert after_healthy_days(HEALTHY) == []


def test_a_day_without_articles_raises_one() -> None:
    assert after_healthy_days(replace(HEALTHY, stored=0, today=0, layouts={})) == ["articles:none"]


def test_block_pages_explain_that_fewer_articles_came() -> None:
    for stored in (0, 3):
        blocked = replace(HEALTHY, stored=stored, today=stored, layouts={}, refused=57)
        assert after_healthy_days(blocked) == ["blocked"]


@pytest.mark.parametrize(("captions", "expected"), [(120, []), (40, ["selector:captions"]), (0, ["selector:captions"])])
def test_captions_are_counted_on_each_page_not_only_pages_with_any(captions: int, expected: list[str]) -> None:
    fewer = replace(LAYOUT, captions=captions)
    assert after_healthy_days(replace(HEALTHY, layouts={"mau/2026": fewer})) == expected


def test_unknown_layouts_explain_missing_articles_and_nothing_else() -> None:
    redesigned = replace(HEALTHY, stored=0, today=0, layouts={}, rejected={"unknown layout of mau": 40})
    assert after_healthy_days(redesigned) == ["layout:unknown"]


def test_an_emptied_source_stands_beside_the_articles_that_are_missing() -> None:
    emptied = replace(HEALTHY, stored=0, today=0, layouts={}, sources={HOME: Answers(read=1)})
    assert after_healthy_days(emptied) == ["source:empty", "articles:none"]
