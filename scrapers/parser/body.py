"""From blocks to what the feed calls body, captions and images; the author lines and junk among them are split off."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from scrapers.address import absolute
from scrapers.items import Caption
from scrapers.parser.blocks import Block
from scrapers.parser.byline import Byline, is_signature, read_byline
from scrapers.parser.captions import credit_of, is_label
from scrapers.parser.text import loose

# Labels that lead to other stories or to the site's own functions; never a paragraph of the story.
_LABEL = re.compile(
    r"^(?:>+|»|\*+|-+)?\s*(?:xem thêm|đọc thêm|tin liên quan|bài liên quan|tin bài liên quan|tin cùng chuyên mục|có thể bạn quan tâm"
    r"|mời (?:bạn|quý vị|độc giả).{0,40}(?:xem|đọc|theo dõi).{0,30}|chia sẻ(?: zalo| facebook)?|bình luận|lưu bài|theo dõi .{0,30}trên"
    r"|nguồn video|(?:xem )?video(?: clip)?|clip|quảng cáo|từ khóa|tags?|tin đọc nhiều|tin mới|tin nổi bật|copy link)\s*[:.…]*$",
    re.I,
)
_ARROWS = re.compile(r"^(?:>{1,3}|»|►|▶|☛|\*{2,}|➡)\s*\S")


@dataclass(slots=True)
class Body:
    """What was made of the blocks."""

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
    _take_pictures(blocks, base, body)
    texts = [b for b in blocks if b.kind not in ("image", "caption") and not _junk(b)]
    texts = _without_head(texts, title, lead)
    if find_lead and lead is None and len(texts) > 2 and _is_lead(texts[0], texts[1:]):
        body.lead = texts.pop(0).text
    _take_signatures(texts, body, own)
    body.paragraphs = [b.text for b in texts]
    return body


def without_cards(blocks: Sequence[Block]) -> list[Block]:
    """Drop the pictures that link to other stories together with the linked headline and the teaser under each."""
    kept: list[Block] = []
    card = False
    for i, block in enumerate(blocks):
        if block.kind == "image":
            under = blocks[i + 1] if i + 1 < len(blocks) else block
            card = block.linked > 0 and under.linked > 0.9 and under.kind != "image" and len(under.text) > 25
        elif block.kind != "caption" and block.linked < 0.9:
            card = False
        if not card:
            kept.append(block)
    return kept


def mark_captions(blocks: Sequence[Block]) -> None:
    """Call those lines captions that stand right behind a picture and are set like one, in no mark-up that says so."""
    plain = [b for b in blocks if b.kind == "text"]
    slanted = sum(b.italic > 0.9 for b in plain) > len(plain) / 2
    centred = sum(b.align == "center" for b in plain) > len(plain) / 2
    behind = False
    for block in blocks:
        if block.kind in ("image", "caption"):
            behind = True
            continue
        if behind and block.kind == "text" and block.align != "right" and block.linked < 0.9 and len(block.text) < 500:
            looks = (block.italic > 0.9 and not slanted) + (block.align == "center" and not centred)
            both = block.italic > 0.9 and block.align == "center"
            if both or looks or is_label(block.text) or (len(block.text) < 300 and credit_of(block.text)):
                block.kind = "caption"
                continue
        behind = False


def _take_pictures(blocks: Sequence[Block], base: str, body: Body) -> None:
    """Captions with their pictures: of the same figure, else the last picture before, each caption block one line."""
    picture, figure = "", None
    last: Block | None = None
    for i, block in enumerate(blocks):
        if block.kind == "image":
            picture, figure = block.image and (absolute(block.image, base) or block.image), block.figure
            if picture and picture not in body.images:
                body.images.append(picture)
        elif block.kind == "caption":
            image = picture
            if block.figure is not None and block.figure is not figure:
                image = _picture_of(blocks[i:], block, base)
            if last is not None and blocks[i - 1] is last and _continues(last, block) and body.captions:
                text = f"{body.captions[-1].text} {block.text}"
                credit = credit_of(text) or (block.text if block.credit else None)
                body.captions[-1] = Caption(text, credit, body.captions[-1].image)
            else:
                body.captions.append(Caption(block.text, credit_of(block.text), image or None))
            last = block


def _picture_of(blocks: Sequence[Block], caption: Block, base: str) -> str:
    return next((absolute(b.image, base) for b in blocks if b.kind == "image" and b.figure is caption.figure), "")


def _continues(before: Block, block: Block) -> bool:
    """Two lines that are one caption: of the same caption or cell, or a credit in a line of its own."""
    return block.element is before.element or bool(re.match(r"^[(\[]?\s*(?:ảnh|nguồn|đồ h)", block.text, re.I))


def _junk(block: Block) -> bool:
    text = block.text
    if block.linked > 0.9 and len(text) < 250:
        return True
    if block.linked > 0.5 and _ARROWS.match(text):
        return True
    return len(text) < 60 and bool(_LABEL.match(text))


def _without_head(texts: list[Block], title: str, lead: str | None) -> list[Block]:
    """Drop title and lead where the body repeats them at its beginning."""
    known = {loose(title)} | ({loose(lead)} if lead else set())
    for i, block in enumerate(texts[:3]):
        words = loose(block.text)
        # A wire prefix may stand before the lead; a paragraph that only ends with the same words is text.
        if words in known or (lead and 40 < len(words) < len(loose(lead)) + 30 and words.endswith(loose(lead))):
            return _without_head(texts[:i] + texts[i + 1 :], title, lead)
    return texts


def _is_lead(first: Block, rest: Sequence[Block]) -> bool:
    plain = [b for b in rest if b.kind == "text"]
    bold = sum(b.bold > 0.9 for b in plain)
    return first.kind == "text" and first.bold > 0.9 and len(first.text) > 60 and bold < len(plain) / 2


def _take_signatures(texts: list[Block], body: Body, own: Collection[str]) -> None:
    """Pop author and source lines off the end: right-aligned, bold or slanted ones, or nothing but names."""
    for _ in range(3):
        if not texts:
            return
        block = texts[-1]
        if block.kind not in ("text", "heading", "quote", "item") or not is_signature(block.text, own):
            # 'Theo <person>' and the outlet in the line below it.
            line = read_byline(block.text, own)
            below = line.source and not line.authors and len(block.text) < 60 and len(texts) > 1
            if not (below and is_signature(texts[-2].text, own)):
                return
        body.signatures.insert(0, read_byline(block.text, own))
        texts.pop()
