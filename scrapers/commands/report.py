"""`scrapy report`: writes one self-contained HTML page about the runs and the feed of the last days."""

from __future__ import annotations

import argparse
import webbrowser
from pathlib import Path

from scrapers.report.words import LANGUAGES, Language
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.terminal.plain import print_plain


class ReportCommand(NewsCommand):
    """A broken line or record is named and left out; the page is written all the same."""

    def syntax(self) -> str:
        return "[options]"

    def short_desc(self) -> str:
        return "Write an HTML page about the runs and the feed of the last 30 days"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "-o", "--output", type=Path, metavar="FILE", help="write it there (report.html in the output folder)"
        )
        parser.add_argument("--lang", choices=LANGUAGES, help="its language (setting LANGUAGE)")
        parser.add_argument("--open", action="store_true", help="show it in the browser")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapers.terminal.report_file import write_report  # with the feed's reader and the spiders

        output = Path(self.project["OUTPUT"])
        if not any((output / name).is_dir() for name in ("articles", "runs")):
            raise Failure(f"there is neither a feed nor a run in {output}: crawl first")
        path: Path = opts.output or output / "report.html"
        write_report(self, path, Language(opts.lang or self.project["LANGUAGE"]))
        if path.is_file():
            print_plain(str(path))
        if opts.open and not webbrowser.open(path.resolve().as_uri()):
            self.fail(f"there is no browser to show {path}")
