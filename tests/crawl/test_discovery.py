"""Substitutes for dead or empty sources: robots.txt, the home page, its lists of feeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from scrapy import Request

from scrapers.clock import VIETNAM
from scrapers.outlet import Feed
from scrapers.outlets import outlets
from tests.hostile.pages import feed, path
from tests.support.visit import Visit

NOW = datetime(2026, 3, 16, 9, tzinfo=VIETNAM)
HOME = "https://kinhtedothi.vn"
OUTLET = replace(outlets()["kinhtedothi"], hosts=(), sources=(Feed(url="/rss/cu.rss"),))
NEWS = feed("kinhtedothi.vn", [path(100_000 + n) for n in range(3)])
FRONT = """<html><head><link rel="alternate" type="application/rss+xml" href="/rss/home.rss"></head><body>
<nav><a href="/thoi-su">Thời sự</a><a href="/rss.html">RSS</a></nav>
<h2><a href="/tin-moi.100009.html">Tin</a></h2></body></html>"""
SITE = {
    "/robots.txt": f"User-agent: *\nSitemap: {HOME}/moi.xml\n",
    "/": FRONT,
    "/rss.html": '<html><body><a href="/rss/kinh-te.rss">Kinh tế</a></body></html>',
    "/rss/home.rss": NEWS,
    "/rss/kinh-te.rss": "<rss><channel></channel></rss>",
    "/thoi-su": "<html><body></body></html>",
}


def after_a_dead_source(output: Path, at: datetime = NOW) -> Visit:
    """A run whose only source is gone."""
    run = Visit(OUTLET, output, at)
    run.fails("/rss/cu.rss", "404")
    return run


def rounds(run: Visit) -> Iterator[list[str]]:
    """The paths that each round requests; the site answers all of them before the next round, failures with 404."""
    for requests in run.spider.discovery.rounds():
        asked = list(requests)
        yield sorted(request.url.removeprefix(HOME) for request in asked)
        _answer(run, asked)


def _answer(run: Visit, asked: Sequence[Request]) -> None:
    for request in asked:
        if (place := request.url.removeprefix(HOME)) in SITE:
            run.answer(request, SITE[place])


def test_robots_and_home_page_are_asked_then_what_they_name_then_what_the_lists_of_feeds_name(tmp_path: Path) -> None:
    run = after_a_dead_source(tmp_path)
    assert list(rounds(run)) == [
        ["/", "/robots.txt"],
        ["/moi.xml", "/rss.html", "/rss/home.rss", "/thoi-su"],
        ["/rss/kinh-te.rss"],
    ]
    run.end()


def test_what_names_articles_stands_in_and_is_the_only_thing_that_is_asked_next_time(tmp_path: Path) -> None:
    run = after_a_dead_source(tmp_path)
    list(rounds(run))
    assert run.end() == {
        ("dead", "/rss/cu.rss"): "",
        ("source", f"{HOME}/"): "listing",
        ("source", f"{HOME}/rss/home.rss"): "rss",
    }
    again = after_a_dead_source(tmp_path, NOW + timedelta(days=1))
    assert list(rounds(again)) == [["/", "/rss/home.rss"]]
    again.end()
    weeks_later = after_a_dead_source(tmp_path, NOW + timedelta(days=9))
    assert next(rounds(weeks_later)) == ["/", "/robots.txt"]
    weeks_later.end()


def test_a_file_whose_sources_work_is_enough(tmp_path: Path) -> None:
    run = Visit(OUTLET, tmp_path, NOW)
    run.answer(run.asked[0], NEWS)
    assert list(rounds(run)) == []
    run.end()


@pytest.mark.parametrize("narrow", [{"limit": 3}, {"section": "kinh-te"}, {"source": "rss"}, {"urls": (f"{HOME}/a",)}])
def test_a_question_about_a_part_looks_for_nothing_else(tmp_path: Path, narrow: dict[str, object]) -> None:
    run = after_a_dead_source(tmp_path)
    run.spider.plan = replace(run.spider.plan, **narrow)  # type: ignore[arg-type]
    assert list(rounds(run)) == []
    run.end()


def test_a_site_that_turns_us_away_is_left_alone(tmp_path: Path) -> None:
    run = after_a_dead_source(tmp_path)
    run.spider.ledger.count("blocked")
    assert list(rounds(run)) == []
    run.end()
