"""Six outlets, five with wrong files: articles are stored, alarms name the fault, a probe's patch fixes it."""

from __future__ import annotations

import json
import random

import pytest

from benchmarks.first_week import FirstWeek

WRONG = {
    "sggp": ("moved", "author"),
    "vtcnews": ("host", "body"),
    "tienphong": ("pattern", "links", "title"),
    "giaoducthoidai": ("marker",),
    "cand": ("site",),
    "nhandan": (),
}


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> FirstWeek:
    """After a day with the wrong files, and one with the patches that a probe proposes."""
    folder, chance = tmp_path_factory.mktemp("week"), random.Random(13)
    week = FirstWeek(WRONG, 1, folder, chance, daily=10)
    week.run()
    return week


def test_wrong_files_have_their_alarm_on_the_first_day_and_none_once_the_patches_are_in(week: FirstWeek) -> None:
    assert week.mistakes == []


def test_what_the_outlets_published_is_stored_as_it_was(week: FirstWeek) -> None:
    assert (week.stored, week.published) == (100, 100)


def test_an_outlet_that_has_left_its_site_is_read_once_its_file_says_so(week: FirstWeek) -> None:
    days = sorted(path.name for path in (week.output / "articles" / "cand").glob("*.jsonl"))
    assert days == ["2027-03-16.jsonl"]


def test_a_patch_changes_the_files_that_are_wrong_and_no_other(week: FirstWeek) -> None:
    changed = [line.rpartition("/")[2] for line in week.patches.splitlines() if line.startswith("+++ ")]
    assert sorted(changed) == ["cand.py", "giaoducthoidai.py", "sggp.py", "tienphong.py", "vtcnews.py"]


def test_the_page_of_a_new_layout_is_frozen_as_the_line_before_its_patch_says(week: FirstWeek) -> None:
    [path] = (week.project / "tests" / "pages" / "giaoducthoidai").glob("*.json")
    frozen = json.loads(path.read_text("utf-8"))
    assert (frozen["checked"], frozen["parser"].partition("/")[0]) == (False, "giaoducthoidai")


def test_the_first_crawl_and_the_probe_leave_a_record_that_outlets_shows(week: FirstWeek) -> None:
    shown = {one["name"]: one for one in json.loads(week.scrapy("outlets", "--json", *WRONG).stdout)}
    verdicts = {name: shown[name]["verdict"] for name in WRONG}
    assert verdicts == dict.fromkeys(WRONG, "by fallback") | {"nhandan": "confirmed", "cand": "broken"}
    assert {layout["probed"] for layout in shown["nhandan"]["layouts"]} >= {"2027-03-15"}
