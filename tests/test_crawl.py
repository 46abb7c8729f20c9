"""What `scrapy crawl` promises, against the sample site: all that it asks for, once, whatever happens in between."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from scrapy.cmdline import execute

from tests.press import press
from tests.runs import OPEN, PROJECT, Runs, end
from tests.site import SampleSite, special

HOME = special.HOME
BROKEN = {special.EMPTY, special.REDESIGN, special.GONE, special.MISSING}
"""What the site links to and no article can be read from: each run tries them again."""


@pytest.fixture
def site() -> Iterator[SampleSite]:
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        yield site


@pytest.fixture
def runs(site: SampleSite, tmp_path: Path) -> Runs:
    return Runs(site, tmp_path / "output")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The output of a first run, and what it said."""
    output = tmp_path_factory.mktemp("crawled") / "output"
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        done = Runs(site, output).crawl()
    assert done.returncode == 0, done.stderr
    return output, done.stdout


@pytest.fixture
def again(runs: Runs, crawled: tuple[Path, str]) -> Runs:
    """Runs after a complete first one."""
    shutil.copytree(crawled[0], runs.output)
    return runs


def asked(site: SampleSite, since: int = 0) -> list[str]:
    """The paths of articles that were requested, by request number."""
    return [request.path for request in site.log[since:] if request.path.endswith(".html")]


def path(url: str) -> str:
    return url.removeprefix(HOME)


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
    assert set(asked(again.site)) == BROKEN


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
    done = runs.crawl(f"-aurls={HOME}{special.EMPTY}")
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


# looking again


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


# what could not be read


def test_rejected_pages_are_kept_aside_and_named_once(again: Runs) -> None:
    again.crawl()
    rejected = again.rejected()
    assert sorted(path(line["url"]) for line in rejected) == sorted((special.EMPTY, special.REDESIGN))
    for line in rejected:
        assert line["reason"]
        assert (again.output / "rejected" / "kinhtedothi" / line["page"]).stat().st_size > 100


def test_what_failed_is_tried_again_for_seven_days(again: Runs) -> None:
    for days, tried in ((6.9, BROKEN), (7.1, set())):
        count = len(again.site.log)
        again.crawl(now=(again.site.clock + timedelta(days=days)).isoformat())
        assert set(asked(again.site, count)) == tried


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
        assert set(asked(again.site, count)) == tried
        count = len(again.site.log)


def test_a_source_that_failed_is_read_whole_by_the_next_run(runs: Runs) -> None:
    runs.site.fail("/van-hoa", 500, times=99)
    done = runs.crawl("-asource=listing", RETRY_TIMES="0")
    assert done.returncode == 1
    assert f"{HOME}/van-hoa: 500" in done.stderr
    runs.site.fail("/van-hoa", 500, times=0)
    runs.crawl("-asource=listing")
    assert len(runs.ids()) == len(set(runs.ids())) == len(runs.site.articles)


def test_a_moved_article_is_stored_once_and_its_old_address_not_asked_for_again(runs: Runs) -> None:
    article = next(a for a in runs.site.articles if a.id)
    old = f"/dia-chi-cu-{article.id}.html"
    runs.crawl(f"-aurls={HOME}{old},{runs.site.url(article)}")
    assert [line["url"] for line in runs.lines()] == [runs.site.url(article)]
    with sqlite3.connect(runs.output / "state" / "kinhtedothi.sqlite") as state:
        known = {url for (url,) in state.execute("SELECT url FROM addresses WHERE article IS NOT NULL")}
    assert known == {f"{HOME}{old}", runs.site.url(article)}


# whatever happens


@pytest.mark.parametrize(("number", "after"), [(signal.SIGKILL, (3, 25)), (signal.SIGINT, (12,))])
def test_a_run_that_was_ended_in_the_middle_loses_and_repeats_nothing(
    runs: Runs, number: signal.Signals, after: tuple[int, ...]
) -> None:
    for enough in after:
        run = runs.start(DOWNLOAD_DELAY="0.02", CONCURRENT_REQUESTS="4")
        while len(runs.ids()) < enough and run.poll() is None:
            time.sleep(0.01)
        done = end(run, number)
        if number == signal.SIGINT:
            assert done.returncode == 130, done.stderr
            assert "the same command goes on" in done.stderr
        assert len(runs.ids()) < len(runs.site.articles)
    assert runs.crawl().returncode == 0
    assert len(runs.ids()) == len(set(runs.ids())) == len(runs.site.articles)


def test_a_second_run_at_the_same_time_is_told_who_is_at_work(runs: Runs) -> None:
    runs.site.slow("/rss/home.rss", 30)
    run = runs.start("-asource=rss")
    lock = runs.output / "state" / "kinhtedothi.lock"
    while run.poll() is None and not (lock.exists() and lock.read_text()):
        time.sleep(0.01)
    done = runs.crawl("-asource=rss")
    end(run, signal.SIGKILL)
    runs.site.slow("/rss/home.rss", 0)
    assert done.returncode == 75
    assert f"process {run.pid}" in done.stderr
    assert done.stderr.count("\n") == 1
    assert runs.crawl("-asource=rss").returncode == 0


def test_a_torn_last_line_is_cut_off_and_its_article_crawled_again(again: Runs) -> None:
    file = next((again.output / "articles").glob("*/*.jsonl"))
    whole = again.ids()
    last = file.read_bytes().splitlines(keepends=True)[-1]
    file.write_bytes(file.read_bytes()[: -len(last) // 2])
    done = again.crawl()
    assert "1 torn last line" in done.stdout
    assert sorted(again.ids()) == sorted(whole)


def test_a_deleted_state_is_rebuilt_from_the_feed(again: Runs) -> None:
    shutil.rmtree(again.output / "state")
    before = again.ids()
    done = again.crawl()
    assert "0 lines added" in done.stdout
    assert again.ids() == before
    read = [request.path for request in again.site.log if request.path.endswith(".html") and request.status == 200]
    moved = [request.path for request in again.site.log if request.status == 301]
    assert len(set(read) - BROKEN) == len(moved)


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: b"no database" * 1000,
        lambda file: file[:8192],
        lambda file: file[:6000] + b"\xff" * 4000 + file[10000:],
    ],
    ids=["not a database", "truncated", "overwritten"],
)
def test_a_broken_state_is_made_anew(again: Runs, damage: Callable[[bytes], bytes]) -> None:
    state, before = again.output / "state" / "kinhtedothi.sqlite", again.ids()
    state.write_bytes(damage(state.read_bytes()))
    done = again.crawl()
    assert done.returncode == 0, done.stderr
    assert "repaired: the state was damaged (" in done.stdout
    assert f"made anew from the {len(before)} lines of the feed" in done.stdout
    assert again.ids() == before
    assert "repaired" not in again.crawl().stdout


def test_a_state_that_another_program_holds_is_left_alone(again: Runs) -> None:
    before = again.ids()
    with sqlite3.connect(again.output / "state" / "kinhtedothi.sqlite", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = again.crawl("-asource=rss")
    assert done.returncode == 1
    assert done.stderr.splitlines() == ["scrapy crawl: the state cannot be used: database is locked"]
    assert "repaired" not in again.crawl("-asource=rss").stdout
    assert again.ids() == before


def test_two_outlets_are_crawled_at_once_into_one_folder(tmp_path: Path) -> None:
    with press(tmp_path / "project", ("anhai",), 20) as runs:
        both = [
            subprocess.Popen(runs.command("crawl", name, DOWNLOAD_DELAY="0.02"), cwd=runs.project, stdout=-1, stderr=-1)
            for name in ("kinhtedothi", "anhai")
        ]
        ends = [(run.communicate(timeout=60)[1], run.returncode) for run in both]
        assert ends == [(b"", 0), (b"", 0)]
        times = [{request.host: request.time for request in log} for log in (runs.site.log[::-1], runs.site.log)]
        assert max(times[0].values()) < min(times[1].values()), "neither waited for the other"
        urls = [line["url"] for line in runs.lines()]
        assert sorted(urls) == sorted(map(runs.site.url, runs.site.articles))


def test_a_site_that_does_not_answer_makes_the_run_a_failed_one(tmp_path: Path) -> None:
    with SampleSite() as site:
        runs = Runs(site, tmp_path / "output")
    done = runs.crawl(RETRY_TIMES="0")
    assert done.returncode == 1
    assert f"{HOME}/rss/home.rss" in done.stderr


def test_a_full_disk_ends_the_run_and_loses_nothing(runs: Runs) -> None:
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000));"
    quiet = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
    program = f"{limit} {quiet} from scrapy.cmdline import execute; execute(sys.argv)"
    command = runs.command("crawl", "kinhtedothi", "-asource=rss")[3:]
    done = subprocess.run(
        [sys.executable, "-c", program, *command], cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert len(runs.ids()) < 20
    runs.crawl("-asource=rss")
    assert len(runs.ids()) == len(set(runs.ids())) == 20


# mistakes of the user


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kinhtedoti"], "did you mean kinhtedothi?"),
        (["kinhtedothi", "-ahello=1"], "unknown argument hello"),
        (["kinhtedothi", "-asince=hôm kìa"], "'hôm kìa' is no date"),
        (["kinhtedothi", "-asince=2019-04-12", "-auntil=11/4/2019"], "later than"),
        (["kinhtedothi", "-asection=the-thao"], "unknown section the-thao (there are bat-dong-san"),
        (["kinhtedothi", "-asource=atom"], "unknown source atom"),
        (["kinhtedothi", "-asource=rss", "-asection=van-hoa"], "no rss source is of section van-hoa"),
        (["kinhtedothi", "-aurls=/nowhere/urls.txt"], "cannot read /nowhere/urls.txt"),
        (["kinhtedothi", "-aurls=https://example.com/a.html"], "is no address of https://kinhtedothi.vn"),
        (["kinhtedothi", "-alimit=none"], "limit=none"),
        (["kinhtedothi", "-arefresh=soon"], "'soon' is no age"),
        (["kinhtedothi", "--fast"], "unknown option --fast"),
        (["kinhtedothi", "vnexpress"], "unknown argument vnexpress"),
        (["kinhtedothi", "-sOUTPUT=setup.cfg/x", "-sOUTPUT=/dev/null/x"], "cannot write to /dev/null/x"),
        (["kinhtedothi", "-sNOW=yesterday"], "NOW=yesterday"),
        (["kinhtedothi", "-sSITE_ADDRESS=8000"], "SITE_ADDRESS="),
    ],
)
def test_a_mistake_is_told_in_one_line_before_anything_is_asked(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", "crawl", *arguments])
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_scrapy_check_passes(runs: Runs) -> None:
    done = subprocess.run(
        runs.command("check", "kinhtedothi"), cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Ran 2 contracts" in done.stderr
    assert len(asked(runs.site)) == 1
    assert not runs.output.exists()


def test_scrapy_check_fails_where_the_first_article_cannot_be_read(runs: Runs) -> None:
    runs.site.fail(path(runs.site.url(runs.site.articles[0])), 404)
    check = runs.command("check", "kinhtedothi")
    done = subprocess.run(check, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "parse_article" in done.stderr


def test_scrapy_check_of_no_outlet_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", "check", "kinhtedoti"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines() == [
        "scrapy check: unknown outlet kinhtedoti: did you mean kinhtedothi? (see scrapy check -h)"
    ]
