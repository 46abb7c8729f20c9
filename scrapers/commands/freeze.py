"""`scrapy freeze`: adds pages to the frozen ones, each with what was read on it, for a person to compare."""

from __future__ import annotations

import argparse
import os

from pipelines.frozen import READ_AT, Frozen, as_read, freeze, page_name
from pipelines.validate import InvalidLine
from scrapers.commands.extract import check_page_options, open_page, printable, read_line
from scrapers.crawl.fetch import fetch
from scrapers.items import NotAnArticle
from scrapers.saved import Unreadable, is_address
from scrapers.terminal.command import Failure, NewsCommand


class Freeze(NewsCommand):
    """A page and an expectation in `tests/pages/<outlet>/` for each argument; the expectation is still unchecked."""

    arguments = (1, None)

    def syntax(self) -> str:
        return "[options] <file or address> ..."

    def short_desc(self) -> str:
        return "Keep pages as tests of the rules that read them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--url", help="address of the one saved page")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        opts.at = None
        check_page_options(args, opts, READ_AT)

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        fetched = fetch([arg for arg in args if is_address(arg)], self.project)
        for name in args:
            try:
                url, page = open_page(name, fetched)
                print(os.path.relpath(freeze_page(page, opts.url or url).expectation))
            except (Unreadable, NotAnArticle, InvalidLine, Failure) as error:
                self.fail(f"{printable(name)}: {error}")


def freeze_page(page: bytes, url: str | None) -> Frozen:
    """Freeze one page with what is read on it now, unchecked; one that a person has checked stays as it is.

    Raises `NotAnArticle` or `InvalidLine` where nothing can be read on it, `Failure` where it says otherwise than the
    page or the reading that a person has checked under its name.
    """
    line = read_line(page, url, READ_AT)
    reading = as_read(line)
    kept = Frozen.of(line.outlet, page_name(line, READ_AT))
    expected = kept.expected()
    if expected and expected.pop("checked"):
        if (kept.read(), expected) == (page, reading):
            return kept
        raise Failure(f"differs from {os.path.relpath(kept.page)}, which a person has checked: delete that one first")
    frozen = freeze(page, line.outlet, page_name(line, READ_AT))
    frozen.expect(reading, checked=False)
    return frozen
