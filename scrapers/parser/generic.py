"""Reads pages of unknown outlets: what no family's rule finds is chosen by the clues of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise, takewhile
from urllib.parse import urlsplit

from scrapers.dates.date_lines import has_clock, printed_date
from scrapers.items import Article, Caption, NotAnArticle, PageDate
from scrapers.outlet import Layout
from scrapers.parser.fields.authors import BY, credited, is_author_label, told_byline
from scrapers.parser.fields.body import Body
from scrapers.parser.fields.outline import Outline, outline, sentences
from scrapers.parser.fields.pictures import mark_captions
from scrapers.parser.fields.printed_dates import around, printed_dates, stands_apart
from scrapers.parser.fields.sections import leaf, sections, tags
from scrapers.parser.fields.surroundings import close_elements, date_line, names_author, source_logo, spaced
from scrapers.parser.grammar.byline import Byline, is_signature, join_bylines, read_byline
from scrapers.parser.grammar.credits import credit_of
from scrapers.parser.grammar.people import initials_end, is_place, is_vietnamese_name
from scrapers.parser.grammar.press import is_press, key
from scrapers.parser.grammar.syllables import is_syllable
from scrapers.parser.grammar.wire_prefix import cut_prefix
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.selectors import first
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Element, Page, text_of
from scrapers.parser.reader import Reader
from scrapers.parser.rules import Rules
from scrapers.parser.story.clues import is_sentence, look
from scrapers.parser.story.roles import roles
from scrapers.text import loose

GENERIC = Layout(name="generic", marker="html", title="", lead="", body="", author="", date="", tags="")
"""Rules that know nothing: every part is guessed."""

_ARROWS = (">>", "»")
_SOUND = re.compile(r"podcast|audio|radio|phát thanh|bản tin nghe", re.I)
# How sure a date is by where it stood; and a page without one, or whose text alone tells a day.
_DATED = {"json-ld": 0.95, "meta": 0.9, "page": 0.8, "url": 0.7}
_UNDATED = 0.3
_BEHIND = 40
"""Blocks behind a story among which its author line is looked for: captions and a box of ten related stories fit in."""
_HEAD = 8
"""Blocks below the headline among which its author line is: lead, picture, caption and button stand there, too."""
_OTHERS = frozenset(["in comments", "in related", "in popular", "in <nav>", "in <footer>"])
"""Where an author is that of another story."""
_FRONT = frozenset(["", "index.html", "index.htm", "index.php", "default.aspx", "trang-chu", "trang-chu.html", "home"])


class Guesser(Reader):
    """One page of an unknown outlet: a family's rules first, a guess for what they do not find.

    A story that a site splits over several pages is read as far as this page goes: what `rel=next` leads to is the next
    story as often as the next part.
    """

    def __init__(self, page: Page, structured: Structured, rules: Rules, url: str | None) -> None:
        super().__init__(page, structured, rules, url)
        site = structured.meta("og:site_name", "application-name")[0]
        self.own = (
            *self.own,
            *(name for name in (site, rules.name, rules.name.split(".")[0]) if name and name != "unknown"),
        )

    @cached_property
    def outline(self) -> Outline:
        """Where on the page headline and story stand; found only where a family's rules leave something to guess."""
        return outline(self.page, self.structured)

    def article(self) -> Article:
        """What the page says. Raises `NotAnArticle` for front pages, lists of teasers and pages without a story."""
        if self.url and _is_front(self.url) and not self.structured.story:
            raise NotAnArticle("front page")
        if super()._body_element() is None and self._signed_sapo is None:
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

    @cached_property
    def _signed_sapo(self) -> tuple[Block, Block] | None:
        """Sapo and author line where they are all that stands below the headline: a story told in sound or film."""
        plan = self.outline
        head = [b for b in plan.blocks[plan.top + 1 : plan.top + 7] if b.kind != "image"] if plan.top >= 0 else []
        for sapo, signature in pairwise(head):
            if "lead" in roles(sapo.element) and is_sentence(sapo) and signature.align == "right":
                spoken = (b for i in plan.chosen if sentences(b := plan.blocks[i]) and not plan.around.in_card(b))
                alone = is_signature(signature.text, self.own) and all(b is sapo for b in spoken)
                return (sapo, signature) if alone else None
        return None

    def _cut_stamp(self, raw: str) -> tuple[str, str] | None:
        """The sapo and its prefix, also where looks alone set that apart: the description says where it ends."""
        for told in (self.structured.meta("og:description")[0], self.structured.text("description")):
            lead, prefix = cut_prefix(told, self.own)
            if prefix and raw.endswith(lead) and loose(raw[: -len(lead)]) == loose(prefix):
                return lead, prefix
        for stamp in self._sapo[0][0].element.iter("span", "b", "strong", "em") if self._sapo else ():
            place = text_of(stamp).strip(" -–:")
            if (is_place(place) or is_press(place)) and raw.startswith(place) and len(raw) > len(place):
                return raw.removeprefix(place).lstrip(" -–:"), place
        return super()._cut_stamp(raw)

    def _lead_found(self) -> tuple[str, str]:
        raw, rule = super()._lead_found() if self.layout.lead else ("", "")
        if raw or not self._sapo:
            return raw, rule
        blocks, rule = self._sapo
        whole = len(blocks[0].text) >= 0.9 * len(text_of(blocks[0].element))
        text = self._without_links(blocks[0].element) if whole else " ".join(b.text for b in blocks)
        return _without_pointers(text, blocks[0].element), rule

    @cached_property
    def _sapo(self) -> tuple[list[Block], str] | None:
        """The sapo: what machines are told as description, where it is printed; else what stands in its place."""
        plan = self.outline
        if self._signed_sapo:
            return [self._signed_sapo[0]], "class of a sapo"
        above = [b for b in plan.between if _could_lead(b)]
        inside = [b for b in plan.blocks[plan.start : min(plan.start + 8, plan.end)] if _could_lead(b)][:2]
        rest = [b for b in plan.parts if b.kind == "caption" or sentences(b)]
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
            return [block], "sentences between headline and story"
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

    def _body_element(self) -> tuple[Element, str] | None:
        hit = super()._body_element()
        if hit is not None or not self.outline.chosen:
            return hit
        return (
            self.page.root if self.outline.story is None else self.outline.story
        ), "blocks that most clues call the story's"

    def _blocks(self, element: Element) -> list[Block]:
        if super()._body_element() is not None:
            return super()._blocks(element)
        if self._signed_sapo:
            return [self._signed_sapo[1]]
        parts, signed = self._signed_end(self.outline.parts)
        return [*self._cover(), *self._below_head(parts), *(signed or self._sign_off())]

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
        below = [b for b in plan.below(_BEHIND) if b.kind not in ("image", "caption")]
        below = [b for b in below if carded or not plan.around.in_card(b)]
        below = [b for b in below if not stands_apart(b.element, story)]
        return list(takewhile(self._is_sign_off, below))

    def _is_sign_off(self, block: Block) -> bool:
        """Whether a line behind the story signs it: by a role, a place that says so, or Vietnamese names alone.

        Headings of what follows (`Related Topics`) read like foreign names.
        """
        line = read_byline(block.text, self.own)
        marked = line.role or line.source or block.align == "right" or names_author(block)
        return is_signature(block.text, self.own) and bool(marked or _is_vietnamese(line))

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
        return [b for b in blocks[: cut + 1] if b.kind in ("image", "caption")] + blocks[cut + 1 :]

    def _byline(self, body: Body) -> Byline | None:
        byline = super()._byline(body)
        if byline is not None and byline.authors and self.layout.author:
            return byline
        if byline is not None and not _is_believed(byline):
            byline = None
        printed = self._near()
        told = told_byline(self.structured, self.own, " ".join(b.text for b in printed))
        by = next((line for b in (*self.outline.between, *printed) if (line := credited(b, self.own))), None)
        labelled = self._labelled()
        found = ((told, "authors told to machines"), (by, "names behind `By`"), (labelled, "line below its label"))
        for line, rule in found:
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

    def _source(self, byline: Byline | None) -> str | None:
        if source := super()._source(byline):
            return source
        plan = self.outline
        logo = source_logo((*plan.between, *plan.above(3)))
        if logo is None or key(logo) in map(key, self.own):
            return None
        return self._found("source", logo, "logo of a source by the headline")

    def _near(self) -> list[Block]:
        """Where author lines stand: around the headline, at both ends of the story, behind it."""
        plan = self.outline
        below, last = plan.top + 1, max(plan.start, plan.end - 4)
        head = [b for b in plan.blocks[below : below + _HEAD] if b.kind != "caption"]
        head = [b for i, b in enumerate(head) if i < 3 or names_author(b)]
        ends = [*head, *plan.blocks[plan.start : plan.start + 3], *plan.blocks[last : plan.end]]
        story = around([*plan.blocks[max(0, plan.top) : plan.top + 1], *plan.blocks[plan.start : plan.start + 1]])
        near = {id(b): b for b in (*plan.above(3)[::-1], *plan.between, *ends, *plan.below(6))}
        return [b for b in near.values() if 1 < len(b.text) <= 200 and not stands_apart(b.element, story)]

    def _lines(self, near: list[Block]) -> list[Byline]:
        """Author lines in places named for them; where there is none, in the places where authors stand."""
        signed = [(b, line) for b in near if (line := self._signed(b))]
        named = [line for b, line in signed if names_author(b)]
        return named or [line for b, line in signed if b.kind != "heading" and self._is_placed(b, line, near)]

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
            texts += [text_of(e) for e in block.element.iter("a", "span", "b", "strong")]
        texts = [BY.sub("", text) for text in texts]
        found = (text for text in texts if text and is_signature(text, self.own))
        return next((read_byline(text, self.own) for text in found), None)

    def _dates(self, opening: str) -> Iterator[PageDate]:
        found = list(super()._dates(opening))
        if all(d.origin != "page" for d in found):
            plan = self.outline
            yield from printed_dates(plan.blocks, plan.top, plan.start, plan.end)
        yield from found

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
        if self.layout.section or leaf(self.structured.breadcrumb, self._titles(title)):
            return super()._section(title)
        found = next(sections(self.page, self.outline, self._titles(title)), None)
        if found is None:
            return super()._section(title)
        return self._found("section", found, "breadcrumb, category by the headline, or menu")

    def _tags(self) -> tuple[str, ...]:
        found = super()._tags()
        if found or self.layout.tags:
            return found
        guessed = tags(self.outline)
        if guessed:
            self._found("tags", "", "class of tags")
        return guessed


def _is_front(url: str) -> bool:
    """Whether an address is that of a site's front page; a query may name an article (`/?p=3289`)."""
    parts = urlsplit(url)
    return parts.path.strip("/") in _FRONT and not parts.query


def _is_vietnamese(line: Byline) -> bool:
    """Whether all names of a line are Vietnamese ones or initials."""
    return all(is_vietnamese_name(a) or initials_end(a) or (a.isupper() and len(a) < 5) for a in line.authors)


def _is_believed(line: Byline) -> bool:
    """Whether a sign-off is no single foreign word: that is a button (`Share`), a pen name is a Vietnamese syllable."""
    said = line.role or line.source or _is_vietnamese(line)
    return bool(said) or any(re.search(r"[\s.\d]", a) or is_syllable(a) for a in line.authors)


def _without_pointers(text: str, element: Element) -> str:
    """A sapo without the linked headlines of other stories at its end (`>> …`)."""
    for link in reversed(list(element.iter("a"))):
        said = text_of(link)
        before = text.removesuffix(said).rstrip()
        if said and text.endswith(said) and (said.startswith(_ARROWS) or before.endswith(_ARROWS)):
            text = before.rstrip(">» ")
    return text


def _could_lead(block: Block) -> bool:
    if block.kind in ("image", "caption", "row") or block.credit:
        return False
    # The line of author, date, clock and share bar ends with no full stop; a sapo that names a time does.
    dated = has_clock(printed_date(block.text)) and not block.text.endswith((".", "!", "?", "…", "”", '"', ")"))
    return len(block.text) >= 50 and block.linked < 0.5 and not dated and credit_of(block.text) is None
