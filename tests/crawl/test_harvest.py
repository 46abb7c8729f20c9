"""`scrapy harvest`: every outlet in one run, politely, fairly, within its time budget, with a true summary."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from scrapers.state.lock import Lock
from tests.support.press import press
from tests.support.runs import Runs, end
from tests.support.site import SampleSite
from tests.support.terminal import read_terminal
from tests.support.warm import Fork, execute, scrapy
from tests.support.watchdog import Watchdog, watchdog

__all__ = ["watchdog"]  # a fixture
SISTERS = ("anhai", "bacau", "camly")
FEW = 5
"""Articles of each sister."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    with press(tmp_path_factory.mktemp("press"), SISTERS, FEW) as runs:
        yield runs


@pytest.fixture
def runs(served: Runs, tmp_path: Path) -> Runs:
    """Runs of the shared press into an output folder of the test."""
    return Runs(served.site, tmp_path / "output", served.project)


def harvest(runs: Runs, *args: str, env: dict[str, str] | None = None, **settings: str) -> Any:
    """`scrapy harvest` to its end."""
    arguments = runs.arguments("harvest", *args, **settings)
    return scrapy(*arguments, cwd=runs.project, env=os.environ | (env or {}), timeout=120)


def start(runs: Runs, *args: str, **settings: str) -> Fork:
    """`scrapy harvest` in the background, once it has sent requests."""
    before = len(runs.site.log)
    run = Fork(execute, runs.arguments("harvest", *args, **settings), runs.project, dict(os.environ))
    while len(runs.site.log) < before + 3 and run.poll() is None:
        time.sleep(0.05)
    return run


def record(runs: Runs) -> dict[str, Any]:
    """The newest run record."""
    newest = max((runs.output / "runs").iterdir(), key=lambda path: path.stat().st_mtime_ns)
    found: dict[str, Any] = json.loads(newest.read_text("utf-8"))
    return found


def test_every_outlet_is_crawled_in_one_run_and_nothing_twice(runs: Runs) -> None:
    done = harvest(runs)
    assert (done.returncode, done.stderr) == (0, "")
    ids = runs.ids()
    assert len(ids) == len(set(ids))
    assert {name: sum(i.startswith(f"{name}:") for i in ids) for name in SISTERS} == dict.fromkeys(SISTERS, FEW)
    assert f"anhai: {FEW} found, {FEW} stored" in done.stdout
    assert done.stdout.splitlines()[-1].startswith(f"4 outlets: {76 + 3 * FEW} found, {len(ids)} stored")
    written = record(runs)
    assert (written["command"], written["exit_code"], written["not_reached"]) == ("harvest", 0, [])
    assert {name: outlet["reason"] for name, outlet in written["outlets"].items()} == dict.fromkeys(
        (*SISTERS, "kinhtedothi"), "finished"
    )
    assert harvest(runs).returncode == 0
    assert runs.ids() == ids


def test_named_outlets_alone(runs: Runs) -> None:
    assert harvest(runs, "camly", "anhai", "camly").returncode == 0
    assert sorted({i.partition(":")[0] for i in runs.ids()}) == ["anhai", "camly"]
    assert record(runs)["arguments"]["outlets"] == ["camly", "anhai"]


def test_a_harvest_behind_a_crawl_is_no_first_contact_and_calls_nothing_broken(runs: Runs) -> None:
    assert runs.crawl().returncode == 0
    done = harvest(runs, "kinhtedothi")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (runs.output / "probe").exists()


def test_nor_is_one_whose_sources_have_changed_and_name_what_is_stored(site: SampleSite, tmp_path: Path) -> None:
    runs = Runs(site, tmp_path / "output")
    assert runs.crawl().returncode == 0
    site.rewrite("/", lambda answer: replace(answer, body=answer.body + b"\n"))
    done = harvest(runs, "kinhtedothi")
    assert (done.returncode, done.stderr) == (0, "")
    assert not (runs.output / "probe").exists()


def test_since_asks_for_a_window(runs: Runs) -> None:
    assert harvest(runs, "kinhtedothi", "--since", "hôm nay").returncode == 0
    assert runs.lines()
    assert {line["date"][:10] for line in runs.lines()} == {"2026-03-16"}


def test_the_budget_ends_a_run_cleanly_and_the_next_one_goes_on(runs: Runs) -> None:
    begun = time.monotonic()
    done = harvest(runs, "kinhtedothi", "anhai", "--budget", "6s", DOWNLOAD_DELAY="0.3")
    assert time.monotonic() - begun < 30
    assert (done.returncode, done.stderr) == (0, "")
    assert "time is up, the next run goes on" in done.stdout
    assert record(runs)["outlets"]["kinhtedothi"]["reason"] == "budget"
    cut = runs.ids()
    assert f"anhai: {FEW} found, {FEW} stored" in done.stdout
    assert harvest(runs, "kinhtedothi", "anhai").returncode == 0
    assert runs.ids()[: len(cut)] != runs.ids()
    assert len(runs.ids()) == len(set(runs.ids())) == 69 + FEW


def test_a_slow_outlet_takes_turns_with_the_others(runs: Runs) -> None:
    slow_first = harvest(
        runs, "kinhtedothi", *SISTERS, HARVEST_OUTLETS="1", HARVEST_TURN="1", DOWNLOAD_DELAY="0.05"
    )  # fmt: skip
    assert (slow_first.returncode, slow_first.stderr) == (0, "")
    outlets = record(runs)["outlets"]
    assert outlets["kinhtedothi"]["started"] <= min(outlets[name]["started"] for name in SISTERS)
    assert outlets["kinhtedothi"]["ended"] > max(outlets[name]["ended"] for name in SISTERS)
    assert len(runs.ids()) == 69 + 3 * FEW


def test_who_has_waited_longest_goes_first(runs: Runs) -> None:
    harvest(runs, *SISTERS)
    for age, name in enumerate(SISTERS):
        os.utime(runs.output / "state" / f"{name}.lock", (1e9 - age, 1e9 - age))
    before = len(runs.site.log)
    harvest(runs, *SISTERS, HARVEST_OUTLETS="1")
    assert list(dict.fromkeys(r.host for r in runs.site.log[before:])) == ["camly.vn", "bacau.vn", "anhai.vn"]


def test_each_site_has_its_own_pace(runs: Runs) -> None:
    before = len(runs.site.log)
    harvest(runs, *SISTERS, DOWNLOAD_DELAY="0.4", CONCURRENT_REQUESTS_PER_DOMAIN="1", RANDOMIZE_DOWNLOAD_DELAY="False")
    asked = runs.site.log[before:]
    for name in SISTERS:
        times = sorted(r.time for r in asked if r.host == f"{name}.vn" and r.path != "/robots.txt")
        assert min(later - sooner for sooner, later in pairwise(times)) >= 0.35
    seconds = record(runs)["seconds"]
    assert seconds < sum(outlet["stats"]["elapsed_time_seconds"] for outlet in record(runs)["outlets"].values())


def test_a_locked_outlet_is_skipped_and_reported(runs: Runs) -> None:
    lock = Lock(runs.output / "state" / "bacau.lock", "2026-03-16T02:00:00Z")
    done = harvest(runs, *SISTERS)
    lock.release()
    assert done.returncode == 1
    assert done.stderr.startswith(f"scrapy harvest: bacau: bacau is being crawled already: process {os.getpid()}")
    assert sorted({i.partition(":")[0] for i in runs.ids()}) == ["anhai", "camly"]
    assert record(runs)["outlets"]["bacau"]["reason"] == "locked"


def test_where_every_outlet_is_locked_nothing_was_run(runs: Runs) -> None:
    lock = Lock(runs.output / "state" / "anhai.lock", "2026-03-16T02:00:00Z")
    done = harvest(runs, "anhai")
    lock.release()
    assert done.returncode == 75
    assert not (runs.output / "runs").exists()


def test_an_outlet_that_cannot_be_crawled_costs_the_others_nothing(runs: Runs) -> None:
    (runs.output / "articles").mkdir(parents=True)
    (runs.output / "articles" / "bacau").write_text("a file where a folder belongs")
    done = harvest(runs, *SISTERS)
    assert done.returncode == 1
    assert "scrapy harvest: bacau: " in done.stderr
    assert "Traceback" not in done.stderr
    assert len(list((runs.output / "articles").glob("*/*.jsonl"))) == 2
    assert record(runs)["outlets"]["bacau"]["reason"] == "broken"


def test_ctrl_c_leaves_everything_consistent(runs: Runs) -> None:
    done = end(start(runs, "kinhtedothi", "anhai", DOWNLOAD_DELAY="0.3"), signal.SIGINT)
    assert done.returncode == 130
    finished, broken_off, waiting, figures = done.stdout.splitlines()
    assert (finished.startswith("done: "), broken_off.startswith("broken off: ")) == (True, True)
    assert (waiting.startswith("not reached: "), figures.startswith("2 outlets: ")) == (True, True)
    assert done.stderr == "scrapy harvest: interrupted; all that was read is stored, the same command goes on\n"
    assert record(runs)["exit_code"] == 130
    assert harvest(runs, "kinhtedothi", "anhai").returncode == 0
    assert len(runs.ids()) == len(set(runs.ids())) == 69 + FEW


def test_a_live_table_on_a_terminal(runs: Runs) -> None:
    ours, theirs = pty.openpty()
    command = runs.command("harvest", "kinhtedothi", "anhai", "--budget", "20m", DOWNLOAD_DELAY="0.05")
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "80"}
    run = subprocess.Popen(command, cwd=runs.project, stdout=subprocess.PIPE, stderr=theirs, env=environment)
    os.close(theirs)
    shown = read_terminal(ours).decode()
    assert run.wait(60) == 0
    for words in ("of 2 outlets", "articles", "in the queue", "pages/s", "of 20:00", "kinhtedothi"):
        assert words in shown


def test_the_log_of_a_pipe_is_json_lines_where_one_is_asked_for(runs: Runs) -> None:
    lock = Lock(runs.output / "state" / "bacau.lock", "2026-03-16T02:00:00Z")
    done = harvest(runs, "anhai", "bacau", "-L", "INFO")
    lock.release()
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    [ended] = [line for line in lines if line["logger"] == "scrapers.crawl.harvester" and "figures" in line]
    assert (ended["outlet"], ended["message"]) == ("anhai", "anhai: finished")
    assert ended["figures"]["articles/new"] == FEW
    [failure] = [line for line in lines if line["logger"] == "scrapers.commands.harvest"]
    assert failure["message"].startswith("bacau: bacau is being crawled already")


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (["anhay"], "unknown outlet anhay: did you mean anhai?"),
        (["--preset", "gentel"], "unknown preset gentel: did you mean gentle?"),
        (["--budget", "soon"], "'soon' is no budget: write 90s, 20m or 2h"),
        (["--since", "gestern"], "'gestern' is no date: write 2019-04-11, 11/4/2019, 'monday', 'hôm qua' or '7d'"),
        (["-sHARVEST_TURNS=3"], "unknown setting HARVEST_TURNS: did you mean HARVEST_TURN?"),
        (["-sHARVEST_OUTLETS=0"], "HARVEST_OUTLETS=0: should be greater than or equal to 1"),
    ],
)
def test_mistakes_are_one_clear_line(runs: Runs, args: list[str], line: str) -> None:
    done = harvest(runs, *args)
    assert (done.returncode, done.stderr) == (2, f"scrapy harvest: {line} (see scrapy harvest -h)\n")
    assert not runs.output.exists()


def test_the_watchdog_hears_of_start_and_success(runs: Runs, watchdog: Watchdog) -> None:
    done = harvest(runs, "anhai", env={"NEWS_PING_URL": watchdog.url})
    assert watchdog.heard == [("/check/start", ""), ("/check", done.stdout.strip())]


def test_the_watchdog_hears_of_failure(runs: Runs, watchdog: Watchdog) -> None:
    runs.site.fail("/rss/home.rss", 500, times=4)
    assert harvest(runs, "anhai", env={"NEWS_PING_URL": watchdog.url}).returncode == 1
    assert [path for path, _ in watchdog.heard] == ["/check/start", "/check/fail"]


def test_a_deaf_watchdog_is_no_failure_and_its_address_stays_secret(runs: Runs) -> None:
    done = harvest(runs, "anhai", env={"NEWS_PING_URL": "http://127.0.0.1:9/secret"})
    assert done.returncode == 0
    assert "the watchdog cannot be told" in done.stderr
    assert "secret" not in done.stderr + done.stdout
