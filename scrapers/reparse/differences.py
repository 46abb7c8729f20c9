"""Differences between the feed and today's readings, counted by field with examples."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from scrapers.items import Line

VISIBLE = (
    "title",
    "lead",
    "byline",
    "authors",
    "source",
    "date",
    "dateline",
    "body",
    "captions",
    "section",
    "tags",
)
"""Fields that a reader sees."""
EXAMPLES = 3
"""Titles that are shown of a difference."""
FIRST, REJECTED = "articles that were rejected", "articles that are rejected now"
FILLED, CHANGED, LOST = "filled", "changed", "lost"


def differences(before: Line, now: Line) -> Iterator[tuple[str, str]]:
    """Each field that differs, and how: `filled`, `changed` or `lost`."""
    for name in VISIBLE:
        old, new = _seen(before, name), _seen(now, name)
        if old != new:
            yield name, FILLED if not old else LOST if not new else CHANGED


def _seen(line: Line, name: str) -> Any:
    value = getattr(line, name)
    return [caption.text for caption in value] if name == "captions" else value


@dataclass
class Account:
    """Counts the differences of one outlet."""

    pages: int = 0
    """Archived pages that were read."""
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By field (or FIRST, REJECTED) and what became of it."""
    titles: defaultdict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    """Three examples of each."""
    silent: Counter[str] = field(default_factory=Counter)
    """The same of articles that get no revision, because nothing differs that `content_hash` covers; by field."""
    revisions: int = 0
    """Lines to be written."""
    untouched: Counter[str] = field(default_factory=Counter)
    """Articles left as they are, by reason."""

    def add(self, name: str, how: str, title: str) -> None:
        """One difference."""
        self.counts[name, how] += 1
        if len(self.titles[name, how]) < EXAMPLES:
            self.titles[name, how].append(title)

    @property
    def won(self) -> int:
        """Fields that were empty, and articles that the feed lacks."""
        return sum(count for (_, how), count in self.counts.items() if how == FILLED)

    @property
    def lost(self) -> int:
        """Fields that would be empty, and articles that today's rules reject."""
        return sum(count for (_, how), count in self.counts.items() if how == LOST)
