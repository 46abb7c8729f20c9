"""`scrapy extract`: reads saved pages, folders, standard input or addresses without a crawl, in the feed's form."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from scrapy.exceptions import UsageError

from pipelines.choose_date import choose_date, fill
from pipelines.clean import clean
from pipelines.deduplicate import content_hash
from pipelines.schema import dump
from pipelines.validate import InvalidLine, validate
from scrapers.clock import now
from scrapers.crawl.fetch import Fetched, fetch
from scrapers.items import Line, NotAnArticle
from scrapers.parser import read_page
from scrapers.saved import Unreadable, files, is_address, load
from scrapers.terminal.command import NewsCommand, moment
from scrapers.terminal.table import ArticleTable
from scrapers.whole_file import whole_file


class Extract(NewsCommand):
    """A line on stdout or in FILE for each article, a line on stderr for each page that is none."""

    arguments = (1, None)

    def syntax(self) -> str:
        return "[options] <file, folder, address or -> ..."

    def short_desc(self) -> str:
        return "Read saved pages or addresses into feed lines, without a crawl"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write the lines there, not to stdout")
        parser.add_argument("--url", help="address of the one page that is read")
        parser.add_argument("--at", metavar="TIME", help="when the page was fetched; relative dates refer to it")
        parser.add_argument("--table", action="store_true", help="show a table instead of lines (with -o: both)")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        check_page_options(args, opts, now(self.project))
        if opts.output and not opts.output.absolute().parent.is_dir():
            raise UsageError(f"-o: there is no folder {opts.output.parent}")
        if opts.output and opts.output.is_dir():
            raise UsageError(f"-o: {opts.output} is a folder")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        fetched = fetch([arg for arg in args if is_address(arg)], self.project)
        # Lines that scroll by on a terminal are progress enough.
        bar = bool(opts.output or opts.table or not sys.stdout.isatty())
        with _receiver(opts) as receive, self.progress("reading", shown=bar) as step:
            for name in self._names(args):
                line = self._line(name, fetched, opts)
                if line:
                    receive(name, line)
                step()

    def _names(self, args: Sequence[str]) -> Iterator[str]:
        for arg in args:
            if not os.path.isdir(arg):
                yield arg
                continue
            found = files(arg)
            first = next(found, None)
            if first is None:
                self.fail(f"{arg}: holds no page")
            else:
                yield first
                yield from found

    def _line(self, name: str, fetched: Mapping[str, Fetched], opts: argparse.Namespace) -> Line | None:
        try:
            url, page = open_page(name, fetched)
            return read_line(page, opts.url or url, opts.at)
        except (Unreadable, NotAnArticle, InvalidLine) as error:
            self.fail(f"{name}: {error}")
        except Exception as error:  # one page that the parser cannot stand must not end a night's work
            self.fail(f"{name}: a fault of this program, please report it: {error!r}")
        return None


def read_line(page: bytes, url: str | None, at: datetime, *, known: bool = True) -> Line:
    """The feed's line of one page, read at `at`; `known=False` leaves the outlets' files aside.

    Raises `NotAnArticle` or `InvalidLine`, each with its reason.
    """
    article = read_page(page, url, known=known)
    line = clean(article, at, page)
    fill(line, choose_date(article.dates, at))
    validate(line)
    line.content_hash = content_hash(line)
    return line


def check_page_options(args: Sequence[str], opts: argparse.Namespace, start: datetime) -> None:
    """Checks `--url` and turns `--at` into a moment. Raises `UsageError`."""
    if opts.url and (len(args) > 1 or os.path.isdir(args[0])):
        raise UsageError("--url belongs to one page, not to several")
    if opts.url and is_address(args[0]):
        raise UsageError("--url names the address of a saved page, this is an address itself")
    if opts.url and not is_address(opts.url):
        raise UsageError(f"--url: '{opts.url}' is no web address")
    opts.at = moment(opts.at, start) if opts.at else start


def open_page(name: str, fetched: Mapping[str, Fetched]) -> tuple[str | None, bytes]:
    """Address (None for a file) and bytes of a page. Raises `Unreadable`."""
    if name not in fetched:
        return None, load(name)
    answer = fetched[name]
    if isinstance(answer, Unreadable):
        raise answer
    return answer


def printable(name: str) -> str:
    """A path as text: bytes of it that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode(errors="replace")


@contextmanager
def _receiver(opts: argparse.Namespace) -> Iterator[Callable[[str, Line], None]]:
    """Where lines go: FILE, else stdout, unless only the table is wanted."""
    table = ArticleTable() if opts.table else None
    with _lines(opts) as write:

        def receive(name: str, line: Line) -> None:
            write(dump(line, printable(name)))
            if table:
                table.add(printable(name), line)

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
