"""Alarms on simulated run records: none in two hundred healthy days, one for each change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from scrapers.health import alarms
from scrapers.health.contact_alarms import silence
from scrapers.health.history import Answers, Crawl
from scrapers.health.judge import judge
from scrapers.health.seasons import Season, season
from tests.support.health_days import COVERAGE, Days, Outlet
from tests.support.site import CLOCK

OUTLETS = {
    "one crawl a day": Outlet(),
    "a small outlet": Outlet(daily=6),
    "a large one, four crawls a day": Outlet(daily=120, crawls=4),
    "eight crawls a day": Outlet(daily=30, crawls=8),
}


def raised(crawls: list[Crawl]) -> list[str]:
    """Every alarm of every day."""
    ends = [n for n in range(1, len(crawls) + 1) if n == len(crawls) or crawls[n].day != crawls[n - 1].day]
    return [f"{alarm.day} {alarm.name}: {alarm.message}" for n in ends for alarm in judge(crawls[:n])]


@pytest.mark.parametrize("seed", [0, 12])
@pytest.mark.parametrize("outlet", OUTLETS)
def test_two_hundred_healthy_days_raise_none(outlet: str, seed: int) -> None:
    assert raised([Crawl.of("mau", record) for record in Days(OUTLETS[outlet], seed)(200)]) == []


MARCH = date(2026, 3, 2)
"""Far from Tết."""


def changed(**changes: object) -> list[Crawl]:
    """Forty healthy days and one on which the main layout is another."""
    days = Days(Outlet(), seed=7, start=MARCH)
    past = list(days(40))
    days.outlet.layouts["mau/2025"] = replace(days.outlet.layouts["mau/2025"], **changes)  # type: ignore[arg-type]
    days.start += timedelta(days=40)
    next(run := days(2))
    return [Crawl.of("mau", record) for record in (*past, next(run))]


@pytest.mark.parametrize(
    ("changes", "alarm"),
    [
        ({"coverage": COVERAGE | {"tags": 0.0}}, "selector:tags"),
        ({"coverage": COVERAGE | {"captions": 0.0, "images": 0.0}, "captions": 0.01}, "selector:captions"),
        ({"coverage": COVERAGE | {"lead": 0.2}}, "selector:lead"),
        ({"coverage": COVERAGE | {"lead": 0.0, "authors": 0.0, "section": 0.0}}, "layout:changed"),
        ({"characters": 400}, "body:short"),
        ({"characters": 26000}, "body:long"),
        ({"origin": "json-ld"}, "dates"),
    ],
)
def test_what_changes_in_a_layout_has_a_name(changes: dict[str, object], alarm: str) -> None:
    assert [found.name for found in judge(changed(**changes))] == [alarm]


def test_a_source_that_fails_for_hours_is_told_from_outages_of_a_minute() -> None:
    crawls = [Crawl.of("mau", record) for record in Days(Outlet(crawls=4), seed=3)(30)]
    broken = [replace(crawl, sources={**crawl.sources, "/thoi-su": Answers(failed=1)}) for crawl in crawls[-3:]]
    assert "source:failed" not in {alarm.name for alarm in judge([*crawls[:-3], *broken[:2]])}
    assert [alarm.name for alarm in judge([*crawls[:-3], *broken])] == ["source:failed"]


def test_a_site_that_nobody_reaches_is_unreachable_and_nothing_else() -> None:
    crawls = [Crawl.of("mau", record) for record in Days(Outlet(crawls=4), seed=3)(30)]
    down = {url: Answers(failed=1) for url in crawls[-1].sources}
    dead = [replace(crawl, sources=down, layouts={}, stored=0) for crawl in crawls[-3:]]
    assert [alarm.name for alarm in judge([*crawls[:-3], *dead])] == ["unreachable"]


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("quiet", "others", "told"),
    [(HOUR * 2, HOUR, False), (HOUR * 13, HOUR, True), (HOUR * 24 * 29, HOUR, True), (HOUR * 24 * 32, HOUR, False)],
)
def test_an_outlet_that_is_not_crawled_for_longer_than_usual_is_silent_for_a_month(
    quiet: timedelta, others: timedelta, told: bool
) -> None:
    crawls = [Crawl("mau", CLOCK - n * 3 * HOUR, True, 5) for n in range(8)]
    now = CLOCK + quiet
    assert [alarm.name for alarm in silence(crawls, now, now - others)] == ["silent"] * told


def test_where_nobody_is_crawled_any_more_all_stay_silent_for_as_long_as_they_are_known() -> None:
    crawls = [Crawl("mau", CLOCK - n * 3 * HOUR, True, 5) for n in range(8)]
    [alarm] = silence(crawls, CLOCK + timedelta(days=50), CLOCK)
    assert alarm.todo == "harvest mau"


def test_a_small_outlet_falls_silent_after_some_days_not_after_one() -> None:
    crawls = [Crawl.of("mau", record) for record in Days(Outlet(daily=6), seed=1, start=MARCH)(40)]
    silent = [replace(crawls[-1], started=crawls[-1].started + timedelta(days=n), stored=0) for n in range(1, 6)]
    silent = [replace(crawl, layouts={}, rejected={}, whole=True) for crawl in silent]
    names = [[alarm.name for alarm in judge([*crawls, *silent[:n]])] for n in range(1, 6)]
    assert names[0] == []
    assert names[-1] == ["articles:none"]


def test_articles_of_a_killed_run_which_left_no_record_are_not_missed() -> None:
    crawls = [Crawl.of("mau", record) for record in Days(Outlet(), seed=1, start=MARCH)(30)]
    again = replace(crawls[-1], stored=0, layouts={})
    assert [alarm.name for alarm in judge([*crawls[:-1], again])] == ["articles:none"]
    assert judge([*crawls[:-1], replace(again, today=crawls[-1].stored)]) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-02-17", Season.TET),
        ("2026-02-13", Season.TET),
        ("2030-02-02", Season.TET),
        ("2026-04-26", Season.HOLIDAY),
        ("2026-09-02", Season.HOLIDAY),
        ("2026-03-16", Season.WORK),
    ],
)
def test_newsrooms_rest_at_tet_and_on_holidays(day: str, expected: Season) -> None:
    assert season(date.fromisoformat(day)) is expected


def test_records_that_are_none_are_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "runs"
    folder.mkdir()
    (folder / "2026-03-16T020000Z-1.json").write_text("{")
    (folder / "2026-03-16T030000Z-1.json").write_text('{"outlets": {"mau": {"stats": {"x": 1}}}}')
    (folder / "notes.json").write_text("[]")
    assert alarms(tmp_path, CLOCK) == []


def test_an_empty_source_that_stands_for_weeks_hides_no_dead_outlet() -> None:
    crawls = [Crawl.of("mau", record) for record in Days(Outlet(daily=20), seed=1, start=MARCH)(40)]
    small = {**crawls[-1].sources, "/thoi-su": Answers(read=1, links=0)}
    empty = [replace(crawl, sources=small) for crawl in crawls[-8:]]
    assert [alarm.name for alarm in judge([*crawls[:-8], *empty])] == ["source:empty"]
    dead = [replace(empty[-1], started=empty[-1].started + timedelta(days=n), stored=0, layouts={}) for n in (1, 2)]
    assert {alarm.name for alarm in judge([*crawls[:-8], *empty, *dead])} == {"articles:none", "source:empty"}
