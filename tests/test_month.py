"""Five days of five outlets as in `make month`: right alarms, a true report, a complete feed."""

from __future__ import annotations

import json

import pytest

from benchmarks.month import WEEK_OF_FIVE, Month, month
from benchmarks.soak import lines


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """After the five days."""
    return month(WEEK_OF_FIVE, tmp_path_factory.mktemp("month"))


def test_days_with_a_kill_a_full_disk_and_two_changes_end_without_a_mistake(made: Month) -> None:
    assert made.wrong == []
    assert (made.killed, made.full) == (1, 1)
    assert made.alarms == [(4, "tuoitre", "blocked"), (5, "vietnamnet", "selector:authors")]


def test_an_article_that_is_missing_wrong_or_there_twice_would_be_noticed(made: Month) -> None:
    stored = [json.loads(line) for line in lines(made.output)]
    assert list(made.mistakes(stored)) == []
    first, *others = stored
    assert list(made.mistakes(others)) == [f"{first['url']} is missing"]
    assert list(made.mistakes([first | {"title": "Sai"}, *others])) == [
        f"{first['url']}: title is 'Sai', not {first['title']!r}"
    ]
    assert list(made.mistakes([*stored, first])) == [f"{first['id']} revision 1 does not follow the one before"]
