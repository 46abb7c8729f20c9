"""`scrapy report`: writes one self-contained HTML page about the runs and the feed of the last days."""

from __future__ import annotations

import argparse
import webbrowser
from datetime import datetime
from pathlib import Path

from pipelines.evidence import Evidence
from scrapers import clock
from scrapers.health import alarms
from scrapers.outlets import outlets
from scrapers.report.articles import read_articles
from scrapers.report.page import Report as Contents
from scrapers.report.page import page
from scrapers.report.runs import read_runs
from scrapers.report.words import LANGUAGES, Language
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.whole_file import whole_file


class Report(NewsCommand):
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
        parser.add_argument("--lang", choices=LANGUAGES, default="vi", help="its language (vi)")
        parser.add_argument("--open", action="store_true", help="show it in the browser")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        output = Path(self.project["OUTPUT"])
        if not (output / "articles").is_dir():
            raise Failure(f"there is no feed in {output}: crawl first")
        path: Path = opts.output or output / "report.html"
        contents = self._contents(output, clock.now(self.project).astimezone(clock.VIETNAM))
        with whole_file(path) as file:
            file.writelines(part.encode() for part in page(contents, Language(opts.lang)))
        if path.is_file():
            print(path)
        if opts.open and not webbrowser.open(path.resolve().as_uri()):
            self.fail(f"there is no browser to show {path}")

    def _contents(self, output: Path, now: datetime) -> Contents:
        return Contents(
            made=now,
            articles=read_articles(output, now.date(), self.fail),
            runs=read_runs(output, now.date(), self.fail),
            alarms=[Evidence.of(output, alarm).keep(output, alarm) for alarm in alarms(output, now)],
            titles={name: outlet.title for name, outlet in outlets().items()},
        )
