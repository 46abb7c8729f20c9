"""Pictures and films in a page's mark-up: the real address of a picture, and which frames show a film."""

from __future__ import annotations

import re

from scrapers.parser.page.tree import Element

_FILMS = frozenset(["video", "amp-video"])
_FRAMES = frozenset(["iframe", "amp-iframe", "embed", "object"])
_PLAYER = re.compile(r"video|youtu|player|embed|vimeo|dailymotion|tiktok", re.I)
_SOURCES = ("data-original", "data-src", "data-lazy-src", "data-srcset", "rel", "src")


def is_film(element: Element) -> bool:
    """Whether an element shows a film: a player of the page, or a frame that is none of an advertisement."""
    if element.tag in _FILMS:
        return True
    address = element.get("src") or element.get("data-src") or ""
    return element.tag in _FRAMES and _PLAYER.search(address) is not None


def has_image(element: Element) -> bool:
    """Whether a picture stands in the element."""
    return next(element.iter("img"), None) is not None


def image_address(element: Element) -> str:
    """The picture's address as written: the real one of a lazily loaded picture; empty for icons and placeholders."""
    width = (element.get("width") or "").rstrip("px")
    if width.isdigit() and int(width) < 60:
        return ""
    for name in _SOURCES:
        value = (element.get(name) or "").strip()
        # A set of addresses with their widths; in a single one blanks are part of the file's name.
        value = value.split(" ")[0] if name.endswith("srcset") else value.replace(" ", "%20")
        if value and not value.startswith("data:") and "/" in value:
            return value
    return ""
