"""`scrapy reparse`: parses archived pages by today's rules and appends a revision where the result differs."""

from __future__ import annotations

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError

from scrapers import clock
from scrapers.outlets import named
from scrapers.terminal.command import NewsCommand
from scrapers.terminal.moments import first_and_last_day


class ReparseCommand(NewsCommand):
    """Heals the feed by its archive, or with `--to` makes a feed of any archives; no site is asked."""

    arguments = (0, None)

    def syntax(self) -> str:
        return "[options] [WARC files and folders, with --to]"

    def short_desc(self) -> str:
        return "Read archived pages again by today's rules"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        add = parser.add_argument
        add("--outlet", action="append", default=[], metavar="NAME", help="pages of this outlet (may be repeated)")
        add("--since", metavar="WHEN", help="pages fetched since that day: 2026-03-16, 'thứ hai', 30d")
        add("--until", metavar="WHEN", help="pages fetched up to that day")
        add("--dry-run", action="store_true", help="only say what would change")
        add("--accept-loss", action="store_true", help="write also where more is lost than won")
        add("--to", metavar="FOLDER", help="leave the feed alone: write all lines of the pages there, as a new feed")
        add("--spark", metavar="MASTER", help="read with Apache Spark: local[4], spark://HOST:7077, yarn")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        now = clock.now(self.project)
        opts.since, opts.until = first_and_last_day(opts.since, opts.until, now)
        try:
            opts.outlet = [named(name).name for name in opts.outlet]
        except ValueError as error:
            raise UsageError(str(error)) from None
        if args and not opts.to:
            raise UsageError("files belong to --to FOLDER; without them the archive in output/archive is read")
        if opts.to and not args and not (Path(self.project["OUTPUT"]) / "archive").is_dir():
            raise UsageError("there is no archive: name files, or crawl with ARCHIVE = True")
        if opts.to and (opts.dry_run or opts.accept_loss):
            raise UsageError("--to writes a new feed: --dry-run and --accept-loss belong to the one that is there")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapers.terminal.reparsing import make_feed, reparse  # with the whole parser

        if opts.to:
            make_feed(self, args, opts)
        else:
            reparse(self, opts)
