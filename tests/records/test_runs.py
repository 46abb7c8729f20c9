"""Run records: one file for each run, with every figure that `health` and `report` need."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from scrapers.version import version
from tests.support.runs import OPEN, Runs, end
from tests.support.site import SampleSite, special

pytestmark = pytest.mark.xdist_group("records")


def records(runs: Runs) -> list[dict[str, Any]]:
    """Every run record, oldest first."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(runs.output.glob("runs/*.json"))]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """After a first run, which a section kept waiting, and one an hour later."""
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        site.slow("/van-hoa", 1.0)
        runs = Runs(site, tmp_path_factory.mktemp("runs") / "output")
        assert runs.crawl("-a", "refresh=8d").returncode == 0
        assert runs.crawl(now=(site.clock + timedelta(hours=1)).isoformat()).returncode == 0
        yield runs


@pytest.fixture
def first(two: Runs) -> dict[str, Any]:
    """The outlet's part of the first record."""
    outlet: dict[str, Any] = records(two)[0]["outlets"]["kinhtedothi"]
    return outlet


def test_a_run_leaves_one_record_with_all_its_figures(two: Runs) -> None:
    record, _ = records(two)
    outlet = record["outlets"]["kinhtedothi"]
    assert record["schema"] == "1.1"
    assert (record["command"], record["exit_code"], record["version"]) == ("crawl", 0, version())
    assert record["arguments"] == {"outlet": "kinhtedothi", "refresh": "8d"}
    assert "2026-03-16T02:00:00Z" <= record["started"] <= outlet["started"] <= outlet["ended"] <= record["ended"]
    assert (outlet["reason"], outlet["arguments"]) == ("finished", {"refresh": "8d"})
    assert outlet["stats"]["articles/new"] == len(two.lines())
    assert outlet["statuses"]["200"] == outlet["stats"]["downloader/response_status_count/200"]
    assert outlet["blocked"] == 0
    assert record["not_reached"] == []


def test_it_names_the_run_by_its_start_and_its_process(runs: Runs) -> None:
    runs.crawl("-a", "limit=1")
    [path] = (runs.output / "runs").iterdir()
    started, process = path.stem.rsplit("-", 1)
    [record] = records(runs)
    assert started == record["started"].replace(":", "")
    assert process.isdigit()


def test_coverage_is_counted_for_each_layout(two: Runs, first: dict[str, Any]) -> None:
    layouts = first["layouts"]
    by_layout: dict[str, list[dict[str, Any]]] = {}
    for line in two.lines():
        by_layout.setdefault(line["parser"], []).append(line)
    assert {name: layout["pages"] for name, layout in layouts.items()} == {k: len(v) for k, v in by_layout.items()}
    for name, lines in by_layout.items():
        for field, count in layouts[name]["coverage"].items():
            assert count == sum(bool(line[field]) for line in lines), (name, field)
        assert layouts[name]["captions"] == sum(len(line["captions"]) for line in lines)
        assert layouts[name]["characters"] == sorted(layouts[name]["characters"])
        assert sum(layouts[name]["date_precision"].values()) == layouts[name]["coverage"]["date"]


def test_sources_rejections_and_the_slowest_addresses_are_named(first: dict[str, Any]) -> None:
    assert first["sources"]["/rss/home.rss"] == {
        "read": 1,
        "unchanged": 0,
        "failed": 0,
        "links": 20,
        "fresh": 20,
        "named": 20,
    }
    assert first["rejected"]["no title"] == 1
    seconds = dict(first["slowest"])
    assert max(seconds[url] for url in seconds if url.startswith(f"{special.HOME}/van-hoa")) >= 1.0
    assert list(seconds.values()) == sorted(seconds.values(), reverse=True)
    assert len(seconds) == 10


def test_a_second_run_says_that_nothing_has_changed(two: Runs) -> None:
    again = records(two)[1]["outlets"]["kinhtedothi"]
    assert again["sources"]["/rss/home.rss"] == {
        "read": 0,
        "unchanged": 1,
        "failed": 0,
        "links": 0,
        "fresh": 0,
        "named": 0,
    }
    assert again["layouts"] == {}


def test_failures_are_in_the_record(runs: Runs, site: SampleSite) -> None:
    site.fail("/van-hoa", 500, times=9)
    assert runs.crawl().returncode == 1
    [record] = records(runs)
    assert record["exit_code"] == 1
    assert record["outlets"]["kinhtedothi"]["failures"] == [f"{special.HOME}/van-hoa: 500"]
    assert record["outlets"]["kinhtedothi"]["sources"]["/van-hoa"]["failed"] == 1


def test_an_interrupted_run_has_its_record(runs: Runs, site: SampleSite) -> None:
    run = runs.start(DOWNLOAD_DELAY="0.2", CONCURRENT_REQUESTS="2")
    while len(site.log) < 5:
        time.sleep(0.05)
    assert end(run, signal.SIGINT).returncode == 130
    [record] = records(runs)
    assert (record["exit_code"], record["outlets"]["kinhtedothi"]["reason"]) == (130, "shutdown")


def test_a_killed_run_has_the_record_of_what_it_had_done(runs: Runs) -> None:
    run = runs.start(DOWNLOAD_DELAY="0.2", CONCURRENT_REQUESTS="2")
    while not any("articles/new" in record["outlets"]["kinhtedothi"]["stats"] for record in records(runs)):
        time.sleep(0.05)
    end(run, signal.SIGKILL)
    [record] = records(runs)
    outlet = record["outlets"]["kinhtedothi"]
    assert (record["exit_code"], outlet["reason"]) == (None, "shutdown")
    assert 0 < outlet["stats"]["articles/new"] <= len(runs.lines())
    assert outlet["layouts"]["kinhtedothi/2025"]["pages"] > 0


def test_a_mistake_of_the_user_leaves_no_record(runs: Runs) -> None:
    assert runs.crawl("-a", "since=gestern").returncode == 2
    assert not (runs.output / "runs").exists()


def test_a_run_that_met_a_locked_outlet_leaves_no_record(runs: Runs, site: SampleSite) -> None:
    site.slow("/rss/home.rss", 60.0)
    first = runs.start()
    while not site.log:
        time.sleep(0.05)
    assert runs.crawl().returncode == 75
    assert {path.stem.rpartition("-")[2] for path in runs.output.glob("runs/*")} <= {str(first.pid)}
    os.kill(first.pid, signal.SIGKILL)
    first.communicate()


def test_records_older_than_the_setting_says_are_removed(runs: Runs) -> None:
    folder = runs.output / "runs"
    folder.mkdir(parents=True)
    for day in ("2026-02-10", "2026-02-21", "2026-03-05"):
        (folder / f"{day}T020000Z-7.json").write_text("{}")
    runs.crawl("-a", "limit=1", RUNS_DAYS="30")
    assert sorted(path.name[:10] for path in folder.iterdir()) == ["2026-02-21", "2026-03-05", "2026-03-16"]
