"""Wire prefixes: the outlet or place that opens a lead (`Kinhtedothi - `, `(Dân trí) - `, `TTO - `)."""

from __future__ import annotations

import re
from collections.abc import Collection

from scrapers.parser.grammar.press import key

# Seen on real pages 2012-2026. A place is cut only where the page's mark-up sets it apart.
_WIRES = (
    r"Dân trí|NLĐO|NLĐ|PLO|TNO|TN|TTO|TT|TPO|TP|TBKTSG(?: Online)?|KTSG(?: Online)?|SGTT|SGGPO?|ĐTCK"
    r"|Chinhphu\.vn|NDĐT|NDO|HNMO?"
    r"|GiadinhNet|VOV\.VN|VOV|VTV\.vn|VTC News|BNEWS|TTXVN|Vietnam\+|Kinhtedothi|KTĐT|Soha\.vn|CAND|QĐND|LĐO|LĐ|GD&TĐ"
    r"|GDVN|VnMedia"
    r"|Infonet|ICTnews|Kiến Thức|Dân Việt|DĐDN|BĐT|baodautu\.vn|Petrotimes|PLVN|PL&XH|Congluan\.vn|[a-z][a-z ]{2,14}"
)
_PREFIX = re.compile(rf"^(?:\((?P<bracket>[^()]{{2,30}})\)|(?P<bare>{_WIRES}))\s*[-–—:]+\s*(?=\S)")
# `(TNO) Công an …`: in brackets a wire needs no dash, a place does.
_BRACKETED = re.compile(rf"^\((?P<name>{_WIRES})\)\s+(?=[^\s–—-])")
_OWN = re.compile(r"^(?P<name>[^-–—]{2,30}?)\s*[-–—]\s+(?=\S)")


def cut_prefix(text: str, own: Collection[str] = ()) -> tuple[str, str | None]:
    """The text without its wire prefix, and the prefix."""
    alone = _BRACKETED.match(text)
    if alone and not alone["name"][0].islower():
        return text[alone.end() :], alone["name"]
    found = _PREFIX.match(text)
    if found and (found["bracket"] or not found["bare"][0].islower()):
        return text[found.end() :], (found["bracket"] or found["bare"]).strip()
    named = _OWN.match(text)
    if named and key(named["name"]) in {key(o) for o in own}:
        return text[named.end() :], named["name"].strip()
    return text, None
