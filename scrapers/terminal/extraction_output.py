"""Where `scrapy extract` puts its articles: lines, text or a table on stdout, or a file in any format of an export."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.feed.export import Shape, format_of
from pipelines.feed.rows import COLUMNS
from pipelines.feed.schema import dump
from scrapers.items import Line
from scrapers.terminal.article_table import ArticleTable, show
from scrapers.terminal.feed_keep import write
from scrapers.terminal.feed_view import page

Named = tuple[str, Line]
"""What was read, and its line."""


def put_out(articles: Iterable[Named], opts: argparse.Namespace) -> None:
    """Takes articles as they are read until none is left. Raises OSError, `Failure`."""
    table = ArticleTable() if opts.table else None
    lines = _with_file(articles, table)
    if opts.output:
        write(file_format(opts.output), lines, opts.output, Shape(COLUMNS))
    elif opts.text:
        for line in lines:
            show(page(line, 1))
            print()
    else:
        for line in lines:
            if not table:
                _print(dump(line))
    if table:
        table.show()


def file_format(path: Path) -> str:
    """The format that a file's ending names, JSON Lines where it names none."""
    try:
        return format_of(path)
    except ValueError:
        return "jsonl"


def _with_file(articles: Iterable[Named], table: ArticleTable | None) -> Iterator[Line]:
    for name, line in articles:
        vars(line)["file"] = name
        if table:
            table.add(name, line)
        yield line


def _print(line: bytes) -> None:
    # Flushed line by line: whatever ends the process, a reader never sees half a line.
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
