"""The feed for other programs: Parquet, DuckDB, SQLite or CSV, written as a stream and there whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.feed.schema import LINE, NAMES
from scrapers.items import Line
from scrapers.whole_file import whole_file

if TYPE_CHECKING:
    import pyarrow as pa

_LISTS = ("authors", "tags", "images")
_TIMES = ("date", "modified", "crawled_at")
_SQLITE_TYPES = {"revision": "INTEGER", "paywalled": "INTEGER", "confidence": "REAL"}
_BATCH = 2048
"""Lines in memory at once; a row group of a Parquet file."""
_GROUP = 5
"""Batches in a row group of DuckDB. It is held in memory until it is full, and the usual one has 122,880 rows."""


def to_csv(lines: Iterable[Line], path: Path) -> None:
    """For spreadsheets: UTF-8 with a byte order mark, lists joined by `; `, captions as JSON."""
    with whole_file(path) as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="")
        writer = csv.DictWriter(text, NAMES)
        writer.writeheader()
        for line in lines:
            row = LINE.dump_python(line)
            writer.writerow(
                row | {name: "; ".join(row[name]) for name in _LISTS} | {"captions": _json(row["captions"])}
            )
        text.detach()  # flushed; the file itself is still to be made durable


def to_sqlite(lines: Iterable[Line], path: Path) -> None:
    """A table `lines`, indexed by id and by date; lists and captions as JSON text, for `json_each`."""
    with _beside(path, sqlite3.Error) as part, closing(sqlite3.connect(part)) as db:
        db.execute("PRAGMA journal_mode = OFF")  # what does not get done is thrown away
        db.execute("PRAGMA synchronous = OFF")
        db.execute(f"CREATE TABLE lines ({', '.join(map(_column, NAMES))})")
        marks = ", ".join("?" * len(NAMES))
        db.executemany(f"INSERT INTO lines VALUES ({marks})", map(_sqlite_row, lines))
        db.execute("CREATE INDEX lines_by_id ON lines (id, revision)")
        db.execute("CREATE INDEX lines_by_date ON lines (date)")
        db.commit()


def to_parquet(lines: Iterable[Line], path: Path) -> None:
    """Lists and captions nested, times as timestamps of Asia/Ho_Chi_Minh."""
    import pyarrow.parquet

    with whole_file(path) as file, pyarrow.parquet.ParquetWriter(file, _arrow_schema(), compression="zstd") as writer:
        for batch in _batches(lines):
            writer.write_batch(batch)


def to_duckdb(lines: Iterable[Line], path: Path) -> None:
    """A table `lines`; lists and captions nested, times with zone."""
    import duckdb
    import pyarrow as pa

    with (
        _beside(path, duckdb.Error) as part,
        interruptible(),
        closing(duckdb.connect(config={"memory_limit": "256MB", "threads": 1})) as db,
    ):
        name = str(part).replace("'", "''")
        db.execute(f"ATTACH '{name}' AS feed (ROW_GROUP_SIZE {_GROUP * _BATCH})")
        db.register("rows", _arrow_schema().empty_table())
        db.execute("CREATE TABLE feed.lines AS SELECT * FROM rows")
        batches = _batches(lines)
        # Given, not pulled: DuckDB would hide what goes wrong with the lines. Each is committed, thus out of memory.
        while group := list(islice(batches, _GROUP)):
            db.register("rows", pa.Table.from_batches(group))
            db.execute("INSERT INTO feed.lines SELECT * FROM rows")
        db.execute("DETACH feed")


FORMATS: Mapping[str, Callable[[Iterable[Line], Path], None]] = {
    "csv": to_csv,
    "duckdb": to_duckdb,
    "parquet": to_parquet,
    "sqlite": to_sqlite,
}


@contextmanager
def _beside(path: Path, broken: type[Exception]) -> Iterator[Path]:
    """A place in the same folder for a database under way; it takes its name only when the block ends well.

    Raises OSError, also for the database's own errors.
    """
    target = path.resolve()
    if target.exists() and not target.is_file():  # /dev/null must not be renamed away
        raise OSError(f"{path} is no file: a database needs one")
    with tempfile.TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as folder:
        part = Path(folder) / target.name
        try:
            yield part
        except broken as error:
            raise OSError(f"cannot write {path}: {error}") from error
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)


@contextmanager
def interruptible() -> Iterator[None]:
    """Ctrl-C in a query is a KeyboardInterrupt also where DuckDB has made a RuntimeError of it."""
    try:
        yield
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from error
        raise


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _column(name: str) -> str:
    return f"{name} {_SQLITE_TYPES.get(name, 'TEXT')}"


def _sqlite_row(line: Line) -> list[Any]:
    row = LINE.dump_python(line)
    return [_json(row[name]) if isinstance(row[name], list) else row[name] for name in NAMES]


def _arrow_schema() -> pa.Schema:
    import pyarrow as pa

    caption = pa.struct([(name, pa.string()) for name in ("text", "credit", "image")])
    types = {"revision": pa.int32(), "paywalled": pa.bool_(), "confidence": pa.float64(), "captions": pa.list_(caption)}
    types |= dict.fromkeys(_LISTS, pa.list_(pa.string()))
    types |= dict.fromkeys(_TIMES, pa.timestamp("s", "Asia/Ho_Chi_Minh"))
    return pa.schema([pa.field(name, types.get(name, pa.string())) for name in NAMES])


def _batches(lines: Iterable[Line]) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    schema, rows = _arrow_schema(), map(_arrow_row, lines)
    while batch := list(islice(rows, _BATCH)):
        yield pa.RecordBatch.from_pylist(batch, schema)


def _arrow_row(line: Line) -> dict[str, Any]:
    row: dict[str, Any] = LINE.dump_python(line)
    return row | {name: datetime.fromisoformat(row[name]) for name in _TIMES if row[name]}
