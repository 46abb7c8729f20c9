"""`scrapy date`: how a date that an outlet prints is read, and whether a table of dates is read as it says."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from scrapy.exceptions import UsageError

from scrapers.clock import now
from scrapers.dates.date_table import as_written, differences, read_table
from scrapers.dates.last_resort import last_resort
from scrapers.dates.parse import Order, parse_date
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.terminal.moments import moment
from scrapers.terminal.plain import print_plain


class DateCommand(NewsCommand):
    """Reads the dates it is given, or checks a table of them."""

    arguments = (0, None)

    def syntax(self) -> str:
        return "[options] <text> ... | --file TABLE"

    def short_desc(self) -> str:
        return "Read a date as an outlet prints it: value, precision, rule"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--at", metavar="TIME", help="when the page was fetched; 'hôm qua' refers to it (now)")
        parser.add_argument("--order", choices=("DMY", "MDY"), default="DMY", help="of the numbers (%(default)s)")
        parser.add_argument("--file", metavar="TABLE", help="check a TSV: text, reference, expected, precision")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if bool(args) == bool(opts.file):
            raise UsageError("give texts or --file, one of the two")
        present = now(self.project)
        opts.at = moment(opts.at, present) if opts.at else present

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.file:
            self._check_table(Path(opts.file))
        for text in args:
            self._read(text, opts.at, opts.order)

    def _read(self, text: str, reference: datetime, order: Order) -> None:
        """One line on stdout; a text that says no date is a failure, as the pipeline's null is."""
        reading = parse_date(text, reference, order=order) or last_resort(text, reference)
        if reading is None:
            self.fail(f"no date in '{text}'")
        else:
            print(*as_written(reading), reading.rule, sep="\t")

    def _check_table(self, table: Path) -> None:
        try:
            rows = list(read_table(table.read_text(encoding="utf-8").splitlines(keepends=True)))
        except (UnicodeDecodeError, ValueError) as error:
            raise Failure(f"{table}: {error}") from None
        wrong = list(differences(rows))
        for row, reading in wrong:
            read, expected = as_written(reading), (row.expected, row.precision)
            print_plain(f"{table}:{row.line}: {row.text!r} is {_words(read)}, not {_words(expected)}")
        print(f"{len(rows) - len(wrong)} of {len(rows)} right")
        if wrong:
            self.exitcode = 1


def _words(answer: tuple[str, str]) -> str:
    return " ".join(answer).strip() or "no date"
