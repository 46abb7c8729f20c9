"""Features of a single block: text, style, position, names of the elements around it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from scrapers.furniture import SITE_SPEECH, one_of
from scrapers.parser.page.blocks import Block, is_headline
from scrapers.parser.page.tree import BLOCKS, Element
from scrapers.parser.story.roles import ROLES, roles
from scrapers.text import loose

# Sentences end so in Latin, Chinese, Japanese, Arabic and Indic print.
_STOP = re.compile(r"[.!?…。！？؟।][”\"’'»“)\]]*(?=\s|$)|[。！？]")
_ENDS = re.compile(r"[.!?…。！？؟।][”\"’'»“)\]]*\s*$")
_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}:\d\d\b")
_SITE = re.compile(one_of(SITE_SPEECH))
_TAGS = frozenset(
    "article main aside nav footer header form section ul ol table figure blockquote dl li".split()
)  # fmt: skip
_NAMES = frozenset(ROLES)
# Of an element around a large part of the page only these mean anything: themes call the whole page "has-sidebar".
_TAGS_AROUND = frozenset(["article", "main"])
_NAMES_AROUND = frozenset(["body", "story", "paragraph", "main"])
_MAJORITY = 0.35
# Levels of the tree in which a card holds picture, headline and teaser; it has one headline, or prints it twice.
_CARD, _HEADLINES = 4, 2
# Characters of a teaser at most.
_TEASER = 400

_KINDS = {"li": "item", **{f"h{n}": "heading" for n in range(1, 7)}}

Look = tuple[str, str]


class Surroundings:
    """The elements around the blocks of one page: their names, and how much text each holds."""

    def __init__(self, blocks: Sequence[Block], headline: Block | None = None) -> None:
        self.size: Counter[Element] = Counter()
        """Characters of text in an element; `prose`: of sentences that tease no other story."""
        self.prose: Counter[Element] = Counter()
        self.total = self.total_prose = 0
        self._chains: dict[Element, tuple[Element, ...]] = {}
        self._said: dict[Element, frozenset[str]] = {}
        self._cards = self._find_cards(blocks)
        if headline is not None:
            # The box of the page's own headline is no card, linked or not.
            self._cards.difference_update(self.chain(headline.element))
        for block in blocks:
            size = len(block.text)
            sentence = is_sentence(block) and not self.in_card(block)
            self.total += size
            self.total_prose += size if sentence else 0
            for element in self.chain(block.element) if size else ():
                self.size[element] += size
                if sentence:
                    self.prose[element] += size

    def _find_cards(self, blocks: Sequence[Block]) -> set[Element]:
        """Small boxes that hold the headline of another story, and no more sentences than headlines."""
        links: Counter[Element] = Counter()
        told: Counter[Element] = Counter()
        sizes: Counter[Element] = Counter()
        for block in blocks:
            if is_teased(block):
                links.update(self.chain(block.element)[:_CARD])
            elif len(block.text) > _TEASER or is_sentence(block):
                for element in self.chain(block.element)[:_CARD]:
                    told[element] += 1
                    sizes[element] += len(block.text)
        return {e for e, n in links.items() if n <= _HEADLINES and told[e] <= n and sizes[e] <= n * _TEASER}

    def in_card(self, block: Block) -> bool:
        """Whether a block is the headline or the teaser of another story."""
        return not self._cards.isdisjoint(self.chain(block.element)[:_CARD])

    def chain(self, element: Element) -> tuple[Element, ...]:
        """The block elements around a block from the innermost outwards, body left out."""
        known = self._chains.get(element)
        if known is None:
            # Without recursion: broken pages are hundreds of levels deep.
            above = [element, *element.iterancestors()]
            known = self._chains[element] = tuple(e for e in above if _is_box(e.tag))
        return known

    def names_around(self, element: Element) -> frozenset[str]:
        """What tags and names around a block say: `in …` of small parts of the page, `around …` of large ones."""
        known = self._said.get(element)
        if known is None:
            known = frozenset()
            for box in reversed(self.chain(element)):
                if (here := self._said.get(box)) is None:
                    here = self._said[box] = known.union(self._of(box))
                known = here
            self._said[element] = known
        return known

    def _of(self, element: Element) -> Iterator[str]:
        where, tags, names = "in", _TAGS, _NAMES
        if self.prose[element] > _MAJORITY * self.total_prose:
            where, tags, names = "around", _TAGS_AROUND, _NAMES_AROUND
        if element.tag in tags:
            yield f"{where} <{element.tag}>"
        if element.get("itemprop") == "articleBody":
            yield "articleBody"
        for role in roles(element):
            if role in names:
                yield f"{where} {role}"


def _is_box(tag: str) -> bool:
    return (tag in BLOCKS or "-" in tag) and tag not in ("body", "html")


def is_teased(block: Block) -> bool:
    """Whether a block could be the headline of another story with its teaser below; captions tease nothing."""
    return is_headline(block) and block.kind != "caption"


def is_sentence(block: Block) -> bool:
    """Whether a block is running text: long enough, ended by a stop, not linked."""
    return block.linked < 0.5 and len(block.text) > 60 and _ENDS.search(block.text[-8:]) is not None


def look(block: Block) -> Look:
    """What a style sheet tells apart: tag and classes. Paragraphs of one story share them."""
    return str(block.element.tag), block.element.get("class") or ""


def own_clues(blocks: Sequence[Block], around: Surroundings, top: int, told: str) -> list[dict[str, float]]:
    """The clues of each block by name. `top` is the index of the headline (-1: none is printed), `told` the words of
    the story as machines are told it (`articleBody`; empty where they are not)."""
    words = [loose(b.text) for b in blocks]
    seen = Counter(words)
    looks: Counter[Look] = Counter()
    for block in blocks:
        looks[look(block)] += len(block.text)
    repeated = sum(len(w) for w in words if len(w) > 60 and w in told) if told else 0
    # Some pages tell the text of another story.
    told = told if repeated > 0.4 * len(told) else ""
    usual = _usual(blocks, around.total)
    found = []
    for i, (block, said) in enumerate(zip(blocks, words, strict=True)):
        one = {name: value for name, value in _of_text(block, _count(said)) if name not in usual}
        if block.kind == "quote" and "kind quote" in usual:
            one[f"kind {_KINDS.get(str(block.element.tag), 'text')}"] = 1.0
        one.update(dict.fromkeys(around.names_around(block.element), 1.0))
        one["in a card"] = float(around.in_card(block))
        one["below a linked headline"] = float(i > 0 and is_teased(blocks[i - 1]))
        one["repeated"] = float(seen[said] > 1)
        one["position"] = i / len(blocks)
        one["look"] = looks[look(block)] / (around.total or 1)
        if top >= 0:
            one["above the headline"] = float(i < top)
            one["headline"] = float(i == top)
            one["just below the headline"] = float(0 < i - top <= 3)
        if told:
            one["told as the story" if said and said in told else "not told as the story"] = 1.0
        found.append(one)
    return found


def _usual(blocks: Sequence[Block], total: int) -> set[str]:
    """Looks that most of the page has: of a tag that was never closed, and no clue."""
    sizes: Counter[str] = Counter()
    for block in blocks:
        size = len(block.text)
        sizes["bold"] += size if block.bold > 0.5 else 0
        sizes["italic"] += size if block.italic > 0.5 else 0
        sizes["kind quote"] += size if block.kind == "quote" else 0
    return {name for name, size in sizes.items() if size > 0.5 * total}


def _count(words: str) -> int:
    return words.count(" ") + 1 if words else 0


def _of_text(block: Block, words: int) -> Iterator[tuple[str, float]]:
    text, tag = block.text, block.element.tag
    yield "bias", 1.0
    yield f"kind {block.kind}", 1.0
    if tag in ("p", "h1", "div"):
        yield f"<{tag}>", 1.0
    yield "words", math.log1p(words)
    yield "three words", float(words <= 3)
    yield "twelve words", float(words >= 12)
    yield "forty words", float(words >= 40)
    yield "sentences", math.log1p(len(_STOP.findall(text)))
    yield "ends a sentence", float(_ENDS.search(text[-8:]) is not None)
    yield "ends in a colon", float(text.endswith(":"))
    yield "commas", math.log1p(text.count(",") + text.count("，") + text.count("、"))
    yield "linked", block.linked
    yield "all linked", float(block.linked > 0.9)
    yield "bold", block.bold
    yield "italic", block.italic
    yield "capitals", float(text.isupper())
    yield "date", float(words < 15 and _DATE.search(text) is not None)
    yield "of the site", float(words < 50 and _SITE.search(text.lower()) is not None)
    yield "quote", float(text[:1] in "\"“„«‘'-–")
    yield "bullet", float(text[:1] in "|>•·▶►»+→*")
