"""Readers stream: memory does not grow with the feed (a million lines: `python -m benchmarks.feed`)."""

from __future__ import annotations

import tracemalloc
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.feed import generate
from pipelines.feed import Filter, close_days, read
from pipelines.feed.compact import compact, old_days
from pipelines.feed.days import outlet_names
from pipelines.feed.export import FORMATS
from pipelines.feed.latest import latest
from pipelines.feed.verify import verify


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A feed of 5 MB, the older half of it compacted."""
    output = tmp_path_factory.mktemp("feed")
    assert generate(output, 1500, days=10) > 5e6
    for name in outlet_names(output):
        close_days(output, name, "2026-01-09")
        for day in old_days(output, name, "2026-01-09", keep=4):
            compact(day)
    return output


def _drain(lines: object) -> None:
    deque(lines, maxlen=0)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "work",
    [
        lambda output: _drain(read(output)),
        lambda output: _drain(read(output, text="ngõ Vọng Hà")),
        lambda output: _drain(latest(output, Filter(), print)),
        lambda output: _drain(latest(output, Filter(), print, group=True)),
        lambda output: _drain(verify(output, (), Counter())),
        lambda output: FORMATS["csv"](read(output), output / "feed.csv"),
        lambda output: FORMATS["sqlite"](read(output), output / "feed.sqlite"),
    ],
    ids=["read", "read text", "latest", "latest group", "verify", "csv", "sqlite"],
)
def test_a_feed_is_never_held_in_memory(feed: Path, work: Callable[[Path], object]) -> None:
    work(feed)  # what is loaded once is not counted
    # What a thread of another test allocates meanwhile is counted, too, but not every time.
    assert any(_peak(work, feed) < 2e6 for _ in range(3))


def _peak(work: Callable[[Path], object], feed: Path) -> int:
    tracemalloc.start()
    work(feed)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak
