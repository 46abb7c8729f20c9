"""Frozen pages: test fixtures, mock or real, each with the expected reading beside it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from scrapers.items import Line
from scrapers.names import file_name

FOLDER = Path(__file__).parents[2] / "tests" / "pages"
READ_AT = datetime(2026, 9, 10, 9, tzinfo=timezone(timedelta(hours=7)))
"""Fetch time of a frozen page whose expected reading has no `crawled_at`."""
# Fields that say nothing of how the page was read.
_PASSING = ("schema", "revision", "duplicate_of", "content_hash", "crawled_at", "confidence", "reason")


@dataclass(frozen=True, slots=True)
class Frozen:
    """One frozen page: `tests/pages/<outlet>/<date>-<id>.html.gz` and its `.json`."""

    page: Path

    @classmethod
    def of(cls, outlet: str, name: str, folder: Path = FOLDER) -> Frozen:
        """The frozen page of that name, there or not. Raises ValueError where it cannot be the name of a file."""
        return cls(folder / file_name(outlet) / f"{file_name(name)}.html.gz")

    @property
    def expectation(self) -> Path:
        """The file of the expected reading."""
        return self.page.with_name(self.page.name.removesuffix(".html.gz") + ".json")

    @property
    def name(self) -> str:
        """`outlet/date-id`."""
        return f"{self.page.parent.name}/{self.expectation.stem}"

    def read(self) -> bytes:
        """The page's bytes."""
        return gzip.decompress(self.page.read_bytes())

    def expected(self) -> dict[str, Any] | None:
        """The expected reading; None if not written yet."""
        if not self.expectation.exists():
            return None
        found: dict[str, Any] = json.loads(self.expectation.read_text("utf-8"))
        return found

    @property
    def fetched(self) -> datetime:
        """When the page was fetched, so that 'two hours ago' means the same in every run."""
        crawled = (self.expected() or {}).get("crawled_at")
        return datetime.fromisoformat(crawled) if crawled else READ_AT

    def expect(self, reading: dict[str, Any], *, checked: bool, fetched: datetime | None = None) -> None:
        """Write the expectation; `checked` once a person has compared it with the page."""
        heading = {"checked": checked} | ({"crawled_at": fetched.isoformat(timespec="seconds")} if fetched else {})
        text = json.dumps(heading | reading, ensure_ascii=False, indent=1)
        self.expectation.write_text(text + "\n", "utf-8")


def frozen_pages(folder: Path = FOLDER) -> Iterator[Frozen]:
    """Every frozen page, sorted."""
    return (Frozen(page) for page in sorted(folder.glob("*/*.html.gz")))


def as_read(line: Line) -> dict[str, Any]:
    """A line as an expectation has it: the body as a list of paragraphs, nothing that changes from crawl to crawl."""
    found = {name: value for name, value in asdict(line).items() if name not in _PASSING}
    found["body"] = line.body.split("\n\n") if line.body else []
    return found


def freeze(page: bytes, outlet: str, name: str, folder: Path = FOLDER) -> Frozen:
    """Save a page; the same bytes give the same file (no time in the gzip header)."""
    frozen = Frozen.of(outlet, name, folder)
    frozen.page.parent.mkdir(parents=True, exist_ok=True)
    frozen.page.write_bytes(gzip.compress(page, mtime=0))
    return frozen


def page_name(line: Line, crawled: datetime) -> str:
    """`<date>-<id>` of a page, the date being the article's where it has one."""
    return f"{(line.date or crawled.isoformat())[:10]}-{line.id.partition(':')[2]}"
