"""Date lines near the headline of pages without a layout, and the timestamps in their mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from scrapers import furniture
from scrapers.dates.date_lines import has_clock, printed_date, says_updated
from scrapers.items import PageDate
from scrapers.parser.fields.surroundings import leads_to_tag, spaced
from scrapers.parser.grammar.byline import is_signature
from scrapers.parser.grammar.labels import is_button, is_invitation
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.tree import Element, text_of
from scrapers.parser.story.clues import is_sentence

# Names of what prints dates of its own: comments, cards, the head of the site with today's date, licences.
_BOXES = furniture.one_of(
    furniture.COMMENT_BOXES,
    furniture.LETTER_BOXES,
    furniture.RELATED_BOXES,
    furniture.POPULAR_BOXES,
    furniture.SIDES,
    furniture.HEADS,
    furniture.MENUS,
    furniture.CLOCKS,
    furniture.POPUPS,
    ["modal"],
)
_OTHERS = re.compile(rf"(?:^|[\s_-])(?:{_BOXES})(?:$|[\s_-])", re.I)
_FEET = re.compile(rf"(?:^|[\s_-])(?:{furniture.one_of(furniture.IMPRINTS)})(?:$|[\s_-])", re.I)
_LICENCE = re.compile(r"giấy phép|©|copyright|bản quyền|cấp ngày|all rights", re.I)
_STAMP = re.compile(r"(?:19|20)\d\d-?[01]\d-?[0-3]\d(?:\b|T)|^[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d? (?:19|20)\d\d ")
_UPDATED = re.compile(r"(?:^|[\s_-])(?:updated|modified|cap-?nhat)(?:$|[\s_-])", re.I)
_PUBLISHED = re.compile(r"publish|created|dang", re.I)
# A line of a date and little else: outlet, section, author, "Cập nhật".
_LONGEST = 150
# A link of more characters leads to another story.
_TEASED = 25
# Blocks between the headline and its date line: share bar, author, lead, a picture.
_FAR = 12


def printed_dates(blocks: Sequence[Block], top: int, start: int, end: int) -> Iterator[PageDate]:
    """The date line nearest to the headline, and what its mark-up tells machines.

    The headline is block `top` (-1: not printed), the story is `start` up to `end`. What stands between them is beside
    the headline; a line above it or behind the story is the story's only where nothing better is said.
    """
    head, both = around_head(blocks, top, start), around_both(blocks, top, start, end)
    # A button or its icon may stand between the line and its headline.
    over = blocks[max(0, top - _FAR) : max(0, top)][::-1]
    above = [block for block in over if block.kind != "image" and not is_button(block.text)]
    # A heading in the story or behind it begins a part of its own.
    opening, behind = (
        [block for block in blocks[first:last] if block.kind != "heading"]
        for first, last in ((start, min(start + 5, end)), (end, end + _FAR))
    )
    places = (
        ([*blocks[top + 1 : start], *opening][:_FAR], both, True),
        (above[:1], head, True),
        (above[1:], head, False),
        (behind, head, False),
    )
    for place, known, beside in places:
        lines = [block for block in place if _is_line(block) and not stands_apart(block.element, known)]
        clocked = [block for block in lines[:3] if has_clock(spaced(block))]
        for block in (clocked or lines)[:1]:
            yield from _line(block, beside)
            return


def _is_line(block: Block) -> bool:
    if block.kind in ("image", "caption") or len(block.text) > _LONGEST or _LICENCE.search(block.text):
        return False
    date = printed_date(spaced(block))
    if is_sentence(block) and not (date and block.text.endswith(date)):
        return False
    return bool(date) or (len(block.text) < 60 and any(_stamps(block.element)))


def _line(block: Block, beside: bool) -> Iterator[PageDate]:
    stamps = list(_stamps(block.element))
    whole = printed = spaced(block)
    for _, element in stamps:
        if _is_change(element):
            printed = printed.replace(text_of(element), " ", 1)
    text = printed_date(printed) or printed_date(whole)
    before = whole[: whole.find(text)]
    if text:
        yield PageDate(text, "page", "date line near the headline", context=before, beside=beside)
    for stamp, element in stamps:
        changed = _is_change(element) or (len(stamps) == 1 and says_updated(before))
        role: Literal["published", "modified"] = "modified" if changed else "published"
        yield PageDate(stamp, "meta", "time@datetime of that line", role, beside=beside)


def _stamps(element: Element) -> Iterator[tuple[str, Element]]:
    """What the elements of a line tell machines."""
    for one in element.iter("time", "abbr", "span", "relative-time"):
        said = (one.get("datetime") or one.get("title") or one.get("content") or "").strip()
        if len(said) < 80 and _STAMP.search(said):
            yield said, one


def _is_change(element: Element) -> bool:
    """Whether a stamp is that of the last change: WordPress' `time.updated` beside `time.published`."""
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    return bool(_UPDATED.search(names)) and not _PUBLISHED.search(names)


def around(blocks: Sequence[Block]) -> set[Element]:
    """The elements of these blocks and those that hold them."""
    return {e for block in blocks for e in (block.element, *block.element.iterancestors())}


def around_head(blocks: Sequence[Block], top: int, start: int) -> set[Element]:
    """The elements around the headline (block `top`; -1: not printed) and the first block of the story."""
    return around([*blocks[max(0, top) : top + 1], *blocks[start : start + 1]])


def around_both(blocks: Sequence[Block], top: int, start: int, end: int) -> set[Element]:
    """The same, and the elements around the story's end: a sapo may stand above the box of text and date line."""
    return around_head(blocks, top, start) | around(blocks[max(start, end - 1) : end])


def stands_apart(element: Element, story: set[Element]) -> bool:
    """Whether a line stands in something beside headline and story (`story`: the elements around both): the site's
    head, a comment, a card."""
    beside = [e for e in (element, *element.iterancestors()) if e not in story]
    own = bool(beside) and beside[-1].tag in ("header", "footer") and _is_in_article(beside[-1], story)
    if own:
        beside.pop()
    if any(e.tag == "a" and len(text_of(e)) - len(text_of(element)) > _TEASED for e in beside):
        return True
    if any(e.tag in ("nav", "aside", "footer", "header") for e in beside):
        return True
    names = [f"{e.get('class') or ''} {e.get('id') or ''}" for e in beside]
    if any(_OTHERS.search(name) or (not own and _FEET.search(name)) for name in names):
        return True
    return any(_is_teaser(a) for e in beside[:3][-1:] for a in e.iter("a"))


def _is_teaser(link: Element) -> bool:
    """Whether a link leads to another story; authors, tags and `Theo dõi … trên Google News` stand beside dates."""
    text = text_of(link)
    if len(text) <= _TEASED or leads_to_tag(link):
        return False
    return not (printed_date(text) or is_invitation(text) or is_signature(text))


def _is_in_article(element: Element, story: set[Element]) -> bool:
    """Whether a head or foot is the story's own: the innermost section around it, which is not the page itself, holds
    the story (HTML, 4.3.8)."""
    section = next((e for e in element.iterancestors("article", "section", "main", "body")), None)
    return section is not None and section.tag != "body" and section in story
