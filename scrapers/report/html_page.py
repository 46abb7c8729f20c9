"""The report as one HTML page: the figures poured into its template, with its style and its script inside."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from scrapers.health import Alarm
from scrapers.report.articles import DAYS, FIELDS, RECENT, Articles, web_address
from scrapers.report.runs import OutletRun, Runs
from scrapers.report.words import Language

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent
_PAIRS = 20
"""Pairs of outlets that are shown."""


@dataclass(frozen=True)
class Report:
    """What the page tells."""

    made: datetime
    """Vietnamese time."""
    articles: Articles
    runs: Runs
    alarms: Sequence[Alarm]
    titles: Mapping[str, str]
    """Names of outlets as people know them."""

    @property
    def outlets(self) -> list[str]:
        """Those that published, the busiest first, then those that only ran."""
        return [*self.articles.outlets, *sorted(self.runs.last.keys() - set(self.articles.outlets))]

    def last_run(self, outlet: str) -> OutletRun | None:
        """How its last run ended; None where it has not run in these days."""
        return self.runs.last.get(outlet)

    def coverage(self) -> list[tuple[str, int, list[int]]]:
        """Rules, pages and the whole per cent that have each of FIELDS; rounded down, so that 100 means all."""
        pages, filled = self.articles.pages, self.articles.filled
        return [(name, n, [100 * filled[name][field] // n for field in FIELDS]) for name, n in sorted(pages.items())]

    def precisions(self) -> list[tuple[str, Counter[str]]]:
        """Sources of dates with the articles of each precision, the most frequent first."""
        sources: dict[str, Counter[str]] = {}
        for (source, precision), count in self.articles.dates.items():
            sources.setdefault(source, Counter())[precision] = count
        return sorted(sources.items(), key=lambda item: -item[1].total())

    def copies(self) -> list[tuple[str, str, int]]:
        """Outlet, outlet that had it before, and articles, the most frequent first."""
        return [(copy, original, n) for (copy, original), n in self.articles.copies.most_common(_PAIRS)]


def page(report: Report, language: Language) -> Iterator[str]:
    """The page in parts. Everything in it but our own style and script is escaped."""
    style, script = (Markup((_FOLDER / name).read_text("utf-8")) for name in ("style.css", "search.js"))  # noqa: S704
    template = _environment().get_template("page.html.j2")
    yield from template.generate(
        report=report,
        language=language,
        t=language.text,
        days=DAYS,
        recent=RECENT,
        fields=FIELDS,
        web_address=web_address,
        style=style,
        script=script,
        policy=_policy(style, script),
    )


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # slow, and Scrapy loads every command at start

    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _policy(style: str, script: str) -> str:
    """Content-Security-Policy (W3C CSP 3): this style, this script, and nothing from anywhere."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
