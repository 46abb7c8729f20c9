"""The feed for other programs: JSON Lines, CSV, a workbook, Parquet, DuckDB or SQLite.

Each is written as a stream and there whole or not at all.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pipelines.feed.rows import COLUMNS, LISTS, TIMES, cell_text, row
from pipelines.feed.schema import NAMES, dump
from pipelines.feed.spreadsheet import for_people, to_xlsx
from scrapers.items import Line
from scrapers.whole_file import whole_file

if TYPE_CHECKING:
    import pyarrow as pa

STDOUT = Path("-")
"""The target for a pipe; databases need a file."""
_SQLITE_TYPES = {"revision": "INTEGER", "paywalled": "INTEGER", "confidence": "REAL"}
_BATCH = 2048
"""Lines in memory at once; a row group of a Parquet file."""
_GROUP = 5
"""Batches in a row group of DuckDB. It is held in memory until it is full, and the usual one has 122,880 rows."""


@dataclass(frozen=True)
class Shape:
    """What a table shows of the lines, and how CSV divides its cells."""

    columns: tuple[str, ...] = NAMES
    delimiter: str = ","


WHOLE = Shape()
"""Every field of the contract."""


def to_jsonl(lines: Iterable[Line], path: Path, shape: Shape = WHOLE) -> None:
    """Lines as they stand in the feed, or objects of the columns asked for."""
    whole = set(shape.columns) >= set(NAMES)
    with _opened(path) as file:
        for line in lines:
            file.write(dump(line) if whole else _json(row(line, shape.columns)).encode() + b"\n")


def to_csv(lines: Iterable[Line], path: Path, shape: Shape = WHOLE) -> None:
    """For spreadsheets: UTF-8 with a byte order mark, lists joined by `; `, captions as JSON, no formulas."""
    with _opened(path) as file:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="")
        writer = csv.writer(text, delimiter=shape.delimiter)
        writer.writerow(shape.columns)
        for line in lines:
            writer.writerow(cell_text(name, value) for name, value in row(line, shape.columns).items())
        text.detach()  # flushed; the file itself is still to be made durable


def to_workbook(lines: Iterable[Line], path: Path, shape: Shape = WHOLE) -> None:
    """For people: see `pipelines.feed.spreadsheet`. Raises ValueError for more lines than a sheet has rows."""
    with _opened(path) as file, tempfile.SpooledTemporaryFile(1 << 24) as book:  # a workbook is written by seeking
        chosen = shape.columns not in (NAMES, COLUMNS)
        to_xlsx(lines, book, shape.columns if chosen else for_people(shape.columns))  # type: ignore[arg-type]
        book.seek(0)
        while piece := book.read(1 << 20):
            file.write(piece)


def to_sqlite(lines: Iterable[Line], path: Path, shape: Shape = WHOLE) -> None:
    """A table `lines`, indexed by id and by date; lists and captions as JSON text, for `json_each`."""
    with _beside(path, sqlite3.Error) as part, closing(sqlite3.connect(part)) as db:
        db.execute("PRAGMA journal_mode = OFF")  # what does not get done is thrown away
        db.execute("PRAGMA synchronous = OFF")
        db.execute(f"CREATE TABLE lines ({', '.join(map(_column, shape.columns))})")
        marks = ", ".join("?" * len(shape.columns))
        db.executemany(f"INSERT INTO lines VALUES ({marks})", (_sqlite_row(line, shape.columns) for line in lines))
        if {"id", "revision"} <= set(shape.columns):
            db.execute("CREATE INDEX lines_by_id ON lines (id, revision)")
        if "date" in shape.columns:
            db.execute("CREATE INDEX lines_by_date ON lines (date)")
        db.commit()


def to_parquet(lines: Iterable[Line], path: Path, shape: Shape = WHOLE) -> None:
    """Lists and captions nested, times as timestamps of Asia/Ho_Chi_Minh."""
    import pyarrow.parquet

    schema = _arrow_schema(shape.columns)
    with _opened(path) as file, pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for batch in _batches(lines, schema):
            writer.write_batch(batch)


def to_duckdb(lines: Iterable[Line], path: Path, shape: Shape = WHOLE) -> None:
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
        schema = _arrow_schema(shape.columns)
        db.register("rows", schema.empty_table())
        db.execute("CREATE TABLE feed.lines AS SELECT * FROM rows")
        batches = _batches(lines, schema)
        # Given, not pulled: DuckDB would hide what goes wrong with the lines. Each is committed, thus out of memory.
        while group := list(islice(batches, _GROUP)):
            db.register("rows", pa.Table.from_batches(group))
            db.execute("INSERT INTO feed.lines SELECT * FROM rows")
        db.execute("DETACH feed")


FORMATS: Mapping[str, Callable[..., None]] = {
    "csv": to_csv,
    "duckdb": to_duckdb,
    "jsonl": to_jsonl,
    "parquet": to_parquet,
    "sqlite": to_sqlite,
    "xlsx": to_workbook,
}
_SUFFIXES = {"tsv": "csv", "db": "sqlite", "sqlite3": "sqlite", "pq": "parquet", "ndjson": "jsonl", "ddb": "duckdb"}
_DATABASES = ("duckdb", "sqlite")


def format_of(path: Path, named: str = "") -> str:
    """The format of an export: as named, else by the file's name. Raises ValueError where the two contradict."""
    suffix = path.suffix.lower().removeprefix(".")
    kind = suffix if suffix in FORMATS else _SUFFIXES.get(suffix, "")
    if named and kind and named != kind:
        raise ValueError(f"--to {named} and {path.name} are two formats: leave one out")
    if not (named or kind):
        raise ValueError(f"{path.name} names no format: add --to {', '.join(FORMATS)}, or an ending such as .csv")
    if path == STDOUT and named in _DATABASES:
        raise ValueError(f"--to {named} needs a file, a database cannot be piped")
    return named or kind


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if path == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with whole_file(path) as file:
        yield file


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


def read_shape(columns: str, delimiter: str, form: str, path: Path) -> Shape:
    """The shape of two options, either of them empty. Raises ValueError where one makes no sense."""
    names = tuple(filter(None, (name.strip() for name in columns.split(",")))) or NAMES
    if unknown := next((name for name in names if name not in COLUMNS), None):
        raise ValueError(f"--columns: no {unknown}, there are {', '.join(COLUMNS)}")
    if len(set(names)) < len(names):
        raise ValueError("--columns names one twice")
    sign = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    if sign and form != "csv":
        raise ValueError("--delimiter belongs to csv")
    if len(sign) > 1 or sign in ('"', "\r", "\n"):
        raise ValueError(f"--delimiter: '{delimiter}' is not one sign: write ; or tab")
    return Shape(names, sign or ("\t" if path.suffix.lower() == ".tsv" else ","))


def _column(name: str) -> str:
    return f"{name} {_SQLITE_TYPES.get(name, 'TEXT')}"


def _sqlite_row(line: Line, columns: tuple[str, ...]) -> list[Any]:
    return [_json(value) if isinstance(value, list) else value for value in row(line, columns).values()]


def _arrow_schema(columns: tuple[str, ...]) -> pa.Schema:
    import pyarrow as pa

    caption = pa.struct([(name, pa.string()) for name in ("text", "credit", "image")])
    types = {"revision": pa.int32(), "paywalled": pa.bool_(), "confidence": pa.float64(), "captions": pa.list_(caption)}
    types |= dict.fromkeys(LISTS, pa.list_(pa.string()))
    types |= dict.fromkeys(TIMES, pa.timestamp("s", "Asia/Ho_Chi_Minh"))
    return pa.schema([pa.field(name, types.get(name, pa.string())) for name in columns])


def _batches(lines: Iterable[Line], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    rows = (_arrow_row(line, tuple(schema.names)) for line in lines)
    while batch := list(islice(rows, _BATCH)):
        yield pa.RecordBatch.from_pylist(batch, schema)


def _arrow_row(line: Line, columns: tuple[str, ...]) -> dict[str, Any]:
    values = row(line, columns)
    return values | {name: datetime.fromisoformat(values[name]) for name in TIMES if values.get(name)}
