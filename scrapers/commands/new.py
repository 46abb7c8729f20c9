"""`scrapy new`: proposes an outlet's file from saved pages, and freezes them beside it."""

from __future__ import annotations

import argparse
import os
import re
from urllib.parse import urlsplit

from scrapy.exceptions import UsageError

from scrapers.address import domain, web_address
from scrapers.authoring.catalogue import outlet_file
from scrapers.clock import now
from scrapers.names import outlet_name
from scrapers.outlets import outlet_of
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.terminal.moments import moment
from scrapers.web.saved_pages import is_address


class NewCommand(NewsCommand):
    """Writes `scrapers/outlets/<name>.py` and `tests/pages/<name>/`; everything in them is for a person to check."""

    arguments = (2, None)
    needs_checkout = True

    def syntax(self) -> str:
        return "[options] <domain> <file, file=address or address of an article> ..."

    def short_desc(self) -> str:
        return "Propose an outlet's file from pages of it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--name", help="the outlet's name: lower-case letters and digits (default: of its domain)")
        parser.add_argument("--at", metavar="TIME", help="when the pages were fetched; relative dates refer to it")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        site = web_address(args[0] if is_address(args[0]) else f"https://{args[0]}")
        if "." not in domain(site) or urlsplit(site).path.strip("/"):
            raise UsageError(f"'{args[0]}' is no domain: write it as in baoxyz.vn")
        opts.site = site
        try:
            opts.name = outlet_name(opts.name or re.sub(r"[^a-z0-9]", "", domain(site).partition(".")[0].lower()))
        except ValueError as error:
            raise UsageError(f"--name: {error}") from None
        present = now(self.project)
        opts.at = moment(opts.at, present) if opts.at else present
        known = outlet_of(site)
        if known is not None:
            raise Failure(f"{domain(site)} is known as {known.name}: add a layout to {_shown(known.name)}")
        if outlet_file(opts.name).exists():
            raise Failure(f"{_shown(opts.name)} exists: choose another --name")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        from scrapers.terminal.new_outlet import propose  # with the whole parser

        propose(self, args[1:], opts)


def _shown(name: str) -> str:
    return os.path.relpath(outlet_file(name))
