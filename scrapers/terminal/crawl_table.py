"""What `scrapy crawl --table` shows: the articles of its question."""

from __future__ import annotations

from rich import box
from rich.table import Table
from rich.text import Text

from pipelines.feed.schema import LINE
from scrapers.crawl.spiders import NewsSpider
from scrapers.terminal.article_table import day_and_clock, show


def show_table(spider: NewsSpider) -> None:
    """The articles that the question met, new ones and those stored before, newest first."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, collapse_padding=True)
    for heading, width in (("date", 10), ("title", None), ("authors", 14), ("section", 12)):
        table.add_column(heading, width=width, ratio=None if width else 1)
    for known in sorted(spider.ledger.answer, key=lambda known: known.published, reverse=True):
        line = LINE.validate_python(spider.feed.line(known.file, known.start))
        table.add_row(day_and_clock(line), Text(line.title), Text(", ".join(line.authors)), Text(line.section or ""))
    show(table)
