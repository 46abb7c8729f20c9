"""A page without a layout: its outline, and what several fields need of it."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise

from scrapers.parser.fields.outline import Outline, outline, sentences
from scrapers.parser.grammar.byline import is_signature
from scrapers.parser.layout_reader import LayoutReader
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.json_ld import names
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Page
from scrapers.parser.rules import Rules
from scrapers.parser.story.clues import is_sentence
from scrapers.parser.story.roles import roles


class OutlinedReader(LayoutReader):
    """Reads by a layout where it has a rule, and knows where on the page headline and story stand."""

    def __init__(self, page: Page, structured: Structured, rules: Rules, url: str | None) -> None:
        super().__init__(page, structured, rules, url)
        site = structured.meta("og:site_name", "application-name")[0]
        publisher = structured.story.get("publisher")
        told = (
            site,
            *names(publisher.get("name") if isinstance(publisher, dict) else None),
            rules.name,
            rules.name.split(".")[0],
        )
        self.own = (*self.own, *(name for name in told if name and name != "unknown"))

    @cached_property
    def outline(self) -> Outline:
        """Where on the page headline and story stand; found only where a family's rules leave something to guess."""
        return outline(self.page, self.structured)

    @cached_property
    def _signed_sapo(self) -> tuple[Block, Block | None] | None:
        """Sapo and author line where they are all that stands below the headline: a story told in sound or film. A page
        that tells machines of its film needs no author line."""
        plan = self.outline
        head = [b for b in plan.blocks[plan.top + 1 : plan.top + 7] if b.kind != "image"] if plan.top >= 0 else []
        filmed = self.structured.filmed
        for sapo, below in pairwise(head):
            if "lead" in roles(sapo.element) and is_sentence(sapo) and (filmed or below.align == "right"):
                signature = below if below.align == "right" and is_signature(below.text, self.own) else None
                spoken = (b for i in plan.chosen if sentences(b := plan.blocks[i]) and not plan.around.in_card(b))
                alone = (filmed or signature) and all(b is sapo for b in spoken)
                return (sapo, signature) if alone else None
        return None
