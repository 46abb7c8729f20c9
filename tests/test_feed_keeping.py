"""Days that are over are closed and compacted, verify finds whatever is wrong, exports hold what the feed holds."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import os
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pipelines.day_files import Feed
from pipelines.feed import close_days, read
from pipelines.feed.compact import compact, old_days
from pipelines.feed.days import Day, days
from pipelines.feed.export import FORMATS, NAMES
from pipelines.feed.verify import verify
from pipelines.recover import catch_up
from pipelines.schema import dump
from scrapers.crawl.state import State
from scrapers.items import Caption, Line
from tests.feeds import article, store

NAME = "kinhtedothi"


def manifest(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_name(f"{path.stem}.manifest.json").read_bytes())
    return found


def problems(output: Path) -> list[str]:
    """What verify finds, without the folder."""
    return [what.replace(f"{output}/articles/", "") for what in verify(output, (), Counter())]


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


# verifying


def test_a_sound_feed_has_no_problems_plain_and_compacted(tmp_path: Path) -> None:
    second = article(1, "2026-03-08T09:00+07:00", revision=2)
    gone = replace(article(1, "2026-03-09T09:00+07:00", revision=3), kind="removed", content_hash=second.content_hash)
    store(tmp_path, article(1), article(2), second, gone, article(1, outlet="vnexpress"))
    closed = close_days(tmp_path, NAME, "2026-03-09")
    compact(closed[0])
    count = Counter[str]()
    assert list(verify(tmp_path, (), count)) == []
    assert count == {"line": 5, "article": 3, "day": 4, "outlet": 2}


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
        (
            _rewrite(article(1), article(2, "2026-03-07T09:29:59+07:00")),
            "2026-03-07.jsonl:2: kinhtedothi:2 was crawled at 2026-03-07T02:29:59Z, before the line above"
            " (2026-03-07T02:30:00Z)",
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


# exporting

LINES = [
    article(
        1, authors=["Thái San", "Hải Yến"], captions=[Caption("Cầu. Ảnh: Lê Nam", "Lê Nam", None)], lead='Nói "có"'
    ),
    article(2, body="Một.\n\nHai; ba.", date=None, date_precision=None, date_source=None, tags=["cầu"]),
]


def export(tmp_path: Path, to: str) -> Path:
    store(tmp_path, *LINES)
    path = tmp_path / f"feed.{to}"
    FORMATS[to](read(tmp_path), path)
    assert [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")] == []
    return path


def test_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    path = export(tmp_path, "csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfschema,id,")
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert list(first) == NAMES
    assert first["lead"] == 'Nói "có"'
    assert first["authors"] == "Thái San; Hải Yến"
    assert json.loads(first["captions"]) == [{"text": "Cầu. Ảnh: Lê Nam", "credit": "Lê Nam", "image": None}]
    assert second["body"] == "Một.\n\nHai; ba."
    assert second["date"] == ""


def test_sqlite_holds_lists_as_json(tmp_path: Path) -> None:
    db = sqlite3.connect(export(tmp_path, "sqlite"))
    query = "SELECT lines.id, value FROM lines, json_each(authors) ORDER BY value"
    assert db.execute(query).fetchall() == [("kinhtedothi:1", "Hải Yến"), ("kinhtedothi:1", "Thái San")]
    assert db.execute("SELECT count(*) FROM lines WHERE date IS NULL AND NOT paywalled").fetchone() == (1,)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    times = {name: datetime.fromisoformat(row[name]) for name in ("date", "modified", "crawled_at") if row[name]}
    return row | times


def test_parquet_holds_every_field_nested_and_typed(tmp_path: Path) -> None:
    import pyarrow.parquet

    rows = pyarrow.parquet.read_table(export(tmp_path, "parquet")).to_pylist()
    assert rows == [_plain(asdict(line)) for line in LINES]


def test_duckdb_holds_every_field_nested_and_typed(tmp_path: Path) -> None:
    import duckdb

    with duckdb.connect(export(tmp_path, "duckdb"), read_only=True) as db:
        found = db.execute("SELECT * FROM lines")
        assert [column[0] for column in found.description or ()] == NAMES
        assert [dict(zip(NAMES, row, strict=True)) for row in found.fetchall()] == [_plain(asdict(li)) for li in LINES]


@pytest.mark.parametrize("to", FORMATS)
def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, to: str) -> None:
    path = store(tmp_path, *LINES)
    with path.open("ab") as file:
        file.write(b"{}\n")
    old = tmp_path / "feed"
    old.write_bytes(b"old")
    with pytest.raises(Exception, match="byte"):
        FORMATS[to](read(tmp_path), old)
    assert old.read_bytes() == b"old"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["articles", "feed"]


def test_days_name_nothing_but_days(tmp_path: Path) -> None:
    path = store(tmp_path, article(1))
    path.with_name(".2026-03-01.jsonl.zst.7.part").touch()
    path.with_name("2026-03-01.jsonl.bak").touch()
    assert [day.name for day in days(tmp_path, NAME)] == ["2026-03-07"]


# what a crawl does with closed days


def test_a_deleted_state_is_rebuilt_from_compacted_days_too(tmp_path: Path) -> None:
    second = article(1, "2026-03-08T09:00+07:00", revision=2, title="Cầu mới")
    store(tmp_path, article(1), article(2), second)
    compact(close_days(tmp_path, NAME, "2026-03-08")[0])
    state, feed = State(), Feed(tmp_path / "articles" / NAME)
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
    Feed(day.folder).append("2026-03-07", dump(later))
    assert list(read(tmp_path)) == [article(1), later]
    assert problems(tmp_path) == []
    assert close_days(tmp_path, NAME, "2026-03-08") == [day]
