"""Transcodes a page to UTF-8, whatever it declares."""

import re
from dataclasses import dataclass

from w3lib.encoding import read_bom, resolve_encoding

from scrapers.parser.encoding.charsets import VIETNAMESE, WESTERN
from scrapers.parser.encoding.legacy import BLOCK, UNICODE_LETTER, is_suspect, repair
from scrapers.text import nfc

# So much of a page shows which half of its byte pairs is zero, or that none is.
_WIDE_SAMPLE = 4096
# Distinct words that must turn Vietnamese before valid UTF-8 is touched; one will do where the bytes are no UTF-8.
_SURE_IN_UTF8, _SURE_IN_PART, _SURE_IN_BYTES = 2, 5, 1
# Broken bytes per character above ASCII, beyond which a page has parts in another charset.
_BROKEN_SHARE = 0.05
# Charsets of other languages that a page may declare; the Western ones mean nothing, editors wrote them by default.
_FOREIGN = re.compile(r"cp(?:125[013-7]|874|932|949|866)|iso8859-(?!1$)\d+|koi8-[ru]|gb18030|big5hkscs|euc_(?:jp|kr)")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as valid UTF-8 without a byte order mark, the encoding it was found in, and the reason, for people."""

    page: bytes
    encoding: str
    why: str


def to_utf8(page: bytes) -> Decoded:
    """`page` as bytes for `lxml.etree.HTMLParser(encoding="utf-8")`; U+FFFD stands only for what nobody can read.

    The bytes decide, in this order: byte order mark, the zero bytes of UTF-16, validity as UTF-8; then a declared
    charset of another language, the charset whose reading makes Vietnamese words, a declared Vietnamese one, and last
    windows-1252. Legacy charsets come out composed (NFC). A right UTF-8 page is returned as the same object.
    """
    mark, signature = read_bom(page)
    unmarked = page.removeprefix(signature) if signature else page
    if wide := _wide(unmarked, mark):
        why = "byte order mark" if mark else "every other byte is zero"
        return _decoded(unmarked.decode(wide, "replace"), wide, why)
    if b"\0" in unmarked:
        unmarked = unmarked.replace(b"\0", b"")
    try:
        text = unmarked.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(unmarked, cut_off=error.end == len(unmarked) > error.start + 1)
    if is_suspect(text) and (repaired := _repaired(text)):
        return repaired
    return Decoded(unmarked, "utf-8", "byte order mark" if mark else "valid UTF-8")


def to_text(page: bytes) -> str:
    """`page` as text, by the same rules: for plain-text dumps."""
    return to_utf8(page).page.decode("utf-8")


def _decoded(text: str, encoding: str, why: str) -> Decoded:
    return Decoded(text.replace("\0", "").encode("utf-8"), encoding, why)


def _wide(page: bytes, mark: str | None) -> str | None:
    """UTF-16 or UTF-32, if the zero bytes agree: the tags of a page are ASCII, each with a zero byte beside it."""
    sample = page[:_WIDE_SAMPLE]
    if b"\0" not in sample:
        return None
    if mark and mark.startswith("utf-32"):
        return mark.replace("32-", "32")
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 8 < len(sample) or min(even, odd) * 8 > max(even, odd):
        return None
    return "utf-16le" if odd > even else "utf-16be"


def _repaired(text: str) -> Decoded | None:
    """A UTF-8 page whose characters are the windows-1252 reading of legacy bytes ('ViÖt Nam'), in all or in part."""
    found = repair(text, _SURE_IN_PART if UNICODE_LETTER.search(text) else _SURE_IN_UTF8)
    if not found:
        return None
    where = "in parts of a UTF-8 page" if found.partly else "saved as UTF-8 once more"
    return _decoded(found.text, found.encoding, f"Vietnamese words in {found.encoding}, {where}")


def _not_utf8(page: bytes, cut_off: bool) -> Decoded:
    """UTF-8 with broken bytes, if more characters are sound than broken; then parts of it may be legacy text."""
    text = page.decode("utf-8", "replace")
    sound, broken = _counts(text)
    if not cut_off and sound <= broken and len(re.findall("[Ạ-ỹ]", text)) < _SURE_IN_PART:
        return _single_bytes(page)
    if broken > max(3, sound * _BROKEN_SHARE) and (found := repair(_mixed(page), _SURE_IN_PART)):
        return _decoded(found.text, found.encoding, f"Vietnamese words in {found.encoding}, in parts of a UTF-8 page")
    return _decoded(text, "utf-8", f"UTF-8 but for {broken} broken sequence{'s' * (broken > 1)}")


def _counts(text: str) -> tuple[int, int]:
    """The characters above ASCII, and the places that were no UTF-8."""
    return sum(map(len, re.findall("[^\0-\x7f\ufffd]+", text))), text.count("\ufffd")


def _mixed(page: bytes) -> str:
    """A page of both kinds, block by block: UTF-8, or the characters U+0000 to U+00FF of its bytes."""
    raw = BLOCK.split(page.decode("latin-1"))
    read = [block.encode("latin-1").decode("utf-8", "replace") for block in raw]
    return "".join(text if _is_sound(text) else block for text, block in zip(read, raw, strict=True))


def _is_sound(text: str) -> bool:
    sound, broken = _counts(text)
    return not broken or sound > broken


def _single_bytes(page: bytes) -> Decoded:
    from bs4.dammit import EncodingDetector  # 80 ms, for pages that are no UTF-8

    label = EncodingDetector.find_declared_encoding(page, is_html=True) or ""
    codec = resolve_encoding(label) if label else None
    if codec and _FOREIGN.fullmatch(codec):
        return _decoded(page.decode(codec, "replace"), codec, "declared")
    raw = page.decode("latin-1")
    if found := repair(raw, _SURE_IN_BYTES):
        return _decoded(found.text, found.encoding, f"Vietnamese words in {found.encoding}")
    declared = next((reading for reading in VIETNAMESE if reading.name == label != "utf-8"), None)
    if declared:
        return _decoded(nfc(declared.read(raw)), declared.name, "declared")
    return _decoded(WESTERN.read(raw), WESTERN.name, "declared" if codec == "cp1252" else "no other charset fits")
