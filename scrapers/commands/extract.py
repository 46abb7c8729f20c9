"""`scrapy extract`: reads saved pages, folders, standard input or addresses without a crawl, in the feed's form."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError

from scrapers.clock import now
from scrapers.crawl.address_lists import read_list
from scrapers.terminal.command import NewsCommand
from scrapers.terminal.page_arguments import check_page_options
from scrapers.version import program


class ExtractCommand(NewsCommand):
    """A line on stdout or in FILE for each article, a line on stderr for each page that is none."""

    arguments = (0, None)

    def syntax(self) -> str:
        return "[options] <file, folder, ZIP, archive, address or -> ..."

    def short_desc(self) -> str:
        return "Read saved pages or addresses into feed lines, without a crawl"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", metavar="FILE", type=Path, help="write a file: .jsonl, .csv, .xlsx, .parquet, .sqlite …"
        )
        parser.add_argument("--url", help="address of the one page that is read")
        parser.add_argument(
            "--urls", metavar="LIST", help="read these addresses, too: a file with one on each line or a CSV, or A,B,C"
        )
        parser.add_argument("--at", metavar="TIME", help="when the page was fetched; relative dates refer to it")
        parser.add_argument("--processes", type=int, default=0, metavar="N", help="cores that read (all of them)")
        parser.add_argument("--table", action="store_true", help="show a table instead of lines (with -o: both)")
        parser.add_argument("--text", action="store_true", help="show the articles to read, instead of lines")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        if opts.urls:
            try:
                args += [given.url for given in read_list(opts.urls)]
            except ValueError as error:
                raise UsageError(str(error)) from None
        if not args:
            raise UsageError(f"something is missing: {program()} {self.name} {self.syntax()}")
        if table := next((arg for arg in args if Path(arg).suffix.lower() in {".csv", ".tsv"}), None):
            raise UsageError(f"{table} is a table, no page: the addresses in it are read with --urls {table}")
        check_page_options(args, opts, now(self.project))
        if opts.text and (opts.output or opts.table):
            raise UsageError("--text stands alone: leave out -o and --table")
        if opts.output and not opts.output.absolute().parent.is_dir():
            raise UsageError(f"-o: there is no folder {opts.output.parent}")
        if opts.output and opts.output.is_dir():
            raise UsageError(f"-o: {opts.output} is a folder")
        if opts.output and opts.output.suffix:
            from pipelines.feed.export import FORMATS, format_of  # with what writes them

            try:
                format_of(opts.output)
            except ValueError:
                known = ", ".join(f".{name}" for name in FORMATS)
                raise UsageError(f"-o: {opts.output.name} names no format; there are {known}") from None

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapers.terminal.extraction import extract  # with the whole parser

        extract(self, args, opts)
