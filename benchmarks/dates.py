"""Measures the date reader against dateparser on the same tables: right answers and microseconds a string.

Run as `python -m benchmarks.dates [TABLE …]`; without a table it takes tests/dates.tsv and, where it is, ../shared's.
"""

import sys
import time
import warnings
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from statistics import mean, median

import dateparser

from scrapers.dates.date_table import Row, as_written, read_table
from scrapers.dates.parse import DateReading, parse_date

Reader = Callable[[Row], object]

OWN, SHARED = Path("tests/dates.tsv"), Path("../shared/dates.tsv")
# Every reader reads the table once to warm up, then at least so many times and for so many seconds, lest a neighbour's
# short burst falls on all of a fast reader's rounds; of each string the least time counts.
ROUNDS, SECONDS = 5, 1.0
MICROSECONDS = 30
TIMES_FASTER = 100


def ours(row: Row) -> DateReading | None:
    """Read a row with the project's reader."""
    return parse_date(row.text, row.reference)


def with_dateparser(languages: list[str] | None) -> Reader:
    """Return a reader by dateparser, with reference time and zone as the pipeline sets them."""

    def read(row: Row) -> datetime | None:
        settings = {"RELATIVE_BASE": row.reference.replace(tzinfo=None), "TIMEZONE": "Asia/Ho_Chi_Minh"}
        try:
            return dateparser.parse(
                row.text, languages=languages, settings=settings | {"RETURN_AS_TIMEZONE_AWARE": True}
            )
        except (ArithmeticError, ValueError):
            return None

    return read


def is_right(row: Row, answer: object) -> bool:
    """Whether the result matches the row; dateparser has no precision, which is not compared."""
    if isinstance(answer, datetime):
        return answer.isoformat() == row.expected
    return as_written(answer if isinstance(answer, DateReading) else None) == (row.expected, row.precision)


def measure(read: Reader, rows: Sequence[Row]) -> tuple[int, list[float]]:
    """Return how many rows are right, and for each the least microseconds that it took, without the clock's own."""
    right = sum(is_right(row, read(row)) for row in rows)
    clock = min(_microseconds(lambda row: None, row) for row in rows for _ in range(ROUNDS))
    times: list[list[float]] = []
    end = time.thread_time() + SECONDS
    while len(times) < ROUNDS or time.thread_time() < end:
        times.append([_microseconds(read, row) for row in rows])
    return right, [min(row_times) - clock for row_times in zip(*times, strict=True)]


def _microseconds(read: Reader, row: Row) -> float:
    """Return what a call takes of the processor: other programs' turns do not count, but asking the clock does."""
    start = time.thread_time_ns()
    read(row)
    return (time.thread_time_ns() - start) / 1000


def main(tables: Sequence[Path]) -> int:
    """Print the comparison for every table; 1 if a row is read wrongly, or one of theirs not as fast as promised."""
    readers = {"parse_date": ours, "dateparser, vi": with_dateparser(["vi"]), "dateparser": with_dateparser(None)}
    failed = False
    for table in tables:
        with table.open(encoding="utf-8") as lines:
            rows = list(read_table(lines))
        print(f"{table}: {len(rows)} rows")
        measured = {name: measure(read, rows) for name, read in readers.items()}
        own = mean(measured["parse_date"][1])
        for name, (right, times) in measured.items():
            figures = f"{mean(times):12.1f} µs mean{median(times):12.1f} µs median{mean(times) / own:9.1f} ×"
            print(f"  {name:15}{right:6} right{figures}")
        # Of the own table, hard on purpose, many rows are none that dateparser tries: only their answers count.
        slow = own > MICROSECONDS or mean(measured["dateparser, vi"][1]) < TIMES_FASTER * own
        failed |= measured["parse_date"][0] < len(rows) or (slow and table != OWN)
    return int(failed)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    if not SHARED.exists() and not sys.argv[1:]:
        print(f"no {SHARED} here: README's figures are of the lines there; these are of the project's own, hard ones")
    sys.exit(main([Path(name) for name in sys.argv[1:]] or [table for table in (SHARED, OWN) if table.exists()]))
