"""The pages that a command is given: the options that go with them, and their bytes."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from scrapy.exceptions import UsageError

from scrapers.address import web_address
from scrapers.archive import mhtml
from scrapers.archive.capture import NoArchive
from scrapers.state.rejected_pages import address_of
from scrapers.terminal.moments import moment
from scrapers.web.fetch import Fetched
from scrapers.web.saved_pages import Unreadable, is_address, load


def check_page_options(args: Sequence[str], opts: argparse.Namespace, start: datetime) -> None:
    """Checks `--url` and turns `--at` into a moment. Raises `UsageError`."""
    if opts.url and (len(args) > 1 or os.path.isdir(args[0])):
        raise UsageError("--url belongs to one page, not to several")
    if opts.url and is_address(args[0]):
        raise UsageError("--url names the address of a saved page, this is an address itself")
    if opts.url and not web_address(opts.url):
        raise UsageError(f"--url: '{opts.url}' is no web address")
    opts.at = moment(opts.at, start) if opts.at else start


def open_page(name: str, fetched: Mapping[str, Fetched]) -> tuple[str | None, bytes]:
    """Address and bytes of a page. Raises `Unreadable`.

    Of a file the address is known where a crawl has kept it, and where a browser has saved it as MHTML.
    """
    if name not in fetched:
        body = load(name)
        if not mhtml.is_mhtml(body[:4096]):
            return address_of(Path(name)), body
        try:
            url, body = mhtml.page_in(body)
        except NoArchive as error:
            raise Unreadable(str(error)) from None
        return url or None, body
    answer = fetched[name]
    if isinstance(answer, Unreadable):
        raise answer
    return answer


def as_text(name: str) -> str:
    """A path as text: bytes of it that are no UTF-8 become U+FFFD."""
    return os.fsencode(name).decode(errors="replace")
