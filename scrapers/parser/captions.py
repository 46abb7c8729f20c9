"""The credit inside a caption: `Ảnh: …`, `(Ảnh: …)`, `- Ảnh …`, `Đồ họa: …`."""

from __future__ import annotations

import re

_CREDIT = re.compile(
    r"(?:^|[\s.,;:()\[\]\"”'’?!/-])(?:ảnh(?: chụp)?(?: màn hình)?|nguồn(?: ảnh)?|đồ h[oọ]ạ?|infographic|photo(?: by)?|video|clip|minh h[oọ]ạ?)"
    r"\s*[:;]\s*(?P<credit>[^:;]{2,80}?)[\s.)\]]*$",
    re.I,
)
_BARE = re.compile(
    r"(?:[-–—.,(]|^)\s*(?:Ảnh|ẢNH)\s+(?!minh|tư liệu|chụp|trích|cắt|từ|do|của|cưới|bìa|đại diện|chân dung|vệ tinh|internet)"
    r"(?P<credit>(?:[A-ZĐÀ-Ỹ][\w.]*\s*){1,5})[\s.)]*$"
)


def credit_of(text: str) -> str | None:
    """Photographer or agency named in a caption; None where there is none ('Ảnh minh họa' names nobody)."""
    found = _CREDIT.search(text) or _BARE.search(text)
    return found["credit"].strip(" .-–") or None if found else None
