"""Strips wire prefixes: the outlet or place before a lead (`Kinhtedothi - `, `(Dân trí) - `, `TTO - `)."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from scrapers.outlets import outlets
from scrapers.parser.grammar.press import initials, is_press, key
from scrapers.spelling import unmarked
from scrapers.text import UPPER

# Seen on real pages 2012-2026, besides the short names that our outlets' files give. A place is cut only where the
# page's mark-up sets it apart.
_OTHERS = """
Dân trí; Dân Việt; VTC News; SGTT; ĐTCK; ĐTTCO; TBTCO; BNEWS; GDVN; VnMedia; Infonet; ICTnews; Kiến Thức; DĐDN; BĐT
Petrotimes; PLVN; PL&XH; Congluan.vn
"""
# A paper's initials, as in `(HNMO) Sáng nay …`.
_ABBREVIATION = "[A-ZĐ&]{2,6}"
# Online editions end theirs in O or OL: TTO, HNMO, BTNO.
_ONLINE = re.compile("OL?$")
_ADDRESS = r"[\w-]{2,20}(?:\.com)?(?i:\.vn)"
_BRACKETS = re.compile(r"^\((?P<name>[^()]{2,30})\)\s+(?=[^\s–—-])")
# `Hà Nội (TTXVN) - `, `Hanoi (VNA) – `, `Geneva (TTXVN 12/4) - `: a place with the agency that reports from there.
_PLACED = re.compile(
    rf"^(?P<place>[{UPPER}][\w.’'-]*(?:,? [{UPPER}][\w.’'-]*){{0,4}})"
    r" \((?P<agency>[^()]{2,20}?)(?:,? \d{1,2}/\d{1,2})?\)(?P<end>\s*[-–—:]+\s*)(?=\S)"
)
_OWN = re.compile(r"^(?P<name>[^-–—]{2,30}?)\s*[-–—]\s+(?=\S)")


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A wire's name, or anything in brackets, before a dash; `(TNO) Công an …`: in brackets it needs no dash."""
    ours = (name for outlet in outlets().values() for name in outlet.names if _is_short(name))
    others = (name.strip() for name in re.split(r"[;\n]", _OTHERS) if name.strip())
    wires = "|".join(map(re.escape, dict.fromkeys((*others, *ours))))
    # A full stop does for a dash behind capitals and addresses: `TGVN. Sáng nay …`; but `TP. Hồ Chí Minh …`.
    stop = rf"(?:\s*[-–—:]+\s*|(?<=[{UPPER}]{{3}})\.\s+|(?<=(?i:\.vn))\.\s+)(?=\S)"
    before_dash = rf"^(?:\((?P<bracket>[^()]{{2,30}})\)|(?P<bare>{wires}|{_ADDRESS})){stop}"
    return re.compile(before_dash), re.compile(rf"^\((?P<name>{wires}|{_ABBREVIATION})\)\s+(?=[^\s–—-])")


def _is_short(name: str) -> bool:
    """Whether a wire would be signed by it: `TTO`, `Kinhtedothi`, `KTSG Online`, not `Tiền Phong`."""
    return name[0].isupper() and " " not in name.removesuffix(" Online")


def cut_prefix(text: str, own: Collection[str] = ()) -> tuple[str, str | None]:
    """The text without its wire prefix, and the prefix."""
    before_dash, in_brackets = _patterns()
    alone = in_brackets.match(text)
    if alone is None and (other := _BRACKETS.match(text)) and is_press(other["name"]):
        alone = other
    if alone:
        return text[alone.end() :], alone["name"]
    if found := before_dash.match(text):
        return text[found.end() :], (found["bracket"] or found["bare"]).strip()
    placed = _PLACED.match(text)
    if placed and is_press(placed["agency"]):
        return text[placed.end() :], text[: placed.start("end")]
    named = _OWN.match(text)
    if named and (key(named["name"]) in {key(o) for o in own} or _abbreviates(named["name"], own)):
        return text[named.end() :], named["name"].strip()
    return text, None


def _abbreviates(name: str, own: Collection[str]) -> bool:
    """Whether this is made of the initials of an outlet's own name: `TCKT` of Tạp chí Kiến trúc, `ĐTO` of Báo Đồng Tháp
    Online."""
    if not re.fullmatch(_ABBREVIATION, name):
        return False
    forms = [form for form in (name, _ONLINE.sub("", name)) if len(form) > 1]
    return any(unmarked(form) in unmarked(initials(outlet)) for form in forms for outlet in own)
