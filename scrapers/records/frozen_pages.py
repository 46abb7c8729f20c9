"""Frozen pages: test fixtures, mock or real, each with the expected reading beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from scrapers.clock import VIETNAM
from scrapers.items import Line
from scrapers.kept_page import PAGE, KeptPage
from scrapers.names import file_name

FOLDER = Path(__file__).parents[2] / "tests" / "pages"
READ_AT = datetime(2026, 9, 10, 9, tzinfo=VIETNAM)
"""Fetch time of a frozen page whose record has none."""


def page_file(outlet: str, name: str, folder: Path = FOLDER) -> Path:
    """`<folder>/<outlet>/<name>.html.gz`, there or not. Raises ValueError where it cannot be the name of a file."""
    return folder / file_name(outlet) / f"{file_name(name)}{PAGE}"


def frozen_pages(folder: Path = FOLDER) -> Iterator[KeptPage]:
    """Every frozen page, sorted."""
    return map(KeptPage.load, sorted(folder.glob(f"*/*{PAGE}")))


def page_name(line: Line, crawled: datetime) -> str:
    """`<date>-<id>` of a page, the date being the article's where it has one."""
    return f"{(line.date or crawled.isoformat())[:10]}-{line.id.partition(':')[2]}"
