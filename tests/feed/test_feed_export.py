"""Exports hold what the feed holds, whole or not at all."""

from __future__ import annotations

import csv
import json
import sqlite3
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.feed import read
from pipelines.feed.export import FORMATS
from pipelines.feed.schema import NAMES
from scrapers.items import Caption
from tests.feeds import article, store

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
