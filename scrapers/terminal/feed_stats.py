"""The task of `scrapy feed` that counts articles: stats."""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import product
from pathlib import Path

from rich import box
from rich.table import Table
from rich.text import Text
from scrapy.exceptions import UsageError

from pipelines.feed.head import read_head
from pipelines.feed.reader import BadLine, Walk, parse
from scrapers.items import Line
from scrapers.terminal.article_table import show
from scrapers.terminal.command import NewsCommand
from scrapers.terminal.feed_chart import check_chart, draw
from scrapers.terminal.plain_console import PlainConsole

NONE = "–"
KEYS: dict[str, Callable[[Line], list[str]]] = {
    "day": lambda line: [line.date[:10] if line.date else NONE],
    "week": lambda line: ["{}-W{:02}".format(*date.fromisoformat(line.date[:10]).isocalendar()) if line.date else NONE],
    "month": lambda line: [line.date[:7] if line.date else NONE],
    "year": lambda line: [line.date[:4] if line.date else NONE],
    "hour": lambda line: [line.date[11:13] if line.date and line.date_precision != "day" else NONE],
    "outlet": lambda line: [line.outlet],
    "author": lambda line: line.authors or [NONE],
    "section": lambda line: [line.section or NONE],
    "tag": lambda line: line.tags or [NONE],
    "source": lambda line: [line.source or NONE],
    "kind": lambda line: [line.kind],
}
IN_ORDER = frozenset({"day", "week", "month", "year", "hour"})
"""Keys whose groups are shown in their own order; those of the others with the largest first."""
WIDTH = 40
"""Most columns of a sparkline or a bar; on a narrow terminal the names beside it keep as many."""

Counts = dict[tuple[str, ...], Counter[str]]
"""For each group its articles by day."""


def show_stats(command: NewsCommand, output: Path, opts: argparse.Namespace) -> int:
    """Counts articles by their first revision; an article of two authors counts for both."""
    if opts.chart:
        check_chart(opts.chart)
    keys = opts.by.split(",")
    if unknown := [key for key in keys if key not in KEYS]:
        raise UsageError(f"--by: no {unknown[0]}, there are {', '.join(KEYS)}")
    counts: Counts = defaultdict(Counter)
    others = [key for key in keys if key != "day"] or ["day"]
    for line in _articles(command, output, opts):
        for group in product(*(KEYS[key](line) for key in others)):
            counts[group][KEYS["day"](line)[0]] += 1
    if counts:
        show(_table(others, counts, "day" in keys and others != ["day"], opts.n))
        if opts.chart:
            groups = _ordered(others, counts)
            draw(opts.chart, others, {group: counts[group].total() for group in _most(others, groups, opts.n)})
            command.say(f"a chart of it in {opts.chart}")
    return len(counts)


def _articles(command: NewsCommand, output: Path, opts: argparse.Namespace) -> Iterator[Line]:
    for raw in Walk(output, opts.query.outlets):
        try:
            if read_head(raw.text).revision == 1 and opts.query.wants(line := parse(raw)):
                yield line
        except BadLine as error:
            command.fail(str(error))
        except ValueError as error:
            command.fail(f"{raw.place}: {error}")


def _table(keys: list[str], counts: Counts, trend: bool, most: int) -> Table:
    """A row for each group, the largest first; days in their order."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    span = _span(counts)
    width = max(8, min(WIDTH, PlainConsole().width - WIDTH))
    for key in keys:
        table.add_column(key)
    table.add_column("articles", justify="right", no_wrap=True)
    table.add_column(f"{span[0]} to {span[-1]}" if trend and span else "", no_wrap=True)
    groups = _ordered(keys, counts)
    largest = max((days.total() for days in counts.values()), default=0)
    for group in _most(keys, groups, most):
        total = counts[group].total()
        days = [counts[group][day] for day in span]
        picture = sparkline(days, width) if trend else "█" * -(-width * total // largest)
        table.add_row(*map(Text, group), str(total), picture)
    if len(groups) > most:
        table.add_row(*("…" for _ in keys), f"{len(groups) - most} more", "")
    return table


def _ordered(keys: list[str], counts: Counts) -> list[tuple[str, ...]]:
    if keys[0] in IN_ORDER:
        return sorted(counts)
    return sorted(counts, key=lambda group: (-counts[group].total(), group))


def _most(keys: list[str], groups: list[tuple[str, ...]], most: int) -> list[tuple[str, ...]]:
    """The newest or the largest."""
    return groups[-most or len(groups) :] if keys[0] in IN_ORDER else groups[:most]


def _span(counts: Counts) -> list[str]:
    """Every day from the first to the last."""
    known = {day for days in counts.values() for day in days if day != NONE}
    if not known:
        return []
    first, last = date.fromisoformat(min(known)), date.fromisoformat(max(known))
    return [(first + timedelta(days=n)).isoformat() for n in range((last - first).days + 1)]


def sparkline(counts: list[int], width: int = WIDTH) -> str:
    """One sign for each count, or for several where there are many; blank where there is none."""
    size = -(-len(counts) // width) or 1
    sums = [sum(counts[k : k + size]) for k in range(0, len(counts), size)]
    largest = max(sums, default=0)
    return "".join(" ▁▂▃▄▅▆▇█"[-(-8 * n // largest) if largest else 0] for n in sums)
