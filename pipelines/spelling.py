"""Vietnamese text as people compare it: words only, lower case, NFC, one place for the tone (hòa is hoà)."""

from __future__ import annotations

from scrapers.parser.text import loose

# The tone of a rhyme in oa, oe, uy stands on the first letter in the old spelling and on the second in the new one.
_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()


def same_spelling(text: str) -> str:
    """The words of a text, one blank between them; equal for texts that differ only in case, tone place or signs."""
    words = loose(text)
    if not words.isascii():
        for old, new in zip(_OLD, _NEW, strict=True):
            words = words.replace(old, new)
    return words


def mentions(text: str, phrase: str) -> bool:
    """Whether the words of `phrase`, already in the same spelling, stand in the text one after another."""
    return f" {phrase} " in f" {same_spelling(text)} "
