"""Exports hold exactly what the feed holds, and are written atomically."""

from __future__ import annotations

import csv
import json
import sqlite3
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from pipelines.feed import read
from pipelines.feed.export import FORMATS, Shape, format_of, read_shape, to_csv, to_workbook
from pipelines.feed.schema import NAMES
from scrapers.items import Caption
from tests.support.feeds import article, store

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
    assert list(first) == list(NAMES)
    assert first["lead"] == 'Nói "có"'
    assert first["authors"] == "Thái San; Hải Yến"
    assert json.loads(first["captions"]) == [{"text": "Cầu. Ảnh: Lê Nam", "credit": "Lê Nam", "image": None}]
    assert second["body"] == "Một.\n\nHai; ba."
    assert second["date"] == ""


FORMULAS = ["=HYPERLINK(1)", "+84 24", "-5 độ ở Sa Pa", "@vov", "\t=1", "\r=1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_cell_never_begins_as_a_formula_does(tmp_path: Path, text: str) -> None:
    line = replace(LINES[0], title=text, authors=[text])
    to_csv([line], tmp_path / "feed.csv")
    with (tmp_path / "feed.csv").open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["title"], row["authors"]) == (f"'{text}", f"'{text}")
    to_workbook([line], tmp_path / "feed.xlsx")
    _, cells = sheet_values(tmp_path / "feed.xlsx")
    assert cells[0] == f"'{text}".replace("\r", "_x000D_")


def test_a_workbook_shows_headline_date_author_section_and_address_first(tmp_path: Path) -> None:
    late = article(3, date="2026-03-06T22:30:00+00:00", date_precision="minute", body="x" * 40_000)
    day = article(4, date="2026-03-07T00:00:00+07:00", date_precision="day")
    to_workbook([late, day], tmp_path / "feed.xlsx")
    sheet = load_workbook(tmp_path / "feed.xlsx")["lines"]
    heading, first, second = sheet_values(tmp_path / "feed.xlsx")
    assert heading[:5] == ("title", "date", "authors", "section", "url")
    assert set(heading) == set(NAMES)
    assert first[1] == datetime(2026, 3, 7, 5, 30)  # noqa: DTZ001 a workbook knows no zones: local time
    assert [row[1].number_format for row in sheet.iter_rows(min_row=2)] == ["yyyy-mm-dd hh:mm", "yyyy-mm-dd"]
    assert sheet["A2"].alignment.wrap_text
    body = first[heading.index("body")]
    assert len(body) == 32_767
    assert body.endswith(" … (cut here: 40,000 characters, the feed has all of them)")
    assert second[heading.index("body")] == day.body


@pytest.mark.parametrize("to", FORMATS)
def test_only_the_columns_that_were_asked_for(tmp_path: Path, to: str) -> None:
    path = tmp_path / f"feed.{to}"
    FORMATS[to](LINES, path, Shape(("title", "captions", "date")))
    assert names_in(path, to) == ["title", "captions", "date"]


def sheet_values(path: Path) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)["lines"].values)


def names_in(path: Path, to: str) -> list[str]:
    import duckdb
    import pyarrow.parquet

    if to == "csv":
        return path.read_text("utf-8-sig").splitlines()[0].split(",")
    if to == "jsonl":
        return list(json.loads(path.read_text().splitlines()[0]))
    if to == "xlsx":
        return list(sheet_values(path)[0])
    if to == "parquet":
        return list(pyarrow.parquet.read_schema(path).names)
    if to == "sqlite":
        return [column[0] for column in sqlite3.connect(path).execute("SELECT * FROM lines").description]
    with duckdb.connect(path, read_only=True) as db:
        return [column[0] for column in db.execute("SELECT * FROM lines").description or ()]


@pytest.mark.parametrize(
    ("name", "to", "want"),
    [
        ("a.CSV", "", "csv"),
        ("a.tsv", "", "csv"),
        ("a.db", "", "sqlite"),
        ("a", "xlsx", "xlsx"),
        ("-", "jsonl", "jsonl"),
    ],
)
def test_the_name_of_the_file_names_the_format(name: str, to: str, want: str) -> None:
    assert format_of(Path(name), to) == want


@pytest.mark.parametrize(
    ("name", "to", "why"),
    [
        ("a.csv", "xlsx", "two formats"),
        ("a.txt", "", "names no format"),
        ("-", "", "no format"),
        ("-", "sqlite", "file"),
    ],
)
def test_a_contradiction_is_refused(name: str, to: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        format_of(Path(name), to)


@pytest.mark.parametrize(
    ("columns", "delimiter", "why"),
    [("title,titel", "", "no titel"), ("title,title", "", "twice"), ("", ";;", "one sign"), ("", '"', "one sign")],
)
def test_a_shape_that_makes_no_sense_is_refused(columns: str, delimiter: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_shape(columns, delimiter, "csv", Path("a.csv"))


def test_cells_are_divided_as_asked(tmp_path: Path) -> None:
    assert read_shape("", "tab", "csv", Path("a.csv")).delimiter == read_shape("", "", "csv", Path("a.tsv")).delimiter
    to_csv(LINES[:1], tmp_path / "feed.csv", read_shape("title,url", ";", "csv", tmp_path / "feed.csv"))
    assert (tmp_path / "feed.csv").read_text("utf-8-sig").splitlines()[0] == "title;url"
    with pytest.raises(ValueError, match="belongs to csv"):
        read_shape("", ";", "xlsx", Path("a.xlsx"))


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
        assert [column[0] for column in found.description or ()] == list(NAMES)
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
