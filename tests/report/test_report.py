"""`scrapy report`: one page that tells the truth about feed and runs, in one file that lets nothing in or out."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from lxml import html

from scrapers.health import Alarm
from scrapers.report.articles import LATEST, Articles, Latest, read_articles
from scrapers.report.html_page import Report, page
from scrapers.report.runs import Failing, Runs, read_runs
from scrapers.report.words import LANGUAGES, WORDS, Language
from tests.feeds import article, store
from tests.newsroom import NOW, OUTLETS, make_newsroom, write_record
from tests.runs import PROJECT

TODAY = NOW.date()
ATTACK = "\"><script>said('x')</script><img src=x onerror=said('x')>'&"


def report(output: Path, *args: str, browser: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command on that Monday afternoon."""
    command = [sys.executable, "-m", "scrapy", "report", *args, f"-sOUTPUT={output}", f"-sNOW={NOW.isoformat()}"]
    surroundings = os.environ | {"BROWSER": browser}
    return subprocess.run(command, cwd=PROJECT, env=surroundings, capture_output=True, text=True, check=False)


def articles_of(output: Path) -> Articles:
    """The figures of a feed in which every line is sound."""
    said: list[str] = []
    articles = read_articles(output, TODAY, said.append)
    assert said == []
    return articles


def rendered(
    articles: Articles | None = None, runs: Runs | None = None, alarms: tuple[Alarm, ...] = (), language: str = "vi"
) -> html.HtmlElement:
    """The page, parsed."""
    contents = Report(NOW, articles or Articles(TODAY), runs or Runs(TODAY), alarms, {"bao1": "Báo Một"})
    return html.document_fromstring("".join(page(contents, Language(language))))


def text_of(tree: html.HtmlElement, section: str) -> str:
    """The words of a section, white space folded."""
    return " ".join(tree.get_element_by_id(section).text_content().split())


# the command


def test_a_page_is_written_beside_the_feed_and_its_path_is_told(tmp_path: Path) -> None:
    store(tmp_path, article(1, NOW.isoformat()))
    done = report(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{tmp_path / 'report.html'}\n"
    assert 'lang="vi"' in (tmp_path / "report.html").read_text("utf-8")


def test_it_goes_where_one_wants_it_in_english_and_is_shown_in_the_browser(tmp_path: Path) -> None:
    store(tmp_path, article(1, NOW.isoformat()))
    shown, browser, file = tmp_path / "shown", tmp_path / "browser", tmp_path / "elsewhere.html"
    browser.write_text(f'#!/bin/sh\necho "$1" > {shown}\n')
    browser.chmod(0o755)
    assert report(tmp_path, "-o", str(file), "--lang", "en", "--open", browser=str(browser)).returncode == 0
    assert shown.read_text().strip() == file.as_uri()
    assert "News crawl report" in file.read_text("utf-8")


def test_without_a_feed_it_says_what_to_do(tmp_path: Path) -> None:
    done = report(tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"scrapy report: there is no feed in {tmp_path}: crawl first\n"


def test_a_broken_line_and_a_broken_record_are_named_and_the_page_is_written_all_the_same(tmp_path: Path) -> None:
    path = store(tmp_path, article(1, NOW.isoformat()))
    with path.open("ab") as file:
        file.write(b'{"schema":"1.0"}\n')
    record = write_record(tmp_path, NOW, {})
    record.write_text("{}")
    done = report(tmp_path)
    assert done.returncode == 1
    assert f"{path}, byte" in done.stderr
    assert f"{record}: started: Field required" in done.stderr
    assert (tmp_path / "report.html").exists()


# the figures


def test_articles_count_on_the_day_of_their_publication_once_whatever_their_revisions(tmp_path: Path) -> None:
    store(
        tmp_path,
        article(1, "2026-11-23T09:00+07:00", "bao1", date="2026-11-22T23:50:00+07:00"),
        article(2, "2026-11-23T09:00+07:00", "bao1", date="2026-11-22T17:30:00+00:00"),
        article(3, "2026-11-23T09:00+07:00", "bao2", date=None, date_precision=None, date_source=None),
        article(1, "2026-11-23T10:00+07:00", "bao1", date="2026-11-22T23:50:00+07:00", revision=2),
        article(4, "2026-11-23T10:00+07:00", "bao2", date="2001-01-01T00:00:00+07:00", kind="removed", revision=2),
    )
    articles = articles_of(tmp_path)
    assert articles.by_day("bao1")[-2:] == [1, 1]
    assert articles.by_day()[-2:] == [1, 2]
    assert articles.stored == {"new": 3, "revised": 1, "removed": 1}
    assert articles.outlets == ["bao1", "bao2"]
    assert articles.outlets_today() == 2


def test_a_weekday_is_compared_with_those_before_it(tmp_path: Path) -> None:
    for weeks, count in ((1, 5), (2, 3), (3, 4)):
        crawled = NOW - timedelta(weeks=weeks)
        store(tmp_path, *(article(10 * weeks + n, crawled.isoformat(), date=crawled.isoformat()) for n in range(count)))
    assert articles_of(tmp_path).usual() == 4  # 5, 3, 4 and a Monday with none: 3.5


def test_coverage_is_that_of_the_last_seven_days_and_100_means_all(tmp_path: Path) -> None:
    named = {"parser": "bao1/2025", "authors": ["Lê Nam"]}
    store(tmp_path, *(article(n, NOW.isoformat(), "bao1", **named) for n in range(299)))
    store(tmp_path, article(300, NOW.isoformat(), "bao1", parser="bao1/2025"))
    store(tmp_path, article(301, (NOW - timedelta(days=7)).isoformat(), "bao1", parser="bao1/2019"))
    contents = Report(NOW, articles_of(tmp_path), Runs(TODAY), (), {})
    assert contents.coverage() == [("bao1/2025", 300, [0, 99, 100, 100, 0, 0, 0, 0])]


def test_dates_and_copies_are_counted_by_where_they_came_from(tmp_path: Path) -> None:
    store(
        tmp_path,
        article(1, NOW.isoformat(), "bao1"),
        article(2, NOW.isoformat(), "bao2", duplicate_of="bao1:1", date_source="url", date_precision="day"),
        article(3, NOW.isoformat(), "bao2", duplicate_of="bao1:9", date=None, date_source=None, date_precision=None),
    )
    articles = articles_of(tmp_path)
    assert articles.dates == {("page", "minute"): 1, ("url", "day"): 1, ("", ""): 1}
    assert articles.copies == {("bao2", "bao1"): 2}
    tree = rendered(articles)
    assert [cell.text_content().strip() for cell in tree.xpath("//section[@id='copies']//tbody/tr/*")] == [
        "bao2",
        "Báo Một",
        "2",
    ]
    assert "Không rõ ngày" in text_of(tree, "dates")


def test_the_list_has_the_last_revision_of_the_last_published(tmp_path: Path) -> None:
    old = "2019-04-11T08:00:00+07:00"
    store(tmp_path, article(1, old, date=old, title="Cũ"), article(2, old, date=old, title="Cũ hơn"))
    store(tmp_path, article(1, NOW.isoformat(), date=old, title="Đã sửa", revision=2))
    store(tmp_path, article(3, NOW.isoformat(), date="2026-11-23T08:00:00+07:00", title="Mới"))
    assert [entry.title for entry in articles_of(tmp_path).latest.entries()] == ["Mới", "Cũ hơn", "Đã sửa"]


def test_days_too_old_for_the_figures_are_read_only_until_the_list_is_full(tmp_path: Path) -> None:
    for age in range(100):
        crawled = (NOW - timedelta(days=age)).isoformat()
        store(tmp_path, *(article(100 * age + n, crawled, date=crawled) for n in range(25)))
    articles = articles_of(tmp_path)
    entries = articles.latest.entries()
    assert len(entries) == LATEST
    assert {entry.moment.date() for entry in entries} == {TODAY - timedelta(days=age) for age in range(80)}
    assert sum(articles.by_day()) == 30 * 25
    (tmp_path / "articles" / "kinhtedothi" / "2026-08-25.jsonl").write_text("not read\n")
    articles_of(tmp_path)


def test_the_list_is_never_longer_than_twice_itself(tmp_path: Path) -> None:
    make_newsroom(tmp_path, days=3)
    entries = articles_of(tmp_path).latest.entries()
    latest = Latest(10)
    for entry in reversed(entries):
        latest.add(entry)
        assert len(latest) < 20
    assert latest.entries() == entries[:10]


def test_runs_tell_the_last_of_each_outlet_and_what_failed_most(tmp_path: Path) -> None:
    early, late = NOW - timedelta(hours=9), NOW - timedelta(hours=2)
    part = {"ended": early.isoformat(), "reason": "finished", "blocked": 2, "rejected": {"no title": 3}}
    busy, dead = "https://bao1.vn/a: 503", "robots.txt: no answer"
    first = part | {"failures": [busy, dead], "slowest": [["https://bao1.vn/b", 4.5], ["https://bao1.vn/a", 1.5]]}
    last = part | {"ended": late.isoformat(), "reason": "budget", "failures": [busy], "slowest": []}
    write_record(tmp_path, early, {"bao1": first}, exit_code=1)
    write_record(tmp_path, late, {"bao1": last})
    write_record(tmp_path, NOW - timedelta(days=40), {"bao2": first})
    runs = read_runs(tmp_path, TODAY, pytest.fail)
    assert (runs.begun, runs.failed, runs.rejected["bao1"], runs.blocked["bao1"]) == (2, 1, 3, 4)
    assert [(name, run.reason) for name, run in runs.last.items()] == [("bao1", "budget")]
    assert runs.failing() == [
        Failing("bao1", "https://bao1.vn/a", "503", 2, late),
        Failing("bao1", "", "robots.txt: no answer", 1, early),
    ]
    assert runs.slowest() == [("bao1", "https://bao1.vn/b", 4.5), ("bao1", "https://bao1.vn/a", 1.5)]


def test_an_alarm_shows_the_page_behind_it() -> None:
    kept = "health/bao1/selector:authors-2026-11-23/page.html.gz"
    alarm = Alarm("bao1", "selector:authors", "0 of 40", expected={"authors": 0.8}, seen={"authors": 0.0})
    tree = rendered(alarms=(replace(alarm, url="https://bao1.vn/a.html", kept=kept),))
    assert "Báo Một: không đọc được trường “Tác giả” (selector:authors)" in text_of(tree, "alarms")
    assert "Tác giả: thường 80 %, nay 0 %" in text_of(tree, "alarms")
    assert kept in text_of(tree, "alarms")
    assert "https://bao1.vn/a.html" in tree.xpath("//section[@id='alarms']//a/@href")


# the page


def test_every_section_is_filled_from_a_month_of_ten_outlets(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    assert report(tmp_path).returncode == 0
    tree = html.parse(tmp_path / "report.html").getroot()
    for section in ("trend", "outlets"):
        assert all(outlet in text_of(tree, section) for outlet in OUTLETS), section
    assert "cuabien: bị trang web chặn" in text_of(tree, "alarms")
    assert "vuondao: không đọc được trường “Tác giả”" in text_of(tree, "alarms")
    assert "https://vuondao.vn/bai-700007.html" in text_of(tree, "alarms")
    assert "health/vuondao/selector-authors-2026-11-23/page.html.gz" in text_of(tree, "alarms")
    for section in ("failing", "slowest", "dates", "copies", "coverage"):
        assert tree.get_element_by_id(section).xpath(".//td | .//li"), section
    assert len(tree.get_element_by_id("latest").findall(".//li")) == LATEST


def test_nothing_that_a_site_wrote_becomes_markup(tmp_path: Path) -> None:
    store(
        tmp_path,
        article(1, NOW.isoformat(), "bao1", title=ATTACK, section=ATTACK, authors=[ATTACK], kind=ATTACK, parser=ATTACK),
        article(2, NOW.isoformat(), "bao1", title="Địa chỉ lạ"),
    )
    articles = articles_of(tmp_path)
    hostile = {"ended": NOW.isoformat(), "reason": ATTACK, "failures": [f"https://bao1.vn/{ATTACK}: {ATTACK}"]}
    write_record(tmp_path, NOW, {ATTACK: hostile | {"slowest": [[f"javascript:said({ATTACK})", 2.0]]}})
    runs = read_runs(tmp_path, TODAY, pytest.fail)
    alarm = Alarm(ATTACK, ATTACK, ATTACK, ATTACK, url=f"javascript:{ATTACK}", kept=ATTACK)
    tree = rendered(articles, runs, (alarm,))
    assert ATTACK in text_of(tree, "latest")
    assert len(tree.findall(".//script")) == 1
    assert tree.findall(".//img") == []
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    assert {href.partition(":")[0] for href in tree.xpath("//body//a/@href") if href[0] != "#"} == {"https"}


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "HTTPS://bao1.vn/", f"https://b.vn/{'a' * 500}"]
)
def test_only_ordinary_addresses_become_links(tmp_path: Path, url: str) -> None:
    store(tmp_path, article(1, NOW.isoformat()))
    path = next((tmp_path / "articles").glob("*/*.jsonl"))
    path.write_text(re.sub(r'"url":"[^"]*"', f'"url":"{url}"', path.read_text("utf-8")), "utf-8")
    assert rendered(articles_of(tmp_path)).xpath("//section[@id='latest']//a") == []


def test_the_policy_allows_this_script_and_this_style_and_nothing_from_the_network() -> None:
    tree = rendered()
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(tree.find(f".//{kind}").text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert tree.xpath("//@style | //@src") == []
    assert tree.xpath("//link/@href") == ["data:,"]


def test_the_page_stays_under_5_mb_whatever_the_outlets_write(tmp_path: Path) -> None:
    long = {"title": "ệ" * 250, "section": "ệ" * 250, "authors": ["ệ" * 50] * 20}
    url = f"https://bao1.vn/{'a' * 480}"
    lines = (article(n, NOW.isoformat(), "bao1", **long) for n in range(LATEST + 5))
    path = store(tmp_path, *lines)
    path.write_text(re.sub(r'"url":"[^"]*"', f'"url":"{url}"', path.read_text("utf-8")), "utf-8")
    assert report(tmp_path).returncode == 0
    assert 2_000_000 < (tmp_path / "report.html").stat().st_size < 5_000_000


def test_a_feed_that_has_just_begun_makes_a_page_too() -> None:
    tree = rendered()
    assert "Không có cảnh báo nào." in text_of(tree, "alarms")
    assert "Không có bài trùng." in text_of(tree, "copies")


def test_tables_and_charts_have_words_for_who_cannot_see_them(tmp_path: Path) -> None:
    make_newsroom(tmp_path, days=2)
    tree = rendered(articles_of(tmp_path), read_runs(tmp_path, TODAY, pytest.fail))
    for table in tree.iter("table"):
        assert all(cell.get("scope") == "col" for cell in table.iterfind("thead/tr/th"))
        assert all(row.find("th").get("scope") == "row" for row in table.iterfind("tbody/tr"))
    pictures = list(tree.iter("svg"))
    assert pictures
    assert all(picture.get("aria-label") or picture.get("aria-hidden") == "true" for picture in pictures)
    label = tree.xpath("//figure/svg/@aria-label")[0]
    assert label.startswith("Biểu đồ cột: 25/10/2026–23/11/2026, mỗi ngày từ 0 đến ")


# the words


def test_every_text_is_there_in_both_languages_and_is_used() -> None:
    folder = PROJECT / "scrapers" / "report"
    template = (folder / "page.html.j2").read_text("utf-8")
    written = template + (folder / "words.py").read_text("utf-8")
    named = set(re.findall(r'\b(?:t|text)\(["\'](\w+)["\'][,)]', written))
    listed = set(re.findall(r'"(\w+)"', template.partition("for name in [")[2].partition("]")[0]))
    assert {key for key in WORDS if ":" not in key} == (named | listed)
    for key, texts in WORDS.items():
        assert len(texts) == len(LANGUAGES), key
        assert all(re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", texts[0]) for text in texts), key


@pytest.mark.parametrize(
    ("name", "usual", "now", "words"),
    [
        ("authors", 0.8, 0.0, "Tác giả: thường 80 %, nay 0 %"),
        ("layout:unknown", 0.0, 0.95, "mẫu trang lạ: thường 0 %, nay 95 %"),
        ("captions", 2.4, 0.5, "Chú thích ảnh: thường 2,4, nay 0,5"),
        ("articles", 1.0, 0.0, "Số bài: thường 1, nay 0"),
        ("/rss/home.rss", 40.0, 0.0, "/rss/home.rss: thường 40, nay 0"),
    ],
)
def test_an_alarm_says_what_is_usual(name: str, usual: float, now: float, words: str) -> None:
    assert Language("vi").change(name, usual, now) == words


def test_numbers_and_dates_are_written_as_each_language_does() -> None:
    moment = datetime.fromisoformat("2026-11-22T23:12:00+00:00")
    assert [Language(code).number(1234.5, 1) for code in LANGUAGES] == ["1.234,5", "1,234.5"]
    assert [Language(code).when(moment) for code in LANGUAGES] == ["06:12 23/11/2026", "06:12 2026-11-23"]
    assert [Language(code).when(moment, "day") for code in LANGUAGES] == ["23/11/2026", "2026-11-23"]
    assert [Language(code).weekday(date(2026, 11, 22)) for code in LANGUAGES] == ["Chủ nhật", "Sunday"]
    assert Language("vi").value("reason", "unheard-of") == "unheard-of"
