"""Normalises Vietnamese text for comparison: words only, lower case, NFC, one position of the tone (hòa is hoà).

A phrase typed without any mark ('ha noi', 'kinh-te') finds the words with all of theirs; one with marks means them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from scrapers.text import loose

# The tone of a rhyme in oa, oe, uy stands on the first letter in the old spelling and on the second in the new one.
_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()


def same_spelling(text: str) -> str:
    """The words of a text, one blank between them; equal for texts that differ only in case, tone place or signs."""
    return _respelled(loose(text), _OLD, _NEW)


def unmarked(text: str) -> str:
    """The letters of a text (NFC) without tones and marks, đ as d; every letter keeps its place."""
    return text if text.isascii() else text.translate(_UNMARKED)


def same_words(text: str, asked: str) -> bool:
    """Whether a name consists of the words asked for, however spelled."""
    words = same_spelling(asked)
    return words == (unmarked(same_spelling(text)) if words.isascii() else same_spelling(text))


def mentions(text: str, phrase: str) -> bool:
    """Whether the words of `phrase`, however spelled, stand in the text (NFC, as in the feed) one after another."""
    return find(text, phrase) is not None


def find(text: str, phrase: str) -> re.Match[str] | None:
    """The first place of the words of `phrase` in the text; its span is one of the text's own letters."""
    text = _lower(text)
    return phrase_pattern(phrase).search(unmarked(text) if phrase.isascii() else text)


@lru_cache(maxsize=16)
def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Finds the words of a phrase in lower-case text, which is `unmarked` where the phrase is ASCII."""
    words = (f"(?:{word}|{_respelled(word, _NEW, _OLD)})" for word in same_spelling(phrase).split())
    return re.compile(r"(?<!\w)" + r"\W+".join(words) + r"(?!\w)")


def _lower(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def _unmarked_letters() -> dict[int, str]:
    marked = (chr(code) for block in (range(0xC0, 0x250), range(0x1E00, 0x1F00)) for code in block)
    bases = {letter: unicodedata.normalize("NFD", letter)[0] for letter in marked}
    return {ord(letter): base for letter, base in bases.items() if base.isascii()} | {ord("đ"): "d", ord("Đ"): "D"}


# Latin-1, Latin Extended A, B and Additional: all that Vietnamese is written with.
_UNMARKED = _unmarked_letters()


def _respelled(words: str, before: list[str], after: list[str]) -> str:
    if not words.isascii():
        for one, other in zip(before, after, strict=True):
            words = words.replace(one, other)
    return words
