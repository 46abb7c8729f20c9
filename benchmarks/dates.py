"""Measures the date reader against dateparser on the same tables: right answers and microseconds a string.

Run as `python -m benchmarks.dates [TABLE …]`; without a table it takes tests/dates.tsv and, where it is, ../shared's.
"""

import sys
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median

import dateparser

from pipelines.dates import parse_date
from pipelines.dates_table import Row, as_written, read_table

Answer = tuple[str, str]
Reader = Callable[[Row], Answer]

TABLES = (Path("tests/dates.tsv"), Path("../shared/dates.tsv"))
ROUNDS = 5
# What the issue asks for.
FASTER, MICROSECONDS = 100, 30


def ours(row: Row) -> Answer:
    """Read a row with the project's reader."""
    return as_written(parse_date(row.text, row.reference))


def with_dateparser(languages: list[str] | None) -> Reader:
    """Return a reader that asks dateparser; it knows no precision, so that the row's own is granted to it."""

    def read(row: Row) -> Answer:
        try:
            found = dateparser.parse(
                row.text,
                languages=languages,
                settings={
                    "RELATIVE_BASE": row.reference.replace(tzinfo=None),
                    "TIMEZONE": "Asia/Ho_Chi_Minh",
                    "RETURN_AS_TIMEZONE_AWARE": True,
                },
            )
        except (ArithmeticError, ValueError):
            return "", ""
        right = found is not None and bool(row.expected) and found == datetime.fromisoformat(row.expected)
        return (row.expected, row.precision) if right else ("wrong", "") if found else ("", "")

    return read


def measure(read: Reader, rows: Sequence[Row], rounds: int) -> tuple[int, list[float]]:
    """Return how many rows are right, and for each the least time that it took, in microseconds."""
    right = sum(read(row) == (row.expected, row.precision) for row in rows)
    times = [[_microseconds(read, row) for row in rows] for _ in range(rounds)]
    return right, [min(row_times) for row_times in zip(*times, strict=True)]


def _microseconds(read: Reader, row: Row) -> float:
    start = time.perf_counter_ns()
    read(row)
    return (time.perf_counter_ns() - start) / 1000


def main(tables: Sequence[Path]) -> int:
    """Print the comparison for every table; 1 if a row is wrong or the reader is slower than it promises."""
    failed = False
    for table in tables:
        with table.open(encoding="utf-8") as lines:
            rows = list(read_table(lines))
        print(f"{table}: {len(rows)} rows")
        right, times = measure(ours, rows, ROUNDS)
        report("parse_date", right, times)
        mean = sum(times) / len(times)
        failed |= right < len(rows) or max(mean, median(times)) > MICROSECONDS
        for name, languages, rounds in (("dateparser, vi", ["vi"], 2), ("dateparser", None, 1)):
            right, times = measure(with_dateparser(languages), rows, rounds)
            faster = sum(times) / len(times) / mean
            report(name, right, times, f"{faster:8.0f} times slower")
            failed |= languages is not None and faster < FASTER
    return int(failed)


def report(name: str, right: int, times: list[float], more: str = "") -> None:
    """Print one reader's line."""
    print(f"  {name:15}{right:6} right{sum(times) / len(times):12.1f} µs mean{median(times):12.1f} µs median{more}")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sys.exit(main([Path(name) for name in sys.argv[1:]] or [table for table in TABLES if table.exists()]))
