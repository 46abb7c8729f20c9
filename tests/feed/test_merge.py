"""Merging the feeds of several machines keeps the feed's contract; it is idempotent and survives a kill."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pipelines.feed import read
from pipelines.feed.verify import verify
from pipelines.merge import merge
from pipelines.near.mark import Near
from scrapers.clock import VIETNAM
from scrapers.items import Line
from tests.support.feeds import article, store

NOW = datetime(2026, 3, 9, 9, tzinfo=VIETNAM)
STORY = " ".join(f"chữ{number} thứ {number * 7}" for number in range(60))


def take(output: Path, source: Path) -> dict[str, int]:
    with closing(Near(output, NOW, timedelta(days=30), 1000)) as near:
        near.open()
        return dict(merge(output, source, NOW, near))


def feed(output: Path) -> list[Line]:
    return sorted(read(output), key=lambda line: (line.id, line.revision))


@pytest.fixture
def machines(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two machines' folders, and one for both."""
    one, two = tmp_path / "one", tmp_path / "two"
    store(one, article(1), article(2, "2026-03-08T08:00+07:00", body=STORY))
    store(one, article(1, "2026-03-08T09:00+07:00", revision=2, body="Khác"))
    store(two, article(2, "2026-03-08T08:30+07:00", "tuoitre", body=STORY))
    return one, two, tmp_path / "both"


def test_the_lines_of_all_machines_are_one_feed(machines: tuple[Path, Path, Path]) -> None:
    one, two, both = machines
    assert (take(both, one), take(both, two)) == ({"kinhtedothi": 3}, {"tuoitre": 1})
    assert [(line.id, line.revision) for line in feed(both)] == [
        ("kinhtedothi:1", 1),
        ("kinhtedothi:1", 2),
        ("kinhtedothi:2", 1),
        ("tuoitre:2", 1),
    ]
    assert feed(both)[-1].duplicate_of == "kinhtedothi:2", "a copy that neither machine could know"
    assert list(verify(both, (), Counter())) == []


def test_only_what_is_new_is_taken_and_after_a_kill_nothing_twice(machines: tuple[Path, Path, Path]) -> None:
    one, _, both = machines
    take(both, one)
    assert take(both, one) == {"kinhtedothi": 0}
    store(one, article(3, "2026-03-08T10:00+07:00"))
    for place in (both / "state" / "merged").iterdir():
        place.unlink()  # as if killed before it was written
    assert take(both, one) == {"kinhtedothi": 1}
    assert list(verify(both, (), Counter())) == []


def test_an_outlet_that_moved_to_another_machine_goes_on_with_its_revisions(machines: tuple[Path, Path, Path]) -> None:
    one, two, both = machines
    take(both, one)
    moved = article(1, "2026-03-09T08:00+07:00", body="Lần thứ ba")
    same = replace(feed(both)[2], crawled_at=moved.crawled_at)
    store(two, same, moved)
    assert take(both, two)["kinhtedothi"] == 1
    assert [line.revision for line in feed(both) if line.id == "kinhtedothi:1"] == [1, 2, 3]
    assert list(verify(both, (), Counter())) == []


def test_a_feed_is_not_merged_into_itself(machines: tuple[Path, Path, Path]) -> None:
    with pytest.raises(ValueError, match="is the feed itself"):
        take(machines[0], machines[0])
