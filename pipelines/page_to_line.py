"""One page through parser and pipelines without a crawl: what `extract`, `freeze` and the tests of the rules ask."""

from __future__ import annotations

from datetime import datetime

from pipelines.choose_date import choose_date, fill
from pipelines.clean import clean
from pipelines.deduplicate import content_hash
from pipelines.validate import validate
from scrapers.items import Line
from scrapers.parser import read_page


def read_line(page: bytes, url: str | None, at: datetime, *, known: bool = True) -> Line:
    """The feed's line of one page, read at `at`; `known=False` leaves the outlets' files aside.

    Raises `NotAnArticle` or `InvalidLine`, each with its reason.
    """
    article = read_page(page, url, known=known)
    line = clean(article, at, page)
    fill(line, choose_date(article.dates, at))
    validate(line)
    line.content_hash = content_hash(line)
    return line
