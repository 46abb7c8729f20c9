"""Authors and source of a page without a layout: lines around the headline, at both ends of the story, behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile

from scrapers.dates.date_lines import printed_date
from scrapers.parser.fields.authors import BY, credited, is_author_label, told_byline
from scrapers.parser.fields.body import Body
from scrapers.parser.fields.outline import sentences
from scrapers.parser.fields.printed_dates import around, around_both, around_head, stands_apart
from scrapers.parser.fields.surroundings import date_line, names_author, source_logo, spaced
from scrapers.parser.grammar.byline import Byline, is_signature, join_bylines, read_byline
from scrapers.parser.grammar.people import initials_end, is_vietnamese_name
from scrapers.parser.grammar.press import key
from scrapers.parser.grammar.syllables import is_syllable
from scrapers.parser.guess.sapo import SapoReader
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.tree import text_of
from scrapers.text import loose

_BEHIND = 40
"""Blocks behind a story among which its author line is looked for: captions and a box of ten related stories fit in."""
_HEAD = 8
"""Blocks below the headline among which its author line is: lead, picture, caption and button stand there, too."""
_HANDLE = re.compile(r"\s*@\w{2,}\b(?!\.)")
"""A name in a network behind that of a person; no mail address."""
_OTHERS = frozenset(["in comments", "in related", "in popular", "in <nav>", "in <footer>"])
"""Where an author is that of another story."""


class AuthorLineReader(SapoReader):
    """Finds author lines and the source."""

    def _signed_end(self, parts: list[Block]) -> tuple[list[Block], list[Block]]:
        """The story's blocks up to an author line behind its last sentence, and that line: tags may follow it."""
        plan = self.outline
        spoken = [i for i in range(plan.start, plan.end) if sentences(plan.blocks[i])]
        tail = plan.blocks[spoken[-1] + 1 : plan.end] if spoken else []
        signed = [b for b in tail if b.align == "right" and is_signature(b.text, self.own)]
        if not signed:
            return parts, []
        behind = set(map(id, tail[tail.index(signed[0]) :]))
        return [b for b in parts if id(b) not in behind or b.kind in ("image", "caption")], signed

    def _sign_off(self) -> list[Block]:
        """Author lines behind the story: what stands between is pictures, cards of other stories and buttons."""
        plan = self.outline
        last_block = plan.blocks[plan.end - 1 : plan.end]
        story, carded = around(last_block), any(map(plan.around.in_card, last_block))
        lines = (b for b in plan.below(_BEHIND) if b.kind not in ("image", "caption"))
        below = (b for b in lines if carded or not plan.around.in_card(b))
        return list(takewhile(self._is_sign_off, (b for b in below if not stands_apart(b.element, story))))

    def _is_sign_off(self, block: Block) -> bool:
        """Whether a line behind the story signs it: by a role, a place that says so, or Vietnamese names alone.

        Headings of what follows (`Related Topics`) read like foreign names.
        """
        line = read_byline(block.text, self.own)
        marked = line.role or line.source or block.align == "right" or names_author(block)
        return is_signature(block.text, self.own) and bool(marked or _is_vietnamese(line))

    def _byline(self, body: Body) -> Byline | None:
        byline = super()._byline(body)
        if byline is not None and byline.authors and self.layout.author:
            return byline
        if byline is not None and not _is_believed(byline):
            byline = None
        printed = self._near()
        for line, rule in self._named(printed):
            if line:
                self._found("byline", line.text, rule)
                return replace(line, source=byline.source if byline and byline.source else line.source)
        if byline is not None and byline.authors:
            return byline
        lines = self._lines(printed)
        guessed = join_bylines([*lines, *([byline] if byline else [])])
        if guessed is None or not lines:
            return byline
        self._found("byline", guessed.text, "author line near the headline or behind the story")
        return guessed

    def _named(self, printed: list[Block]) -> Iterator[tuple[Byline | None, str]]:
        """Whom anything calls the author, the surest first, and what does."""
        yield self._told(printed), "authors told to machines"
        by = (credited(b, self.own) for b in (*self.outline.between, *printed))
        yield next(filter(None, by), None), "names behind `By`"
        yield self._labelled(), "line below its label"

    def _told(self, printed: list[Block]) -> Byline | None:
        """Whom machines are told as the authors; `printed` is what stands where authors do."""
        # Below a story its author may be named in a box of rights.
        said = [b.text for b in (*printed, *self.outline.below(3))]
        return told_byline(self.structured, self.own, " ".join(said))

    def _source(self, byline: Byline | None) -> str | None:
        if source := super()._source(byline):
            return source
        lines = (b.text for b in self._near() if is_signature(b.text, self.own))
        if named := next((s for text in lines if (s := _named_source(read_byline(text, self.own)))), None):
            return self._found("source", named, "line that names the source alone")
        plan = self.outline
        logo = source_logo((*plan.between, *plan.above(3)))
        if logo is None or key(logo) in map(key, self.own):
            return None
        return self._found("source", logo, "logo of a source by the headline")

    def _near(self) -> list[Block]:
        """Where author lines stand: around the headline, at both ends of the story, behind it."""
        plan = self.outline
        below, last = plan.top + 1, max(plan.start, plan.end - 4)
        # A portrait and the dot between name and date are no lines.
        head = [b for b in plan.blocks[below : below + _HEAD] if b.kind not in ("image", "caption") and len(b.text) > 1]
        head = [b for i, b in enumerate(head) if i < 3 or names_author(b)]
        ends = [*head, *plan.blocks[plan.start : plan.start + 3], *plan.blocks[last : plan.end]]
        story = around_both(plan.blocks, plan.top, plan.start, plan.end)
        own = [b for b in (*plan.above(3)[::-1], *plan.between, *ends) if not stands_apart(b.element, story)]
        story = around_head(plan.blocks, plan.top, plan.start)
        behind = [b for b in plan.below(6) if not stands_apart(b.element, story)]
        near = {id(b): b for b in (*own, *behind)}
        return [b for b in near.values() if 1 < len(b.text) <= 200]

    def _lines(self, near: list[Block]) -> list[Byline]:
        """Author lines in places named for them; where these name a source alone or there are none, in the
        places where authors stand."""
        signed = [(b, line) for b in near if (line := self._signed(b))]
        named = [line for b, line in signed if names_author(b)]
        if any(line.authors or not line.source for line in named):
            return named
        return [*named, *(line for b, line in signed if b.kind != "heading" and self._is_placed(b, line, near))]

    def _labelled(self) -> Byline | None:
        """The author line below its label (`Written by`), by the headline or behind the story."""
        plan = self.outline
        last = max(plan.start, plan.end - 4)
        for place in (plan.blocks[plan.top + 1 : plan.top + 1 + _HEAD], plan.blocks[last : plan.end + _BEHIND]):
            for label, below in pairwise(b for b in place if b.kind != "image"):
                if is_author_label(label.text) and is_signature(below.text, self.own):
                    line = read_byline(below.text, self.own)
                    if line.authors and _OTHERS.isdisjoint(plan.around.names_around(below.element)):
                        return replace(line, role=True)
        return None

    def _is_placed(self, block: Block, line: Byline, near: list[Block]) -> bool:
        """Whether a line stands where authors do: set apart, told to machines, beside the date, right behind the story.

        Beside the date stand sections too: there it takes a role, a full name or initials.
        """
        told = (*self.structured.people, self.structured.meta("author")[0])
        if not (line.authors or line.role):
            return False
        full = line.role or all(" " in a or "." in a or a.isupper() for a in line.authors)
        if loose(line.text) in map(loose, told) or (full and block.align == "right"):
            return True
        if block.bold > 0.9 and _is_vietnamese(line):
            return True
        dated = any(block in pair and any(map(date_line, pair)) for pair in pairwise(near))
        behind = block in self.outline.below(1) and (line.role or _is_vietnamese(line))
        return full and (dated or behind) and (block.linked < 0.9 or bool(date_line(block)))

    def _signed(self, block: Block) -> Byline | None:
        """The author line that a block is, or holds beside its date."""
        text = spaced(block)
        date = printed_date(text)
        texts = [text.replace(date, " ").strip(" -–|,") if date else text]
        if date:
            # A line that is no element of its own is part of one that holds others, too.
            texts += [one for e in block.element.iter("a", "span", "b", "strong") if (one := text_of(e)) in text]
        # `<a rel="category tag">`, as WordPress writes it.
        filed = {text_of(a) for a in block.element.iter("a") if "tag" in (a.get("rel") or "").split()}
        texts = [_HANDLE.sub("", BY.sub("", text)) for text in texts if text not in filed]
        found = (text for text in texts if text and is_signature(text, self.own))
        return next((read_byline(text, self.own) for text in found), None)


def _named_source(line: Byline) -> str | None:
    """The source of a line that says where a story is from and nothing else: `Theo Trí Thức Trẻ`."""
    return line.source if line.role and not line.authors else None


def _is_vietnamese(line: Byline) -> bool:
    """Whether all names of a line are Vietnamese ones or initials."""
    return all(is_vietnamese_name(a) or initials_end(a) or (a.isupper() and len(a) < 5) for a in line.authors)


def _is_believed(line: Byline) -> bool:
    """Whether a sign-off is no single foreign word: that is a button (`Share`), a pen name is a Vietnamese syllable."""
    said = line.role or line.source or _is_vietnamese(line)
    return bool(said) or any(re.search(r"[\s.\d]", a) or is_syllable(a) for a in line.authors)
