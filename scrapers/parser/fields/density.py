"""Where on a page of an unknown outlet the story stands: the element around its densest sentences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from scrapers.parser.page.blocks import Block
from scrapers.parser.page.tree import BLOCKS, Element

# Names of places where readers write or other stories are advertised.
_ASIDE = re.compile(
    r"comment|binh-?luan|y-?kien|sidebar|col-?right|right-?col|footer|related|lien-?quan|cung-?chuyen-?muc|popup|modal|"
    r"disqus|tin-?(?:khac|moi|noi-?bat)|other-?news|newsother|most-?(?:read|view)|copyright|bottom",
    re.I,
)
_ACCENTED = re.compile(r"[ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.I)
_SENTENCE_END = re.compile(r"[.!?…:;”\"]\s*\)?$")
# How much of a paragraph's weight the element around it, its parent, and so on receive.
_SHARES = (1.0, 1.0, 0.5, 0.25)
# A story is at least this many characters of sentences, twice as many in a single paragraph; less are teasers, notices.
ENOUGH = 250


def densest(blocks: Sequence[Block]) -> Element | None:
    """The element that holds the story's paragraphs; None where no block is a sentence."""
    scores: defaultdict[Element, float] = defaultdict(float)
    totals: defaultdict[Element, float] = defaultdict(float)
    counts: defaultdict[Element, int] = defaultdict(int)
    cards = _cards(blocks)
    for block in blocks:
        size = weight(block)
        if not size:
            continue
        around = _around(block.element)
        if any(_named_aside(e) for e in around):
            size *= 0.3
        if block.element in cards:
            size *= 0.25
        for level, element in enumerate(around):
            scores[element] += size * _SHARES[level] if level < len(_SHARES) else 0
            if block.element not in cards:
                totals[element] += size
                counts[element] += 1
    if not scores:
        return None
    # Of equals the first to be scored is the innermost.
    return _with_twins(max(scores, key=lambda e: scores[e]), totals, counts)


def told(blocks: Sequence[Block], story: Element) -> list[Block]:
    """The paragraphs of a story, the teasers of other stories left out."""
    counts: defaultdict[Element, list[int]] = defaultdict(lambda: [0, 0])
    for block in blocks:
        if headline_link(block) or weight(block):
            for element in _around(block.element)[:4]:
                counts[element][0 if headline_link(block) else 1] += 1
    counts.pop(story, None)
    cards = {e for e, (links, sentences) in counts.items() if links and sentences <= 2 * links}
    return [b for b in blocks if weight(b) and not cards.intersection(_inside(b.element, story))]


def _inside(element: Element, story: Element) -> list[Element]:
    around = _around(element)[:4]
    return around[: around.index(story)] if story in around else around


def headline_link(block: Block) -> bool:
    """Whether a block is a link that could be the headline of another story."""
    return block.linked > 0.9 and len(block.text) > 25 and block.kind != "caption"


def weight(block: Block) -> float:
    """Characters of sentences in a block, fewer where it is linked, unpunctuated or not Vietnamese."""
    text = block.text
    if block.kind in ("image", "heading") or block.linked > 0.5 or len(text) < 40:
        return 0
    size = len(text) * (1 - block.linked)
    if not _SENTENCE_END.search(text):
        size *= 0.5
    if len(_ACCENTED.findall(text)) < len(text) / 12:
        size *= 0.3
    return size


def _around(element: Element | None) -> list[Element]:
    """Block elements from the innermost outwards."""
    found: list[Element] = []
    while element is not None and element.tag not in ("html", "body"):
        if element.tag in BLOCKS:
            found.append(element)
        element = element.getparent()
    return found


def _named_aside(element: Element) -> bool:
    return _ASIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}") is not None


def _cards(blocks: Sequence[Block]) -> set[Element]:
    """Blocks of text right behind a linked headline: teasers of other stories."""
    pairs = pairwise(blocks)
    return {b.element for before, b in pairs if headline_link(before) and b.linked < 0.5}


def _with_twins(best: Element, totals: Mapping[Element, float], counts: Mapping[Element, int]) -> Element:
    """Climb while the parent holds notably more sentences, at least two: a story that is split among siblings."""
    parent = best.getparent()
    for _ in range(3):
        if parent is None or parent.tag in ("body", "html"):
            break
        if totals[parent] > 1.2 * totals[best] and counts[parent] > counts[best] + 1:
            best = parent
        parent = parent.getparent()
    return best
