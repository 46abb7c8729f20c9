"""Probing: a small crawl of each outlet into a temporary folder, and its verdict on the outlet's file."""

from __future__ import annotations

import gzip
import shlex
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text
from scrapy.crawler import AsyncCrawlerProcess

from scrapers import clock
from scrapers.authoring.catalogue import outlet_file
from scrapers.authoring.find_rules import Example
from scrapers.authoring.patch import proposal
from scrapers.crawl.harvester import Harvest, Seats, Visit
from scrapers.crawl.spiders import NewsSpider
from scrapers.health.history import read_runs
from scrapers.health.judge import FRESH
from scrapers.items import NotAnArticle
from scrapers.outlet import Outlet
from scrapers.parser import read_page
from scrapers.parser.encoding.decode import to_utf8
from scrapers.parser.page.tree import Page
from scrapers.records.probe_record import keep_probe, probe_record
from scrapers.records.run_record import outlet_record
from scrapers.state.findings import MISFITS, Finding
from scrapers.terminal.article_table import show
from scrapers.terminal.command import ExitCode, NewsCommand
from scrapers.terminal.network import demand_network
from scrapers.terminal.plain import print_plain
from scrapers.version import program
from scrapers.whole_file import whole_file

OF_SOURCES = ("dead", "empty", "still", "order", "links")
"""Findings about one source."""
FINDINGS = {
    "dead": "cannot be had",
    "empty": "names no article",
    "still": "stands still",
    "order": "writes the month first",
    "links": "its link rule finds nothing",
    "form": "addresses that the pattern leaves out",
    "site": "the outlet has moved there",
    "away": "the outlet has moved there; to be written into its file by hand, or with --diff",
    "layout": "reads pages of no known layout",
    "title": "reads pages whose headline their layout does not find",
    "body": "reads pages whose text their layout does not find",
    "source": "found",
}
"""Words for what a probe has found, by kind."""


def probe(command: NewsCommand, outlets: Sequence[Outlet], diff: bool) -> None:
    """Asks, keeps a record of each outlet in `output/probe`, prints a table or patches; exit code 1: one is wrong."""
    settings, now = command.project, clock.now(command.project)
    output = Path(settings["OUTPUT"])
    demand_network(settings, outlets)
    visits = [Visit(outlet.name, probe=True) for outlet in outlets]
    with tempfile.TemporaryDirectory(prefix="probe-") as folder:
        settings.set("OUTPUT", folder, priority="cmdline")
        assert isinstance(command.crawler_process, AsyncCrawlerProcess)
        harvest = Harvest(command.crawler_process, visits, partial(clock.now, settings))
        harvest.run(Seats(settings.getint("HARVEST_OUTLETS"), turn=60.0))
    crawls = {visit.outlet: outlet_record(visit, visit.ended) for visit in visits if visit.started and visit.ended}
    records = {visit.outlet: probe_record(visit.outlet, crawls.get(visit.outlet), now) for visit in visits}
    for record in records.values():
        keep_probe(output, record)
    if diff:
        _print_diffs(command, outlets, visits, output, now)
    else:
        _show(records)
    if any(record["verdict"] != "confirmed" for record in records.values()):
        command.exitcode = ExitCode.FAILED


def _show(records: dict[str, dict[str, Any]]) -> None:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for title in ("outlet", "verdict", "sources", "articles", "what was found"):
        table.add_column(title, overflow="fold")
    for name, record in records.items():
        sources = record["sources"].values()
        working = sum(bool(source["links"]) for source in sources)
        what = "\n".join(_words(record))
        row = (name, record["verdict"], f"{working} of {len(sources)}", str(record["articles"]), what or "–")
        table.add_row(*map(Text, row))
    show(table)


def _words(record: dict[str, Any]) -> Iterator[str]:
    yield from (f"{one['subject']}: {FINDINGS.get(one['kind'], one['kind'])}" for one in record["findings"][:8])
    if not record["findings"]:
        yield from record.get("failures", ())[:3]


def _print_diffs(
    command: NewsCommand, outlets: Sequence[Outlet], visits: Sequence[Visit], output: Path, now: datetime
) -> None:
    crawls = read_runs(output, now - FRESH, now + timedelta(days=1))
    for outlet, visit in zip(outlets, visits, strict=True):
        spider = visit.spider
        if spider is None:
            command.fail(f"{outlet.name}: {visit.reason}")
            continue
        found = list(spider.fallbacks.findings.values())
        for crawl in crawls.get(outlet.name, ())[-1:]:  # which has asked all sources, a probe some of each kind
            unasked = (
                one for one in crawl.findings if one.kind in OF_SOURCES and not spider.ledger.sources.get(one.subject)
            )
            found += [Finding(**vars(one)) for one in unasked]
        examples = list(_examples(spider))
        try:
            text = proposal(
                outlet_file(outlet.name), outlet, found, [example for _, example in examples], f"{now:%Y-%m}"
            )
        except ValueError as error:
            command.fail(f"{outlet.name}: {error}")
            continue
        if text and examples and any(one.kind == "layout" for one in found):
            print_plain(_freezing(output, outlet.name, examples))
        print_plain(text.rstrip("\n")) if text else command.say(f"{outlet.name}: nothing to change")


def _freezing(output: Path, outlet: str, examples: Sequence[tuple[bytes, Example]]) -> str:
    """Keeps a page of a new layout; how to freeze it once the patch is applied, as a line that `patch` passes over."""
    body, example = next((one for one in examples if one[1].article.guessed), examples[0])
    kept = output / "probe" / f"{outlet}.html.gz"
    with whole_file(kept) as file:
        file.write(gzip.compress(body, mtime=0))
    return f"# then: {program()} freeze {shlex.quote(str(kept))} --url {shlex.quote(example.article.url or '')}"


def _examples(spider: NewsSpider) -> Iterator[tuple[bytes, Example]]:
    """The articles that were read, as the general reader sees them where a layout has doubts about itself."""
    doubted = ("disagreement", *MISFITS.values())
    doubts = any(kind.startswith(doubted) for kind, _ in spider.fallbacks.findings)
    for url, body in spider.pages:
        try:
            yield body, Example(Page(to_utf8(body).page), read_page(body, url, known=not doubts))
        except NotAnArticle:
            continue
