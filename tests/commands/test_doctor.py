"""`scrapy doctor`: names problems of machine and settings, says how to fix them, and exits with 1 if there are any."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scrapers.state.lock import Lock
from scrapers.terminal import machine
from scrapers.terminal.home_pages import HomePageAnswer
from scrapers.terminal.machine import CheckResult
from scrapers.version import requirements
from tests.support.press import press
from tests.support.runs import Runs
from tests.support.warm import scrapy

NOW = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
HOME = HomePageAnswer("https://kinhtedothi.vn", "https://kinhtedothi.vn/", 200, date=NOW)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    with press(tmp_path_factory.mktemp("press"), ("anhai", "bacau"), 1) as runs:
        yield runs


@pytest.fixture
def runs(served: Runs, tmp_path: Path) -> Runs:
    return Runs(served.site, tmp_path / "output", served.project)


def examine(runs: Runs, *args: str, now: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """`scrapy doctor` to its end, on a wide terminal."""
    arguments = runs.arguments("doctor", *args, now=now, **settings)
    return scrapy(*arguments, cwd=runs.project, env=os.environ | {"COLUMNS": "200"})


def test_a_sound_machine_is_told_so(runs: Runs) -> None:
    done = examine(runs, CONTACT="me@example.org")
    assert (done.returncode, done.stderr) == (0, "")
    assert "✗" not in done.stdout
    for words in ("with the", "GB free for", "can be written to", "no outlet is being crawled", "3 of 3 answer well"):
        assert words in done.stdout
    assert "2026-03-16 02:00 UTC, as the sites say" in done.stdout


def test_what_is_wrong_is_named_with_what_to_do_and_exit_code_1(runs: Runs) -> None:
    runs.site.fail("/", 503, times=1)
    wrong_clock = (runs.site.clock + timedelta(minutes=5)).isoformat()
    done = examine(runs, "anhai", now=wrong_clock, RETRY_BACKOFF="99")
    assert done.returncode == 1
    assert done.stderr == "scrapy doctor: 3 things are wrong\n"
    assert "✗ settings    RETRY_BACKOFF is above RETRY_BACKOFF_MAX" in done.stdout
    assert "→ raise RETRY_BACKOFF_MAX" in done.stdout
    assert "✗ clock" in done.stdout
    assert "s ahead of the sites' clocks" in done.stdout
    assert "→ let the machine keep time: timedatectl set-ntp true" in done.stdout
    assert "✗ sites       https://anhai.vn: answers 503" in done.stdout


def test_a_folder_that_cannot_be_written_to(runs: Runs) -> None:
    done = examine(runs, "--offline", OUTPUT="/proc/news")
    assert done.returncode == 1
    assert "✗ permissions /proc cannot be written to" in done.stdout
    assert "→ give it to the user who runs the crawls: chown -R" in done.stdout


def test_a_run_under_way_is_no_fault_and_one_of_yesterday_is(tmp_path: Path) -> None:
    fresh = Lock(tmp_path / "state" / "anhai.lock", "2026-03-16T01:00:00Z")
    stuck = Lock(tmp_path / "state" / "bacau.lock", "2026-03-14T01:00:00Z")
    found = {finding.grade: finding for finding in machine.locks(tmp_path, NOW)}
    fresh.release()
    stuck.release()
    assert found["fine"].detail == f"anhai is being crawled: process {os.getpid()}, started 2026-03-16T01:00:00Z"
    assert found["wrong"].advice == f"it is stuck: kill {os.getpid()}, nothing is lost by it"
    assert [finding.grade for finding in machine.locks(tmp_path, NOW)] == ["fine"]


def test_a_lock_that_is_no_file_is_named_with_what_to_type_and_hides_no_other(tmp_path: Path) -> None:
    odd = tmp_path / "state" / "anhai.lock"
    odd.mkdir(parents=True)
    running = Lock(tmp_path / "state" / "bacau.lock", "2026-03-16T01:00:00Z")
    wrong, fine = machine.locks(tmp_path, NOW)
    running.release()
    assert (wrong.grade, wrong.detail) == ("wrong", f"{odd}: no file")
    assert wrong.advice == f"remove {odd}: a run makes its own"
    assert fine.detail.startswith("bacau is being crawled")


def test_a_network_that_is_down_is_one_finding_not_forty() -> None:
    silent = [HomePageAnswer(f"https://{name}.vn", trouble="DNS lookup failed") for name in ("a", "b", "c")]
    [found] = machine.sites(silent)
    assert (found.grade, found.detail) == ("wrong", "none of 3 answers: DNS lookup failed")


def test_many_sites_with_one_trouble_are_one_finding() -> None:
    silent = [HomePageAnswer(f"https://{name}.vn", trouble="DNS lookup failed") for name in ("a", "b", "c", "d")]
    closed = HomePageAnswer("https://e.vn", status=403, trouble="a CAPTCHA")
    found = [finding.detail for finding in machine.sites([silent[0], HOME, closed, *silent[1:]])]
    assert sorted(found) == [
        "1 of 6 answer well",
        "4 of 6: DNS lookup failed: a.vn, b.vn, c.vn, d.vn",
        "https://e.vn: a CAPTCHA",
    ]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (replace(HOME, url="https://www.kinhtedothi.vn/"), ""),
        (replace(HOME, url="https://kinhtedothi.com/"), "https://kinhtedothi.vn leads to https://kinhtedothi.com/"),
        (replace(HOME, status=403, trouble="a CAPTCHA"), "https://kinhtedothi.vn: a CAPTCHA"),
        (replace(HOME, status=0, trouble="DNS lookup failed"), "https://kinhtedothi.vn: DNS lookup failed"),
    ],
)
def test_how_a_site_answers(answer: HomePageAnswer, said: str) -> None:
    wrong = [finding.detail for finding in machine.sites([HOME, answer]) if finding.grade == "wrong"]
    assert wrong == ([said] if said else [])


def test_a_clock_that_has_leapt_is_named_by_the_runs_of_the_future(tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "2026-03-15T020000Z-7.json").touch()
    assert list(machine.leaps(tmp_path, NOW)) == []
    (tmp_path / "runs" / "2099-01-01T000000Z-7.json").touch()
    [finding] = machine.leaps(tmp_path, NOW)
    assert (finding.grade, finding.detail) == ("wrong", "it has leapt: 1 run of the future, the last of 2099-01-01")


@pytest.mark.parametrize(("minutes", "grade"), [(0, "fine"), (1, "fine"), (3, "wrong"), (-3, "wrong")])
def test_the_clock_is_compared_with_the_nearest_of_the_sites(minutes: int, grade: str) -> None:
    cached = replace(HOME, date=NOW - timedelta(hours=5))
    found = machine.clock_against([cached, HOME], NOW + timedelta(minutes=minutes))
    assert found.grade == grade


def test_a_disk_without_room(tmp_path: Path) -> None:
    assert machine.disk(tmp_path / "not" / "yet").grade == "fine"
    assert machine.disk(Path("/proc/news")).grade == "wrong"


def test_a_missing_package() -> None:
    needs = [Requirement(need) for need in ("scrapy>=99", "nowhere-to-be-found>=1", "lxml>=6")]
    assert list(machine.python(needs)) == [
        CheckResult("python", "scrapy is missing or too old (>=99)", "run `make setup`", "wrong"),
        CheckResult("python", "nowhere-to-be-found is missing or too old (>=1)", "run `make setup`", "wrong"),
    ]
    assert [finding.grade for finding in machine.python(requirements())] == ["fine"]
