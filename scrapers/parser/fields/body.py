"""Splits the blocks of a body into paragraphs, captions, images and sign-offs."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from scrapers.dates.date_lines import has_clock
from scrapers.items import Caption
from scrapers.parser.fields.pictures import mark_captions, take_pictures, without_cards
from scrapers.parser.fields.surroundings import date_line
from scrapers.parser.grammar.byline import LONGEST_SIGNATURE, Byline, is_signature, read_byline
from scrapers.parser.grammar.labels import without_labels, without_pointer
from scrapers.parser.grammar.people import is_vietnamese_name
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.media import has_image
from scrapers.parser.page.tree import Element
from scrapers.parser.story.clues import Surroundings, is_sentence, is_teased, look
from scrapers.text import loose

_POINT = re.compile(r"\s[-–]\s")
# Shorter lines are said twice: a refrain, a cry.
_TWIN = 60
_MOST_SIGNERS = 8
"""Lines of those who made a long story: text, pictures, film, drawing, design, and who led them."""
# Characters of name and label in a line of author and date.
_BESIDE = 40


@dataclass(slots=True)
class Body:
    """The parts of a body."""

    paragraphs: list[str] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    signatures: list[Byline] = field(default_factory=list)
    lead: str | None = None
    """A bold first paragraph, where the page has no lead of its own."""


def read_body(
    blocks: list[Block], base: str, *, title: str, lead: str | None, own: Collection[str], find_lead: bool = False
) -> Body:
    """Sort the blocks of a story. `base` is the page's address, for pictures; `own` the outlet's names for itself."""
    body = Body()
    blocks = without_cards(blocks)
    mark_captions(blocks)
    blocks = without_labels(blocks)
    body.captions, body.images = take_pictures(blocks, base)
    texts = [b for b in blocks if b.kind not in ("image", "caption")]
    texts = _without_head(_without_twins(texts), title, lead)
    if find_lead and lead is None and len(texts) > 2 and _is_lead(texts[0], texts[1:]):
        sapo = texts.pop(0)
        body.lead = without_dash(sapo.text, sapo.element)
    body.signatures = [*_take_parts(texts, own), *_take_signatures(texts, own)]
    if texts and texts[-1].kind == "heading" and _is_last(texts[-1], blocks):
        texts.pop()  # it heads what follows the story
    body.paragraphs = [without_pointer(b.text) for b in texts]
    return body


def without_teasers(blocks: list[Block]) -> list[Block]:
    """Drop what stands under the headlines of other stories, unless hardly a sentence is left: it is the story then.

    The headlines stay, to tell where the story ends.
    """
    around = Surroundings(blocks)
    own = [block for block in blocks if is_teased(block) or not around.in_card(block)]
    return own if sum(map(is_sentence, own)) * 2 > sum(map(is_sentence, blocks)) else blocks


def _is_last(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether no picture and no film follows a block."""
    behind = reversed(blocks)
    return all(b.kind not in ("image", "caption") for b in takewhile(lambda b: b is not block, behind))


def without_dash(sapo: str, element: Element) -> str:
    """A sapo without the dash that a logo or an older template has in front of it; a list of points keeps its own."""
    bare = sapo.lstrip("-– ")
    return bare if has_image(element) or not _POINT.search(bare) else sapo


def _without_twins(texts: list[Block]) -> list[Block]:
    """The paragraphs without those that repeat the one before them in another look, for another screen."""
    pairs = zip(texts[:1] + texts, texts, strict=False)
    return [b for above, b in pairs if len(b.text) < _TWIN or b.text != above.text or look(b) == look(above)]


def _without_head(texts: list[Block], title: str, lead: str | None) -> list[Block]:
    """Drop title and lead where the body repeats them at its beginning, and the line of author and date there."""
    sapo = loose(lead) if lead else ""
    known = {loose(title), sapo} - {""}
    longest = max(len(title), len(lead or "")) + 60
    passed = 0
    while passed < min(3, len(texts)):
        words = texts[passed].words if len(texts[passed].text) < longest else ""
        # A wire prefix may stand before the lead; a paragraph that only ends with the same words is text.
        repeats = words in known or (sapo and 40 < len(words) < len(sapo) + 30 and words.endswith(sapo))
        if repeats or _is_date_line(texts[passed]):
            texts = texts[:passed] + texts[passed + 1 :]
            passed = 0
        else:
            passed += 1
    return texts


def _is_date_line(block: Block) -> bool:
    """Whether a line is day and clock, with an author or a label besides."""
    date = date_line(block)
    return has_clock(date) and len(block.text) - len(date) < _BESIDE and not block.text.endswith((".", "!", "?"))


def _is_lead(first: Block, rest: Sequence[Block]) -> bool:
    plain = [b for b in rest if b.kind == "text"]
    bold = sum(b.bold > 0.9 for b in plain)
    return first.kind == "text" and first.bold > 0.9 and len(first.text) > 60 and bold < len(plain) / 2


def _take_parts(texts: list[Block], own: Collection[str]) -> list[Byline]:
    """Pop the bold sign-offs between the parts of a round-up, each of which begins with an asterisk."""
    ends = [
        block
        for block, below in pairwise(texts)
        if block.bold > 0.9 and below.text.startswith("*") and is_signature(block.text, own)
    ]
    texts[:] = [block for block in texts if block not in ends]
    return [read_byline(block.text, own) for block in ends]


def _take_signatures(texts: list[Block], own: Collection[str]) -> list[Byline]:
    """Pop author and source lines off the end, or off the place above a box that closes the story."""
    while len(texts) > 1 and _is_date_line(texts[-1]) and _signs(texts[-2], None, own):
        texts.pop()  # when it was published, below who made it
    end = len(texts)
    if texts and not _signs(texts[-1], None, own):
        end = _above_box(texts, own) or end
    start = end
    while start > max(0, end - _MOST_SIGNERS) and _signs(
        texts[start - 1], texts[start - 2] if start > 1 else None, own
    ):
        start -= 1
    # Of lines that only name somebody, three at most: more are a list.
    while end - start > 3 and not read_byline(texts[start].text, own).role:
        start += 1
    lines = [read_byline(b.text, own) for b in texts[start:end]]
    # Three names in a row are a list of the story's.
    if len(lines) == 3 and not any(line.role or line.source for line in lines):
        return []
    del texts[start:end]
    return lines


def _signs(block: Block, above: Block | None, own: Collection[str]) -> bool:
    """Whether a line is a sign-off, or the outlet below 'Theo <person>'. An item of a list needs a role for that, a
    heading a Vietnamese name."""
    if len(block.text) > LONGEST_SIGNATURE:
        return False
    line = read_byline(block.text, own)
    apart = line.role or block.align == "right"
    placed = (
        block.kind in ("text", "quote")
        or (block.kind in ("item", "heading") and apart)
        or (block.kind == "heading" and all(map(is_vietnamese_name, line.authors)))
    )
    if placed and is_signature(block.text, own):
        return True
    below = line.source and not line.authors and len(block.text) < 60
    return bool(below and above is not None and is_signature(above.text, own))


def _above_box(texts: Sequence[Block], own: Collection[str]) -> int:
    """Index behind a sign-off that is followed by nothing but one box of text; 0 where there is none such."""
    for i in range(len(texts) - 2, max(0, len(texts) // 2 - 1), -1):
        block = texts[i]
        if (block.align == "right" or block.bold > 0.9) and is_signature(block.text, own):
            return i + 1 if _in_one_box([b.element for b in texts[i + 1 :]], block.element) else 0
    return 0


def _in_one_box(elements: Sequence[Element], outside: Element) -> bool:
    """Whether one element that does not hold `outside` holds all of these, as a box does its paragraphs."""
    around = {*outside.iterancestors(), outside}
    boxes = [e for e in elements[0].iterancestors() if e not in around]
    if elements[0].tag in ("div", "table", "aside", "section", "blockquote"):
        boxes.insert(0, elements[0])
    return any(all(box is e or box in e.iterancestors() for e in elements) for box in boxes)
