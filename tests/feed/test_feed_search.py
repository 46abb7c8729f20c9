"""Search: with and without diacritics, newest first, by an index that follows the feed and can be rebuilt."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.feed import search_index
from pipelines.feed.search_index import open_search
from scrapers.clock import VIETNAM
from scrapers.items import Caption
from scrapers.terminal.feed_search import snippet
from tests.feed.test_feed_reading import pack
from tests.support.feeds import article, store


def found(output: Path, *phrases: str, outlets: Sequence[str] = (), most: int = 10, since: int = 0) -> str:
    """The numbers of the articles, newest first."""
    with open_search(output / "state" / "search.sqlite") as index:
        index.update(output, pytest.fail, lambda: None)
        start = datetime(2026, 3, since, tzinfo=VIETNAM) if since else None
        hits = index.search(phrases, outlets, since=start, most=most)
    return "".join(hit.id.partition(":")[2] for hit in hits)


LINES = (
    article(1, body="Chợ Hà Nội sáng nay.\n\nHòa giải ở cơ sở.", date="2026-03-05T08:00:00+07:00"),
    article(2, body="Hạ nôi xuống.", lead="Hoà giải thành.", date="2026-03-07T08:00:00+07:00"),
    article(3, captions=[Caption("Cầu ở HÀ NỘI.", None, None)], date="2026-03-06T08:00:00+07:00", outlet="vov"),
    article(4, body="Đoạn cuối là Hà.\n\nNội dung khác.", date=None, date_precision=None, date_source=None),
)


@pytest.mark.parametrize(
    ("phrases", "numbers"),
    [
        (("hà nội",), "31"),
        (("ha noi",), "231"),
        (("hoa giai",), "21"),
        (("hoà giải",), "21"),
        (("hóa giải",), ""),
        (("ha noi", "hoa giai"), "21"),
        (("doan cuoi",), "4"),
        (("cau so",), "4231"),
        (('"; DROP TABLE article',), ""),
    ],
)
def test_words_are_found_as_vietnamese_readers_type_them(
    tmp_path: Path, phrases: tuple[str, ...], numbers: str
) -> None:
    store(tmp_path, *LINES)
    assert found(tmp_path, *phrases) == numbers


def test_outlet_time_and_number_bound_the_answer(tmp_path: Path) -> None:
    store(tmp_path, *LINES)
    assert found(tmp_path, "ha noi", outlets=["vov"]) == "3"
    assert found(tmp_path, "ha noi", most=1) == "2"
    assert found(tmp_path, "ha noi", since=6) == "23"


def test_the_index_follows_revisions_and_take_downs(tmp_path: Path) -> None:
    store(tmp_path, *LINES)
    assert found(tmp_path, "hoa giai") == "21"
    edited = article(1, "2026-03-08T09:00+07:00", revision=2, body="Chợ Đà Nẵng.", date="2026-03-05T08:00:00+07:00")
    store(tmp_path, edited, replace(LINES[1], revision=2, kind="removed"))
    assert found(tmp_path, "hoa giai") == ""
    assert found(tmp_path, "da nang") == "1"
    store(tmp_path, article(5, body="Hoà giải nữa."), article(5, revision=2, body="Hoà bình."))
    assert found(tmp_path, "hoa giai") == ""
    assert found(tmp_path, "hòa bình") == "5"


def test_it_goes_on_over_packed_days_and_is_made_anew_where_it_is_lost_or_damaged(tmp_path: Path) -> None:
    store(tmp_path, *LINES)
    assert found(tmp_path, "ha noi") == "231"
    pack(tmp_path)
    store(tmp_path, article(6, "2026-03-09T09:00+07:00", body="Hà Nội.", date="2026-03-09T08:00:00+07:00"))
    assert found(tmp_path, "hà nội") == "631"
    index = tmp_path / "state" / "search.sqlite"
    index.write_bytes(b"no index" * 1000)
    assert found(tmp_path, "hà nội") == "631"
    index.unlink()
    assert found(tmp_path, "hà nội") == "631"


def test_a_feed_that_was_replaced_is_indexed_from_its_start(tmp_path: Path) -> None:
    path = store(tmp_path, *LINES[:2])
    assert found(tmp_path, "ha noi") == "21"
    path.unlink()
    store(tmp_path, article(8, body="Hà Nội và một đoạn dài hơn hẳn. " * 200), article(9, body="Huế."))
    assert found(tmp_path, "ha noi") == "8"
    assert found(tmp_path, "hue") == "9"


def test_a_snippet_shows_the_place_in_whole_words() -> None:
    text = "Tiêu đề.\n" + "Trước " * 40 + "ở Hà Nội, " + "sau " * 40
    before, hit, after = snippet(text, "ha noi")
    assert before.startswith("… Trước Trước")
    assert before.endswith(" ở ")
    assert (hit, after[:6], after[-5:]) == ("Hà Nội", ", sau ", "sau …")


def test_an_index_that_another_process_keeps_locked_is_told_of_and_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(tmp_path, *LINES)
    found(tmp_path, "ha noi")
    path = tmp_path / "state" / "search.sqlite"
    before = path.read_bytes()
    monkeypatch.setattr(search_index, "_PATIENCE", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OSError, match="locked"):
            found(tmp_path, "ha noi")
        other.execute("ROLLBACK")
    assert path.read_bytes() == before


def test_two_that_make_the_index_at_once_leave_one(tmp_path: Path) -> None:
    path = tmp_path / "search.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor() as pool:
            late = [pool.submit(_versions, path) for _ in range(3)]
            time.sleep(0.2)
            other.execute("ROLLBACK")
            assert [one.result() for one in late] == [[search_index.VERSION]] * 3


def _versions(path: Path) -> list[int]:
    with open_search(path), closing(sqlite3.connect(path)) as connection:
        return [version for (version,) in connection.execute("SELECT version FROM meta")]
