"""Features of a single block: text, style, position, names of the elements around it."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from scrapers.furniture import SITE_SPEECH, one_of
from scrapers.parser.page.blocks import Block, is_headline
from scrapers.parser.page.tree import BLOCKS, Element
from scrapers.parser.story.roles import ROLES, roles_of
from scrapers.text import SENTENCE_END

# Sentences end so in Latin, Chinese, Japanese, Arabic and Indic print.
_STOP = re.compile(r"[.!?…。！？؟।](?:[”\"’'»“)\]]*(?=\s|$)|(?<=[。！？]))")
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
# Articles that a story embeds at most.
_EMBEDDED = 3
# Characters of a teaser at most.
_TEASER = 400

_KINDS = {"li": "item", **{f"h{n}": "heading" for n in range(1, 7)}}

Look = tuple[str, str]


class Surroundings:
    """The elements around the blocks of one page: their names, and how much text each holds."""

    def __init__(self, blocks: Sequence[Block], headline: Block | None = None) -> None:
        self.size: defaultdict[Element, int] = defaultdict(int)
        """Characters of text in an element; `prose`: of sentences that tease no other story."""
        self.prose: defaultdict[Element, int] = defaultdict(int)
        self.total = self.total_prose = 0
        self.looks = [look(block) for block in blocks]
        self._chains: dict[Element, tuple[Element, ...]] = {}
        self._said: dict[Element, frozenset[str]] = {}
        self.chains = [self.chain(block.element) for block in blocks]
        """Of each block, the block elements around it."""
        told = [is_sentence(block) for block in blocks]
        cards = self._find_cards(blocks, told)
        if headline is not None:
            # The box of the page's own headline is no card, linked or not.
            cards.difference_update(self.chain(headline.element))
        self._carded = {
            block.element
            for block, chain in zip(blocks, self.chains, strict=True)
            if not cards.isdisjoint(chain[:_CARD])
        }
        for block, chain, sentence in zip(blocks, self.chains, told, strict=True):
            size = len(block.text)
            if not size:
                continue
            self.total += size
            for element in chain:
                self.size[element] += size
            if sentence and not self.in_card(block):
                self.total_prose += size
                for element in chain:
                    self.prose[element] += size

    def _find_cards(self, blocks: Sequence[Block], told: Sequence[bool]) -> set[Element]:
        """Small boxes that hold the headline of another story, and no more sentences than headlines, at whatever depth.

        It is linked, or heads an `article` that is embedded in the story (HTML, 4.3.2), as Drupal does; many of these
        are the entries of a live blog.
        """
        links, embedded = defaultdict[Element, int](int), defaultdict[Element, int](int)
        texts, sizes = defaultdict[Element, int](int), defaultdict[Element, int](int)
        teasers: set[Element] = set()
        for block, chain, sentence in zip(blocks, self.chains, told, strict=True):
            near = chain[:_CARD]
            if is_teased(block):
                for element in near:
                    links[element] += 1
            elif sentence or len(block.text) > _TEASER:
                for element in chain:
                    texts[element] += 1
                    sizes[element] += len(block.text)
            if block.kind == "heading" and not block.linked:
                for element in near:
                    embedded[element] += element.tag == "article"
            elif block.kind == "text":
                teasers.update(near)
        cards, others = (
            {e for e, n in heads.items() if 0 < n <= _HEADLINES and texts[e] <= n and sizes[e] <= n * _TEASER}
            for heads in (links, embedded)
        )
        others &= teasers  # a heading alone is one of the story's
        return cards | others if len(others) <= _EMBEDDED else cards

    def in_card(self, block: Block) -> bool:
        """Whether a block is the headline or the teaser of another story."""
        return block.element in self._carded

    def chain(self, element: Element) -> tuple[Element, ...]:
        """The block elements around a block from the innermost outwards, body left out."""
        known = self._chains.get(element)
        if known is None:
            # Without recursion: broken pages are hundreds of levels deep.
            above: list[Element] = []
            outer: Element | None = element
            known = ()
            while outer is not None and not known:
                known = self._chains.get(outer, ())
                if not known:
                    above.append(outer)
                    outer = outer.getparent()
            for inner in reversed(above):
                if _is_box(inner.tag):
                    known = (inner, *known)
                self._chains[inner] = known
        return known

    def names_around(self, element: Element) -> frozenset[str]:
        """What tags and names around a block say: `in …` of small parts of the page, `around …` of large ones."""
        known = self._said.get(element)
        if known is None:
            known = frozenset()
            for box in reversed(self.chain(element)):
                if (here := self._said.get(box)) is None:
                    fresh = self._of(box)
                    here = self._said[box] = known if fresh <= known else known | fresh
                known = here
            self._said[element] = known
        return known

    def _of(self, element: Element) -> frozenset[str]:
        large = self.prose.get(element, 0) > _MAJORITY * self.total_prose
        text = element.get(b"itemprop") == "articleBody"
        return _says(large, str(element.tag), element.get(b"class"), element.get(b"id"), text)


@lru_cache(maxsize=20_000)
def _says(large: bool, tag: str, classes: str | None, own: str | None, text: bool) -> frozenset[str]:
    """What an element says of the blocks in it: one around a large part of the page says less."""
    where, tags, names = ("around", _TAGS_AROUND, _NAMES_AROUND) if large else ("in", _TAGS, _NAMES)
    said = {f"{where} {role}" for role in roles_of(classes, own) & names}
    if tag in tags:
        said.add(f"{where} <{tag}>")
    if text:
        said.add("articleBody")
    return frozenset(said)


def _is_box(tag: str) -> bool:
    return (tag in BLOCKS or "-" in tag) and tag not in ("body", "html")


def is_teased(block: Block) -> bool:
    """Whether a block could be the headline of another story with its teaser below; captions tease nothing."""
    return is_headline(block) and block.kind != "caption"


def is_sentence(block: Block) -> bool:
    """Whether a block is running text: long enough, ended by a stop, not linked."""
    return block.linked < 0.5 and len(block.text) > 60 and SENTENCE_END.search(block.text[-8:]) is not None


def look(block: Block) -> Look:
    """What a style sheet tells apart: tag and classes. Paragraphs of one story share them."""
    return str(block.element.tag), block.element.get(b"class") or ""


def own_clues(blocks: Sequence[Block], around: Surroundings, top: int, told: str) -> Iterator[dict[str, float]]:
    """The clues of each block by name, those that it does not give left out, beside what `around` says of its element.

    `top` is the index of the headline (-1: none is printed), `told` the words of the story as machines are told it
    (`articleBody`; empty where they are not).
    """
    seen = Counter(block.words for block in blocks)
    looks: defaultdict[Look, int] = defaultdict(int)
    for block, shape in zip(blocks, around.looks, strict=True):
        looks[shape] += len(block.text)
    repeated = sum(len(b.words) for b in blocks if len(b.words) > 60 and b.words in told) if told else 0
    # Some pages tell the text of another story.
    told = told if repeated > 0.4 * len(told) else ""
    usual = _usual(blocks, around.total)
    count, total = len(blocks), around.total or 1
    for i, block in enumerate(blocks):
        one = _of_text(block)
        for name in usual:
            if one.pop(name, None) and name == "kind quote":
                one[f"kind {_KINDS.get(str(block.element.tag), 'text')}"] = 1.0
        if around.in_card(block):
            one["in a card"] = 1.0
        if i > 0 and is_teased(blocks[i - 1]):
            one["below a linked headline"] = 1.0
        if seen[block.words] > 1:
            one["repeated"] = 1.0
        one["position"] = i / count
        one["look"] = looks[around.looks[i]] / total
        one.update(_of_place(i, top))
        if told:
            one["told as the story" if block.words and block.words in told else "not told as the story"] = 1.0
        yield one


def _usual(blocks: Sequence[Block], total: int) -> set[str]:
    """Looks that most of the page has: of a tag that was never closed, and no clue."""
    sizes: Counter[str] = Counter()
    for block in blocks:
        size = len(block.text)
        sizes["bold"] += size if block.bold > 0.5 else 0
        sizes["italic"] += size if block.italic > 0.5 else 0
        sizes["kind quote"] += size if block.kind == "quote" else 0
    return {name for name, size in sizes.items() if size > 0.5 * total}


def _of_place(index: int, top: int) -> dict[str, float]:
    """Where a block stands to the headline."""
    if top < 0 or index > top + 3:
        return {}
    return {"above the headline" if index < top else "headline" if index == top else "just below the headline": 1.0}


def _of_text(block: Block) -> dict[str, float]:
    """How much a block says, and in sentences or not; how it is set; the signs of what is no story."""
    text, tag = block.text, block.element.tag
    words = block.words.count(" ") + 1 if block.words else 0
    found = {"bias": 1.0, f"kind {block.kind}": 1.0, "words": math.log1p(words)}
    if tag in ("p", "h1", "div"):
        found[f"<{tag}>"] = 1.0
    if words <= 3:
        found["three words"] = 1.0
    if words >= 12:
        found["twelve words"] = 1.0
    if words >= 40:
        found["forty words"] = 1.0
    if words < 15 and (":" in text or "19" in text or "20" in text) and _DATE.search(text):
        found["date"] = 1.0
    if words < 50 and _SITE.search(text.lower()):
        found["of the site"] = 1.0
    _add_sentences(text, found)
    _add_ink(block, found)
    return found


def _add_sentences(text: str, found: dict[str, float]) -> None:
    if stops := len(_STOP.findall(text)):
        found["sentences"] = math.log1p(stops)
    if SENTENCE_END.search(text[-8:]):
        found["ends a sentence"] = 1.0
    if text.endswith(":"):
        found["ends in a colon"] = 1.0
    if commas := text.count(",") + text.count("，") + text.count("、"):
        found["commas"] = math.log1p(commas)
    if text[:1] in "\"“„«‘'-–":
        found["quote"] = 1.0
    if text[:1] in "|>•·▶►»+→*":
        found["bullet"] = 1.0


def _add_ink(block: Block, found: dict[str, float]) -> None:
    if block.linked:
        found["linked"] = block.linked
    if block.linked > 0.9:
        found["all linked"] = 1.0
    if block.bold:
        found["bold"] = block.bold
    if block.italic:
        found["italic"] = block.italic
    if block.text.isupper():
        found["capitals"] = 1.0
