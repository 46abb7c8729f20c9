"""Rejected pages: a list and copies of the first pages of each day, within their room and their time."""

from __future__ import annotations

import json
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scrapers.state.rejected_pages import Rejected, read_rejected, shrink

DAY = "2026-03-16"


def test_only_the_first_rejected_pages_of_a_day_are_kept(tmp_path: Path) -> None:
    rejected = Rejected(tmp_path, most=2)
    now = datetime(2026, 3, 15, 17, 30, tzinfo=UTC)
    for number in (1, 2, 3, 1):
        rejected.add(f"https://kinhtedothi.vn/{number}.html", "no title", b"<html>", now)
    pages = [json.loads(text)["page"] for text in (tmp_path / f"{DAY}.jsonl").read_text().splitlines()]
    assert [page is not None for page in pages] == [True, True, False, True]
    assert pages[0] == pages[3]
    assert len(list((tmp_path / DAY).iterdir())) == 2


def test_what_was_rejected_long_ago_is_removed(tmp_path: Path) -> None:
    rejected = Rejected(tmp_path, most=2)
    for day in (1, 15, 31):
        rejected.add("https://kinhtedothi.vn/1.html", "no title", b"<html>", datetime(2026, 3, day, tzinfo=UTC))
    (tmp_path / "notes.txt").touch()
    rejected.forget(datetime(2026, 3, 15, 12, tzinfo=UTC))
    kept = ["2026-03-15", "2026-03-15.jsonl", "2026-03-31", "2026-03-31.jsonl", "notes.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == kept


def test_rejected_pages_take_no_more_than_their_room_and_the_oldest_go_first(tmp_path: Path) -> None:
    noise = [random.Random(n).randbytes(30_000) for n in range(6)]
    rejected = Rejected(tmp_path / "mau", most=20, room=100_000)
    for n, page in enumerate(noise):
        rejected.add(f"https://mau.vn/{n}", "no body", page, datetime(2026, 3, 16, tzinfo=UTC) + timedelta(days=n // 2))
    kept = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert sum(path.stat().st_size for path in kept) <= 100_000
    assert {path.parent.name for path in kept if path.suffix == ".gz"} == {"2026-03-17", "2026-03-18"}
    shrink(tmp_path, 40_000)
    assert len([path for path in tmp_path.rglob("*.gz") if path.parent.name == "2026-03-18"]) == 1


def test_a_page_is_found_again_with_what_was_said_of_it(tmp_path: Path) -> None:
    now = datetime(2026, 3, 16, 9, tzinfo=UTC)
    rejected = Rejected(tmp_path, most=1)
    rejected.add("https://nguoi:mat@mau.vn/1", "no title", b"<html>", now)
    rejected.add("https://mau.vn/2", "no body", b"<html>", now)
    [kept] = read_rejected(tmp_path / f"{DAY}.jsonl")
    assert (kept.url, kept.reason, kept.at, kept.read()) == ("https://mau.vn/1", "no title", now, b"<html>")


def test_broken_lines_and_pages_that_are_gone_are_passed_over(tmp_path: Path) -> None:
    """Whatever they are: a list outlives its pages where room runs out."""
    list_of_day = tmp_path / f"{DAY}.jsonl"
    rejected = Rejected(tmp_path, most=2)
    for name in ("a", "b"):
        rejected.add(f"https://mau.vn/{name}", "no title", b"<html>", datetime(2026, 3, 16, tzinfo=UTC))
    first, second = list_of_day.read_bytes().splitlines(keepends=True)
    broken = b"[" * 100_000 + b'\n"x"\n7\n{"url": "u"}\n{"page": 7}\n{"page": "x", "at": 7}\n{"url": \x00\n'
    list_of_day.write_bytes(first + broken + second)
    (tmp_path / json.loads(first)["page"]).unlink()
    assert [kept.url for kept in read_rejected(list_of_day)] == ["https://mau.vn/b"]
