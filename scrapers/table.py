"""A table of articles for people: readable at 80 columns, on a terminal and in a pipe."""

from __future__ import annotations

from pathlib import PurePath

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scrapers.items import Line


class ArticleTable:
    """Takes lines one by one and shows them at the end."""

    def __init__(self) -> None:
        self.table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
        self.table.add_column("outlet\nfile", max_width=18, overflow="ellipsis", no_wrap=True)
        self.table.add_column("date", width=10)
        self.table.add_column("title", ratio=1)
        self.table.add_column("authors", max_width=14)
        self.table.add_column("para-\ngraphs", justify="right", width=6)
        self.table.add_column("cap-\ntions", justify="right", width=5)

    def add(self, file: str, line: Line) -> None:
        """One article, read from `file`."""
        self.table.add_row(
            Text(f"{line.outlet}\n{PurePath(file).name}"),
            day_and_clock(line),
            Text(line.title),
            Text(", ".join(line.authors)),
            str(len(line.body.split("\n\n")) if line.body else 0),
            str(len(line.captions)),
        )

    def show(self) -> None:
        """Prints the table to stdout."""
        Console().print(self.table)


def day_and_clock(line: Line) -> str:
    """The date as far as the page told it: the day, and below it the clock where there is one."""
    if line.date is None:
        return "–"
    day, _, clock = line.date.partition("T")
    return day if line.date_precision == "day" else f"{day}\n{clock[:5]}"
