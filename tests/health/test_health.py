"""`scrapy health`: one named alarm on the same day for each kind of drift, none on healthy days."""

from __future__ import annotations

import gzip
import json
import platform
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from scrapers.health import Alarm, alarms
from scrapers.health.alarm_folder import AlarmFolder
from scrapers.kept_page import KeptPage
from scrapers.records.sample_pages import sample
from scrapers.report.words import Language
from scrapers.state.rejected_pages import Rejected
from scrapers.terminal import alarm_message
from tests.support import PROJECT
from tests.support.drifts import emptied, guarded, renamed, restyled, walled
from tests.support.runs import OPEN, Runs
from tests.support.site import CLOCK, SampleSite
from tests.support.warm import scrapy
from tests.support.watchdog import Watchdog, watchdog

__all__ = ["watchdog"]  # a fixture
pytestmark = pytest.mark.xdist_group("health")

DAYS = 4
"""Healthy days before the drift, Monday to Thursday."""
NEW = 30
"""New articles a day."""


def publish_days(site: SampleSite, days: int) -> None:
    """Thirty new articles on each day after the first one."""
    texts = [article for article in site.articles if article.layout == "2025" and article.kind == "article"]
    texts = [article for article in texts if not article.paywalled]
    for number in range(days * NEW):
        text, day = texts[number % len(texts)], 1 + number // NEW
        at = site.clock + timedelta(days=day, minutes=number % NEW - 60)
        slug = f"tin-ngay-{day}-so-{number}"
        site.publish(replace(text, id=str(700000 + number), slug=slug, published=at, modified=None))


def site_of_days(days: int = DAYS) -> SampleSite:
    """The sample site with some days of news ahead."""
    site = SampleSite(slow_seconds=0)
    publish_days(site, days)
    site.robots(OPEN)
    return site


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of four healthy days."""
    output = tmp_path_factory.mktemp("health") / "output"
    with site_of_days() as site:
        for _ in range(DAYS):
            done = Runs(site, output).crawl()
            assert done.returncode == 0, done.stderr
            site.advance(timedelta(days=1))
    return output


@pytest.fixture
def runs(past: Path, tmp_path: Path) -> Iterator[Runs]:
    """The morning after: thirty new articles, not crawled yet."""
    shutil.copytree(past, tmp_path / "output")
    with site_of_days() as site:
        site.advance(timedelta(days=DAYS))
        yield Runs(site, tmp_path / "output")


def health(runs: Runs, *args: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return scrapy(*runs.arguments("health", *args, **settings), cwd=runs.project)


@contextmanager
def webhook() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An address that takes messages (apprise's json://), and the messages."""
    messages: list[dict[str, str]] = []

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Hook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}/", messages
    server.shutdown()
    server.server_close()


DRIFTS = {
    "a broken selector": ("/tin-", renamed('class="article-author"', 'class="by"'), "selector:authors"),
    "a broken date line": ("/tin-", renamed("article-published-on", "published"), "selector:date"),
    "a renamed class of the title": ("/tin-", renamed('h1 class="article-title"', "h1"), "selector:title"),
    "a renamed class of the body": ("/tin-", renamed("content-ktdt-article", "content"), "layout:unknown"),
    "a redesign": ("/tin-", restyled, "layout:unknown"),
    "an emptied feed": ("/rss/home.rss", emptied, "source:empty"),
    "a paywall": ("/tin-", walled, "paywall"),
    "a block page": ("/", guarded, "blocked"),
    "a block page that says 200": ("/", lambda answer: replace(guarded(answer), status=200), "blocked"),
}


@pytest.fixture(scope="module")
def without_authors(past: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a fifth day, on which the author line has another class."""
    output = tmp_path_factory.mktemp("broken") / "output"
    shutil.copytree(past, output)
    prefix, change, _ = DRIFTS["a broken selector"]
    with site_of_days() as site:
        site.rewrite(prefix, change)
        site.advance(timedelta(days=DAYS))
        Runs(site, output).crawl()
    return output


@pytest.fixture
def broken(without_authors: Path, tmp_path: Path) -> Runs:
    """After that day."""
    shutil.copytree(without_authors, tmp_path / "output")
    site = SampleSite(clock=CLOCK + timedelta(days=DAYS))
    return Runs(site, tmp_path / "output")


@pytest.mark.parametrize("drift", DRIFTS)
def test_each_drift_raises_one_named_alarm_within_a_crawl_of_thirty_pages(runs: Runs, drift: str) -> None:
    prefix, change, expected = DRIFTS[drift]
    runs.site.rewrite(prefix, change)
    runs.crawl()
    assert [alarm.name for alarm in alarms(runs.output, runs.site.clock)] == [expected]


def test_a_day_without_an_article_raises_an_alarm(past: Path, tmp_path: Path) -> None:
    shutil.copytree(past, tmp_path / "output")
    with site_of_days(DAYS - 1) as site:
        site.advance(timedelta(days=DAYS))
        runs = Runs(site, tmp_path / "output")
        runs.crawl()
        (alarm,) = alarms(runs.output, site.clock)
    assert (alarm.name, alarm.seen, alarm.expected) == ("articles:none", {"articles": 0}, {"articles": 31})
    assert "\n  do: scrapy check kinhtedothi\n" in health(runs).stdout


def test_a_healthy_day_raises_none(runs: Runs) -> None:
    runs.crawl()
    done = health(runs)
    assert (done.returncode, done.stdout, done.stderr) == (0, "no alarms\n", "")


def test_an_alarm_is_printed_with_its_page_and_ends_with_1(broken: Runs) -> None:
    done = health(broken, "kinhtedothi")
    assert done.returncode == 1
    assert done.stdout.startswith("2026-03-20  kinhtedothi  selector:authors\n")
    assert re.search(r"authors on \d of 30 \(usually \d\d%\) pages of kinhtedothi/2025", done.stdout)
    assert "page: https://kinhtedothi.vn/tin-ngay-4-so-" in done.stdout
    assert (
        f"test: scrapy freeze {broken.output}/health/kinhtedothi/selector-authors-2026-03-20/page.html.gz"
        in done.stdout
    )


def test_the_offending_page_is_kept_with_what_was_expected_and_can_be_frozen(broken: Runs) -> None:
    (alarm,) = json.loads(health(broken, "--json").stdout)
    kept = broken.output / alarm["kept"]
    assert b"article-author" not in gzip.decompress(kept.read_bytes())
    expected = json.loads(kept.with_name("expected.json").read_text())
    assert expected["expected"]["authors"] == pytest.approx(0.8, abs=0.1)
    assert expected["seen"]["authors"] < 0.3
    assert expected["read"]["url"] == alarm["url"]
    assert expected["read"]["authors"] == []
    read = scrapy(*broken.arguments("extract", str(kept), "--url", alarm["url"]), cwd=broken.project)
    assert json.loads(read.stdout)["url"] == alarm["url"]


def test_a_rejected_page_is_found_behind_a_line_that_a_kill_has_torn(tmp_path: Path) -> None:
    folder, url = tmp_path / "rejected" / "kinhtedothi", "https://kinhtedothi.vn/tin-1.700001.html"
    reason = "unknown layout of kinhtedothi: none of its markers is on the page"
    Rejected(folder, most=1).add(url, reason, b"<html></html>", CLOCK)
    with next(folder.glob("*.jsonl")).open("a") as file:
        file.write('{"url": "https://kinhtedothi.vn/to')
    alarm = Alarm("kinhtedothi", "layout:unknown", "pages have no marker", "2026-03-16")
    assert AlarmFolder.of(tmp_path, alarm).keep(tmp_path, alarm).url == url


def test_a_sample_that_a_kill_has_torn_is_no_evidence(tmp_path: Path) -> None:
    torn = sample(tmp_path, "kinhtedothi", "selector:authors", "kinhtedothi/2025")
    torn.parent.mkdir(parents=True)
    torn.write_bytes(b"")
    KeptPage(file=torn).record_file.write_bytes(b"")
    subjects = ("kinhtedothi/2025",)
    alarm = Alarm("kinhtedothi", "selector:authors", "no authors", "2026-03-16", subjects, "selector:authors")
    assert AlarmFolder.of(tmp_path, alarm).keep(tmp_path, alarm).kept is None


def test_people_are_told_once_a_day_through_a_webhook(broken: Runs) -> None:
    with webhook() as (address, messages):
        first = health(broken, ALARM_URLS=address)
        again = health(broken, ALARM_URLS=address)
    assert (first.returncode, again.returncode) == (1, 1)
    (message,) = messages
    place = f"{platform.node()}:{broken.output}"
    assert message["title"] == f"1 cảnh báo: kinhtedothi ({place})"
    headline, page, todo = message["message"].splitlines()
    assert headline.startswith("kinhtedothi selector:authors: không đọc được trường “Tác giả”; ")
    assert page.strip().startswith("https://kinhtedothi.vn/")
    assert todo.strip().startswith(f"gõ: cd {PROJECT} && scrapy freeze {broken.output}/health/kinhtedothi/")


def test_several_alarms_are_one_message_in_the_language_of_whoever_reads_it() -> None:
    alarms = [
        Alarm("tuoitre", "blocked", "12 of 12 answers are refusals", expected={"refused": 0.0}, seen={"refused": 1.0}),
        Alarm("laodong", "articles:none", "no articles today (usually 31)", expected={"articles": 31}),
    ]
    english, vietnamese = (Language(code) for code in ("en", "vi"))
    assert alarm_message.title(alarms, Path("output"), english).startswith("2 alarms: tuoitre, laodong (")
    first, second = alarm_message.text(alarms, Path("output"), english).split("\n\n")
    assert first.startswith("tuoitre blocked: 12 of 12 answers are refusals\n    type: cd ")
    assert (first.endswith("scrapy doctor tuoitre"), second.endswith("scrapy check laodong")) == (True, True)
    first, second = alarm_message.text(alarms, Path("output"), vietnamese).split("\n\n")
    assert first.startswith("tuoitre blocked: bị trang web chặn; ")
    assert second.startswith("laodong articles:none: không có bài nào; ")


def test_a_webhook_that_fails_is_named_and_tried_again(broken: Runs) -> None:
    done = health(broken, ALARM_URLS="json://127.0.0.1:9/")
    assert done.returncode == 1
    assert "alarms were not sent" in done.stderr
    with webhook() as (address, messages):
        health(broken, ALARM_URLS=address)
    assert len(messages) == 1


def test_the_watchdog_hears_of_alarms_and_of_silence(broken: Runs, watchdog: Watchdog, tmp_path: Path) -> None:
    ears = {"HEALTH_PING_URL": watchdog.url}
    health(broken, **ears)
    assert [path for path, _ in watchdog.heard] == ["/check/start", "/check/fail"]
    assert watchdog.heard[1][1].startswith("kinhtedothi selector:authors: ")
    done = scrapy("health", f"-sOUTPUT={tmp_path}", f"-sHEALTH_PING_URL={watchdog.url}", cwd=PROJECT)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "scrapy health: nothing has run in the last 60 days\n"
    assert watchdog.heard[3] == ("/check/fail", "nothing has run in the last 60 days")


def test_since_lists_the_alarms_of_past_days(broken: Runs) -> None:
    broken.site.advance(timedelta(days=2))
    done = health(broken, "--since", "2026-03-17")
    assert [line.split()[0] for line in done.stdout.splitlines() if "selector" in line] == ["2026-03-20"]
    assert not (broken.output / "health").exists()


def test_an_unknown_outlet_is_a_mistake_of_usage(runs: Runs) -> None:
    done = health(runs, "kinhtedothii")
    assert done.returncode == 2
    assert "unknown outlet kinhtedothii: did you mean kinhtedothi?" in done.stderr
    assert health(runs, "--since", "thứ tám").stderr.startswith("scrapy health: 'thứ tám' is no date")
