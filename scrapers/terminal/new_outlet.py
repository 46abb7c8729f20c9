"""An outlet's file as its pages suggest it, and what of it holds on them."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from rich.table import Table
from rich.text import Text

from pipelines.validate import InvalidLine
from scrapers.address import domain
from scrapers.authoring.catalogue import outlet_file
from scrapers.authoring.find_rules import FIELDS, Example
from scrapers.authoring.proposal import Template, source_text, templates
from scrapers.crawl import second_opinions
from scrapers.items import NotAnArticle
from scrapers.outlets import forget
from scrapers.parser import read_page
from scrapers.parser.encoding.decode import to_utf8
from scrapers.parser.page.structured import read_structured
from scrapers.parser.page.tree import Page
from scrapers.terminal.article_table import show
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.terminal.freeze_page import freeze_page
from scrapers.terminal.page_arguments import as_text, open_page
from scrapers.terminal.plain import print_plain
from scrapers.version import program
from scrapers.web.fetch import fetch
from scrapers.web.saved_pages import Unreadable, is_address


def propose(command: NewsCommand, names: Sequence[str], opts: argparse.Namespace) -> None:
    """Writes the outlet's file, prints it, and freezes the pages. Raises `Failure`."""
    pages = list(_pages(command, names, opts.site))
    if not pages:
        return
    examples = [example for _, _, example in pages]
    found, file = list(templates(examples)), outlet_file(opts.name)
    file.write_text(source_text(opts.name, _title(examples, opts), _home(examples, opts.site), found), "utf-8")
    _show(found)
    print_plain(f"\n{os.path.relpath(file)}")
    forget()
    for name, page, example in pages:
        try:
            print_plain(os.path.relpath(freeze_page(page, example.article.url, opts.at).record_file))
        except (NotAnArticle, InvalidLine, Failure) as error:
            command.fail(f"{as_text(name)}: not frozen: {error}")
    for step in _steps(pages, found, opts.name):
        print_plain(f"\n{step}")
    print(
        f'\nCompare each expectation with its page, then set its "checked" to true; {program()} outlets --check helps.'
    )


def _steps(pages: Sequence[tuple[str, bytes, Example]], found: Sequence[Template], outlet: str) -> Iterator[str]:
    """What is left to a person: parts that the general reader finds on a page and the new file does not."""
    file = os.path.relpath(outlet_file(outlet))
    if not _site_name([example for _, _, example in pages]):
        yield f"no page says what the site is called: write its name as title= in {file}"
    for template in found:
        mine = [(as_text(name), page, example) for name, page, example in pages if example in template.examples]
        if not template.marker:
            yield f"no rule leads to text or headline of {mine[0][0]}: add a Layout with marker, title, body to {file}"
            continue
        unread: dict[str, str] = {}
        for name, page, example in mine:
            for field in _unread(page, example):
                unread.setdefault(field, f"{example.expected.get(field, ['the text'])[0]!r} on {name}")
        for field, where in unread.items():
            yield f"no rule leads to {field} ({where}): add {field}= to the Layout {template.name} in {file}"


def _unread(page: bytes, example: Example) -> list[str]:
    """Fields on the page that the new file's rules miss."""
    try:
        read = read_page(page, example.article.url)
    except NotAnArticle:
        return [field for field in ("title", "body") if example.says(field)]
    now, guessed = Example(example.page, read), {second_opinions.FIELDS.get(name, name) for name in read.completed}
    return [field for field in FIELDS if example.says(field) and (field in guessed or not now.says(field))]


def _pages(command: NewsCommand, names: Sequence[str], site: str) -> Iterator[tuple[str, bytes, Example]]:
    """The pages that are articles of the site; prints the reason for each other one."""
    fetched = fetch([name for name in names if is_address(name)], command.project)
    for argument in names:
        name, address = _with_address(argument)
        try:
            url, page = open_page(name, fetched)
            yield name, page, _example(page, address or url, site)
        except (Unreadable, NotAnArticle, Failure) as error:
            command.fail(f"{as_text(name)}: left out: {error}")


def _with_address(argument: str) -> tuple[str, str | None]:
    """`PAGE=ADDRESS`, for a saved page that does not name its own."""
    name, _, address = argument.partition("=")
    return (name, address) if is_address(address) and not is_address(name) else (argument, None)


def _example(page: bytes, url: str | None, site: str) -> Example:
    """The page as families and generic reading see it.

    Raises `NotAnArticle`, and `Failure` where it is none of the site.
    """
    article = read_page(page, url)
    if article.url is None:
        raise Failure("names no address: write PAGE=ADDRESS")
    if domain(article.url) != domain(site):
        raise Failure(f"names {article.url}, not an address on {domain(site)}")
    return Example(Page(to_utf8(page).page), article)


def _home(examples: Sequence[Example], site: str) -> str:
    """Host of the pages' own addresses; the scheme is the typed one, as articles' addresses say https of all sites."""
    return f"{urlsplit(site).scheme}://{urlsplit(examples[0].article.url or '').netloc}"


def _title(examples: Sequence[Example], opts: argparse.Namespace) -> str:
    """What the site calls itself, else its name."""
    return _site_name(examples) or str(opts.name)


def _site_name(examples: Sequence[Example]) -> str:
    """As `og:site_name` tells it, else what ends the `<title>` of every page; empty where no page says."""
    told, _ = read_structured(examples[0].page).meta("og:site_name", "application-name")
    ends = {re.split(r"\s[|–—·-]\s", title)[-1] for title in map(_title_tag, examples)}
    common = ends.pop() if len(examples) > 1 and len(ends) == 1 else ""
    return re.sub(r'[\s"\\]+', " ", told or common).strip()


def _title_tag(example: Example) -> str:
    return example.page.root.findtext("head/title") or ""


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
    value = f"{len(example.article.body)} paragraphs" if field == "body" else ", ".join(example.expected[field])
    if rule is not None:
        return rule.css, f"{rule.holds} of {rule.of}", value
    if template.family is not None and getattr(template.family, field):
        return "the family's", "", value
    expected = value and field not in ("body", "author")
    return "structured data" if expected else "none found", "", value or "–"
