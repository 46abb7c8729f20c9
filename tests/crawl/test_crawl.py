"""`scrapy crawl` against the sample site: every article in question is stored exactly once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.runs import Runs, asked, path
from tests.support.site import special

# everything, once


def test_a_first_run_stores_every_article_of_the_site_once(crawled: tuple[Path, str], runs: Runs) -> None:
    lines = Runs(runs.site, crawled[0]).lines()
    assert sorted(line["url"] for line in lines) == sorted(map(runs.site.url, runs.site.articles))
    assert len({line["id"] for line in lines}) == len(lines)
    assert {line["revision"] for line in lines} == {1}
    assert f"{len(lines)} lines added to " in crawled[1]


def test_a_second_run_adds_nothing_and_every_source_answers_304(again: Runs) -> None:
    before = again.lines()
    done = again.crawl()
    assert done.returncode == 0
    assert "0 lines added" in done.stdout
    assert again.lines() == before
    assert {request.status for request in again.site.log if not request.path.endswith((".html", ".txt"))} == {304}
    assert asked(again.site) == [], "what could not be read rests for an hour"


def test_a_run_after_news_stores_only_the_news(again: Runs) -> None:
    site, before = again.site, again.ids()
    site.publish(replace(site.articles[0], id="699001", slug="tin-moi-nhat", published=site.clock))
    assert again.crawl("-asource=rss").returncode == 0
    assert again.ids() == [*before, "kinhtedothi:699001"]
    assert asked(site) == ["/tin-moi-nhat.699001.html"]


def test_a_line_goes_to_the_vietnamese_day_it_was_crawled_on(runs: Runs) -> None:
    runs.site.slow("/rss/home.rss", 2)
    runs.crawl("-asource=rss", now="2026-03-16T23:59:58.500")
    files = sorted(file.name for file in (runs.output / "articles" / "kinhtedothi").iterdir())
    assert files == ["2026-03-17.jsonl"]
    assert {line["crawled_at"][:13] for line in runs.lines()} == {"2026-03-16T17"}


# what one may ask for


@pytest.mark.parametrize(
    ("arguments", "first", "last"),
    [
        (["since=11/4/2019", "until=2019-04-11"], "2019-04-11", "2019-04-11"),
        (["since=tháng 2/2026", "until=28/2/2026"], "2026-02-01", "2026-02-28"),
        (["since=hôm qua"], "2026-03-15", "2026-03-16"),
        (["since=chủ nhật", "until=chủ nhật"], "2026-03-15", "2026-03-15"),
    ],
)
def test_a_window_brings_exactly_what_was_published_in_it(
    runs: Runs, arguments: list[str], first: str, last: str
) -> None:
    done = runs.crawl(*(f"-a{argument}" for argument in arguments))
    inside = {runs.site.url(a) for a in runs.site.articles if first <= str(a.published.date()) <= last}
    assert done.returncode == 0, done.stderr
    assert inside
    undated = {line["url"] for line in runs.lines() if line["date"] is None}
    assert {line["url"] for line in runs.lines()} == inside | undated


def test_an_old_window_reads_only_the_sitemaps_of_its_months(runs: Runs) -> None:
    runs.crawl("-asince=2019-04-01", "-auntil=2019-04-30")
    listings = {request.path for request in runs.site.log if not request.path.endswith((".html", ".txt"))}
    assert listings == {"/sitemap.xml", "/sitemaps/news-2019-4.xml"}


def test_an_article_outside_the_window_is_not_read_twice_for_the_same_question(runs: Runs) -> None:
    question = ("-asince=2019-04-11", "-auntil=2019-04-11")
    runs.crawl(*question)
    count = len(runs.site.log)
    runs.crawl(*question)
    assert asked(runs.site, count) == []


def test_a_section_is_asked_alone(runs: Runs) -> None:
    runs.crawl("-asection=van-hoa")
    wanted = {runs.site.url(a) for a in runs.site.articles if a.section == "van-hoa"}
    assert {line["url"] for line in runs.lines()} == wanted


def test_a_kind_of_source_is_asked_alone(runs: Runs) -> None:
    runs.crawl("-asource=rss")
    assert len(runs.ids()) == 20
    assert {request.path for request in runs.site.log} >= {"/rss/home.rss"}
    assert not [request for request in runs.site.log if "sitemap" in request.path]


def test_addresses_are_read_whatever_is_known_of_them(again: Runs, tmp_path: Path) -> None:
    url, other = (again.site.url(article) for article in again.site.articles[:2])
    (tmp_path / "urls.txt").write_text(f"# two\n{url}?utm_source=zalo\n\n{other.replace('https://', 'http://m.')}\n")
    done = again.crawl(f"-aurls={tmp_path / 'urls.txt'}")
    assert sorted(asked(again.site)) == sorted((path(url), path(other)))
    assert "0 stored, 2 unchanged" in done.stdout
    again.crawl(f"-aurls={url},{other}")
    assert len(asked(again.site)) == 4


def test_an_address_that_is_no_article_makes_the_run_a_failed_one(runs: Runs) -> None:
    done = runs.crawl(f"-aurls={special.HOME}{special.EMPTY}")
    assert done.returncode == 1
    assert special.EMPTY in done.stderr


def test_a_limited_run_hides_nothing_from_the_next_one(runs: Runs) -> None:
    runs.crawl("-alimit=5")
    assert len(asked(runs.site)) == 5
    runs.crawl()
    assert len(runs.ids()) == len(set(runs.ids())) == len(runs.site.articles)


def test_a_table_shows_new_and_already_stored_articles(again: Runs) -> None:
    done = again.crawl("--table", "-asection=van-hoa")
    for article in [a for a in again.site.articles if a.section == "van-hoa"][:3]:
        assert str(article.published.date()) in done.stdout
    assert "Văn hóa" in done.stdout
    assert max(map(len, done.stdout.split("kinhtedothi:")[0].splitlines())) <= 80
