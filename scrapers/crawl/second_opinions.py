"""Compares a layout's reading with the generic parser's on a few pages of each run, to notice broken selectors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from scrapers.items import Article
from scrapers.outlet import Layout
from scrapers.text import loose

FIRST = 5
"""Pages of each layout in a run that are read twice; a page that lacks a field that the layout names is, too."""
MOST = 25
"""Pages of a layout that are read twice at most."""
AGREED = 0.8
"""Share of those pages on which the two differ alike, before it is the rule and not a page."""
SHORT = 0.5
"""Length of a body below which the other one has more of the story."""

FIELDS = {"title": "title", "lead": "lead", "authors": "author", "date": "date", "body": "body"}
"""What is compared, and the rule of a layout that finds it."""
_EVIDENCE = {"authors": "byline"}


@dataclass
class Doubt:
    """How often two readings of a layout's pages differ in one field."""

    compared: int = 0
    differ: int = 0
    example: tuple[str, str, str, str] = ("", "", "", "")
    """The page, both values, and the rule that has found the second one."""


@dataclass
class SecondOpinions:
    """The comparisons of one run."""

    pages: Counter[str] = field(default_factory=Counter)
    doubts: defaultdict[tuple[str, str], Doubt] = field(default_factory=lambda: defaultdict(Doubt))

    def wanted(self, article: Article) -> bool:
        """Whether the page is to be read a second time."""
        seen = self.pages[article.parser]
        lacking = not (article.lead and article.authors and article.dates)
        return article.kind == "article" and (seen < FIRST or (lacking and seen < MOST))

    def add(self, first: Article, layout: Layout, read: Callable[[], Article]) -> None:
        """Compares what the layout has a rule for with a second reading. Raises what `read` raises."""
        self.pages[first.parser] += 1
        second = read()
        for name in (name for name, rule in FIELDS.items() if getattr(layout, rule)):
            mine, other = "" if name in first.completed else _value(first, name), _value(second, name)
            doubt = self.doubts[first.parser, name]
            doubt.compared += 1
            if _differ(name, mine, other):
                doubt.differ += 1
                found = second.evidence.get(_EVIDENCE.get(name, name))
                doubt.example = (first.url or "", mine[:80], other[:80], found.rule if found else "")

    def disagreements(self) -> Iterator[tuple[str, str, Doubt]]:
        """Layout, field and doubt where the two readings differ nearly always."""
        for (parser, name), doubt in self.doubts.items():
            if doubt.compared >= FIRST and doubt.differ >= AGREED * doubt.compared:
                yield parser, name, doubt


def _value(article: Article, name: str) -> str:
    if name == "date":
        return next((date.text for date in article.dates if date.origin == "page"), "")
    value = getattr(article, name)
    return value or "" if isinstance(value, str | None) else "\n".join(value)


def _differ(name: str, mine: str, other: str) -> bool:
    """Whether the layout's rule has missed something: finds nothing, another title, less than half of a body."""
    if name == "body":
        return len(mine) < SHORT * len(other)
    if name == "title":
        return bool(other) and loose(other) not in loose(mine) and loose(mine) not in loose(other)
    return bool(other) and not mine
