"""`scrapy explain`: which rules read a page and why, where each field and each date came from, or why there is none."""

from __future__ import annotations

import argparse
import json

from scrapers.clock import now
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.terminal.page_arguments import as_text, check_page_options, open_page
from scrapers.web.fetch import fetch
from scrapers.web.saved_pages import Unreadable, is_address


class ExplainCommand(NewsCommand):
    """Says how one page is read."""

    arguments = (1, 1)

    def syntax(self) -> str:
        return "[options] <file, address or ->"

    def short_desc(self) -> str:
        return "Say which rule gave each field of a page, or why it is no article"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="for programs: one JSON object, nothing shortened")
        parser.add_argument("--url", help="address of a saved page; that of a rejected one is known")
        parser.add_argument("--at", metavar="TIME", help="when the page was fetched; relative dates refer to it")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        check_page_options(args, opts, now(self.project))

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapers.terminal.explanation import as_data, explain, show_explained  # with the whole parser

        (name,) = args
        try:
            url, page = open_page(name, fetch([name] if is_address(name) else [], self.project))
        except Unreadable as error:
            raise Failure(f"{name}: {error}") from None
        explained = explain(as_text(name), page, opts.url or url, opts.at)
        if opts.json:
            print(json.dumps(as_data(explained), ensure_ascii=False, indent=2))
        else:
            show_explained(explained)
