"""How a page is read, in words: the rules, the evidence of each field, the verdict on each date."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from pipelines.choose_date import Choice, choose_date, fill
from pipelines.clean import clean
from pipelines.feed.schema import LINE
from pipelines.validate import InvalidLine, validate
from scrapers.crawl.own_article import SURE
from scrapers.dates.readings import Offer
from scrapers.items import Article, Evidence, Line, NotAnArticle, PageDate
from scrapers.outlets import outlets
from scrapers.parser import read_page
from scrapers.terminal.article_table import show
from scrapers.web.saved_pages import is_address

# Not read off the page: made by the pipelines, or shown above the fields.
_MADE = frozenset({"schema", "revision", "outlet", "parser", "duplicate_of", "crawled_at", "reason", "content_hash"})
_DATED = frozenset({"date", "date_precision", "date_source", "date_text", "modified"})
_BESIDE_DATE = _DATED - {"date", "modified"}


@dataclass(frozen=True, slots=True)
class Explained:
    """A page with everything that explains its reading."""

    page: str
    reason: str | None
    """Why it is no article, or its line no line of the feed; None where all is well."""
    article: Article | None = None
    line: Line | None = None
    choice: Choice | None = None


def explain(name: str, page: bytes, url: str | None, at: datetime) -> Explained:
    """Reads the page as a crawl would at `at`; `name` is what people call it."""
    try:
        article = read_page(page, url)
    except NotAnArticle as error:
        return Explained(name, error.reason)
    line, choice = clean(article, at, page), choose_date(article.dates, at, language=article.language)
    fill(line, choice)
    try:
        validate(line)
    except InvalidLine as error:
        return Explained(name, error.reason, article, line, choice)
    return Explained(name, None, article, line, choice)


def _evidence(explained: Explained) -> Iterator[tuple[str, Any, Evidence]]:
    """Every field that the page gave or could have given: name, value, where it came from."""
    assert explained.line is not None
    assert explained.article is not None
    values = LINE.dump_python(explained.line)
    found = explained.article.evidence
    for name in (field.name for field in fields(Line) if field.name not in _MADE):
        yield name, values[name], found.get(name) or _made(name, explained.article, explained.choice)


def _made(name: str, article: Article, choice: Choice | None) -> Evidence:
    """Where a field came from that is made of others."""
    if name == "authors":
        return article.evidence.get("byline", Evidence(""))
    if name == "id":
        return Evidence(
            "the outlet's own id in the address"
            if article.article_id
            else f"hash of the {'address' if article.url else 'page'}"
        )
    role = "modified" if name == "modified" else "published"
    offers = choice.offers if choice and name in _DATED else ()
    used = [o.page_date for o in offers if o.page_date.role == role and o.verdict in ("chosen", "adds time")]
    return Evidence(", then ".join(map(_rule, used)), used[0].text if used else "")


def _rule(page_date: PageDate) -> str:
    return page_date.rule if page_date.rule.startswith(page_date.origin) else f"{page_date.origin} {page_date.rule}"


def as_data(explained: Explained) -> dict[str, Any]:
    """The same for programs."""
    data: dict[str, Any] = {"file": explained.page, "accepted": explained.reason is None, "reason": explained.reason}
    if explained.article is None or explained.choice is None:
        return data
    data |= {"outlet": explained.article.outlet, "parser": explained.article.parser, "why": explained.article.why}
    data["fields"] = {
        name: {"value": value, "rule": evidence.rule or None, "raw": evidence.raw or None}
        for name, value, evidence in _evidence(explained)
    }
    data["dates"] = [_date_as_data(offer) for offer in explained.choice.offers]
    return data


def _date_as_data(offer: Offer) -> dict[str, Any]:
    page_date, reading = offer.page_date, offer.reading
    return {
        "origin": page_date.origin,
        "role": page_date.role,
        "rule": page_date.rule,
        "text": page_date.text,
        "value": reading.value.isoformat() if reading else None,
        "precision": reading.precision if reading else None,
        "verdict": offer.verdict,
    }


def _verdict(explained: Explained) -> str:
    article = explained.article
    if explained.reason:
        return f"rejected: {explained.reason}"
    if article and article.guessed and article.outlet in outlets():
        sure = (article.confidence or 0) >= SURE
        return f"an article, guessed at; a crawl {'stores' if sure else 'refuses'} it: {article.misfit}"
    return "an article"


def show_explained(explained: Explained) -> None:
    """The same as text."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("page", Text(explained.page))
    if explained.article:
        grid.add_row("outlet", Text(explained.article.outlet))
        grid.add_row("rules", Text(f"{explained.article.parser}: {explained.article.why}"))
    grid.add_row("verdict", Text(_verdict(explained)))
    if explained.article and explained.choice:
        grid.add_row()
        for name, value, evidence in _evidence(explained):
            grid.add_row(name, _field(value, evidence if name not in _BESIDE_DATE else Evidence("")))
        grid.add_row()
        for offer in explained.choice.offers:
            grid.add_row(f"{offer.page_date.origin} date", _offer(offer))
    show(grid)


def _field(value: Any, evidence: Evidence) -> Text:
    text = Text(_brief(value))
    if evidence.rule:
        text.append(f"\n  by {evidence.rule}", style="dim")
    if evidence.raw and evidence.raw != value:
        text.append(f"\n  from {_shorten(evidence.raw)!r}", style="dim")
    return text


def _offer(offer: Offer) -> Text:
    page_date, reading = offer.page_date, offer.reading
    read = f"{reading.value.isoformat()} ({reading.precision})" if reading else "–"
    verdict = f"{page_date.role}: {offer.verdict}" if page_date.role == "modified" else offer.verdict
    return Text(f"{_shorten(page_date.text)}\n  {read}: {verdict}").append(f"\n  by {_rule(page_date)}", style="dim")


def _brief(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_item(item) for item in value) or "–"
    text = str(value) if value not in (None, "") else "–"
    paragraphs = text.split("\n\n")
    count = f" ({len(paragraphs)} paragraphs, {len(text.split())} words)" if len(paragraphs) > 1 else ""
    return _shorten(text) + count


def _item(item: Any) -> str:
    text = item["text"] if isinstance(item, dict) else item
    return text if is_address(text) else f"· {_shorten(text)}"


def _shorten(text: str) -> str:
    return textwrap.shorten(text, 160, placeholder=" …")
