"""Text as people compare it: white space folded, NFC, invisible characters gone."""

from __future__ import annotations

import re
import unicodedata

_SPACE = re.compile(r"[\s\u200e\u200f\u2028\u2029\u0085\u00a0]+")
# Zero-width space and joiners, soft hyphen, word joiner, BOM; bidi marks; object replacement.
_INVISIBLE = re.compile(
    r"[\u200b-\u200d\u00ad\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufffc\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)


def fold(text: str) -> str:
    """NFC, every run of white space one space, no invisible characters, nothing at the ends."""
    text = _SPACE.sub(" ", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        # What was invisible may have stood between two spaces.
        text = _SPACE.sub(" ", text)
    return text.strip()


_WORD = re.compile(r"\w+")


def loose(text: str) -> str:
    """Only the words, in lower case: for asking whether two texts are the same to a reader."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFC", text).lower()))
