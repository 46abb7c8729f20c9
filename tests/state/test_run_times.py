"""Ages are counted in time that runs have covered, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.state.run_times import from_the_future, long_ago, record_name

NOW = datetime(2026, 3, 16, 2, tzinfo=UTC)
LEAPT = datetime(2099, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=30)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A run a day for forty days."""
    for age in range(1, 41):
        record(tmp_path, NOW - timedelta(days=age))
    return tmp_path


def record(output: Path, at: datetime) -> None:
    (output / "runs").mkdir(exist_ok=True)
    (output / "runs" / record_name(at, 7)).touch()


def test_without_leaps_time_is_the_clocks(output: Path) -> None:
    assert long_ago(output, NOW, SPAN) == NOW - SPAN


@pytest.mark.parametrize("runs", [1, 24])
def test_a_leap_makes_nothing_old(output: Path, runs: int) -> None:
    for hour in range(runs):
        record(output, LEAPT + timedelta(hours=hour))
    for now in (LEAPT + timedelta(days=1), NOW):
        assert NOW - SPAN - timedelta(days=1) <= long_ago(output, now, SPAN) <= NOW - SPAN + timedelta(days=1)


def test_a_clock_that_falls_back_to_1970_makes_nothing_old(output: Path) -> None:
    assert long_ago(output, datetime(1970, 1, 2, tzinfo=UTC), SPAN).year == 1970


def test_where_no_record_is_as_old_nothing_is(tmp_path: Path) -> None:
    record(tmp_path, NOW - timedelta(days=1))
    assert long_ago(tmp_path, NOW, SPAN).year == 1970


def test_runs_of_the_future_are_known(output: Path) -> None:
    assert from_the_future(output, NOW) == []
    record(output, LEAPT)
    assert [path.name for path in from_the_future(output, NOW)] == ["2099-01-01T000000Z-7.json"]
