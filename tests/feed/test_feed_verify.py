"""Verify reports the position of each violation of the feed's contract, and no false ones."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.feed import close_days
from pipelines.feed.compact import compact
from pipelines.feed.schema import dump
from pipelines.feed.verify import verify
from scrapers.items import Line
from tests.support.feeds import article, problems, store

NAME = "kinhtedothi"


def test_a_sound_feed_has_no_problems_plain_and_compacted(tmp_path: Path) -> None:
    second = article(1, "2026-03-08T09:00+07:00", revision=2)
    gone = replace(second, crawled_at="2026-03-09T02:00:00Z", revision=3, kind="removed")
    store(tmp_path, article(1), article(2), second, gone, article(1, outlet="vnexpress"))
    closed = close_days(tmp_path, NAME, "2026-03-09")
    compact(closed[0])
    count = Counter[str]()
    assert list(verify(tmp_path, (), count)) == []
    assert count == {"line": 5, "article": 3, "day": 4, "outlet": 2}


def test_a_clock_that_was_set_back_between_two_lines_is_no_fault_of_the_feed(tmp_path: Path) -> None:
    store(tmp_path, article(1), article(2, "2026-03-07T09:29:59+07:00"))
    assert list(verify(tmp_path, (), Counter())) == []


def _rewrite(*lines: Line) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(b"".join(map(dump, lines)))


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (_rewrite(article(1), article(1)), "2026-03-07.jsonl:2: kinhtedothi:1 revision 1 is there twice"),
        (_rewrite(article(1), article(1, revision=3)), "2026-03-07.jsonl:2: kinhtedothi:1 revision 3 follows 1"),
        (_rewrite(article(1, revision=2)), "2026-03-07.jsonl:1: kinhtedothi:1 revision 2 follows nothing"),
        (
            _rewrite(article(1), replace(article(1), revision=2)),
            "2026-03-07.jsonl:2: kinhtedothi:1 revision 2 says what 1 says",
        ),
        (_rewrite(article(1, "2026-03-08T00:00+07:00")), "2026-03-07.jsonl:1: kinhtedothi:1 was crawled on 2026-03-08"),
        (
            _rewrite(article(1, outlet="vnexpress")),
            "2026-03-07.jsonl:1: vnexpress:1 of vnexpress stands in the folder of kinhtedothi",
        ),
        (
            _rewrite(article(1, duplicate_of="kinhtedothi:1")),
            "2026-03-07.jsonl:1: kinhtedothi:1 is a duplicate of itself",
        ),
        (_rewrite(article(1, title="")), "2026-03-07.jsonl:1: title: String should have at least 1 character"),
        (lambda path: path.write_bytes(dump(article(1))[:-9] + dump(article(2))), "2026-03-07.jsonl:1: Invalid JSON"),
        (lambda path: path.write_bytes(b"\0" * 9 + b"\n"), "2026-03-07.jsonl:1: Invalid JSON"),
        (lambda path: path.with_name("2026-3-7.jsonl").touch(), "2026-3-7.jsonl: no part of a feed"),
        (
            lambda path: path.with_name("2026-03-06.manifest.json").touch(),
            "2026-03-06.manifest.json: the day that it tells of is gone",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_verify_names_the_place_of_whatever_is_wrong(
    tmp_path: Path, change: Callable[[Path], object], found: str
) -> None:
    change(store(tmp_path, article(1), article(2)))
    (problem,) = problems(tmp_path)
    assert problem.startswith(f"{NAME}/{found}")


def test_verify_compares_closed_days_with_their_manifests(tmp_path: Path) -> None:
    path = store(tmp_path, article(1), article(2))
    close_days(tmp_path, NAME, "2026-03-08")
    path.write_bytes(dump(article(1)) + dump(article(3)))
    start = f"{NAME}/2026-03-07.manifest.json: "
    assert problems(tmp_path)[0] == f"{start}last is kinhtedothi:2, the day has kinhtedothi:3"
    assert problems(tmp_path)[1].startswith(f"{start}sha256 is ")
    (path.with_name("2026-03-07.manifest.json")).write_bytes(b"{}")
    assert problems(tmp_path) == [f"{start}holds no manifest"]


def test_verify_notices_a_compacted_day_that_was_damaged(tmp_path: Path) -> None:
    store(tmp_path, *(article(n, body=f"Đoạn {n}. " * 50) for n in range(100)))
    (day,) = close_days(tmp_path, NAME, "2026-03-08")
    compact(day)
    packed = day.packed.read_bytes()
    for damaged in (packed[:-40], packed[:200] + b"\0" * 50 + packed[250:]):
        day.packed.write_bytes(damaged)
        assert f"{NAME}/2026-03-07.jsonl.zst: cannot be unpacked" in "\n".join(problems(tmp_path))


def test_a_torn_last_line_is_wrong_one_that_is_being_written_is_not(tmp_path: Path) -> None:
    path, text = store(tmp_path, article(1)), dump(article(2))
    with path.open("ab") as file:
        file.write(text[:80])
    assert problems(tmp_path) == [
        f"{NAME}/2026-03-07.jsonl:2: the last line is torn, 80 bytes without an end; a crawl cuts it off"
    ]

    def write_the_rest() -> None:
        time.sleep(0.1)
        with path.open("ab") as file:
            file.write(text[80:])

    writer = threading.Thread(target=write_the_rest)
    writer.start()
    assert problems(tmp_path) == []
    writer.join()
