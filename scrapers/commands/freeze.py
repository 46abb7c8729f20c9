"""`scrapy freeze`: saves pages as test fixtures, each with its current reading, for a person to check."""

from __future__ import annotations

import argparse
import os

from scrapers.clock import now
from scrapers.items import NotAnArticle
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.terminal.page_arguments import as_text, check_page_options, open_page
from scrapers.terminal.plain import print_plain
from scrapers.web.fetch import fetch
from scrapers.web.saved_pages import Unreadable, is_address


class FreezeCommand(NewsCommand):
    """A page and an expectation in `tests/pages/<outlet>/` for each argument; the expectation is still unchecked."""

    arguments = (1, None)
    needs_checkout = True

    def syntax(self) -> str:
        return "[options] <file or address> ..."

    def short_desc(self) -> str:
        return "Keep pages as tests of the rules that read them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", help="address of the one saved page")
        parser.add_argument("--at", metavar="TIME", help="when the pages were fetched; relative dates refer to it")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        check_page_options(args, opts, now(self.project))

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from pipelines.validate import InvalidLine  # with the contract and, below, the whole parser
        from scrapers.terminal.freeze_page import freeze_page

        fetched = fetch([arg for arg in args if is_address(arg)], self.project)
        for name in args:
            try:
                url, page = open_page(name, fetched)
                print_plain(os.path.relpath(freeze_page(page, opts.url or url, opts.at).record_file))
            except (Unreadable, NotAnArticle, InvalidLine, Failure) as error:
                self.fail(f"{as_text(name)}: {error}")
