"""The story as JSON-LD gives it (`articleBody`): evidence for what the page prints, and all there is where a script
fills the page in."""

from __future__ import annotations

import html
import re

from scrapers.parser.page.structured import Structured
from scrapers.text import fold, loose

_PARTS = re.compile(r"\s*(?:</p>|<br\s*/?>|[\r\n])\s*", re.I)
_TAG = re.compile(r"<[^<>]*>")
# A shorter text that machines are told is a teaser.
_TOLD = 400


def told_paragraphs(structured: Structured) -> tuple[str, ...]:
    """Its paragraphs, without mark-up; empty where it is none or a teaser. Many outlets tell it in one piece."""
    text = structured.story.get("articleBody")
    if not isinstance(text, str) or len(text) < _TOLD:
        return ()
    parts = (fold(_TAG.sub(" ", part)) for part in _PARTS.split(html.unescape(text)))
    return tuple(part for part in parts if part)


def told_story(structured: Structured) -> str:
    """Its words, as `loose` compares them."""
    return loose(" ".join(told_paragraphs(structured)))
