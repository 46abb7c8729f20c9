"""Matches pictures with their captions, and drops those of other stories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scrapers.address import absolute
from scrapers.items import Caption
from scrapers.parser.grammar.byline import is_signature
from scrapers.parser.grammar.credits import credit_of, is_label
from scrapers.parser.page.blocks import HEADLINE, Block, is_headline
from scrapers.parser.page.media import has_image
from scrapers.parser.page.tree import Element, text_of

_LONGEST = 2000
"""Characters of a caption that goes on in its next line: the longest real ones have 800."""
_HEADED = 80
"""Characters from which on a bold sentence behind a picture opens a story and is no caption."""
_PHOTOGRAPHED = re.compile(r"^\w.*[.!?”\"] \(?Ảnh: [^.:]{2,40}[.)]*$")
_REACH = 20
"""Blocks behind a caption among which its picture is looked for: those of one figure."""


def without_cards(blocks: Sequence[Block]) -> list[Block]:
    """Drop the pictures that link to other stories together with the linked headline and the teaser under each."""
    kept: list[Block] = []
    card: set[Element] = set()
    for i, block in enumerate(blocks):
        if block.kind == "image":
            card = _card(blocks[i : i + 4])
        if block.element not in card:
            kept.append(block)
    return kept


def _card(blocks: Sequence[Block]) -> set[Element]:
    """Elements of the card that a linked picture and the linked headline right behind it make up; else empty."""
    if len(blocks) < 2 or not blocks[0].linked or not (is_headline(blocks[1]) or _begins_with_headline(*blocks[:2])):
        return set()
    box = blocks[0].element
    while (parent := box.getparent()) is not None and blocks[1].element not in box.iter():
        box = parent
    inside = set(box.iter())
    # A box that holds more than a headline and its teaser is the story itself: picture and headline are bare in it.
    if len(blocks) > 3 and all(b.element in inside and b.kind != "image" for b in blocks[2:]):
        return {blocks[0].element, blocks[1].element} - {box}
    return inside


def _begins_with_headline(picture: Block, block: Block) -> bool:
    """Whether headline and teaser are one block: it begins with the link that the picture before it has, too."""
    link = next(block.element.iter("a"), None)
    headline = text_of(link) if link is not None and block.linked else ""
    if link is None or len(headline) <= HEADLINE or not block.text.startswith(headline):
        return False
    return any(a.get("href") == link.get("href") for a in picture.element.iter("a") if has_image(a))


def mark_captions(blocks: Sequence[Block]) -> None:
    """Call those lines captions that stand right behind a picture and are set like one, in no mark-up that says so."""
    plain = [b for b in blocks if b.kind == "text"]
    slanted = sum(b.italic > 0.9 for b in plain) > len(plain) / 2
    centred = sum(b.align == "center" for b in plain) > len(plain) / 2
    # Who copies stories may leave their pictures out.
    bare = all(b.kind != "image" for b in blocks)
    behind = False
    framed = False
    for block in blocks:
        if bare and block.kind == "text" and _PHOTOGRAPHED.search(block.text) and not is_signature(block.text):
            block.kind = "caption"
        if block.kind in ("image", "caption"):
            behind = True
            framed = block.figure is not None
            continue
        if behind and block.kind == "text" and block.align != "right" and block.linked < 0.9 and len(block.text) < 500:
            looks = (block.italic > 0.9 and not slanted) + (block.align == "center" and not centred)
            both = block.italic > 0.9 and block.align == "center"
            # A `figure` has a caption of its own: behind it a credit alone makes none, photo stories are told so.
            credited = len(block.text) < 300 and not framed and credit_of(block.text) is not None
            told = block.bold > 0.9 and len(block.text) > _HEADED and block.text.endswith((".", "!", "?"))
            if (both or looks or is_label(block.text) or credited) and not told:
                block.kind = "caption"
                continue
        behind = False


def take_pictures(blocks: Sequence[Block], base: str) -> tuple[list[Caption], list[str]]:
    """Captions with their pictures: of the same figure, else the last picture before, each caption block one line."""
    captions: list[Caption] = []
    images: dict[str, None] = {}
    picture, figure = "", None
    last: Block | None = None
    for i, block in enumerate(blocks):
        if block.kind == "image":
            picture, figure = _address(block.image, base), block.figure
            if picture:
                images[picture] = None
        elif block.kind == "caption":
            image = picture
            if block.figure is not None and block.figure is not figure:
                image = _picture_of(blocks[i : i + _REACH], block, base)
            if captions and block.text == captions[-1].text and (image or None) in (None, captions[-1].image):
                last = block
                continue  # for another screen
            goes_on = last is not None and blocks[i - 1] is last and _continues(last, block)
            if goes_on and captions and len(captions[-1].text) < _LONGEST:
                text = f"{captions[-1].text} {block.text}"
                credit = credit_of(text) or (block.text if block.credit else None)
                captions[-1] = Caption(text, credit, captions[-1].image)
            else:
                captions.append(Caption(block.text, credit_of(block.text), image or None))
            last = block
    return captions, list(images)


def _address(image: str, base: str) -> str:
    if not image or image.startswith(("https://", "http://")):
        return image
    return absolute(image, base) or image


def _picture_of(blocks: Sequence[Block], caption: Block, base: str) -> str:
    return next((_address(b.image, base) for b in blocks if b.kind == "image" and b.figure is caption.figure), "")


def _continues(before: Block, block: Block) -> bool:
    """Two lines that are one caption: of the same caption or cell, or a credit in a line of its own."""
    return block.element is before.element or bool(re.match(r"^[(\[]?\s*(?:ảnh|nguồn|đồ h)", block.text, re.I))
