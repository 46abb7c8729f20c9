"""What people read: a table of articles, at 80 columns and wider, on a terminal and in a pipe."""

from __future__ import annotations

from pathlib import PurePath

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from scrapers.items import Line
from scrapers.terminal.plain_console import PlainConsole

NARROW = 80
"""Columns of a terminal below which a headline needs the room of the counts."""


class ArticleTable:
    """Takes lines one by one and shows them at the end."""

    def __init__(self) -> None:
        self._narrow = PlainConsole().width < NARROW
        self.table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
        self.table.add_column("outlet\nfile", max_width=12 if self._narrow else 16, overflow="ellipsis", no_wrap=True)
        self.table.add_column("date", width=10)
        self.table.add_column("title", ratio=1)
        self.table.add_column("authors", max_width=12)
        if not self._narrow:
            self.table.add_column("para-\ngraphs", justify="right")
            self.table.add_column("cap-\ntions", justify="right")

    def add(self, file: str, line: Line) -> None:
        """One article, read from `file`."""
        counts = (len(line.body.split("\n\n")) if line.body else 0, len(line.captions))
        self.table.add_row(
            Text(f"{line.outlet}\n{PurePath(file).name}"),
            day_and_clock(line),
            Text(line.title),
            Text(", ".join(line.authors)),
            *(() if self._narrow else map(str, counts)),
        )

    def show(self) -> None:
        """Prints the table to stdout; nothing where no article was read."""
        if self.table.row_count:
            show(self.table)


def show(what: RenderableType) -> None:
    """Prints to stdout, as wide as the terminal (80 columns in a pipe), without blanks at the ends of lines."""
    console = PlainConsole()
    with console.capture() as captured:
        console.print(what)
    for line in captured.get().splitlines():
        print(line.rstrip())


def day_and_clock(line: Line) -> str:
    """The date in its known precision: the day, and below it the time if known."""
    if line.date is None:
        return "–"
    day, _, clock = line.date.partition("T")
    return day if line.date_precision == "day" else f"{day}\n{clock[:5]}"
