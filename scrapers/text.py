"""Normalises text: folds white space, NFC, removes invisible characters."""

from __future__ import annotations

import re
import unicodedata

# Zero-width space and joiners, soft hyphen, word joiner, BOM; bidi marks; object replacement; controls; halves of
# surrogate pairs, which JSON can write and no file can hold.
_INVISIBLE = re.compile(
    r"[\u200b-\u200d\u00ad\u2060\ufeff\u202a-\u202e\u2066-\u2069\ufffc\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
# Marks of direction, which pages put where a space belongs.
_MARKS = re.compile(r"[\u200e\u200f]")


_LATIN = (*map(chr, range(0xC0, 0x250)), *map(chr, range(0x1EA0, 0x1EFA)))
UPPER = "A-Z" + "".join(letter for letter in _LATIN if letter.isupper())
"""Capitals of Vietnamese and its neighbours, for a class of a pattern: no range holds them without small letters."""
LOWER = "a-z" + "".join(letter for letter in _LATIN if letter.islower())
SENTENCE_END = re.compile(r"[.!?…。！？؟।][”\"’'»“)\]]*\s*$")
"""The end of a text that ends with a sentence, in quotation marks or brackets, too."""
# Of the signs that are neither letters, digits nor ASCII no text has so many in a row; combining marks are among them.
_SIGN = re.compile(r"[^\w\s\x00-\x7f]")
_CROWD = re.compile(r"[^\w\s\x00-\x7f]{31,}")
_MOST_MARKS = 30
"""Combining marks in a row, as in the stream-safe text of Unicode (UAX #15, section 13): normalising is quadratic."""


def nfc(text: str) -> str:
    """NFC, in linear time: of combining marks only the first thirty in a row are kept."""
    if text.isascii():
        return text
    # So many in a row hold one of every 31 characters.
    if len(text) > 200 and _SIGN.search(text[:: _MOST_MARKS + 1]):
        text = _CROWD.sub(_thinned, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _thinned(crowd: re.Match[str]) -> str:
    kept, marks = [], 0
    for sign in crowd[0]:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks <= _MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def fold(text: str) -> str:
    """NFC, every run of white space one space, no invisible characters, nothing at the ends."""
    text = text.strip()
    # Only what is no plain space can fail to be printable, and nothing invisible is: the question costs far less than
    # cutting a text into words or searching it.
    if "  " in text or not text.isprintable():
        text = " ".join(text.split())
        if not (text.isascii() or text.isprintable()) and (_MARKS.search(text) or _INVISIBLE.search(text)):
            # What was invisible may have stood between two spaces.
            text = " ".join(_INVISIBLE.sub("", _MARKS.sub(" ", text)).split())
    return nfc(text)


_WORD = re.compile(r"\w+")


def loose(text: str) -> str:
    """Only the words, in lower case: for asking whether two texts are the same to a reader."""
    return words_of(nfc(text))


def words_of(text: str) -> str:
    """`loose` of a text that is NFC already, as what `fold` gives."""
    return " ".join(_WORD.findall(text.lower()))
