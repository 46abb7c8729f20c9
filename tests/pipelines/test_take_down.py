"""Take down: two checks a day apart, and never because of block pages or failures."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.crawl.section_fronts import is_front
from scrapers.outlet import Outlet
from scrapers.outlets import outlets
from tests.support.runs import OPEN, Runs
from tests.support.site import Answer, Article, SampleSite

KTDT = outlets()["kinhtedothi"]
DAYS = timedelta(days=1)


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a run that has read the site's feed."""
    output = tmp_path_factory.mktemp("crawled") / "output"
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        done = Runs(site, output).crawl("-asource=rss")
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture
def runs(tmp_path: Path, crawled: Path) -> Iterator[Runs]:
    shutil.copytree(crawled, tmp_path / "output")
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        yield Runs(site, tmp_path / "output")


@pytest.fixture
def article(runs: Runs) -> Article:
    return runs.site.articles[0]


def look(runs: Runs, article: Article, days: float = 0) -> Any:
    """Reads the article's address again, so many days later."""
    now = (runs.site.clock + days * DAYS).isoformat()
    return runs.crawl(f"-aurls={runs.site.url(article)}", now=now, RETRY_TIMES="0")


def revisions(runs: Runs, article: Article) -> list[dict[str, Any]]:
    return [line for line in runs.lines() if line["url"] == runs.site.url(article)]


@pytest.mark.parametrize("how", [404, 410, "home"])
def test_an_article_that_is_missing_on_two_looks_a_day_apart_is_said_to_be_removed(
    runs: Runs, article: Article, how: int | str
) -> None:
    runs.site.remove(runs.site.url(article), how)
    first = look(runs, article, 1)
    assert first.returncode == 0, first.stderr
    assert "missing, looked at again after a day" in first.stdout
    assert len(revisions(runs, article)) == 1
    look(runs, article, 1.9)
    assert len(revisions(runs, article)) == 1, "not a day later"
    assert "1 stored (0 new, 1 revised)" in look(runs, article, 2.1).stdout
    before, after = revisions(runs, article)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"revision", "kind", "crawled_at"}
    assert (after["revision"], after["kind"], after["crawled_at"][:10]) == (2, "removed", "2026-03-18")
    look(runs, article, 4)
    assert len(revisions(runs, article)) == 2, "said once"


def test_refresh_looks_a_second_time_after_a_day(runs: Runs, article: Article) -> None:
    runs.site.remove(runs.site.url(article))
    kinds = []
    for hours in (7, 26, 32):
        runs.crawl("-arefresh=7d", now=(runs.site.clock + timedelta(hours=hours)).isoformat())
        kinds.append([line["kind"] for line in revisions(runs, article)])
    assert kinds == [["article"], ["article"], ["article", "removed"]]


def test_a_page_that_comes_back_is_an_article_again(runs: Runs, article: Article) -> None:
    url = runs.site.url(article)
    runs.site.fail(url.removeprefix(KTDT.home), 404, times=2)
    for days in (1, 2.1, 3):
        look(runs, article, days)
    lines = revisions(runs, article)
    assert [(line["revision"], line["kind"]) for line in lines] == [(1, "article"), (2, "removed"), (3, "article")]
    assert len({line["content_hash"] for line in lines}) == 1
    assert "1 unchanged" in look(runs, article, 4).stdout


def test_a_page_that_was_there_in_between_counts_from_anew(runs: Runs, article: Article) -> None:
    path = runs.site.url(article).removeprefix(KTDT.home)
    for days, missing in ((1, True), (2, False), (3, True), (3.5, True)):
        runs.site.fail(path, 404, times=int(missing))
        look(runs, article, days)
    assert len(revisions(runs, article)) == 1


def blocked(answer: Answer) -> Answer:
    page = b"<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script></html>"
    return Answer(403, page, "text/html")


@pytest.mark.parametrize("status", [403, 500, 503, 0])
def test_trouble_takes_nothing_down(runs: Runs, article: Article, status: int) -> None:
    runs.site.fail(runs.site.url(article).removeprefix(KTDT.home), status, times=99)
    for days in (1, 2.1, 4):
        assert look(runs, article, days).returncode == 1
    assert len(revisions(runs, article)) == 1


def test_a_block_page_is_neither_stored_nor_taken_for_a_removal(runs: Runs, article: Article) -> None:
    runs.site.rewrite(runs.site.url(article).removeprefix(KTDT.home), blocked)
    for days in (1, 2.1):
        done = look(runs, article, days)
        assert done.returncode == 1
        assert "blocked: 'Just a moment...'" in done.stderr
    assert len(revisions(runs, article)) == 1
    assert runs.rejected() == []


def test_a_blocked_listing_is_a_failure_and_hides_nothing(runs: Runs) -> None:
    shutil.rmtree(runs.output)
    challenge = b"<script>document.cookie='D1N=1';window.location.reload(true);</script>"
    runs.site.rewrite("/van-hoa", lambda answer: Answer(200, challenge))
    done = runs.crawl("-asection=van-hoa")
    assert done.returncode == 1
    assert "/van-hoa: blocked: a cookie challenge" in done.stderr
    runs.site.rewrite("/van-hoa", lambda answer: answer)
    assert runs.crawl("-asection=van-hoa").returncode == 0
    assert len(runs.ids()) == len([a for a in runs.site.articles if a.section == "van-hoa"])


def test_a_deleted_state_knows_which_articles_were_removed(runs: Runs, article: Article) -> None:
    runs.site.remove(runs.site.url(article))
    for days in (1, 2.1):
        look(runs, article, days)
    shutil.rmtree(runs.output / "state")
    look(runs, article, 4)
    assert [line["kind"] for line in revisions(runs, article)] == ["article", "removed"]


@pytest.mark.parametrize(
    ("path", "front"),
    [
        ("/", True),
        ("/index.html", True),
        ("/kinh-te", True),
        ("/kinh-te/", True),
        ("/kinh-te.htm", True),
        ("/dang-nhap", False),
        ("/404", False),
        ("/loi.htm", False),
        ("/mot-bai-khac.680001.html", False),
    ],
)
def test_only_the_home_page_and_sections_stand_for_a_removed_article(path: str, front: bool) -> None:
    assert is_front(KTDT, KTDT.home + path, f"{KTDT.home}/mot-bai.680002.html") is front
    assert is_front(KTDT, f"https://example.com{path}", f"{KTDT.home}/mot-bai.680002.html") is False


def test_a_section_above_the_article_is_one_though_no_source_names_it() -> None:
    assert is_front(KTDT, f"{KTDT.home}/the-thao", f"{KTDT.home}/the-thao/mot-bai.680002.html")
    assert not is_front(KTDT, f"{KTDT.home}/the", f"{KTDT.home}/the-thao/mot-bai.680002.html")


@pytest.mark.parametrize(("path", "front"), [("/", True), ("/tin.aspx", True), ("/tin.aspx?id=7", False)])
def test_an_article_whose_id_stands_in_the_query_is_no_front_page(path: str, front: bool) -> None:
    portal = Outlet(name="so", title="Sở", home="https://so.vn", article=r"/tin\.aspx\?id=(?P<id>\d+)$", query=("id",))
    assert is_front(portal, portal.home + path, f"{portal.home}/tin.aspx?id=5") is front
    short = Outlet(name="bao", title="Báo", home="https://bao.vn", article=r"/\?p=(?P<id>\d+)$", query=("p",))
    assert not is_front(short, f"{short.home}/?p=5", f"{short.home}/?p=5")
