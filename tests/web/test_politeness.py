"""Politeness: robots.txt and Crawl-delay obeyed, Retry-After honoured, an honest User-Agent."""

from __future__ import annotations

import signal
import time
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from scrapy.http import Response

from scrapers.web.politeness import retry_after
from tests.support.runs import OPEN, Runs, end
from tests.support.site import Request, SampleSite


def newest(site: SampleSite) -> str:
    """The path of the newest article."""
    return site.url(site.articles[0]).removeprefix("https://kinhtedothi.vn")


def gaps(requests: tuple[Request, ...]) -> list[float]:
    times = sorted(request.time for request in requests)
    return [later - earlier for earlier, later in pairwise(times)]


def test_what_robots_txt_forbids_is_never_asked_for_and_no_failure(runs: Runs) -> None:
    forbidden = newest(runs.site)
    runs.site.robots(f"User-agent: *\nDisallow: {forbidden}\n")
    done = runs.crawl("-asource=rss", CONCURRENT_REQUESTS="16")
    assert done.returncode == 0, done.stderr
    assert "robots.txt" in done.stdout
    assert runs.site.log[0].path == "/robots.txt"
    assert forbidden not in {request.path for request in runs.site.log}
    assert len(runs.ids()) == 19


def test_requests_that_wait_for_robots_txt_together_all_get_its_rules(runs: Runs) -> None:
    site = runs.site
    urls = [site.url(article) for article in site.articles[:4]]
    site.robots("User-agent: *\nDisallow: /\n")
    runs.crawl(f"-aurls={','.join(urls)}", CONCURRENT_REQUESTS="16", CONCURRENT_REQUESTS_PER_DOMAIN="16")
    assert {request.path for request in site.log} == {"/robots.txt"}


def test_a_site_whose_robots_txt_is_out_of_order_is_left_alone(runs: Runs) -> None:
    runs.site.fail("/robots.txt", 503, times=99)
    done = runs.crawl("-asource=rss", RETRY_TIMES="1")
    assert done.returncode == 1
    assert "robots.txt" in done.stderr
    assert {request.path for request in runs.site.log} == {"/robots.txt"}


@pytest.mark.parametrize("throttle", ["True", "False"])
def test_the_crawl_delay_is_kept(runs: Runs, throttle: str) -> None:
    runs.site.robots("User-agent: *\nCrawl-delay: 0.25\n")
    runs.crawl("-asource=rss", "-alimit=4", AUTOTHROTTLE_ENABLED=throttle, AUTOTHROTTLE_START_DELAY="0")
    assert len(runs.site.log) == 6
    assert min(gaps(runs.site.log)[1:]) > 0.2


def test_a_crawl_delay_beyond_the_cap_is_kept_at_the_cap(runs: Runs) -> None:
    runs.site.robots("User-agent: *\nCrawl-delay: 86400\n")
    runs.crawl("-asource=rss", "-alimit=3", CRAWL_DELAY_MAX="0.2")
    assert len(runs.ids()) == 3
    assert min(gaps(runs.site.log)[1:]) > 0.15


def test_retry_after_is_kept_for_the_whole_host(runs: Runs) -> None:
    runs.site.fail(newest(runs.site), 429, retry_after=1)
    done = runs.crawl("-asource=rss", CONCURRENT_REQUESTS="1", CONCURRENT_REQUESTS_PER_DOMAIN="1")
    refused = next(request.time for request in runs.site.log if request.status == 429)
    assert min(request.time for request in runs.site.log if request.time > refused) - refused > 0.95
    assert done.returncode == 0
    assert len(runs.ids()) == 20


def test_a_host_that_wants_a_long_rest_gets_it_from_the_next_run(runs: Runs) -> None:
    runs.site.fail(newest(runs.site), 503, retry_after=7200)
    done = runs.crawl("-asource=rss", CONCURRENT_REQUESTS="1", CONCURRENT_REQUESTS_PER_DOMAIN="1")
    assert done.returncode == 1
    assert "ended early" in done.stderr
    assert len([request for request in runs.site.log if request.path == newest(runs.site)]) == 1
    assert runs.crawl("-asource=rss").returncode == 0
    assert len(runs.ids()) == 20


def test_each_retry_waits_longer(runs: Runs) -> None:
    runs.site.fail("/rss/home.rss", 503, times=2)
    runs.crawl("-asource=rss", "-alimit=1", RETRY_BACKOFF="0.4")
    first, second, third = (request.time for request in runs.site.log if request.path == "/rss/home.rss")
    assert 0.28 < second - first < third - second
    assert third - second > 0.55


@pytest.mark.parametrize("reason", ["Retry-After", "Crawl-delay", "robots.txt"])
def test_ctrl_c_in_a_long_pause_ends_the_run_at_once(runs: Runs, reason: str) -> None:
    if reason == "Crawl-delay":
        runs.site.robots("User-agent: *\nCrawl-delay: 30\n")
    else:
        runs.site.fail("/robots.txt" if reason == "robots.txt" else "/rss/home.rss", 503, times=9, retry_after=300)
    run = runs.start("-asource=rss")
    while len(runs.site.log) < (2 if reason == "Retry-After" else 1) and run.poll() is None:
        time.sleep(0.02)
    time.sleep(0.5)
    begun, count = time.monotonic(), len(runs.site.log)
    done = end(run, signal.SIGINT)
    assert done.returncode == 130, done.stderr
    assert time.monotonic() - begun < 5
    assert "the same command goes on" in done.stderr
    assert len(runs.site.log) == count
    runs.site.robots(OPEN)
    runs.site.fail("/robots.txt", 503, times=0)
    runs.site.fail("/rss/home.rss", 503, times=0)
    assert runs.crawl("-asource=rss").returncode == 0
    assert len(runs.ids()) == 20


def test_every_request_says_who_we_are_and_where_to_reach_us(runs: Runs) -> None:
    runs.crawl("-asource=rss", "-alimit=1", CONTACT="news@example.org")
    agents = {request.headers["User-Agent"] for request in runs.site.log}
    assert agents == {"VietnameseNewsCrawler/0.1 (+news@example.org)"}


def test_only_one_setting_knows_where_the_site_is_answered(runs: Runs) -> None:
    runs.crawl("-asource=rss", "-alimit=3")
    assert {request.host for request in runs.site.log} == {"kinhtedothi.vn"}
    kept = b"".join(file.read_bytes() for file in runs.output.rglob("*") if file.is_file())
    assert b"127.0.0.1" not in kept
    assert b"https://kinhtedothi.vn/" in kept


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("120", None, 120),
        ("Mon, 16 Mar 2026 02:00:30 GMT", None, 30),
        ("Mon, 16 Mar 2026 02:00:30 GMT", "Mon, 16 Mar 2026 02:00:10 GMT", 20),
        ("Mon, 16 Mar 2026 01:00:00 GMT", None, 0),
        ("soon", None, None),
        ("", None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(value: str, date: str | None, seconds: float | None) -> None:
    headers = {"Retry-After": value} | ({"Date": date} if date else {})
    response = Response("https://kinhtedothi.vn/", headers=headers)
    assert retry_after(response, datetime(2026, 3, 16, 2, tzinfo=UTC)) == seconds
