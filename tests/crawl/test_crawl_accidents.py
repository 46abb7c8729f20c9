"""Crashes, kills, full disks, damaged files: no article is lost, none is stored twice."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import PROJECT
from tests.support.press import press
from tests.support.runs import BROKEN, Runs, end
from tests.support.site import SampleSite, special


@pytest.mark.parametrize(("number", "after"), [(signal.SIGKILL, (3, 25)), (signal.SIGINT, (12,))])
def test_a_run_that_was_ended_in_the_middle_loses_and_repeats_nothing(
    runs: Runs, number: signal.Signals, after: tuple[int, ...]
) -> None:
    for enough in after:
        run = runs.start(DOWNLOAD_DELAY="0.1", CONCURRENT_REQUESTS="4")
        while len(runs.ids()) < enough and run.poll() is None:
            time.sleep(0.01)
        done = end(run, number)
        if number == signal.SIGINT:
            assert done.returncode == 130, done.stderr
            assert "the same command goes on" in done.stderr
            summary = r"  done: \d+ lines added to .*\n  not done: [1-9]\d* of the articles that were found, and what "
            assert re.search(summary, done.stdout)
            assert len((done.stdout + done.stderr).splitlines()) <= 5
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
    with socket.create_server(("127.0.0.1", 0)) as other:
        there = f"http://127.0.0.1:{other.getsockname()[1]}"
        done = runs.crawl(RETRY_TIMES="0", SITE_ADDRESS=json.dumps(site.settings["SITE_ADDRESS"] | {"khac.vn": there}))
    assert done.returncode == 1
    assert f"{special.HOME}/rss/home.rss" in done.stderr


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
