"""Vietnamese text as people compare it: words only, lower case, NFC, one place for the tone (hòa is hoà)."""

from __future__ import annotations

import re
from functools import lru_cache

from scrapers.text import loose

# The tone of a rhyme in oa, oe, uy stands on the first letter in the old spelling and on the second in the new one.
_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()


def same_spelling(text: str) -> str:
    """The words of a text, one blank between them; equal for texts that differ only in case, tone place or signs."""
    return _respelled(loose(text), _OLD, _NEW)


def mentions(text: str, phrase: str) -> bool:
    """Whether the words of `phrase`, however spelled, stand in the text (NFC, as in the feed) one after another."""
    return _pattern(phrase).search(text.lower()) is not None


@lru_cache(maxsize=16)
def _pattern(phrase: str) -> re.Pattern[str]:
    words = (f"(?:{word}|{_respelled(word, _NEW, _OLD)})" for word in same_spelling(phrase).split())
    return re.compile(r"(?<!\w)" + r"\W+".join(words) + r"(?!\w)")


def _respelled(words: str, before: list[str], after: list[str]) -> str:
    if not words.isascii():
        for one, other in zip(before, after, strict=True):
            words = words.replace(one, other)
    return words
