"""Runs one page through parser and pipelines without a crawl, for `extract`, `freeze`, `reparse` and tests."""

from __future__ import annotations

from datetime import datetime

from pipelines.choose_date import choose_date, fill
from pipelines.clean import clean
from pipelines.content_hash import content_hash
from pipelines.validate import validate
from scrapers.items import Article, Line
from scrapers.parser import read_page


def read_line(page: bytes, url: str | None, at: datetime, *, known: bool = True) -> Line:
    """The feed's line of one page, read at `at`; `known=False` leaves the outlets' files aside.

    Raises `NotAnArticle` or `InvalidLine`, each with its reason.
    """
    return line_of(read_page(page, url, known=known), at, page)


def line_of(article: Article, at: datetime, page: bytes = b"", recent: bool = False) -> Line:
    """The feed's line of an article; `recent`: a feed or listing led to it. Raises `InvalidLine`."""
    line = clean(article, at, page)
    fill(line, choose_date(article.dates, at, recent, article.language))
    validate(line)
    line.content_hash = content_hash(line)
    return line
