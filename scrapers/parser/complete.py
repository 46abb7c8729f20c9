"""Looks around the headline and the story that an outlet's layout finds for what its rules leave empty."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from scrapers.items import Article
from scrapers.parser.fields.body import Body
from scrapers.parser.fields.outline import Outline, laid_out
from scrapers.parser.generic import Guesser
from scrapers.parser.grammar.byline import Byline
from scrapers.parser.guess.sapo import BY_PLACE
from scrapers.parser.layout_reader import LayoutReader
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.selectors import first
from scrapers.text import loose

_SAID = ("page", "json-ld", "meta")
"""Origins of dates that need no completion; an address says the day at most."""
_NAMES = {"dates": "date"}
"""Fields of an article that a feed line names otherwise."""


class Completer(Guesser):
    """One page of an outlet, after its layout has read it: templates of one body differ in what stands around it.

    Title, text and captions are the layout's alone; a sapo counts that the page names or tells to machines, its place
    alone makes none. A part that the layout says its template does not have (`""`) stays empty.
    """

    @cached_property
    def outline(self) -> Outline:
        """The page around the story of the layout."""
        body = LayoutReader._body_element(self)  # the layout's own, nothing guessed
        if body is None:
            return super().outline
        title = first(self.page, self.layout.title or "")
        return laid_out(self.page, self.structured, body[0], title[2] if title else None)

    def complete(self, article: Article) -> Article:
        """The article with sapo, author line, date, section and tags where the layout has found none."""
        found = dict(self._missing(article))
        if not found:
            return article
        evidence = {**self.evidence, **article.evidence}
        completed = tuple(_NAMES.get(name, name) for name in found)
        body = _without(found.get("lead"), article.body)
        return replace(article, **found, body=body, evidence=evidence, completed=completed)

    def _told(self, printed: list[Block]) -> Byline | None:
        """Nobody: on the pages of an outlet the author is who is printed."""
        return None

    def _missing(self, article: Article) -> Iterator[tuple[str, Any]]:
        layout = self.layout
        if article.lead is None and layout.lead and self._sapo and self._sapo[1] != BY_PLACE:
            lead, prefix = self._lead()
            yield "lead", lead
            yield "dateline", article.dateline or prefix
        if article.section is None and layout.section != "" and (section := self._section(article.title)):
            yield "section", section
        if not article.tags and layout.tags != "" and (tags := self._tags()):
            yield "tags", tags
        if article.byline is None and layout.author != "" and (line := self._byline(Body())):
            yield "byline", line.text
            yield "authors", line.authors
            if article.source is None and line.source:
                yield "source", line.source
        # What a rule finds on the page is its date; machines are told another clock as often as not.
        enough = ("page",) if layout.date else _SAID
        dated = any(d.origin in enough and d.role == "published" for d in article.dates)
        if layout.date != "" and not dated and (dates := tuple(self._printed_dates())):
            yield "dates", (*dates, *article.dates)


def _without(lead: str | None, body: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs without the sapo, where it is the first of them."""
    return body[1:] if lead and body and loose(body[0]) == loose(lead) else body
