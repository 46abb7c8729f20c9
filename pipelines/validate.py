"""Validate: rejects lines that break the feed's contract, by the schema and by rules beyond it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from pydantic import ValidationError
from scrapy.exceptions import DropItem

from pipelines.base import Step
from pipelines.feed.schema import LINE
from scrapers.items import Line, PageItem

SILENT_KINDS = frozenset({"video", "gallery", "audio", "removed"})
"""Kinds that may come without a word of text."""
ONE_LINE = ("title", "byline", "source", "date_text", "dateline", "section")
LONGEST = 1000
"""Characters of what is a line or less on every page; the longest headline that was seen has 120."""
_ODD_BREAK = re.compile(r"^\s|\s$|(?<!\n)\n(?!\n)|\n{3}|\n\s+\n")


class InvalidLine(DropItem):
    """A line that breaks the feed's contract; `reason` is short enough for statistics."""

    def __init__(self, reason: str) -> None:
        # A rejected page is no fault of the program: counted and kept aside, not warned about.
        super().__init__(reason, log_level="INFO")
        self.reason = reason


def validate(line: Line) -> None:
    """Raises `InvalidLine` where the line breaks the contract (docs/feed.md)."""
    _says_something(line)
    _are_lines(line)
    try:
        LINE.validate_json(LINE.dump_json(line, warnings=False), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"]))
        raise InvalidLine(f"{field}: {first['msg'].partition(' pattern ')[0]}") from None
    _names(line)
    _dates(line)


def _says_something(line: Line) -> None:
    if not line.title:
        raise InvalidLine("no title")
    if not line.body and not line.captions and line.kind not in SILENT_KINDS:
        raise InvalidLine("no body")
    if _ODD_BREAK.search(line.body):
        raise InvalidLine("body: paragraphs are not one blank line apart")


def _are_lines(line: Line) -> None:
    """What somebody has written to fill a disk is no headline."""
    for field in ONE_LINE:
        if len(getattr(line, field) or "") > LONGEST:
            raise InvalidLine(f"{field}: longer than {LONGEST:,} characters")


def _names(line: Line) -> None:
    if not line.id.startswith(f"{line.outlet}:"):
        raise InvalidLine("id: not of this outlet")
    if line.url is not None and not line.url.startswith(("http://", "https://")):
        raise InvalidLine("url: no web address")


def _dates(line: Line) -> None:
    crawled = _instant("crawled_at", line.crawled_at)
    if line.modified is not None:
        _instant("modified", line.modified)
    if (line.date is None) != (line.date_precision is None) or (line.date is None) != (line.date_source is None):
        raise InvalidLine("date: value, precision and source do not stand together")
    if line.date is None:
        return
    date = _instant("date", line.date)
    if date > crawled + timedelta(hours=1):
        raise InvalidLine("date: in the future")
    if line.date_precision == "day" and "T00:00:00" not in line.date:
        raise InvalidLine("date: a day is not written as local midnight")


def _instant(field: str, text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise InvalidLine(f"{field}: no such day or time") from None


class ValidatePipeline(Step):
    """Drops lines that break the contract."""

    def process_item(self, item: PageItem) -> PageItem:
        """Raises `InvalidLine`, a `DropItem`, with the reason."""
        try:
            validate(item.line)
        except InvalidLine as error:
            self.count(f"validate/rejected/{error.reason}")
            raise
        self.count("validate/passed")
        return item
