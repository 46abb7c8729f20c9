"""Reads pages of unknown outlets: what no family's rule finds is chosen by the clues of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from urllib.parse import urlsplit

from scrapers.items import Article, Caption, NotAnArticle, PageDate
from scrapers.outlet import Layout
from scrapers.parser.fields.outline import sentences
from scrapers.parser.fields.pictures import mark_captions
from scrapers.parser.fields.printed_dates import printed_dates
from scrapers.parser.fields.sections import could_be_section, has_tags, leaf, sections, tags
from scrapers.parser.fields.surroundings import date_line
from scrapers.parser.grammar.byline import is_signature
from scrapers.parser.guess.author_lines import AuthorLineReader
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.selectors import every, first
from scrapers.parser.page.tree import Element
from scrapers.text import loose

GENERIC = Layout(name="generic", marker="html", title="", lead="", body="", author="", date="", tags="")
"""Rules that know nothing: every part is guessed."""
_SOUND = re.compile(r"podcast|audio|radio|phát thanh|bản tin nghe", re.I)
# How sure a date is by where it stood; and a page without one, or whose text alone tells a day.
_DATED = {"json-ld": 0.95, "meta": 0.9, "page": 0.8, "url": 0.7}
_UNDATED = 0.3
_FRONT = frozenset(["", "index.html", "index.htm", "index.php", "default.aspx", "trang-chu", "trang-chu.html", "home"])


class Guesser(AuthorLineReader):
    """One page of an unknown outlet: a family's rules first, a guess for what they do not find.

    A story that a site splits over several pages is read as far as this page goes: what `rel=next` leads to is the next
    story as often as the next part.
    """

    def article(self) -> Article:
        """What the page says. Raises `NotAnArticle` for front pages, lists of teasers and pages without a story."""
        if self.url and _is_front(self.url) and not self.structured.story:
            raise NotAnArticle("front page")
        if (self.rules.partly or super()._body_element() is None) and self._signed_sapo is None:
            self.outline.demand_story()
        article = super().article()
        return replace(article, confidence=self._confidence(article.dates))

    def _title(self) -> str:
        hit = first(self.page, self.layout.title or "")
        if hit:
            return self._found("title", self._set_apart(hit[0]), hit[1], hit[0])
        if self.outline.headline is None:
            raise NotAnArticle("no title")
        return self._found("title", self.outline.headline.text, self.outline.headline.rule)

    @property
    def bodiless(self) -> bool:
        return super().bodiless or self._signed_sapo is not None

    def _kind(self, paragraphs: tuple[str, ...], captions: list[Caption]) -> str:
        if not paragraphs and not captions and self._signed_sapo:
            return "audio" if self.outline.headline and _SOUND.search(self.outline.headline.text) else "video"
        return super()._kind(paragraphs, captions)

    def _body_element(self) -> tuple[Element, str] | None:
        hit = super()._body_element()
        if hit is not None or not self.outline.chosen:
            return hit
        rule = "json-ld articleBody" if self.outline.told else "blocks that most clues call the story's"
        return (self.page.root if self.outline.story is None else self.outline.story), rule

    def _blocks(self, element: Element) -> list[Block]:
        story = self._body_element()
        if super()._body_element() is not None or (story and element is not story[0]):  # a picture above the story
            return super()._blocks(element)
        if self._signed_sapo:
            return [line for line in self._signed_sapo[1:] if line]
        parts, signed = self._signed_end(self._without_junk(self.outline.parts))
        return [*self._cover(), *self._below_head(parts), *(signed or self._sign_off())]

    def _without_junk(self, blocks: list[Block]) -> list[Block]:
        """The blocks but those in what the layout drops from its body."""
        junk = self._listed(self.layout.drop, self.page.root)
        if not junk:
            return blocks
        return [b for b in blocks if b.element not in junk and junk.isdisjoint(b.element.iterancestors())]

    def _cover(self) -> list[Block]:
        """Pictures with captions by the headline, outside of the story's element."""
        plan = self.outline
        known = set(map(id, (*plan.parts, *(self._sapo[0] if self._sapo else ()))))
        near = [b for b in (*plan.above(6)[::-1], *plan.between) if id(b) not in known]
        mark_captions(near)
        captions = [(a, b) for a, b in pairwise(near) if b.kind == "caption" and not b.linked]
        # A button to enlarge the picture may stand between both.
        framed: dict[Element | None, Block] = {b.figure: b for b in near if b.kind == "image" and b.figure is not None}
        pairs = [(a if a.kind == "image" else framed.get(b.figure), b) for a, b in captions]
        return [block for picture, caption in pairs if picture for block in (picture, caption)]

    def _below_head(self, blocks: list[Block]) -> list[Block]:
        """The story's blocks without headline and sapo and what stands above them; pictures stay."""
        head = {loose(self.outline.headline.text)} if self.outline.headline else set()
        if self._sapo:
            head |= {b.words for b in self._sapo[0]}
        cut, passed = -1, 0
        for i, block in enumerate(blocks):
            if block.words in head:
                cut = i
            passed += sentences(block) > 0 and i > cut
            if passed > 1:
                break
        pictures = [b for b in blocks[: cut + 1] if b.kind in ("image", "caption")]
        return [*pictures, *self._without_author(blocks[cut + 1 :])]

    def _without_author(self, blocks: list[Block]) -> list[Block]:
        """The story's blocks without the author's card above its first sentence: a name beside the date line."""
        head = {id(b) for b in takewhile(lambda b: not sentences(b), blocks) if b.kind != "caption"}
        lines = [b for b in self.outline.blocks[self.outline.top + 1 : self.outline.end] if b.kind != "image"]
        cards = {
            id(b)
            for pair in pairwise(lines)
            for name, date in (pair, pair[::-1])
            if id(name) in head and date_line(date) and is_signature(name.text, self.own)
            for b in (name, date)
        }
        return [b for b in blocks if id(b) not in cards]

    def _dates(self, opening: str) -> Iterator[PageDate]:
        found = list(super()._dates(opening))
        if all(d.origin != "page" for d in found):
            yield from self._printed_dates()
        yield from found

    def _printed_dates(self) -> Iterator[PageDate]:
        """Date lines around the headline and the story."""
        plan = self.outline
        return printed_dates(plan.blocks, plan.top, plan.start, plan.end)

    def _confidence(self, dates: Sequence[PageDate]) -> float:
        """How sure the weakest of title, story and date is, 0 to 1."""
        title = (
            1.0
            if first(self.page, self.layout.title or "")
            else self.outline.headline.confidence
            if self.outline.headline
            else 0.0
        )
        story = 0.9 if super()._body_element() is not None else self.outline.confidence
        date = max((_DATED.get(d.origin, 0.0) for d in dates if d.role == "published"), default=0.0)
        return round(min(title, story, max(date, _UNDATED)), 2)

    def _section(self, title: str) -> str | None:
        printed = bool(every(self.page, self.layout.section or ""))
        if printed or leaf(self.structured.breadcrumb, self._titles(title)):
            return super()._section(title)
        found = next(sections(self.page, self.outline, self._titles(title)), None)
        if found is None:
            return super()._section(title) or self._told_section()
        return self._found("section", found, "breadcrumb, category by the headline, or menu")

    def _told_section(self) -> str | None:
        """The section that JSON-LD tells; of several nobody knows which is the leaf."""
        told, text = self.structured.story.get("articleSection"), self.structured.text("articleSection")
        if (isinstance(told, list) and len(told) > 1) or not could_be_section(text):
            return None
        return self._found("section", text, "json-ld articleSection")

    def _tags(self) -> tuple[str, ...]:
        if found := super()._tags():
            return found
        guessed = tags(self.outline) if has_tags(self.page) else ()
        if guessed:
            self._found("tags", "", "class of tags")
        return guessed


def _is_front(url: str) -> bool:
    """Whether an address is that of a site's front page; a query may name an article (`/?p=3289`)."""
    parts = urlsplit(url)
    return parts.path.strip("/") in _FRONT and not parts.query
