"""The 8-bit charsets of Vietnamese pages before Unicode, as decoding tables."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Charset:
    """A charset's name and how it turns bytes, held as the characters U+0000 to U+00FF, into text."""

    name: str
    read: Callable[[str], str]


def as_bytes(text: str) -> str:
    """The characters that Windows shows for bytes (“ for 0x93) put back as U+0080 to U+009F; the others stay."""
    return text.translate(_BYTES)


def _table(name: str, letters: Mapping[str, str]) -> Charset:
    longest_first = sorted(letters, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return Charset(name, lambda raw: pattern.sub(lambda match: letters[match[0]], raw))


def _single_bytes(codec: str) -> dict[str, str]:
    """The upper half of one of Python's codecs; a byte it leaves open is left, as the WHATWG standard has it."""
    pairs = ((chr(byte), bytes([byte]).decode(codec, "ignore")) for byte in range(0x80, 0x100))
    return {raw: letter for raw, letter in pairs if letter}


def _rows(rows: Mapping[int, str]) -> dict[str, str]:
    """Letters by the byte their row begins with; a dot leaves a byte without a letter."""
    return {chr(first + i): letter for first, row in rows.items() for i, letter in enumerate(row) if letter != "."}


# VISCII, RFC 1456 (1993), section 2: all 134 letters, six of them in the control bytes.
_VISCII_ROWS = {
    0x02: "Ẳ..ẴẪ",
    0x14: "Ỷ....Ỹ....Ỵ",
    0x80: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ",
    0x90: "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",
    0xA0: "Õắằặấầẩậẽẹếềểễệố",
    0xB0: "ồổỗỠƠộờởịỰỨỪỬơớƯ",
    0xC0: "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ",
    0xD0: "ĐứÒÓÔạỷừửÙÚỹỵÝỡư",
    0xE0: "àáâãảăữẫèéêẻìíĩỉ",
    0xF0: "đựòóôõỏọụùúũủýợỮ",
}

# TCVN 5712:1993. The fonts of the ABC set (.VnTime) hold VN3: the small letters and Ă Â Ê Ô Ơ Ư Đ; VN2 adds the other
# capitals below and a combining mark for the rest. 0x80 to 0x9F stay the quotes and dashes of Windows.
_TCVN_ROWS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđẰ",
    0xB5: "àảãáạẲằẳẵắẴ",
    0xC0: "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ",
    0xD0: "éẹềểễếệìỉỄẾỒĩíịò",
    0xE0: "Ổỏõóọồổỗốộờởỡớợù",
    0xF0: "ỖủũúụừửữứựỳỷỹýỵỐ",
}
_TCVN_MARKS = {"\xb0": "\u0300", "\xb1": "\u0309", "\xb2": "\u0303", "\xb3": "\u0301", "\xb4": "\u0323"}


def _tcvn() -> dict[str, str]:
    letters = _rows(_TCVN_ROWS)
    # No syllable ends in â, so this is a footer's copyright sign, in whatever font.
    letters |= {sign: sign for sign in ("\xa9 ", "\xa9&", "\xa9<", "\xa91", "\xa92")}
    capitals = {letter: letter for letter in "AEIOUY"} | {raw: letters[raw] for raw in "\xa1\xa2\xa3\xa4\xa5\xa6"}
    for (raw, capital), (mark, tone) in product(capitals.items(), _TCVN_MARKS.items()):
        letters[raw + mark] = unicodedata.normalize("NFC", capital + tone)
    return letters


# VNI-Windows (VNI Software, 1989): a vowel, then a byte for its mark, its tone or both; ỉ ĩ ị ỵ đ ơ ư have own bytes.
_VNI_LETTERS = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}


def _vni() -> dict[str, str]:
    toned = {vowel + mark: vowel + tone for vowel, (mark, tone) in product("aeouy", _VNI_TONES.items())}
    horned = {raw + mark: vowel + tone for raw, vowel in ("ôơ", "öư") for mark, tone in _VNI_TONES.items()}
    round_ = {vowel + mark: f"{vowel}\u0302{tone}" for vowel, (mark, tone) in product("aeo", _VNI_CIRCUMFLEX.items())}
    short = {f"a{mark}": f"a\u0306{tone}" for mark, tone in _VNI_BREVE.items()}
    small = _VNI_LETTERS | toned | horned | round_ | short
    composed = {raw: unicodedata.normalize("NFC", letter) for raw, letter in small.items()}
    # A mark is also met in the other case than its vowel; the vowel decides.
    capital = {raw[0].upper() + mark: letter.upper() for raw, letter in composed.items() for mark in _cases(raw[1:])}
    return composed | {raw[0] + raw[1:].upper(): letter for raw, letter in composed.items()} | capital


def _cases(mark: str) -> set[str]:
    return {mark, mark.upper()}


_UTF8 = re.compile(r"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def _utf8_again(raw: str) -> str:
    return _UTF8.sub(lambda match: match[0].encode("latin-1").decode("utf-8", "replace"), raw)


_WINDOWS_1252 = _single_bytes("cp1252")
_BYTES = {ord(letter): raw for raw, letter in _WINDOWS_1252.items()}

# What the other readings are compared with; the WHATWG Encoding Standard reads iso-8859-1 and ascii as this, too.
WESTERN = _table("windows-1252", _WINDOWS_1252)
TCVN3 = _table("tcvn3", {raw: mark for raw, mark in _WINDOWS_1252.items() if raw < "\xa0"} | _tcvn())
VISCII = _table("viscii", _rows(_VISCII_ROWS))
VNI = _table("vni", {raw: mark for raw, mark in _WINDOWS_1252.items() if raw < "\xa0"} | _vni())
# The mark of a tone follows its vowel, so that the result has still to be composed (NFC).
WINDOWS_1258 = _table("windows-1258", _single_bytes("cp1258"))
# UTF-8 taken for windows-1252 and saved as UTF-8 once more: 'Viá»‡t'.
UTF8_AGAIN = Charset("utf-8", _utf8_again)

# VIQR, the 7-bit form of RFC 1456, is not among them: its marks are the punctuation of any other text.
VIETNAMESE = (WINDOWS_1258, TCVN3, VNI, VISCII, UTF8_AGAIN)
