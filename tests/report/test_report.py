"""`scrapy report`: figures that match feed and runs, in one self-contained HTML file safe from injection."""

from __future__ import annotations

import base64
import hashlib
import inspect
import os
import re
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from scrapers.health import Alarm
from scrapers.report.articles import LATEST, PAGES, Articles, Latest, read_articles
from scrapers.report.html_page import Column, Filled, Report, days_chart, hours_chart, page, scale
from scrapers.report.runs import Failing, Record, Runs, read_runs
from scrapers.report.words import LANGUAGES, WORDS, Language
from scrapers.terminal.report_file import contents
from tests.support import PROJECT
from tests.support.feeds import article, store
from tests.support.newsroom import NOW, OUTLETS, make_newsroom, write_record
from tests.support.warm import scrapy

TODAY = NOW.date()
ATTACK = "\"><script>said('x')</script><img src=x onerror=said('x')>'&"


def report(output: Path, *args: str, browser: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command on that Monday afternoon."""
    settings = (f"-sOUTPUT={output}", f"-sNOW={NOW.isoformat()}")
    return scrapy("report", *args, *settings, env=os.environ | {"BROWSER": browser})


def articles_of(output: Path) -> Articles:
    """The figures of a feed in which every line is sound."""
    messages: list[str] = []
    articles = read_articles(output, TODAY, messages.append)
    assert messages == []
    return articles


def rendered(
    articles: Articles | None = None, runs: Runs | None = None, alarms: tuple[Alarm, ...] = (), language: str = "vi"
) -> html.HtmlElement:
    """The page, parsed."""
    told = [(alarm, f"scrapy doctor {alarm.outlet}") for alarm in alarms]
    report_of = Report(NOW, articles or Articles(TODAY), runs or Runs(TODAY), told, {"bao1": "Báo Một"})
    return html.document_fromstring("".join(page(report_of, Language(language))))


def text_of(tree: html.HtmlElement, section: str) -> str:
    """The words of a section, white space folded."""
    return " ".join(tree.get_element_by_id(section).text_content().split())


# the command


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
    assert done.stderr == f"scrapy report: there is neither a feed nor a run in {tmp_path}: crawl first\n"


def test_a_page_is_written_beside_the_feed_though_all_runs_have_failed_and_its_path_is_told(tmp_path: Path) -> None:
    failed = {"ended": NOW.isoformat(), "reason": "finished", "failures": ["https://bao1.vn/rss: 503"]}
    write_record(tmp_path, NOW - timedelta(hours=3), {"bao1": failed}, exit_code=1)
    done = report(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{tmp_path / 'report.html'}\n"
    tree = html.parse(tmp_path / "report.html").getroot()
    assert tree.get("lang") == "vi"
    assert "https://bao1.vn/rss 503" in text_of(tree, "failing")
    assert "Nguyên nhân nằm ở mục Địa chỉ lỗi" in text_of(tree, "latest")
    assert "bao1" in text_of(tree, "outlets")


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
    usual = articles_of(tmp_path).usual()
    assert usual[-1] == usual[-8] == usual[-22] == 4
    assert usual[-2] == 0, "Sundays since the first article had none"
    assert usual[0] is None, "nothing was crawled yet"


def test_nothing_is_usual_before_crawling_began(tmp_path: Path) -> None:
    dates = [(NOW - timedelta(days=days)).isoformat() for days in range(20)]
    store(tmp_path, *(article(n, NOW.isoformat(), date=date) for n, date in enumerate(dates)))
    assert set(articles_of(tmp_path).usual()) == {None}, "a first crawl finds some articles of the past, not all"


def test_a_chart_has_a_scale_the_days_and_what_is_usual(tmp_path: Path) -> None:
    for day in range(20):
        crawled = NOW - timedelta(days=day)
        count = 5 if crawled.weekday() < 5 else 2
        store(tmp_path, *(article(10 * day + n, crawled.isoformat(), date=crawled.isoformat()) for n in range(count)))
    columns = days_chart(articles_of(tmp_path), Language("vi"))
    assert columns[-1] == Column(5, "thứ Hai 23/11/2026: 5 bài, thường 5", "23/11", 5, quiet=False)
    assert columns[-2] == Column(2, "Chủ nhật 22/11/2026: 2 bài, thường 2", "", 2, quiet=True)
    assert columns[0] == Column(0, "Chủ nhật 25/10/2026: 0 bài", "", None, quiet=True)
    assert scale(columns) == 10


@pytest.mark.parametrize(("highest", "top"), [(0, 2), (2, 2), (3, 4), (4, 4), (5, 10), (180, 200), (4001, 10000)])
def test_a_scale_ends_at_an_even_round_number(highest: int, top: int) -> None:
    assert scale([Column(0, ""), Column(highest, "")]) == top


def test_stories_are_what_the_most_outlets_have_the_earliest_first(tmp_path: Path) -> None:
    hours = [(NOW - timedelta(hours=n)).isoformat() for n in range(9)]
    lines = [
        article(1, hours[8], "bao1", date=hours[8], title="Gốc"),
        article(2, hours[7], "bao2", date=hours[7], duplicate_of="bao1:1", title="Chép"),
        article(3, hours[6], "bao0", date=hours[6], duplicate_of="bao1:1"),
        article(4, hours[5], "bao0", date=hours[5], duplicate_of="bao1:1"),
        article(5, hours[4], "bao2", date=hours[4], duplicate_of="bao1:7", title="Gốc đã mất"),
        article(6, hours[3], "bao3", date=hours[3], title="Tin riêng"),
        article(8, hours[2], "bao4", date=hours[2], duplicate_of="bao3:6", title="Tin sau"),
    ]
    store(tmp_path, *lines)
    stories = Report(NOW, articles_of(tmp_path), Runs(TODAY), (), {}).stories()
    assert [[entry.id for entry in story] for story in stories] == [
        ["bao1:1", "bao2:2", "bao0:3"],
        ["bao3:6", "bao4:8"],
    ]
    assert text_of(rendered(articles_of(tmp_path)), "stories").split(" · ")[:2] == [
        "Nhiều báo cùng đăng Tin có nội dung gần như nhau ở nhiều báo trong 7 ngày qua, theo thứ tự đăng. Gốc 3 báo",
        "Báo Một 07:30 23/11/2026",
    ]


def test_topics_and_hours_are_those_of_the_last_seven_days(tmp_path: Path) -> None:
    known: dict[str, Any] = {"section": "Kinh tế", "authors": ["Lê Nam", "Đỗ Hoà"], "tags": ["lúa"]}
    store(tmp_path, article(1, NOW.isoformat(), date="2026-11-23T06:30:00+07:00", **known))
    store(tmp_path, article(2, NOW.isoformat(), date="2026-11-23T00:00:00+07:00", date_precision="day", **known))
    old = (NOW - timedelta(days=7)).isoformat()
    store(tmp_path, article(3, old, date=old, section="Cũ"))
    articles = articles_of(tmp_path)
    made = Report(NOW, articles, Runs(TODAY), (), {})
    assert made.topics() == [
        ("section", [("Kinh tế", 2)]),
        ("authors", [("Lê Nam", 2), ("Đỗ Hoà", 2)]),
        ("tags", [("lúa", 2)]),
    ]
    assert [(n, column.tip) for n, column in enumerate(hours_chart(articles, Language("vi"))) if column.count] == [
        (6, "06:00–06:59: 1 bài")
    ]


def test_coverage_is_that_of_the_last_seven_days_and_100_means_all(tmp_path: Path) -> None:
    named = {"parser": "bao1/2025", "authors": ["Lê Nam"]}
    store(tmp_path, *(article(n, NOW.isoformat(), "bao1", **named) for n in range(299)))
    store(tmp_path, article(300, NOW.isoformat(), "bao1", parser="bao1/2025"))
    made = Report(NOW, articles_of(tmp_path), Runs(TODAY), (), {})
    [(name, pages, cells)] = made.coverage()
    assert (name, pages) == ("bao1/2025", 300)
    assert [cell.now for cell in cells] == [0, 99, 100, 100, 0, 0, 0, 0]
    assert {cell[1:] for cell in cells} == {(None, 0)}, "nothing is known of what is usual"


@pytest.mark.parametrize(
    ("now", "before", "shown"),
    [
        ((0, 100), (0, 1000), Filled(0, 0, 0)),
        ((44, 100), (480, 1000), Filled(44, 48, 0)),
        ((0, 9), (90, 100), Filled(0, 90, 0)),
        ((0, 50), (8, 9), Filled(0, None, 0)),
        ((700, 1000), (800, 1000), Filled(70, 80, 1)),
        ((30, 100), (800, 1000), Filled(30, 80, 3)),
        ((0, 100), (1000, 1000), Filled(0, 100, 5)),
        ((99, 100), (1000, 1000), Filled(99, 100, 0)),
        ((100, 100), (500, 1000), Filled(100, 50, 0)),
    ],
)
def test_orange_is_what_is_less_than_that_layout_s_own_habit(
    now: tuple[int, int], before: tuple[int, int], shown: Filled
) -> None:
    counts = [Counter({"authors": some, PAGES: pages}) for some, pages in (now, before)]
    assert Filled.of("authors", *counts) == shown


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


def test_an_alarm_shows_what_is_behind_it_and_what_to_type() -> None:
    kept = "health/bao1/selector:authors-2026-11-23/page.html.gz"
    alarm = Alarm("bao1", "selector:authors", "0 of 40", expected={"authors": 0.8}, seen={"authors": 0.0})
    tree = rendered(alarms=(replace(alarm, url="https://bao1.vn/a.html", kept=kept),))
    assert "Báo Một: không đọc được trường “Tác giả” selector:authors" in text_of(tree, "alarms")
    assert "Tác giả: thường 80 %, nay 0 %" in text_of(tree, "alarms")
    assert kept in text_of(tree, "alarms")
    assert "Gõ: scrapy doctor bao1" in text_of(tree, "alarms")
    assert "https://bao1.vn/a.html" in tree.xpath("//section[@id='alarms']//a/@href")


def test_alarms_speak_one_language() -> None:
    dead = Alarm(
        *("bao1", "source:dead", "https://bao1.vn/rss cannot be had", "2026-11-23"),
        subjects=tuple(f"https://bao1.vn/{n}.rss" for n in range(5)),
        since="2026-11-21T08:00:00+07:00",
    )
    assert Language("en").alarmed(dead) == "https://bao1.vn/rss cannot be had"
    assert Language("vi").alarmed(dead) == (
        "https://bao1.vn/0.rss, https://bao1.vn/1.rss, https://bao1.vn/2.rss và 2 nơi khác; từ 08:00 21/11/2026"
    )
    assert "cannot" not in text_of(rendered(alarms=(dead,)), "alarms")
    assert "cannot" in text_of(rendered(alarms=(dead,), language="en"), "alarms")


def test_every_alarm_has_words() -> None:
    names = re.findall(r"`([\w:]+)(?::<field>)?`", inspect.getsource(Alarm))
    assert len(names) > 15
    language = Language("vi")
    assert [name for name in names if language.alarm(name) == name] == []


@pytest.mark.parametrize(
    ("exit_code", "minutes", "words"),
    [
        (0, 1, "Lần thu thập gần nhất: vừa xong kết thúc lúc 15:29 23/11/2026"),
        (0, 119, "Lần thu thập gần nhất: 119 phút trước kết thúc lúc 13:31 23/11/2026"),
        (1, 180, "Lần thu thập gần nhất: 3 giờ trước có lỗi, kết thúc lúc 12:30 23/11/2026"),
        (None, 2900, "Lần thu thập gần nhất: 2 ngày trước chưa xong hoặc bị ngắt"),
    ],
)
def test_the_last_harvest_stands_in_big_type(exit_code: int | None, minutes: int, words: str) -> None:
    ended = NOW - timedelta(minutes=minutes)
    runs = Runs(TODAY)
    runs.add(Record(ended, exit_code, {}, ended))
    runs.add(Record(ended - timedelta(days=1), 0, {}, ended))
    [line] = rendered(runs=runs).xpath("//p[starts-with(@class, 'last')]")
    assert " ".join(line.text_content().split()).startswith(words)
    assert (line.get("class") == "last bad") is (exit_code != 0)


# the page


def test_every_section_is_filled_from_a_month_of_ten_outlets(tmp_path: Path) -> None:
    make_newsroom(tmp_path)
    text = "".join(page(contents(tmp_path, NOW, pytest.fail), Language("vi")))
    tree: html.HtmlElement = html.document_fromstring(text)
    for section in ("trend", "outlets"):
        assert all(outlet in text_of(tree, section) for outlet in OUTLETS), section
    assert "cuabien: bị trang web chặn" in text_of(tree, "alarms")
    assert "vuondao: không đọc được trường “Tác giả”" in text_of(tree, "alarms")
    assert "https://vuondao.vn/bai-700007.html" in text_of(tree, "alarms")
    assert "health/vuondao/selector-authors-2026-11-23/page.html.gz" in text_of(tree, "alarms")
    for section in ("stories", "topics", "failing", "slowest", "dates", "copies", "coverage"):
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
    alarm = Alarm(ATTACK, ATTACK, ATTACK, url=f"javascript:{ATTACK}", kept=ATTACK)
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
    size = sum(len(part.encode()) for part in page(contents(tmp_path, NOW, pytest.fail), Language("vi")))
    assert 2_000_000 < size < 5_000_000


def test_a_feed_that_has_just_begun_makes_a_page_too() -> None:
    tree = rendered()
    shown = {
        "latest": "chưa lần chạy nào lưu được bài",
        "stories": "không có tin nào được hai báo trở lên",
        "alarms": "Chưa thể có cảnh báo: 30 ngày qua chưa có lần chạy nào",
        "topics": "không trang nào ghi mục này",
        "coverage": "chưa đọc được trang bài nào",
        "failing": "Không có địa chỉ nào lỗi trong 7 ngày qua",
        "slowest": "chưa có lần chạy nào tải được trang",
        "dates": "30 ngày qua chưa lưu bài nào",
        "copies": "Không có bài trùng trong 30 ngày qua",
    }
    assert {section: words in text_of(tree, section) for section, words in shown.items()} == dict.fromkeys(shown, True)


def test_tables_and_charts_have_words_for_who_cannot_see_them(tmp_path: Path) -> None:
    make_newsroom(tmp_path, days=2)
    tree = rendered(articles_of(tmp_path), read_runs(tmp_path, TODAY, pytest.fail))
    for table in tree.iter("table"):
        assert all(cell.get("scope") == "col" for cell in table.iterfind("thead/tr/th"))
        assert all(row.find("th").get("scope") == "row" for row in table.iterfind("tbody/tr"))
    pictures = list(tree.iter("svg"))
    assert pictures
    assert all(picture.get("aria-label") or picture.get("aria-hidden") == "true" for picture in pictures)
    label = tree.xpath("//figure//svg/@aria-label")[0]
    assert label.startswith("Biểu đồ cột: 25/10/2026–23/11/2026, mỗi ngày từ 0 đến ")


# the words


def test_every_text_is_there_in_both_languages_and_is_used() -> None:
    folder = PROJECT / "scrapers" / "report"
    template = (folder / "page.html.j2").read_text("utf-8")
    written = template + "".join((folder / name).read_text("utf-8") for name in ("words.py", "html_page.py"))
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
