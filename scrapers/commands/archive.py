"""`scrapy archive`: lists, shows, checks, hands out and prunes the pages that crawls have kept."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from scrapy.exceptions import UsageError

from scrapers import clock
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.terminal.moments import first_and_last_day, moment
from scrapers.version import program


def _days(text: str) -> int:
    found = re.fullmatch(r"(\d{1,5})d?", text)
    if not found:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of days: write 90d")
    return int(found[1])


class ArchiveCommand(NewsCommand):
    """Each task has its own options; `scrapy archive TASK -h` shows them."""

    def syntax(self) -> str:
        return "<task> [options] ..."

    def short_desc(self) -> str:
        return "List, show, check, hand out and prune archived pages"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        tasks = parser.add_subparsers(
            dest="task", required=True, metavar="task", prog=f"{program()} {self.name}", title="Tasks"
        )

        def task(name: str, about: str) -> argparse.ArgumentParser:
            own = tasks.add_parser(name, help=about, description=about)
            self.add_task(own, name)
            return own

        listed = task("list", "what is archived, by outlet, or when an address was fetched")
        listed.add_argument("address", nargs="?", metavar="ADDRESS", help="of a page")
        shown = task("show", "a page as it was, on stdout")
        shown.add_argument("address", metavar="ADDRESS")
        shown.add_argument("--at", metavar="TIME", help="as it was then: 2026-03-16T09:00, 'hôm qua' (default: last)")
        verified = task("verify", "whether every record is whole and in the index; exit 1 and the places if not")
        export = task("export", "a part of the archive as one WARC file, for other tools")
        export.add_argument("file", type=Path, metavar="FILE")
        for one in (listed, verified, export):
            one.add_argument("--outlet", action="append", default=[], metavar="NAME", help="of this outlet")
        for one in (listed, export):
            one.add_argument("--since", default="", metavar="WHEN", help="fetched since that day")
            one.add_argument("--until", default="", metavar="WHEN", help="fetched up to that day")
        pruned = task("prune", "removes what is older, except pages that younger ones repeat")
        pruned.add_argument("--keep", type=_days, required=True, metavar="DAYS", help="days that stay: 90d")
        pruned.add_argument("--outlet", action="append", default=[], metavar="NAME", help="of this outlet")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        now = clock.now(self.project)
        if opts.task in {"list", "export"}:
            opts.since, opts.until = first_and_last_day(opts.since, opts.until, now)
        if opts.task == "show":
            opts.at = moment(opts.at, now) if opts.at else None
        if opts.task == "export" and not opts.file.absolute().parent.is_dir():
            raise UsageError(f"there is no folder {opts.file.parent}")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapers.terminal.archive_tasks import TASKS

        folder = Path(self.project["OUTPUT"]) / "archive"
        if not folder.is_dir():
            raise Failure(f"there is no archive in {self.project['OUTPUT']}: crawl with ARCHIVE = True")
        TASKS[opts.task](self, folder, opts)
