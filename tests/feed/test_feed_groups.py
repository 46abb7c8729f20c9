"""`latest(group=True)`: near duplicates name the earliest published article of their group."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.feed import Filter, groups
from pipelines.feed.days import Day, Raw
from pipelines.feed.latest import latest
from pipelines.feed.schema import dump
from scrapers.items import Line
from tests.support.feeds import article, store


def copy(number: int, of: int | None, hour: int = 8, **changes: Any) -> Line:
    line = article(number, date=f"2026-03-07T{hour:02}:00:00+07:00", date_precision="minute")
    return replace(line, duplicate_of=f"kinhtedothi:{of}" if of else None, **changes)


def refuse(message: str) -> None:
    raise AssertionError(message)


def grouped(output: Path, complain: Callable[[str], object] = refuse, removed: bool = False) -> dict[int, int | None]:
    """Maps each article's number to that of the article it is marked as a copy of."""
    lines = list(map(json.loads, latest(output, Filter(), complain, removed, group=True)))
    number = {line["id"]: int(line["id"].partition(":")[2]) for line in lines}
    return {number[line["id"]]: number.get(line["duplicate_of"]) for line in lines}


@pytest.mark.parametrize(
    ("lines", "leaders"),
    [
        ([copy(1, None, 9), copy(2, 1, 8), copy(3, 1, 7)], {1: 3, 2: 3, 3: None}),
        ([copy(1, None), copy(2, 1), copy(3, 2), copy(4, 3, 7)], {1: 4, 2: 4, 3: 4, 4: None}),
        ([copy(1, 2, 8), copy(2, 1, 7)], {1: None, 2: None}),
        ([copy(1, 1)], {1: None}),
        ([copy(1, 99, 8), copy(2, 99, 7), copy(3, 98)], {1: 2, 2: None, 3: None}),
        ([copy(1, None), copy(2, 1)], {1: None, 2: 1}),
        ([copy(1, None, date=None, date_precision=None, date_source=None), copy(2, 1, 10)], {1: None, 2: 1}),
    ],
    ids=["earliest", "copy of a copy", "a ring", "of itself", "of none in the feed", "same hour", "no date: the crawl"],
)
def test_a_group_is_led_by_its_earliest_published_article(
    tmp_path: Path, lines: list[Line], leaders: dict[int, int | None]
) -> None:
    store(tmp_path, *lines)
    assert grouped(tmp_path) == leaders


def test_an_article_that_was_taken_down_leads_no_group_unless_it_is_asked_for(tmp_path: Path) -> None:
    store(tmp_path, copy(1, None, 7), copy(2, 1, 8), copy(3, 1, 9), copy(1, None, 7, revision=2, kind="removed"))
    assert grouped(tmp_path) == {2: None, 3: 2}
    assert grouped(tmp_path, removed=True) == {1: None, 2: 1, 3: 1}


def test_only_duplicate_of_of_a_line_changes(tmp_path: Path) -> None:
    said = 'Ông nói: "duplicate_of":"kinhtedothi:9","date":"2026-01-01T00:00:00+07:00"\\'
    lines = [copy(1, None, 9, body=said, tags=[said, "date"]), copy(2, 1, 8, title=said), copy(3, None)]
    store(tmp_path, *lines)
    lines[0].duplicate_of, lines[1].duplicate_of = "kinhtedothi:2", None
    assert list(latest(tmp_path, Filter(), refuse, group=True)) == [dump(line) for line in lines]


def test_a_line_that_another_program_has_written_otherwise_is_understood(tmp_path: Path) -> None:
    lines = [copy(1, None, 9), copy(2, 1, 8)]
    path = store(tmp_path, *lines)
    path.write_text("".join(f"{json.dumps(json.loads(dump(line)), sort_keys=True)}\n" for line in lines))
    lines[0].duplicate_of, lines[1].duplicate_of = "kinhtedothi:2", None
    assert list(latest(tmp_path, Filter(), refuse, group=True)) == [dump(line) for line in lines]


@pytest.mark.parametrize(
    "said", [{}, {"confidence": 0.8}, {"reason": "reparse: \\"}], ids=["plain", "guessed", "reason"]
)
@pytest.mark.parametrize("contract", ["1.0", "1.1"])
def test_what_a_crawl_writes_is_grouped_without_reading_its_long_text(
    monkeypatch: pytest.MonkeyPatch, contract: str, said: dict[str, Any]
) -> None:
    line = copy(2, 1, 9, **said)
    text, day = dump(line), Day(Path("kinhtedothi"), "2026-03-07")
    if contract == "1.0":
        text = re.sub(rb'"confidence":.*,"content_hash"', b'"content_hash"', text.replace(b'"1.1"', b'"1.0"'))
    monkeypatch.setattr(groups, "read_object", None)
    monkeypatch.setattr(groups, "parse", None)
    until = datetime.fromisoformat("2026-03-07T09:01+07:00")
    assert groups.read_member(text) == (until.timestamp(), "kinhtedothi:1")
    assert json.loads(groups.point(Raw(day, 0, text), None)) == json.loads(text) | {"duplicate_of": None}


def test_what_is_no_line_is_named_and_belongs_to_no_group(tmp_path: Path) -> None:
    path, said = store(tmp_path, copy(1, None, 9), copy(2, 1, 8)), list[str]()
    with path.open("ab") as file:
        file.write(dump(copy(3, 1, 7)).replace(b'"date":"', b'"date":"hom qua '))
        file.write(b'{"id":"kinhtedothi:4","revision":1,"kind":"article"}\n')
    assert grouped(tmp_path, said.append) == {1: 2, 2: None}
    assert [what.partition(", byte ")[0] for what in said] == [str(path)] * 2
