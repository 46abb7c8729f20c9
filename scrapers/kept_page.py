"""A kept page and what was said of it: the record of rejected pages, samples, evidence of alarms and test fixtures."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from scrapers.clock import stamp
from scrapers.items import Line

PAGE = ".html.gz"
"""The ending of a page's file; its record has the same name with `.json`, or is a line of a list."""
# Fields that say nothing of how the page was read.
_PASSING = ("schema", "revision", "duplicate_of", "content_hash", "crawled_at", "confidence", "reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """A page in a file, gzipped, with what was read on it or the reason why nothing was."""

    file: Path
    reading: Mapping[str, Any] = field(default_factory=dict)
    """Fields of its line as `as_read` has them; of a page that was not read its `url` alone."""
    reason: str | None = None
    """Why it was rejected."""
    at: datetime | None = None
    """When it was fetched, so that 'two hours ago' means the same whenever it is read again."""
    checked: bool = False
    """Whether a person has compared the reading with the page."""

    @classmethod
    def of(cls, record: Mapping[str, Any], file: Path) -> Self:
        """What a record says of the page in `file`. Raises ValueError where `at` is no time."""
        reading = dict(record)
        at = reading.pop("at", None) or reading.pop("crawled_at", None)  # as fixtures of version 0.1 call it
        return cls(
            file=file,
            at=datetime.fromisoformat(str(at)) if at else None,
            reason=reading.pop("reason", None),
            checked=reading.pop("checked", False),
            reading=reading,
        )

    @classmethod
    def load(cls, file: Path) -> Self:
        """With the record beside the page, empty where there is none. Raises ValueError where it is torn."""
        beside = cls(file=file).record_file
        return cls.of(json.loads(beside.read_text("utf-8")) if beside.exists() else {}, file)

    @property
    def url(self) -> str | None:
        """The page's address, where it is known."""
        return self.reading.get("url")

    @property
    def record_file(self) -> Path:
        """The file of its record, where that stands beside the page."""
        return self.file.with_name(self.file.name.removesuffix(PAGE) + ".json")

    @property
    def name(self) -> str:
        """`<outlet>/<name of its file>`."""
        return f"{self.file.parent.name}/{self.record_file.stem}"

    def read(self) -> bytes:
        """The page's bytes."""
        return gzip.decompress(self.file.read_bytes())

    def record(self) -> dict[str, Any]:
        """What was said of it, as JSON has it."""
        first = {} if self.reason else {"checked": self.checked}
        last = {"reason": self.reason, "at": self.at and stamp(self.at)}
        return first | dict(self.reading) | {name: value for name, value in last.items() if value}

    def write(self, packed: bytes) -> Self:
        """Writes the page as `pack` has it, and its record beside it. Raises OSError."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        self.file.write_bytes(packed)
        self.record_file.write_text(json.dumps(self.record(), ensure_ascii=False, indent=1) + "\n", "utf-8")
        return self


def pack(page: bytes) -> bytes:
    """The page gzipped; the same bytes give the same file (no time in its header)."""
    return gzip.compress(page, mtime=0)


def as_read(line: Line) -> dict[str, Any]:
    """A line as a record has it: the body as a list of paragraphs, nothing that changes from crawl to crawl."""
    found = {name: value for name, value in asdict(line).items() if name not in _PASSING}
    found["body"] = line.body.split("\n\n") if line.body else []
    return found
