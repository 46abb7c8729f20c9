"""How fast pages are read: `read_page` against a bare `lxml.html.fromstring` of the same bytes, in one run.

Three kinds of pages, each with its limit: those that an outlet's file describes, Vietnamese ones read without any
outlet's file, and those of public suites, which no file describes.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import median

from lxml import html
from rich.table import Table

from scrapers.outlets import outlet_of
from scrapers.parser import NotAnArticle, read_page
from scrapers.terminal.article_table import show
from tests.support import SHARED

ROUNDS = 3

Pages = Sequence[tuple[bytes, str]]
"""Pages and their addresses."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Seconds of processor time for each page, the least of several rounds: a bare parse of it, and reading it."""

    bare: list[float]
    read: list[float]

    @property
    def ratio(self) -> float:
        """Of all pages together."""
        return sum(self.read) / sum(self.bare)

    @property
    def ratios(self) -> list[float]:
        """Of each page."""
        return [read / bare for read, bare in zip(self.read, self.bare, strict=True)]


def measure(pages: Pages, *, known: bool, rounds: int = ROUNDS) -> Speed:
    """What the pages take, with the outlets' files or without (`known=False`)."""
    speed = Speed([float("inf")] * len(pages), [float("inf")] * len(pages))
    for _ in range(rounds):
        for i, (page, url) in enumerate(pages):
            # One right behind the other: what else the machine does slows both alike.
            speed.bare[i] = min(speed.bare[i], _timed(partial(html.fromstring, page)))
            speed.read[i] = min(speed.read[i], _timed(partial(_read, page, url, known)))
    return speed


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _read(page: bytes, url: str, known: bool) -> None:
    try:
        read_page(page, url, known=known)
    except NotAnArticle:
        return


def articles() -> Pages:
    """The real Vietnamese articles beside the project."""
    table = SHARED / "pages" / "manifest.tsv"
    if not table.is_file():
        return []
    with table.open(encoding="utf-8", newline="") as rows:
        kept = [row for row in csv.DictReader(rows, delimiter="\t") if row["kind"] == "article"]
    return [((SHARED / "pages" / row["file"]).read_bytes(), row["url"]) for row in kept]


def suites() -> Pages:
    """The pages of public suites beside the project."""
    table = SHARED / "suites" / "gold.jsonl"
    rows = [json.loads(row) for row in table.read_text("utf-8").splitlines()] if table.is_file() else []
    return [(gzip.decompress((SHARED / "suites" / "pages" / row["page"]).read_bytes()), row["url"]) for row in rows]


def main() -> int:
    """Print a row for each kind; 1 where a ratio of all its pages is above its limit, 0 else and without pages."""
    vietnamese = articles()
    kinds = (
        ("outlet's file", [(page, url) for page, url in vietnamese if outlet_of(url)], True, ROUNDS, 2.5),
        ("Vietnamese", vietnamese, False, ROUNDS, 5.0),
        # Of so many pages one round is enough: they even out.
        ("public suites", suites(), False, 1, 8.0),
    )
    table = Table(box=None, pad_edge=False)
    for title in ("read_page ÷ parse", "pages", "all", "median", "maximum", "limit", "ms", "at most"):
        table.add_column(title, justify="right" if table.columns else "left")
    slow = False
    for name, pages, known, rounds, limit in kinds:
        if not pages:
            print(f"skipped: no pages for '{name}' in {SHARED}")
            continue
        speed = measure(pages, known=known, rounds=rounds)
        slow |= speed.ratio > limit
        figures = (speed.ratio, median(speed.ratios), max(speed.ratios), limit)
        times = (1000 * median(speed.read), 1000 * max(speed.read))
        table.add_row(name, str(len(pages)), *(f"{x:.2f}" for x in figures), *(f"{ms:.0f}" for ms in times))
    show(table)
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
