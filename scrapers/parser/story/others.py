"""Detects what follows a story in a box of its own: comments, the next story of an endless page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from scrapers.dates.date_lines import printed_date
from scrapers.furniture import COMMENTS_HEAD
from scrapers.parser.grammar.people import is_vietnamese_name
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.tree import Element
from scrapers.parser.story.clues import Surroundings, is_sentence
from scrapers.parser.story.roles import roles

# Characters of sentences that stand between the headline and such a box at least: the story.
_ENOUGH = 250
# The box that holds this share of them is the story's; what stands in it is judged by its clues alone.
_CORE = 0.6
_COMMENTS = re.compile(COMMENTS_HEAD, re.I)
_READER = re.compile(r"(?:bạn đọc|độc giả|khách|ẩn danh|guest|anonymous|reader)(?: \w+)?", re.I)
# So many boxes of one look that each begin with who writes are letters.
_LETTERS = 3
# Characters of a line that says who writes.
_LABEL = 45
# Blocks at the beginning of another story among which its headline and date are; times this one's size that it has.
_HEAD, _LONGER = 6, 5


def boxes_below(blocks: Sequence[Block], around: Surroundings, top: int) -> set[Element]:
    """The boxes of others below the story whose headline is block `top`."""
    prose, met, found = defaultdict[Element, int](int), set[Element](), set[Element]()
    size = 0
    for i in range(top + 1, len(blocks)):
        chain = around.chains[i]
        if not found.isdisjoint(chain):
            continue
        fresh = [box for box in chain if box not in met]
        met.update(fresh)
        if size >= _ENOUGH and fresh and (likely := _likely(fresh, blocks[i].text, around)):
            core = min((e for e in prose if prose[e] >= _CORE * size), key=prose.__getitem__, default=None)
            if core not in chain:
                found.update(box for box in likely if _is_others(box, i, blocks, around, size))
        if is_sentence(blocks[i]) and not around.in_card(blocks[i]):
            size += len(blocks[i].text)
            for box in chain:
                prose[box] += len(blocks[i].text)
    return found


def _likely(boxes: list[Element], opening: str, around: Surroundings) -> list[Element]:
    """Those boxes that begin with this text and are worth a look: few of a page."""
    if _COMMENTS.fullmatch(opening) or (len(opening) <= _LABEL and _is_writer(opening)):
        return boxes
    return [box for box in boxes if box.tag == "article" or "comments" in roles(box)]


def _is_others(box: Element, start: int, blocks: Sequence[Block], around: Surroundings, size: int) -> bool:
    """Whether a box whose first block is `start` holds comments, or a story of its own, below one of this size."""
    if "comments" in roles(box):
        return True
    behind = zip(blocks[start:], around.chains[start:], strict=True)
    inside = [block for block, _ in takewhile(lambda one: box in one[1], behind) if block.text]
    if len(inside) < 2:
        return False
    if _COMMENTS.fullmatch(inside[0].text) or _is_of_letters(box, inside, around):
        return True
    head, prose = inside[:_HEAD], sum(len(b.text) for b in inside if is_sentence(b))
    told = any(b.kind == "heading" for b in head) and any(map(_is_dated, head))
    return box.tag == "article" and told and 0 < prose < _LONGER * size


def _is_writer(text: str) -> bool:
    return _READER.fullmatch(text) is not None or is_vietnamese_name(text)


def _is_dated(block: Block) -> bool:
    return len(block.text) < 150 and bool(printed_date(block.text))


def _is_of_letters(box: Element, blocks: Sequence[Block], around: Surroundings) -> bool:
    letters: dict[Element, list[Block]] = {}
    for block in blocks:
        chain = around.chain(block.element)
        if chain[0] is box:
            return False
        letters.setdefault(chain[chain.index(box) - 1], []).append(block)
    return (
        len(letters) >= _LETTERS
        and len({(e.tag, e.get("class")) for e in letters}) == 1
        and all(len(letter) > 1 and _is_writer(letter[0].text) for letter in letters.values())
    )
