"""Days are closed and compacted without loss, and a crawl continues after them."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipelines.day_files import DayFiles
from pipelines.feed import close_days, read
from pipelines.feed.compact import compact, old_days
from pipelines.feed.days import Day, days
from pipelines.feed.schema import dump
from pipelines.recover import catch_up
from scrapers.state.crawl_state import State
from tests.support.feeds import article, problems, store

NAME = "kinhtedothi"


def manifest(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_name(f"{path.stem}.manifest.json").read_bytes())
    return found


# closing


def test_a_manifest_says_what_a_closed_day_holds(tmp_path: Path) -> None:
    path = store(tmp_path, article(1), replace(article(2), schema="1.10"), replace(article(3), schema="1.9"))
    assert close_days(tmp_path, NAME, "2026-03-08") == [Day(path.parent, "2026-03-07")]
    assert manifest(path) == {
        "outlet": NAME,
        "day": "2026-03-07",
        "schema": "1.10",
        "lines": 3,
        "bytes": path.stat().st_size,
        "first": f"{NAME}:1",
        "last": f"{NAME}:3",
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def test_only_days_that_are_over_are_closed_and_only_once(tmp_path: Path) -> None:
    store(tmp_path, article(1, "2026-03-06T09:00+07:00"), article(2, "2026-03-07T09:00+07:00"))
    assert [day.name for day in close_days(tmp_path, NAME, "2026-03-07")] == ["2026-03-06"]
    assert close_days(tmp_path, NAME, "2026-03-07") == []
    assert close_days(tmp_path, "vnexpress", "2026-03-07") == []


def test_a_day_with_a_torn_or_broken_line_stays_open(tmp_path: Path) -> None:
    path = store(tmp_path, article(1))
    text = dump(article(2))
    for rest in (text[:50], text[:50] + b"\n", b"[]\n"):
        path.write_bytes(dump(article(1)) + rest)
        assert close_days(tmp_path, NAME, "2026-03-08") == []


def test_days_name_nothing_but_days(tmp_path: Path) -> None:
    path = store(tmp_path, article(1))
    path.with_name(".2026-03-01.jsonl.zst.7.part").touch()
    path.with_name("2026-03-01.jsonl.bak").touch()
    assert [day.name for day in days(tmp_path, NAME)] == ["2026-03-07"]


# compacting


def test_old_days_become_a_fraction_of_their_size(tmp_path: Path) -> None:
    path = store(tmp_path, *(article(n, body=f"Đoạn {n}. " * 50) for n in range(100)))
    text = path.read_bytes()
    (day,) = close_days(tmp_path, NAME, "2026-03-08")
    compact(day)
    assert not path.exists()
    assert day.packed.stat().st_size < len(text) / 4
    with day.open() as file:
        assert file.read() == text


def test_days_are_kept_plain_as_long_as_asked_and_while_they_are_open(tmp_path: Path) -> None:
    store(tmp_path, *(article(n, f"2026-03-0{n}T09:00+07:00") for n in range(1, 8)))
    close_days(tmp_path, NAME, "2026-03-06")
    assert [day.name for day in old_days(tmp_path, NAME, "2026-03-07", keep=3)] == [
        "2026-03-01",
        "2026-03-02",
        "2026-03-03",
    ]
    assert [day.name for day in old_days(tmp_path, NAME, "2026-03-07", keep=0)][-1] == "2026-03-05"


def test_a_day_that_was_changed_after_it_was_closed_is_not_compacted(tmp_path: Path) -> None:
    path = store(tmp_path, article(1))
    (day,) = close_days(tmp_path, NAME, "2026-03-08")
    store(tmp_path, article(2))
    with pytest.raises(ValueError, match="not what its manifest says"):
        compact(day)
    assert path.exists()
    assert not day.packed.exists()


# being killed


def killed_before(step: int, work: Callable[[], object]) -> bool:
    """Runs the work in a child that dies before its n-th open, rename or removal of a file; whether it came so far."""
    child = os.fork()
    if not child:
        left = iter(range(step))

        def die(event: str, _: object) -> None:
            if event in ("open", "os.rename", "os.remove") and next(left, None) is None:
                os._exit(9)

        sys.addaudithook(die)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def test_closing_and_compacting_may_be_killed_at_any_moment(tmp_path: Path) -> None:
    lines = [article(n, body="Đoạn. " * 50) for n in range(20)]

    def close_and_compact(output: Path) -> None:
        close_days(output, NAME, "2026-03-08")
        for day in old_days(output, NAME, "2026-03-09", keep=0):
            compact(day)

    for step in itertools.count():
        output = tmp_path / str(step)
        store(output, *lines)
        killed = killed_before(step, partial(close_and_compact, output))
        assert list(read(output)) == lines
        assert problems(output) == []
        close_and_compact(output)
        assert list(read(output)) == lines
        assert sorted(path.name for path in (output / "articles" / NAME).iterdir()) == [
            "2026-03-07.jsonl.zst",
            "2026-03-07.manifest.json",
        ]
        if not killed:
            break
    assert step > 5


# what a crawl does with closed days


def test_a_deleted_state_is_rebuilt_from_compacted_days_too(tmp_path: Path) -> None:
    second = article(1, "2026-03-08T09:00+07:00", revision=2, title="Cầu mới")
    store(tmp_path, article(1), article(2), second)
    compact(close_days(tmp_path, NAME, "2026-03-08")[0])
    state, feed = State(), DayFiles(tmp_path / "articles" / NAME)
    assert catch_up(state, feed).torn == 0
    known = {number: state.article(f"{NAME}:{number}") for number in (1, 2)}
    assert [stored and stored.revision for stored in known.values()] == [2, 1]
    assert known[2] is not None
    assert feed.line(known[2].file, known[2].start)["title"] == article(2).title
    assert list(feed.unread(state.sizes())) == []


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_a_clock_that_was_put_back_opens_the_day_again(tmp_path: Path, packed: bool) -> None:
    store(tmp_path, article(1))
    (day,) = close_days(tmp_path, NAME, "2026-03-08")
    if packed:
        compact(day)
    later = article(2, "2026-03-07T12:00+07:00")
    DayFiles(day.folder).append("2026-03-07", dump(later))
    assert list(read(tmp_path)) == [article(1), later]
    assert problems(tmp_path) == []
    assert close_days(tmp_path, NAME, "2026-03-08") == [day]
