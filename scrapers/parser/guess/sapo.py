"""The sapo of a page without a layout: by the page's description, by class names, by its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from scrapers.dates.date_lines import has_clock, printed_date
from scrapers.parser.fields.body import without_dash
from scrapers.parser.fields.outline import sentences
from scrapers.parser.fields.surroundings import close_elements
from scrapers.parser.grammar.credits import credit_of
from scrapers.parser.grammar.people import is_place
from scrapers.parser.grammar.press import is_press
from scrapers.parser.grammar.wire_prefix import cut_prefix
from scrapers.parser.guess.outlined import OutlinedReader
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.tree import Element, text_of
from scrapers.parser.story.clues import look
from scrapers.parser.story.roles import roles
from scrapers.text import fold, loose

BY_PLACE = "sentences between headline and story"
"""The rule of a sapo that nothing but its place tells."""
_SEPARATORS = re.compile(r"\s+[-–|]\s+")
_ARROWS = (">>", "»")


class SapoReader(OutlinedReader):
    """Finds the sapo."""

    def _cut_stamp(self, raw: str) -> tuple[str, str] | None:
        """The sapo and its prefix, also where looks alone set that apart: the description says where it ends."""
        lead, prefix = cut_prefix(raw, (*self.own, *self._titled))
        if prefix:
            return lead, prefix
        for told in (self.structured.meta("og:description")[0], self.structured.text("description")):
            lead, prefix = cut_prefix(told, self.own)
            if prefix and raw.endswith(lead) and loose(raw[: -len(lead)]) == loose(prefix):
                return lead, prefix
        for stamp in self._sapo[0][0].element.iter("span", "b", "strong", "em") if self._sapo else ():
            place = text_of(stamp).strip(" -–:")
            if (is_place(place) or is_press(place)) and raw.startswith(place) and len(raw) > len(place):
                return raw.removeprefix(place).lstrip(" -–:"), place
        return super()._cut_stamp(raw)

    @property
    def _titled(self) -> list[str]:
        """Names that the page's `title` gives the site: it stands first or last."""
        title = next(self.page.root.iter("title"), None)
        parts = _SEPARATORS.split(fold(text_of(title))) if title is not None else []
        return [parts[0], parts[-1]] if len(parts) > 1 else []

    def _lead_found(self) -> tuple[str, str]:
        raw, rule = super()._lead_found() if self.layout.lead else ("", "")
        if raw or not self._sapo:
            return raw, rule
        blocks, rule = self._sapo
        whole = len(blocks[0].text) >= 0.9 * len(text_of(blocks[0].element))
        text = self._without_links(blocks[0].element) if whole else " ".join(b.text for b in blocks)
        return without_dash(_without_pointers(text, blocks[0].element), blocks[0].element), rule

    @cached_property
    def _sapo(self) -> tuple[list[Block], str] | None:
        """The sapo: what machines are told as description, where it is printed; else what stands in its place."""
        plan = self.outline
        if self._signed_sapo:
            return [self._signed_sapo[0]], "class of a sapo"
        above = [b for b in plan.between if _could_lead(b) and not _tells_about(b)]
        inside = [b for b in plan.blocks[plan.start : min(plan.start + 8, plan.end)] if _could_lead(b)][:2]
        rest = [b for b in plan.parts if b.kind == "caption" or sentences(b)] + plan.verses(plan.chosen)
        # All that a story says is no sapo of it.
        inside = [b for b in inside if any(other is not b for other in rest)]
        for said, cut in self._descriptions():
            for block in above + inside:
                words = block.words
                if cut and block in inside and self._is_plain(block):
                    continue
                if words.startswith(said) or words.endswith(said) or said.startswith(words):
                    return self._siblings(block), "text that repeats the page's description"
        for block in above + inside[:1]:
            if any("lead" in roles(e) or e.get("itemprop") == "description" for e in close_elements(block.element)):
                return self._siblings(block), "class of a sapo"
        for block in above + [b for b in inside[:1] if b.kind == "heading"]:
            return [block], BY_PLACE
        return None

    def _siblings(self, block: Block) -> list[Block]:
        """A sapo of several paragraphs or lines: all blocks of its element, where that is named as one."""
        for element in (block.element, block.element.getparent()):
            story = self.outline.story
            if element is None or story is None or "lead" not in roles(element):
                continue
            if element in (story, *story.iterancestors()):
                continue
            inside = set(element.iter())
            chosen = {i for i in self.outline.chosen if self.outline.blocks[i].element in inside}
            if len(chosen) > len(self.outline.chosen) / 2:
                continue  # Drupal names the whole story `text-with-summary`
            return [b for b in self.outline.blocks if b.element in inside and _could_lead(b)] or [block]
        return [block]

    def _is_plain(self, block: Block) -> bool:
        """Whether a block of the story looks like the text behind it: a description that breaks off in it is a cut."""
        texts = [b for b in self.outline.parts if b.kind == "text"]
        behind = texts[texts.index(block) + 1 :] if block in texts else []
        return bool(behind) and look(behind[0]) == look(block) and abs(behind[0].bold - block.bold) < 0.5

    def _descriptions(self) -> Iterator[tuple[str, bool]]:
        """What the page tells machines about itself, as words, and whether it breaks off."""
        told = self.structured
        for text in (
            told.meta("og:description")[0],
            told.text("description"),
            told.meta("description", "twitter:description")[0],
        ):
            words = loose(text)
            if len(words) > 30:
                yield words, text.rstrip("] ").endswith(("...", "…"))


def _could_lead(block: Block) -> bool:
    text = block.text
    if block.kind in ("image", "caption", "row") or block.credit or len(text) < 50 or block.linked >= 0.5:
        return False
    # The line of author, date, clock and share bar ends with no full stop; a sapo that names a time does.
    dated = not text.endswith((".", "!", "?", "…", "”", '"', ")")) and has_clock(printed_date(text))
    return not dated and credit_of(text) is None


def _tells_about(block: Block) -> bool:
    """Whether a line is named as the one of date, category and length of the story (`post-meta`), and tells a date."""
    named = frozenset[str]().union(*map(roles, close_elements(block.element)))
    return "meta" in named and "lead" not in named and bool(printed_date(block.text))


def _without_pointers(text: str, element: Element) -> str:
    """A sapo without the linked headlines of other stories at its end (`>> …`)."""
    for link in reversed(list(element.iter("a"))):
        said = text_of(link)
        before = text.removesuffix(said).rstrip()
        if said and text.endswith(said) and (said.startswith(_ARROWS) or before.endswith(_ARROWS)):
            text = before.rstrip(">» ")
    return text
