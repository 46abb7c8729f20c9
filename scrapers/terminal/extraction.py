"""Saved pages and addresses as lines of the feed, one after another, on stdout, in a file or in a table."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from pipelines.feed.schema import dump
from pipelines.page_to_line import read_line
from pipelines.validate import InvalidLine
from scrapers.items import Line, NotAnArticle
from scrapers.processor_time import TooLong, processor_time
from scrapers.terminal.article_table import ArticleTable
from scrapers.terminal.command import NewsCommand
from scrapers.terminal.page_arguments import as_text, open_page
from scrapers.web.fetch import Fetched, fetch
from scrapers.web.saved_pages import Unreadable, files, is_address
from scrapers.whole_file import whole_file


def extract(command: NewsCommand, args: Sequence[str], opts: argparse.Namespace) -> None:
    """A line for each article; the command fails with a line on stderr for each page that is none."""
    fetched = fetch([arg for arg in args if is_address(arg)], command.project)
    # Lines that scroll by on a terminal are progress enough.
    bar = bool(opts.output or opts.table or not sys.stdout.isatty())
    with _receiver(opts) as receive, command.progress("reading", shown=bar) as step:
        for name in _names(command, args):
            line = _line(command, name, fetched, opts)
            if line:
                receive(name, line)
            step()


def _names(command: NewsCommand, args: Sequence[str]) -> Iterator[str]:
    for arg in args:
        if not os.path.isdir(arg):
            yield arg
            continue
        found = files(arg)
        first = next(found, None)
        if first is None:
            command.fail(f"{arg}: holds no page")
        else:
            yield first
            yield from found


def _line(command: NewsCommand, name: str, fetched: Mapping[str, Fetched], opts: argparse.Namespace) -> Line | None:
    try:
        url, page = open_page(name, fetched)
        with processor_time(command.project.getfloat("PAGE_SECONDS")):
            return read_line(page, opts.url or url, opts.at)
    except (Unreadable, NotAnArticle, InvalidLine, TooLong) as error:
        command.fail(f"{name}: {error}")
    except Exception as error:  # one page that the parser cannot stand must not end a night's work
        command.fail(f"{name}: a fault of this program, please report it: {error!r}")
    return None


@contextmanager
def _receiver(opts: argparse.Namespace) -> Iterator[Callable[[str, Line], None]]:
    """Where lines go: FILE, else stdout, unless only the table is wanted."""
    table = ArticleTable() if opts.table else None
    with _lines(opts) as write:

        def receive(name: str, line: Line) -> None:
            write(dump(line, as_text(name)))
            if table:
                table.add(as_text(name), line)

        yield receive
    if table:
        table.show()


@contextmanager
def _lines(opts: argparse.Namespace) -> Iterator[Callable[[bytes], object]]:
    if opts.output:
        with whole_file(opts.output) as file:
            yield file.write
    else:
        yield (lambda line: None) if opts.table else _print


def _print(line: bytes) -> None:
    # Flushed line by line: whatever ends the process, a reader never sees half a line.
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
