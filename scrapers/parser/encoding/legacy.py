"""Detects pre-Unicode Vietnamese charsets by the share of words that decode to Vietnamese syllables."""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from scrapers.parser.encoding.charsets import TCVN3, VIETNAMESE, VNI, WESTERN, Charset, as_bytes
from scrapers.parser.grammar.syllables import is_syllable
from scrapers.text import nfc

# Letters and tone marks that windows-1252 lacks: text with one of them is Unicode already.
UNICODE_LETTER = re.compile("[ăđơưĂĐƠƯ\u0300\u0301\u0303\u0309\u0323Ạ-ỹ]")

# By far the most usual words in disguise: 'là' and 'và' in TCVN3, 'và' and 'có' in VNI, 'đ' at a word's start in VISCII
# and windows-1258, 'ư' written as UTF-8 twice. The single letter is looked for first: that costs nearly nothing.
_WITNESSES = {"µ": ("lµ", "vµ"), "ø": ("aø", "uø"), "ð": (" ð", ">ð"), "°": ("Æ°",)}
_ENTITY_WITNESS = re.compile("&(?:micro|oslash|eth|#181|#248|#240);")
_ENTITY = re.compile(r"&(?:#\d+|[A-Za-z]+\d?);")

# A tag that ends a stretch of text; inside of one the charset does not change.
BLOCK = re.compile(r"(<(?!/?(?:a|b|i|u|em|strong|font|span|big|small)\b)[^<>]*>)", re.IGNORECASE)
_WORD = re.compile(r"(?:[^\W\d_]|[\x02\x05\x06\x14\x19\x1e\x80-\xff])+")
_LETTER = re.compile(r"[A-Za-zµß-öø-ÿÀ-ÖØ-Þ]")
_TAG = re.compile(r"<[^<>]*>")
_BETWEEN_WORDS = re.compile(r"[\s“”‘’«»…–—•]+")
# Text in a font that shows capitals, up to the end of its element; the bound keeps broken mark-up cheap.
_CAPITALS_FONT = re.compile(r"(<(\w+)\b[^<>]*\.Vn[\w ]*H\b[^<>]*>)(.{0,1999}?)(?=</\2\b)", re.DOTALL)
_SHOWN = re.compile(r"<[^<>]*>|&#?\w{1,9};|([^<&]+)")
_LETTERS = re.compile(r"[^\W\d_]+")

# A page shorter than this may lack the most usual words.
_SHORT = 20_000
# How much of a page is enough to be sure; the share of the strange words and of all words that have to be Vietnamese:
# 'på' and 'må' alone would be, in TCVN3, but not so the Danish words beside them.
_SAMPLE_WORDS = 600
_SAMPLE_LETTERS = 100_000
_SHARE = 0.7
_SHARE_OF_ALL = 0.5


@dataclass(frozen=True, slots=True)
class Repair:
    """Text read in its real charset, that charset's name, and whether other parts of the page were Unicode already."""

    text: str
    encoding: str
    partly: bool


def is_suspect(text: str) -> bool:
    """Whether a valid UTF-8 page may hold disguised Vietnamese: microseconds on a page in Vietnamese."""
    if text.isascii():
        return "&" in text and bool(_ENTITY_WITNESS.search(text))
    if len(text) < _SHORT and not UNICODE_LETTER.search(text):
        return True
    return any(letter in text and any(pair in text for pair in pairs) for letter, pairs in _WITNESSES.items())


def repair(text: str, sure: int) -> Repair | None:
    """`text`, whose legacy bytes stand as Latin-1 or windows-1252 characters, in its real charset; None if it has none.

    A page without a Unicode Vietnamese letter is read as a whole, once `sure` distinct words that are no Vietnamese
    become so. On a page that has such letters only the blocks without them are read, and only where that makes words
    Vietnamese: an old article's text in a new template. Foreign names stay, for they become no syllables.
    """
    blocks = BLOCK.split(text)
    unread = [block for block in blocks if not block.isascii() and not UNICODE_LETTER.search(block)]
    partly = bool(UNICODE_LETTER.search(text))
    if reading := _spoken(unread, sure):
        read = partial(_read_block, reading) if partly else partial(_read, reading)
        return _finished("".join(map(read, blocks)), reading, partly)
    plain = _unescaped(text)
    if not partly and plain != text and (reading := _spoken([plain], sure)):
        return _finished(_read(reading, plain), reading, partly)
    return None


def _finished(text: str, reading: Charset, partly: bool) -> Repair:
    if reading is TCVN3:
        text = _CAPITALS_FONT.sub(lambda match: match[1] + _capitals(match[3]), text)
        text = _LETTERS.sub(_all_capital, text)
    return Repair(nfc(text), reading.name, partly)


def _capitals(shown: str) -> str:
    """The fonts of the ABC set whose name ends in H show capitals for the codes of small letters."""
    return _SHOWN.sub(lambda match: match[1].upper() if match[1] else match[0], shown)


def _all_capital(word: re.Match[str]) -> str:
    """'VIÖT', typed for such a font that a style sheet names, is VIỆT: two capitals and no small ASCII letter."""
    mixed = not word[0].isascii() and sum(map(str.isupper, word[0])) > 1
    return word[0].upper() if mixed and not any("a" <= letter <= "z" for letter in word[0]) else word[0]


def _read(reading: Charset, block: str) -> str:
    # TCVN3 and VNI are fonts: there, an entity names the byte whose shape the font draws.
    return reading.read(as_bytes(_unescaped(block) if reading in (TCVN3, VNI) else block))


def _read_block(reading: Charset, block: str) -> str:
    if block.isascii() or UNICODE_LETTER.search(block):
        return block
    return _read(reading, block) if _spoken([block], 1, (reading,)) else block


def _unescaped(text: str) -> str:
    return _ENTITY.sub(_latin_letter, text)


def _latin_letter(entity: re.Match[str]) -> str:
    letter = html.unescape(entity[0])
    return letter if "\xa0" < letter <= "\xff" else entity[0]


def _spoken(blocks: Iterable[str], sure: int, readings: tuple[Charset, ...] = VIETNAMESE) -> Charset | None:
    """The charset in which at least `sure` strange words, most of them, and most of all words are Vietnamese."""
    plain, accented = _words(blocks)
    strange = [word for word in accented if not _is_vietnamese(WESTERN, word)]
    gain, known, best = max(
        ((_count(reading, strange), _count(reading, accented), reading) for reading in readings),
        key=lambda found: found[:2],
    )
    known += sum(map(is_syllable, plain))
    sound = gain >= _SHARE * len(strange) and known >= _SHARE_OF_ALL * (len(plain) + len(accented))
    return best if gain >= sure and sound else None


def _count(reading: Charset, words: Iterable[str]) -> int:
    return sum(_is_vietnamese(reading, word) for word in words)


def _words(blocks: Iterable[str]) -> tuple[list[str], list[str]]:
    """The first distinct words of the blocks, in the form of single bytes: the ASCII ones, and those with accents."""
    text = as_bytes(_TAG.sub(" ", "\n".join(blocks)[:_SAMPLE_LETTERS]))
    distinct = [word for word in dict.fromkeys(_WORD.findall(text)) if max(word) <= "\xff" and _LETTER.search(word)]
    words = distinct[:_SAMPLE_WORDS]
    return [word for word in words if word.isascii()], [word for word in words if not word.isascii()]


def _is_vietnamese(reading: Charset, word: str) -> bool:
    parts = _BETWEEN_WORDS.split(nfc(reading.read(word)))
    return all(_is_spelt(part, reading) for part in parts if not part.isascii())


def _is_spelt(word: str, reading: Charset) -> bool:
    # TCVN3 has the small letters only, so that a capital may follow one: 'VIệT'.
    return is_syllable(word) and (reading is TCVN3 or word in (word.lower(), word.upper(), word.capitalize()))
