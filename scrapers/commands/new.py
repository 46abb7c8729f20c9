"""`scrapy new`: proposes an outlet's file from saved pages, and freezes them beside it."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from rich.table import Table
from rich.text import Text
from scrapy.exceptions import UsageError

from pipelines.validate import InvalidLine
from scrapers.address import domain
from scrapers.authoring.catalogue import outlet_file
from scrapers.authoring.find_rules import FIELDS, Example
from scrapers.authoring.proposal import Template, source_text, templates
from scrapers.commands.extract import open_page, printable
from scrapers.commands.freeze import freeze_page
from scrapers.crawl.fetch import fetch
from scrapers.items import NotAnArticle
from scrapers.outlets import forget, outlet_of
from scrapers.parser import read_page
from scrapers.parser.encoding import to_utf8
from scrapers.parser.structured import read_structured
from scrapers.parser.tree import Page
from scrapers.saved import Unreadable, is_address
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.terminal.table import show


class New(NewsCommand):
    """Writes `scrapers/outlets/<name>.py` and `tests/pages/<name>/`; everything in them is for a person to check."""

    arguments = (2, None)

    def syntax(self) -> str:
        return "[options] <domain> <file or address of an article> ..."

    def short_desc(self) -> str:
        return "Propose an outlet's file from pages of it"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--name", help="the outlet's name: lower-case letters and digits (default: of its domain)")

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        site = args[0] if is_address(args[0]) else f"https://{args[0]}"
        if "." not in domain(site):
            raise UsageError(f"'{args[0]}' is no domain: write it as in baoxyz.vn")
        opts.site = site
        opts.name = opts.name or re.sub(r"[^a-z0-9]", "", domain(site).partition(".")[0].lower())
        if not re.fullmatch(r"[a-z0-9]+", opts.name):
            raise UsageError(f"--name: '{opts.name}' is not of lower-case letters and digits alone")
        known = outlet_of(site)
        if known is not None:
            raise Failure(f"{domain(site)} is known as {known.name}: add a layout to {_shown(known.name)}")
        if outlet_file(opts.name).exists():
            raise Failure(f"{_shown(opts.name)} exists: choose another --name")

    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        pages = list(self._pages(args[1:]))
        examples = [self._example(name, page, url, opts.site) for name, url, page in pages]
        found = list(templates(examples))
        outlet_file(opts.name).write_text(
            source_text(opts.name, _title(examples, opts), _home(examples), found), "utf-8"
        )
        _show(found)
        print(f"\n{_shown(opts.name)}")
        forget()
        for (name, _, page), example in zip(pages, examples, strict=True):
            try:
                print(os.path.relpath(freeze_page(page, example.article.url).expectation))
            except (NotAnArticle, InvalidLine, Failure) as error:
                self.fail(f"{printable(name)}: not frozen: {error}")
        print('\nCompare each expectation with its page, then set its "checked" to true; scrapy outlets --check helps.')

    def _pages(self, names: Sequence[str]) -> Iterator[tuple[str, str | None, bytes]]:
        fetched = fetch([name for name in names if is_address(name)], self.project)
        for name in names:
            try:
                yield name, *open_page(name, fetched)
            except Unreadable as error:
                raise Failure(f"{printable(name)}: {error}") from None

    def _example(self, name: str, page: bytes, url: str | None, site: str) -> Example:
        """The page as families and generic reading see it. Raises `Failure` where it is no article of the site."""
        try:
            article = read_page(page, url)
        except NotAnArticle as error:
            raise Failure(f"{printable(name)}: {error}") from None
        if article.url is None or domain(article.url) != domain(site):
            raise Failure(f"{printable(name)}: names {article.url or 'no address'}, not one on {domain(site)}")
        return Example(Page(to_utf8(page).page), article)


def _shown(name: str) -> str:
    return os.path.relpath(outlet_file(name))


def _home(examples: Sequence[Example]) -> str:
    """Scheme and host of the pages' own addresses."""
    return f"https://{urlsplit(examples[0].article.url or '').netloc}"


def _title(examples: Sequence[Example], opts: argparse.Namespace) -> str:
    """What the site calls itself, else its name."""
    said, _ = read_structured(examples[0].page).meta("og:site_name", "application-name")
    return re.sub(r'[\s"\\]+', " ", said).strip() or str(opts.name)


def _show(found: Sequence[Template]) -> None:
    """Per template and field: the rule, on how many pages it holds, and what it found on the first."""
    for template in found:
        pages = len(template.examples)
        table = Table(box=None, pad_edge=False, title=f"{template.name}: {pages} page{'s' * (pages > 1)}")
        table.title_justify = "left"
        table.add_column("", style="bold", no_wrap=True)
        table.add_column("rule", overflow="fold", ratio=1)
        table.add_column("holds", no_wrap=True)
        table.add_column("on the first page", overflow="ellipsis", no_wrap=True, max_width=32)
        for field in FIELDS:
            table.add_row(field, *map(Text, _row(field, template)))
        show(table)


def _row(field: str, template: Template) -> tuple[str, str, str]:
    rule = template.rules.get(field)
    example = template.examples[0]
    value = f"{len(example.article.body)} paragraphs" if field == "body" else ", ".join(example.said[field])
    if rule is not None:
        return rule.css, f"{rule.holds} of {rule.of}", value
    if template.family is not None and getattr(template.family, field):
        return "the family's", "", value
    return "structured data" if value and field != "body" else "none found", "", value or "–"
