"""Reading the feed: each complete line exactly once, also while it is written or compacted."""

from __future__ import annotations

import base64
import os
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from pipelines.feed import BadLine, Displaced, close_days, read
from pipelines.feed.compact import compact
from pipelines.feed.days import Day, Raw
from pipelines.feed.reader import end
from pipelines.feed.schema import dump
from scrapers.clock import VIETNAM
from scrapers.items import Caption, Line
from tests.support.feeds import article, store

TODAY = "2026-03-10"


def ids(lines: list[Line]) -> list[str]:
    return [line.id.partition(":")[2] for line in lines]


def pack(output: Path, outlet: str = "kinhtedothi") -> None:
    for day in close_days(output, outlet, TODAY):
        compact(day)
        assert not day.path.exists()


def test_lines_come_typed_in_the_order_of_outlets_days_and_lines(tmp_path: Path) -> None:
    later = article(1, "2026-03-08T09:00+07:00", revision=2, title="Cầu mới")
    store(tmp_path, article(9, outlet="vnexpress"), later, article(1), article(2))
    lines = list(read(tmp_path))
    assert ids(lines) == ["1", "2", "1", "9"]
    assert lines[2] == later


def test_a_line_without_its_newline_is_not_there_yet(tmp_path: Path) -> None:
    path = store(tmp_path, article(1))
    text = dump(article(2))
    with path.open("ab") as file:
        file.write(text[:100])
    reader = read(tmp_path)
    assert ids(list(reader)) == ["1"]
    with path.open("ab") as file:
        file.write(text[100:])
    assert ids(list(read(tmp_path, cursor=reader.cursor))) == ["2"]


def test_a_cursor_gives_only_what_came_after_it_in_every_outlet(tmp_path: Path) -> None:
    store(tmp_path, article(1), article(2, outlet="vnexpress"))
    reader = read(tmp_path)
    assert len(list(reader)) == 2
    assert list(read(tmp_path, cursor=reader.cursor)) == []
    store(tmp_path, article(3), article(4, "2026-03-08T01:00+07:00", "vnexpress"), article(5, outlet="tuoitre"))
    assert sorted(ids(list(read(tmp_path, cursor=reader.cursor)))) == ["3", "4", "5"]


def test_a_reader_that_stops_after_any_line_goes_on_with_the_next(tmp_path: Path) -> None:
    lines = [article(n, f"2026-03-0{n}T09:00+07:00", outlet) for outlet in ("a", "b") for n in range(1, 6)]
    store(tmp_path, *lines)
    close_days(tmp_path, "a", "2026-03-04")
    cursor, got = "start", []
    while line := next(reader := read(tmp_path, cursor=cursor), None):
        got.append(line)
        cursor = reader.cursor
    assert got == lines


def test_a_line_stored_after_midnight_in_the_day_before_is_not_lost(tmp_path: Path) -> None:
    store(tmp_path, article(1, "2026-03-07T23:58+07:00"), article(2, "2026-03-08T00:01+07:00"))
    reader = read(tmp_path)
    assert ids(list(reader)) == ["1", "2"]
    store(tmp_path, article(3, "2026-03-07T23:59+07:00"))
    assert ids(list(read(tmp_path, cursor=reader.cursor))) == ["3"]


def test_cursors_stay_valid_when_days_are_closed_and_compacted(tmp_path: Path) -> None:
    lines = [article(n, f"2026-03-0{1 + n // 4}T09:00+07:00") for n in range(12)]
    store(tmp_path, *lines)
    places = []
    reader = read(tmp_path)
    for _ in reader:
        places.append(reader.cursor)
    pack(tmp_path)
    for n, cursor in enumerate(places, 1):
        assert list(read(tmp_path, cursor=cursor)) == lines[n:]


def test_a_cursor_stays_small_over_closed_days(tmp_path: Path) -> None:
    store(tmp_path, *(article(n, f"2026-{m:02}-{n:02}T09:00+07:00") for m in (1, 2) for n in range(1, 29)))
    close_days(tmp_path, "kinhtedothi", "2026-03-01")
    reader = read(tmp_path)
    assert len(list(reader)) == 56
    assert len(reader.cursor) < 100


def test_a_reader_that_has_a_day_open_while_it_is_compacted_goes_on(tmp_path: Path) -> None:
    lines = [article(n) for n in range(1000)]
    store(tmp_path, *lines)
    reader = read(tmp_path)
    first = [next(reader) for _ in range(10)]
    pack(tmp_path)
    assert first + list(reader) == lines


def test_a_day_that_a_crash_left_both_plain_and_packed_is_read_once(tmp_path: Path) -> None:
    path = store(tmp_path, article(1), article(2))
    plain = path.read_bytes()
    pack(tmp_path)
    path.write_bytes(plain)
    assert ids(list(read(tmp_path))) == ["1", "2"]
    compact(Day(path.parent, path.stem))
    assert ids(list(read(tmp_path))) == ["1", "2"]
    assert not path.exists()


def test_the_cursor_at_the_end_is_behind_all_whole_lines(tmp_path: Path) -> None:
    path = store(tmp_path, article(1, "2026-03-06T09:00+07:00"), article(2))
    close_days(tmp_path, "kinhtedothi", "2026-03-07")
    text = dump(article(3, body="Đoạn. " * 20_000))
    with path.open("ab") as file:
        file.write(text[:-5])
    cursor = str(end(tmp_path))
    assert list(read(tmp_path, cursor=cursor)) == []
    with path.open("ab") as file:
        file.write(text[-5:])
    assert ids(list(read(tmp_path, cursor=cursor))) == ["3"]


def test_days_that_somebody_removed_are_waited_for_no_longer(tmp_path: Path) -> None:
    first = store(tmp_path, article(1, "2026-03-06T09:00+07:00"))
    store(tmp_path, article(2))
    reader = read(tmp_path)
    assert len(list(reader)) == 2
    first.unlink()
    store(tmp_path, article(3))
    assert ids(list(read(tmp_path, cursor=reader.cursor))) == ["3"]


def test_a_feed_that_is_not_the_one_that_was_read_is_refused(tmp_path: Path) -> None:
    path = store(tmp_path, article(1), article(2))
    reader = read(tmp_path)
    assert len(list(reader)) == 2
    os.truncate(path, 300)
    with pytest.raises(Displaced, match="this is not the feed"):
        next(read(tmp_path, cursor=reader.cursor))


@pytest.mark.parametrize("text", ["", "abc", "eJyrVg", "đây"])
def test_a_cursor_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ValueError, match="is no cursor"):
        read(tmp_path, cursor=text)


@pytest.mark.parametrize("at", ["-5", "1e999", "NaN", f"1{'0' * 40}", '"7"', "null"])
def test_a_cursor_whose_place_is_in_no_file_is_refused(tmp_path: Path, at: str) -> None:
    packed = zlib.compress(f'{{"kinhtedothi":["",{{"2026-03-07":{at}}}]}}'.encode())
    with pytest.raises(ValueError, match="is no cursor"):
        read(tmp_path, cursor=base64.urlsafe_b64encode(packed).decode())


def test_a_broken_line_is_named_with_its_place_and_can_be_passed_over(tmp_path: Path) -> None:
    path = store(tmp_path, article(1))
    with path.open("ab") as file:
        file.write(b'{"id": 1}\n')
    store(tmp_path, article(2))
    reader = read(tmp_path)
    assert next(reader).id == "kinhtedothi:1"
    with pytest.raises(BadLine, match=rf"2026-03-07.jsonl, byte {len(dump(article(1)))}: "):
        next(reader)
    assert ids(list(reader)) == ["2"]


LINES = (
    article(1, section="Kinh tế", authors=["Nguyễn Thị Hoà"], date="2026-03-07T08:00:00+07:00"),
    article(2, section="Kinh tế đô thị", lead="Thành phố HÒA BÌNH.", date=None, date_precision=None, date_source=None),
    article(3, captions=[Caption("Đường Láng – Hòa Lạc", None, None)], date="2026-03-09T08:00:00+07:00"),
    article(4, body="Bệnh viện Thúy ở TP.HCM", outlet="vnexpress"),
)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"outlet": "vnexpress"}, "4"),
        ({"outlet": ["vnexpress", "kinhtedothi"]}, "1234"),
        ({"section": "KINH TẾ"}, "1"),
        ({"author": "hòa"}, "1"),
        ({"author": "Nguyễn Hoà"}, ""),
        ({"text": "hoà bình"}, "2"),
        ({"text": "Hoà Lạc"}, "3"),
        ({"text": "thu\u0301y Ở tp"}, "4"),
        ({"text": "tp hcm"}, "4"),
        ({"text": "ạc"}, ""),
        ({"text": "hoa binh"}, "2"),
        ({"text": "duong lang"}, "3"),
        ({"text": "hóa bình"}, ""),
        ({"author": "nguyen thi hoa"}, "1"),
        ({"section": "kinh-te"}, "1"),
        ({"section": "kinh te"}, "1"),
        ({"since": datetime(2026, 3, 8, tzinfo=VIETNAM)}, "3"),
        ({"until": datetime(2026, 3, 8, tzinfo=VIETNAM)}, "14"),
    ],
    ids=str,
)
def test_filters_compare_as_vietnamese_readers_do(tmp_path: Path, asked: dict[str, object], found: str) -> None:
    store(tmp_path, *LINES)
    assert "".join(ids(list(read(tmp_path, **asked)))) == found  # type: ignore[arg-type]


def test_a_line_that_comes_while_its_day_is_closed_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(tmp_path, article(1))
    lines = Day.lines

    def lines_and_a_late_one(day: Day, start: int = 0) -> Iterator[Raw]:
        """The writer adds a line and closes the day between the reader's last line and what it does next."""
        yield from lines(day, start)
        store(tmp_path, article(2))
        close_days(tmp_path, "kinhtedothi", TODAY)

    monkeypatch.setattr(Day, "lines", lines_and_a_late_one)
    reader = read(tmp_path)
    assert ids(list(reader)) == ["1"]
    monkeypatch.undo()
    assert ids(list(read(tmp_path, cursor=reader.cursor))) == ["2"]


def test_a_day_that_stays_open_is_read_on_though_later_days_are_closed(tmp_path: Path) -> None:
    path = store(tmp_path, article(1, "2026-03-07T09:00+07:00"))
    with path.open("ab") as file:
        file.write(b"{broken}\n")  # a day with a broken line is not closed
    store(tmp_path, article(2, "2026-03-08T09:00+07:00"))
    assert [day.name for day in close_days(tmp_path, "kinhtedothi", TODAY)] == ["2026-03-08"]
    reader = read(tmp_path)
    assert ids([next(reader)]) == ["1"]
    with pytest.raises(BadLine):
        next(reader)
    assert ids(list(reader)) == ["2"]
    store(tmp_path, article(3, "2026-03-07T10:00+07:00"))
    assert ids(list(read(tmp_path, cursor=reader.cursor))) == ["3"]
