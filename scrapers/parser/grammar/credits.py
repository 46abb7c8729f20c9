"""Parses the credit of a caption: `Ảnh: …`, `(Ảnh: …)`, `- Ảnh …`, `Đồ họa: …`."""

from __future__ import annotations

import re

from scrapers.parser.grammar.people import initials_end
from scrapers.text import UPPER

_KIND = (
    r"(?:ảnh|hình)(?: (?:minh h(?:ọa|oạ)|tư liệu|chụp(?: màn hình)?|cắt từ (?:clip|video)))?|nguồn(?: ảnh)?"
    r"|minh h(?:ọa|oạ)|đồ h(?:ọa|oạ)|infographic|photo(?: by)?|video|clip"
)
_CREDIT = re.compile(rf"(?:^|[\s.,;:()\[\]\"”'’?!/-])(?:{_KIND})\s*[:;]\s*(?P<credit>[^:;]{{2,80}})$", re.I)
# Without a colon only where a dash, a bracket or a full stop sets it apart and a name follows.
_NOT_NAMES = "minh|tư liệu|chụp|trích|cắt|từ|do|của|cưới|bìa|đại diện|chân dung|vệ tinh|internet"
_BARE = re.compile(
    rf"(?:(?:[-–—.,(]|^)\s*(?:Ảnh|ẢNH)|\(\s*ảnh)\s+(?!{_NOT_NAMES})(?P<credit>(?:[{UPPER}][\w.]*\s*){{1,5}})[\s.)]*$"
)
_LABEL = re.compile(rf"\(?\s*(?:{_KIND})(?: internet)?\s*\)?\.?", re.I)


def credit_of(text: str) -> str | None:
    """Photographer or agency named in a caption; None where there is none ('Ảnh minh họa' names nobody)."""
    marked = ":" in text or ";" in text
    found = (_CREDIT.search(text) if marked else None) or _BARE.search(text)
    if found is None:
        return None
    name = found["credit"].strip(" )]-–")
    return (name if initials_end(name) else name.rstrip(" .)]-–")) or None


def is_label(text: str) -> bool:
    """Whether a line says no more than what kind of picture is above it: 'Ảnh minh họa', '(Ảnh tư liệu)'."""
    return _LABEL.fullmatch(text) is not None
