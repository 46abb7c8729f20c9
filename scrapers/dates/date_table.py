"""Checks the date reader against a table like tests/dates.tsv: text, reference, expected, precision."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from scrapers.dates.parse import DateReading, parse_date


@dataclass(frozen=True, slots=True)
class Row:
    """A text, the aware moment it is read at, and what it says: ISO 8601 and a precision, both empty for no date."""

    text: str
    reference: datetime
    expected: str
    precision: str
    line: int


def read_table(lines: Iterable[str]) -> Iterator[Row]:
    """Yield the rows of a TSV with a header; raise ValueError, with the line, for one that is not in this form."""
    for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
        try:
            reference = datetime.fromisoformat(row["reference"])
            if reference.tzinfo is None:
                raise ValueError("its reference has no zone")
            yield Row(row["text"], reference, row["expected"] or "", row["precision"] or "", number)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"line {number}: {error}") from error


def as_written(reading: DateReading | None) -> tuple[str, str]:
    """Return a reading as a table writes it: the moment in ISO 8601 and its precision."""
    return (reading.value.isoformat(), reading.precision) if reading else ("", "")


def differences(rows: Iterable[Row]) -> Iterator[tuple[Row, DateReading | None]]:
    """Yield every row that is read otherwise than it says, with the reading."""
    for row in rows:
        reading = parse_date(row.text, row.reference)
        if as_written(reading) != (row.expected, row.precision):
            yield row, reading
