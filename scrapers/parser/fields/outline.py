"""Segments a page without a layout into blocks and finds headline and story among them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, takewhile

from lxml import etree

from scrapers.items import NotAnArticle
from scrapers.parser.fields.headline import Headline, headline
from scrapers.parser.fields.pictures import mark_captions
from scrapers.parser.fields.surroundings import date_line
from scrapers.parser.page.blocks import Block, Walker, is_headline
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Element, Page
from scrapers.parser.story.clues import Look, Surroundings, is_sentence, is_teased
from scrapers.parser.story.decide import THRESHOLD, chances
from scrapers.parser.story.roles import roles
from scrapers.parser.story.told import told_paragraphs, told_story
from scrapers.text import loose

# Characters of sentences that a story has at least; twice as many in a single paragraph of a page that does not call
# itself an article. Less are teasers, notices.
_ENOUGH = 200
# From so many on, the story of a page that does not call itself an article needs no printed headline.
_PLENTY = 1000
_PUNCTUATED = re.compile(r"[.!?…:;”\"。！？।]\s*\)?$")
# Chinese and Japanese say with one of these what takes about three letters in Latin: two more.
_IDEOGRAPHS, _MORE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"), 2
# What stands more blocks of text away than this from the story is another's, unless it is a good part of what is read.
_GAP, _ASIDE = 12, 0.4
# Characters of other text (a zoom button, a counter) in a box with a picture of the story.
_MOST_BESIDE = 100
_PICTURES = ("image", "caption")
# How sure a story is that machines are told and no reader sees before a script has run; and how many blocks of author
# line, date, buttons and sapo stand above it at most.
_FILLED_IN, _HEAD = 0.6, 6
_UNLIKELY = 0.2
"""Chance at and below which no company helps: consent boxes and imprints stand in the box of a story, too."""
_LINE = 40
"""Characters that a sentence has at least; a verse of eight syllables has fewer."""
_STANZA = 4
"""Lines of one look in one box from which on they may be a poem's."""
_TAIL = 20
"""Blocks behind the last paragraph among which its last pictures have their captions: ten of both."""


@dataclass(frozen=True)
class Outline:
    """Where the parts of a page stand, as indexes of its blocks."""

    blocks: list[Block]
    """The whole page in reading order."""
    chances: list[float]
    """How likely each block is the story's."""
    around: Surroundings
    headline: Headline | None
    article: bool
    """Whether the page tells machines that it is one article."""
    told: bool = False
    """Whether the story's blocks are what it tells machines, as it prints none."""

    @property
    def top(self) -> int:
        """Index of the headline; -1 where it is not printed."""
        return self.headline.index if self.headline else -1

    @cached_property
    def chosen(self) -> list[int]:
        """The blocks of the story, without pictures and captions: its longest run and what is not far from it."""
        likely = [
            i
            for i, b in enumerate(self.blocks)
            if self.chances[i] > THRESHOLD and b.kind not in _PICTURES and i != self.top
        ]
        likely = sorted((*likely, *self._siblings(likely)))
        # The rows of a table are told together, the header and the short ones, too.
        tables = {self.blocks[i].element for i in likely if self.blocks[i].kind == "row"}
        if tables:
            rows = (i for i, b in enumerate(self.blocks) if b.element in tables)
            likely = sorted({*likely, *rows})
        own = [i for i in likely if not self.around.in_card(self.blocks[i])]
        if sum(self._sizes(own)) >= _ENOUGH:
            likely = own
        runs: list[list[int]] = []
        for i in likely:
            if runs and self._others_between(runs[-1][-1], i) < _GAP:
                runs[-1].append(i)
            else:
                runs.append([i])
        longest = max(map(self._size, runs), default=0)
        good = [run for run in runs if self._size(run) >= _ASIDE * longest]
        main = next((run for run in good if run[0] > self.top), good[0] if good else [])
        return self._below_dates([i for run in runs if run is main or self._is_near(run, main) for i in run])

    def _siblings(self, likely: list[int]) -> list[int]:
        """Sentences in one box with those of the story, of their tag and class, that a list of links beside them or
        their length makes less likely: the short paragraph behind `Tin liên quan`."""
        alike = Counter(self._spot(i) for i in likely if is_sentence(self.blocks[i]))
        doubtful = (i for i, chance in enumerate(self.chances) if _UNLIKELY < chance <= THRESHOLD)
        return [i for i in doubtful if is_sentence(self.blocks[i]) and alike[self._spot(i)] > 1]

    def _spot(self, index: int) -> tuple[Look, Element | None]:
        return self.around.looks[index], self.blocks[index].element.getparent()

    def _below_dates(self, story: list[int]) -> list[int]:
        """The story without the author and date lines that stand above its first sentence."""
        for n, i in enumerate(story):
            if is_sentence(self.blocks[i]):
                dated = [k for k in range(n) if date_line(self.blocks[story[k]])]
                return story[dated[-1] + 1 :] if dated else story
        return story

    def _others_between(self, one: int, other: int) -> int:
        """Blocks between two that are no part of the story; its pictures are."""
        return sum(chance <= THRESHOLD for chance in self.chances[one + 1 : other])

    def _size(self, run: list[int]) -> int:
        return sum(len(self.blocks[i].text) for i in run)

    def _is_near(self, run: list[int], main: list[int]) -> bool:
        """Whether a run apart from the main one is the story's, too: most of it looks the same in the same box, or it
        is a good part of the story and no teasers below links. A twin of the main one, for other screens, is not."""
        texts, places = {self.blocks[i].text for i in main}, {self._place(i) for i in main}
        size = self._size(run)
        if self._size([i for i in run if self.blocks[i].text in texts]) > size / 2:
            return False
        if self._size([i for i in run if self._place(i) in places]) > size / 2:
            return True
        teased = any(is_teased(b) for i in run for b in self.blocks[max(0, i - 2) : i])
        return size >= _ASIDE * self._size(main) and not teased

    def _place(self, index: int) -> tuple[object, ...]:
        """What blocks of one story share: their classes, or the box that they stand in."""
        element = self.blocks[index].element
        shape = self.around.looks[index]
        return shape if shape[1] else (element.tag, element.getparent())

    @cached_property
    def start(self) -> int:
        """Index of the story's first block; below the headline where all that stands above is told again there, as on
        pages that hold a copy for telephones."""
        above = {self.blocks[i].text for i in self.chosen if i < self.top}
        below = [i for i in self.chosen if i > self.top]
        if above and above <= {self.blocks[i].text for i in below}:
            return below[0]
        return self.chosen[0] if self.chosen else self.top + 1

    @property
    def end(self) -> int:
        """Index behind the story's last block."""
        return self.chosen[-1] + 1 if self.chosen else self.start

    @cached_property
    def story(self) -> Element | None:
        """The innermost element around the story; None where there is none, or the whole page is around it."""
        chains = [self.around.chain(self.blocks[i].element) for i in self.chosen]
        if not chains:
            return None
        return next((e for e in chains[0] if all(e in chain for chain in chains)), None)

    @cached_property
    def parts(self) -> list[Block]:
        """The story's blocks with its pictures and captions: those among its text that stand in no box of others."""
        inside = set(self.chosen)
        holding = {e for i in inside for e in self.around.chain(self.blocks[i].element)}
        start, end = self.start, self.end
        while start > self.top + 1 and _is_pictured(self.blocks[start - 1]):
            start -= 1
        # The captions that a photo story ends with are marked by the look that all of them share.
        mark_captions(self.blocks[start : end + _TAIL])
        while end < len(self.blocks) and _is_pictured(self.blocks[end]):
            end += 1
        blocks = self.blocks[start:end]
        return [
            b for i, b in enumerate(blocks, start) if i in inside or (b.kind in _PICTURES and self._belongs(b, holding))
        ]

    @cached_property
    def _others(self) -> Counter[Element]:
        """Characters of text in each element that is neither the story's nor a caption."""
        inside, found = set(self.chosen), Counter(self.around.size)
        for i, (block, chain) in enumerate(zip(self.blocks, self.around.chains, strict=True)):
            if block.text and (i in inside or block.kind in _PICTURES):
                for element in chain:
                    found[element] -= len(block.text)
        return found

    def _belongs(self, picture: Block, holding: set[Element]) -> bool:
        """Whether no box between a picture and the story holds more text than captions have, or is an author's, a share
        bar, a form to subscribe."""
        for element in self.around.chain(picture.element):
            if element in holding:
                return True
            apart = element.tag in ("aside", "nav") or not roles(element).isdisjoint(("author", "share", "mail"))
            if apart or self._others[element] > _MOST_BESIDE:
                return False
        return True

    @property
    def between(self) -> list[Block]:
        """What stands between headline and story."""
        return self.blocks[self.top + 1 : self.start]

    def above(self, count: int) -> list[Block]:
        """The blocks above the headline, the nearest first."""
        return self.blocks[max(0, self.top - count) : max(0, self.top)][::-1]

    def below(self, count: int) -> list[Block]:
        """The blocks behind the story."""
        return self.blocks[self.end : self.end + count]

    @property
    def confidence(self) -> float:
        """How sure the choice of the story is, 0 to 1: the chance of its blocks, by length."""
        size = sum(len(self.blocks[i].text) for i in self.chosen)
        return sum(len(self.blocks[i].text) * self.chances[i] for i in self.chosen) / size if size else 0.0

    @cached_property
    def paragraphs(self) -> list[float]:
        """Characters of sentences in each block of the story that has any, and of verses."""
        sizes = self._sizes([i for i in self.chosen if not self.around.in_card(self.blocks[i])])
        # A photo story tells it in its captions.
        captions = (sentences(b) for b in self.parts if b.kind == "caption") if self.article else ()
        return [*sizes, *filter(None, captions)]

    def _sizes(self, own: list[int]) -> list[float]:
        """Characters of sentences in each of these blocks that has any, and of verses."""
        verses = self.verses(own)
        known = set(map(id, verses))
        told = [size for i in own if id(self.blocks[i]) not in known and (size := sentences(self.blocks[i]))]
        return told + [len(block.text) for block in verses]

    def verses(self, own: list[int]) -> list[Block]:
        """The lines of a poem, or its stanzas, among these blocks of a page that calls itself an article."""
        texts = [(i, self.blocks[i]) for i in own if _could_be_verse(self.blocks[i])] if self.article else []
        # Once for each element: the lines of a long one may be a thousand blocks.
        lines = {element: 1 + sum(1 for _ in element.iter("br")) for element in {b.element for _, b in texts}}
        short = [(i, b) for i, b in texts if len(b.text) < _LINE * lines[b.element]]
        alike = Counter[tuple[Look, Element | None]]()
        for i, block in short:
            alike[self._spot(i)] += lines[block.element]
        return [block for i, block in short if alike[self._spot(i)] >= _STANZA]

    def demand_story(self) -> None:
        """Raise `NotAnArticle` for pages that print no headline, and for lists of teasers and notices."""
        paragraphs = self.paragraphs
        size = sum(paragraphs)
        if self.headline is None or (self.top < 0 and size < (2 * _ENOUGH if self.article else _PLENTY)):
            raise NotAnArticle("no headline on the page")
        if not paragraphs:
            raise NotAnArticle("no sentences below the headline")
        if size < _ENOUGH or (len(paragraphs) == 1 and size < 2 * _ENOUGH and not self.article):
            raise NotAnArticle(f"no story: {size:.0f} characters of sentences below the headline")


def _could_be_verse(block: Block) -> bool:
    """Whether a block is plain text that begins with a capital, as the lines of poems do."""
    return block.kind == "text" and not block.linked and block.text[:1].isupper()


def _is_pictured(block: Block) -> bool:
    """Whether a block is a picture, its caption, or a button in their frame."""
    return block.kind in _PICTURES or block.figure is not None


def sentences(block: Block) -> float:
    """Characters of sentences in a block, fewer where it is linked or unpunctuated."""
    text = block.text
    size = len(text) + _MORE * len(_IDEOGRAPHS.findall(text)) if max(text, default="") >= "\u3040" else len(text)
    if block.kind in ("image", "heading") or block.linked > 0.5 or size < _LINE:
        return 0
    return size * (1 - block.linked) * (1 if _PUNCTUATED.search(text) else 0.5)


def survey(
    page: Page, structured: Structured, known: Element | None = None
) -> tuple[list[Block], Surroundings, Headline | None]:
    """The blocks of a page, what is around them, and its headline: the text in `known`, where any stands there."""
    body = page.root.find("body")
    blocks = Walker().walk(page.root if body is None else body)
    around = Surroundings(blocks)
    title = _known_headline(blocks, known) or headline(page, structured, blocks, around)
    if title is not None and title.index >= 0 and around.in_card(blocks[title.index]):
        around = Surroundings(blocks, blocks[title.index])
    return blocks, around, title


def outline(page: Page, structured: Structured) -> Outline:
    """Find the headline, then the story by its clues; one that stands below its story is looked for above it again."""
    blocks, around, title = survey(page, structured)
    told = told_story(structured)
    top = title.index if title else -1
    found = Outline(blocks, chances(blocks, around, top, told), around, title, _is_article(structured))
    if len(told) >= _PLENTY and top >= 0 and not structured.paywalled and sum(found.paragraphs) < _ENOUGH:
        return _filled_in(found, told_paragraphs(structured))
    if title is None or top < 0 or _above(found) <= 0.5:
        return found
    same = loose(title.text)
    top = next((i for i in range(found.start, -1, -1) if blocks[i].words == same), -1)
    title = replace(title, index=top) if top >= 0 else title
    return Outline(blocks, chances(blocks, around, top, told), around, title, found.article)


def _known_headline(blocks: list[Block], element: Element | None) -> Headline | None:
    inside = set(element.iter()) if element is not None else set()
    found = next((i for i, b in enumerate(blocks) if b.element in inside and b.text), -1)
    return Headline(blocks[found].text, "element of the headline", found, 1.0) if found >= 0 else None


def laid_out(page: Page, structured: Structured, story: Element, title: Element | None) -> Outline:
    """The outline of a page whose layout knows the elements of story and headline: nothing is weighed."""
    blocks, around, found = survey(page, structured, title)
    inside = set(story.iter())
    return Outline(blocks, [float(b.element in inside) for b in blocks], around, found, article=True)


def _filled_in(page: Outline, paragraphs: tuple[str, ...]) -> Outline:
    """A page whose story a script fills in, with what it tells machines behind headline, author line and sapo."""
    below = islice(page.blocks, page.top + 1, page.top + 1 + _HEAD)
    head = takewhile(lambda b: not (b.kind == "heading" or is_headline(b) or page.around.in_card(b)), below)
    before = page.blocks[: page.top + 1 + len(list(head))]
    behind = page.blocks[len(before) :]
    story = [Block("text", text, etree.Element("p")) for text in paragraphs]
    blocks = [*before, *story, *behind]
    chances = [*[0.0] * len(before), *[_FILLED_IN] * len(story), *[0.0] * len(behind)]
    around = Surroundings(blocks, page.blocks[page.top])
    return replace(page, blocks=blocks, chances=chances, around=around, told=True)


def _above(found: Outline) -> float:
    """The share of the story that stands above its headline."""
    sizes = [(i, len(found.blocks[i].text)) for i in found.chosen]
    return sum(size for i, size in sizes if i < found.top) / (sum(size for _, size in sizes) or 1)


def _is_article(structured: Structured) -> bool:
    return bool(structured.story) or structured.meta("og:type")[0] == "article"
