"""Five outlets, four of them with wrong files: articles are stored, alarms say what is wrong, a probe mends it."""

from __future__ import annotations

import json
import random

import pytest

from benchmarks.first_week import FirstWeek

WRONG = {
    "thesaigontimes": ("moved", "author"),
    "dantri": ("host",),
    "znews": ("pattern", "links"),
    "genk": ("marker",),
    "nhandan": (),
}


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> FirstWeek:
    """After a day with the wrong files, and one with the patches that a probe proposes."""
    week = FirstWeek(WRONG, days=1, folder=tmp_path_factory.mktemp("week"), chance=random.Random(13), daily=10)
    week.run()
    return week


def test_wrong_files_have_their_alarm_on_the_first_day_and_none_once_the_patches_are_in(week: FirstWeek) -> None:
    assert week.mistakes == []


def test_what_the_outlets_published_is_stored_as_it_was(week: FirstWeek) -> None:
    assert (week.stored, week.published) == (100, 100)


def test_a_patch_changes_the_files_that_are_wrong_and_no_other(week: FirstWeek) -> None:
    changed = [line.rpartition("/")[2] for line in week.patches.splitlines() if line.startswith("+++ ")]
    assert sorted(changed) == ["dantri.py", "genk.py", "thesaigontimes.py", "znews.py"]


def test_the_first_crawl_and_the_probe_leave_a_record_that_outlets_shows(week: FirstWeek) -> None:
    shown = {one["name"]: one for one in json.loads(week.scrapy("outlets", "--json", *WRONG).stdout)}
    verdicts = {name: shown[name]["verdict"] for name in WRONG}
    assert verdicts == dict.fromkeys(WRONG, "by fallback") | {"nhandan": "confirmed"}
    assert {layout["probed"] for layout in shown["nhandan"]["layouts"]} >= {"2027-03-15"}
    assert "confirmed" in week.scrapy("outlets", "nhandan").stdout
