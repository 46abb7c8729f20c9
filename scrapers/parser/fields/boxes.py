"""Recognises boilerplate boxes inside a body by class or id, and by their content."""

from __future__ import annotations

import re
from functools import lru_cache

from scrapers.furniture import (
    ADVERT_BOXES,
    COMMENT_BOXES,
    CONTROLS,
    LEADING_BOXES,
    POPUPS,
    RELATED_BOXES,
    SHARE_BOXES,
    one_of,
)
from scrapers.parser.page.tree import Element, text_of

_NAMES = one_of(RELATED_BOXES, LEADING_BOXES, ADVERT_BOXES, SHARE_BOXES, COMMENT_BOXES, POPUPS, CONTROLS)
_JUNK = re.compile(rf"(?:^|[\s_-])(?:{_NAMES})(?:$|[\s_-]|box)", re.I)


def is_junk(box: Element) -> bool:
    """Whether a box is named like junk and is some: mostly links, or next to no text."""
    classes, own = box.get("class"), box.get("id")
    if not ((classes and _names_junk(classes)) or (own and _names_junk(own))):
        return False
    text = len(text_of(box))
    links = sum(len(text_of(a)) for a in box.iter("a"))
    return text < 150 or links > 0.3 * text


@lru_cache(maxsize=20_000)
def _names_junk(names: str) -> bool:
    return _JUNK.search(names) is not None
