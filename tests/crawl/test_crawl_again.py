"""Repeated crawls: changed and due articles are requested again, failed pages and sources retried."""

from __future__ import annotations

import re
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

from tests.support import PROJECT
from tests.support.runs import BROKEN, Runs, asked, path
from tests.support.site import special
from tests.support.site.routes import redirect
from tests.support.warm import scrapy

# what could be read


def test_an_article_that_has_changed_gets_its_second_revision(again: Runs) -> None:
    site, article = again.site, again.site.articles[0]
    site.edit(site.url(article), title="Đầu đề đã sửa")
    again.crawl("-arefresh=7d", now=(article.published + timedelta(hours=1, minutes=5)).isoformat())
    last = again.lines()[-1]
    assert (last["revision"], last["title"], last["url"]) == (2, "Đầu đề đã sửa", site.url(article))
    assert again.ids().count(last["id"]) == 2


def test_refresh_asks_conditionally_and_only_for_what_is_due(again: Runs) -> None:
    site = again.site
    now = site.clock + timedelta(minutes=30)
    again.crawl("-arefresh=7d", now=now.isoformat())
    steps = [timedelta(hours=hours) for hours in (1, 6, 24, 72, 168)]
    due = {
        path(site.url(a))
        for a in site.articles
        if any(site.clock + timedelta(seconds=20) < a.published + step <= now for step in steps)
    }
    assert set(asked(site)) - BROKEN == due
    count = len(site.log)
    again.crawl("-arefresh=7d", now=(site.clock + timedelta(days=1)).isoformat())
    looked = [request for request in site.log[count:] if request.path.endswith(".html") and request.path not in BROKEN]
    assert looked
    assert {request.status for request in looked} == {304}
    assert len(again.ids()) == len(site.articles)


def test_refresh_of_seven_days_includes_the_seventh_day(again: Runs) -> None:
    article = again.site.articles[0]
    for hours, looks in ((1, 1), (23, 2), (72, 3), (168, 4), (168.5, 4), (191, 4)):
        again.crawl("-arefresh=7d", now=(article.published + timedelta(hours=hours, seconds=30)).isoformat())
        assert asked(again.site).count(path(again.site.url(article))) == looks


def test_a_stored_article_that_leads_to_another_one_is_looked_at_once(again: Runs) -> None:
    site = again.site
    old, new = [article for article in site.articles if article.id][:2]
    site.rewrite(path(site.url(old)), lambda answer: redirect(site.url(new)))
    later = (old.published + timedelta(hours=6, minutes=5)).isoformat()
    for _ in range(2):
        again.crawl("-arefresh=7d", now=later)
        assert asked(site).count(path(site.url(old))) == 1


# what could not be read


def test_rejected_pages_are_kept_aside_and_named_once(again: Runs) -> None:
    again.crawl()
    rejected = again.rejected()
    assert sorted(path(line["url"]) for line in rejected) == sorted((special.EMPTY, special.REDESIGN))
    for line in rejected:
        assert line["reason"]
        assert (again.output / "rejected" / "kinhtedothi" / line["page"]).stat().st_size > 100


def test_every_article_that_is_found_is_accounted_for(again: Runs) -> None:
    told = again.crawl("--since", "2010").stdout
    found, *settled = map(int, re.findall(r"(\d+) (?:found|stored|unchanged|rejected|failed)", told.splitlines()[0]))
    [resting] = re.findall(r"^  (\d+) that failed or were rejected before wait for their next try$", told, re.M)
    assert found == sum(settled) + int(resting)
    assert int(resting) > 0


def test_a_harvest_accounts_for_them_in_its_line(again: Runs) -> None:
    told = scrapy(*again.arguments("harvest", "kinhtedothi", "--since", "2010"), cwd=again.project).stdout
    counts = re.findall(r"(\d+) (?:found|stored|unchanged|rejected|failed|wait)", told.splitlines()[0])
    found, *settled = map(int, counts)
    assert found == sum(settled)
    assert f"; {settled[-1]} wait for the next try" in told


def test_what_failed_is_tried_again_for_seven_days(again: Runs) -> None:
    for days, tried in ((6.9, BROKEN), (7.1, set())):
        count = len(again.site.log)
        again.crawl(now=(again.site.clock + timedelta(days=days)).isoformat())
        # A week without news: the menu is asked for other lists, an advertiser's page among them.
        assert set(asked(again.site, count)) - {special.ADVERT} == tried


def test_a_failed_article_is_stored_by_the_next_run_though_its_listing_has_not_changed(runs: Runs) -> None:
    article = runs.site.articles[3]
    runs.site.fail(path(runs.site.url(article)), 503, times=99)
    done = runs.crawl("-asource=rss", RETRY_TIMES="1")
    assert done.returncode == 1
    assert f"{runs.site.url(article)}: 503" in done.stderr
    runs.site.fail(path(runs.site.url(article)), 503, times=0)
    done = runs.crawl("-asource=rss")
    assert "1 stored" in done.stdout
    assert "1 not modified (304)" in done.stdout
    assert len(runs.ids()) == len(set(runs.ids())) == 20


def test_new_rules_try_old_rejections_once_more(again: Runs, tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("scrapers", "pipelines"):
        shutil.copytree(PROJECT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("settings.py", "scrapy.cfg"):
        shutil.copy(PROJECT / name, project / name)
    again.project = project
    later = (again.site.clock + timedelta(days=8)).isoformat()
    again.crawl(now=later)
    count = len(again.site.log)
    with (project / "scrapers" / "outlets" / "kinhtedothi.py").open("a") as file:
        file.write("# a new rule\n")
    for tried in ({special.EMPTY, special.REDESIGN}, set()):
        again.crawl(now=later)
        assert set(asked(again.site, count)) - {special.ADVERT} == tried
        count = len(again.site.log)


def test_a_source_that_failed_is_read_whole_by_the_next_run(runs: Runs) -> None:
    runs.site.fail("/van-hoa", 500, times=99)
    done = runs.crawl("-asource=listing", RETRY_TIMES="0")
    assert done.returncode == 1
    assert f"{special.HOME}/van-hoa: 500" in done.stderr
    runs.site.fail("/van-hoa", 500, times=0)
    runs.crawl("-asource=listing")
    assert len(runs.ids()) == len(set(runs.ids())) == len(runs.site.articles)


def test_articles_do_not_wait_for_the_retries_of_a_dead_source(runs: Runs) -> None:
    runs.site.fail("/van-hoa", 500, times=2)
    runs.site.slow("/van-hoa", 1.0)
    runs.crawl("-asource=listing", RETRY_TIMES="2")
    last = max(request.time for request in runs.site.log if request.path == "/van-hoa")
    assert min(request.time for request in runs.site.log if request.path.endswith(".html")) < last
    assert len(runs.ids()) == len(set(runs.ids())) == len(runs.site.articles)


def test_a_moved_article_is_stored_once_and_its_old_address_not_asked_for_again(runs: Runs) -> None:
    article = next(a for a in runs.site.articles if a.id)
    old = f"/dia-chi-cu-{article.id}.html"
    runs.crawl(f"-aurls={special.HOME}{old},{runs.site.url(article)}")
    assert [line["url"] for line in runs.lines()] == [runs.site.url(article)]
    with sqlite3.connect(runs.output / "state" / "kinhtedothi.sqlite") as state:
        known = {url for (url,) in state.execute("SELECT url FROM addresses WHERE article IS NOT NULL")}
    assert known == {f"{special.HOME}{old}", runs.site.url(article)}
