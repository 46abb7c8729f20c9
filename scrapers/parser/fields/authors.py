"""Authors of pages without a layout: from structured data, or named after `By`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from scrapers.parser.grammar.byline import Byline, join_bylines, read_byline
from scrapers.parser.grammar.people import PARTICLES, is_person
from scrapers.parser.grammar.press import key
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import text_of
from scrapers.text import UPPER, fold, loose

# Metas that name a person where there is no JSON-LD; `article:author` is an address as often as a name.
_METAS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "cxenseparse:author", "byl")
# Yoast's pair for previews, in the language of the site: `twitter:label1` Written by, `twitter:data1` the name.
_WRITTEN_BY = re.compile(
    r"written by|verfasst von|geschrieben von|[ée]crit par|escrito por|được viết bởi|tác giả", re.I
)
# Whom systems name where they have nobody.
_NOBODY = re.compile(r"(?:admin(?:istrator)?|editor|user|staff|newsroom|redaktion|toà soạn|tòa soạn|btv|pv)\d*", re.I)
_BY = r"(?:by|von|par|por|bởi|aut(?:h)?or(?:es|en|s|in|a)?(?=\s*:)|tác giả(?=\s*:))"
BY = re.compile(rf"^{_BY}[:\s]+", re.I)
_AUTHOR_LABEL = re.compile(
    r"(?:(?:written|posted|reported|story|text|words) )?by|about the authors?|authors?|verfasst von|autor(?:en|in|es)?"
    r"|tác giả(?: bài viết)?|người viết|bài viết|bài và ảnh|thực hiện",
    re.I,
)
_NAME = rf"[{UPPER}][\w.'’-]*(?:\s+(?:[{UPPER}][\w.'’-]*|{'|'.join(sorted(PARTICLES))}))*"
# Not `Ann Lee, Head of Research`.
_ENDS = rf"(?![\w.'’-])(?!\s+(?:(?:of|for|at|to)\b|[{UPPER}]))"
# `12 May 2026 · Written by Ann Lee and Tom Reed, Hanoi`: at the start, behind a sign or a number.
_JOINT = re.compile(r"(?:,|&|\b(?:and|und|et|y|và))\s*$")
_CREDITED = re.compile(
    rf"(?:^|[·•|/,.\d]\s*)(?i:(?:this \w+ was )?(?:written|posted|reported|story|text|words|guide|đăng|viết)\s+)?"
    rf"(?i:{_BY})(?:\s*:\s*|\s+|(?<=By))(?P<names>{_NAME}(?:\s*(?:,|&|\b(?:and|und|et|y|và)\b)\s*{_NAME}{_ENDS})*)"
)


def told_byline(structured: Structured, own: Collection[str], near: str) -> Byline | None:
    """Persons that JSON-LD, microdata or a preview's label name as authors, else metas where the page prints them, too.

    `own` are the site's names for itself, which are nobody; `near` is what is printed where authors stand.
    """
    for said in (structured.people, list(_labelled(structured))):
        if line := _read(said, own):
            return line
    for name in _METAS:
        line = _read(structured.metas.get(name, ()), own)
        if line and all(loose(one) in loose(near) for one in line.authors):
            return line
    return None


def _labelled(structured: Structured) -> Iterator[str]:
    for number in "12":
        if _WRITTEN_BY.fullmatch(structured.meta(f"twitter:label{number}")[0]):
            yield structured.meta(f"twitter:data{number}")[0]


def _read(said: Iterable[str], own: Collection[str]) -> Byline | None:
    """What the names that machines are told say; None where they name no person."""
    told = [text for one in said if (text := BY.sub("", fold(one))) and "http" not in text]
    line = join_bylines(read_byline(text, own) for text in told if not _NOBODY.fullmatch(text))
    ours = {key(name) for name in own}
    authors = tuple(a for a in line.authors if key(a) not in ours and not _NOBODY.fullmatch(a)) if line else ()
    return (
        replace(line, text=" - ".join(told).strip(" .,-–|"), authors=authors, role=True) if line and authors else None
    )


def is_author_label(text: str) -> bool:
    """Whether a line says no more than that the next one names the author."""
    return len(text) < 25 and _AUTHOR_LABEL.fullmatch(text.strip(" :–-")) is not None


def credited(block: Block, own: Collection[str]) -> Byline | None:
    """The people whom a line names after `By`, whatever else it says: date, place, what they are."""
    found = _CREDITED.search(block.text)
    if found is None:
        return None
    names = found["names"]
    line = read_byline(", ".join(_linked(block, names)) or names, own)
    return replace(line, text=block.text, role=True) if line.authors else None


def _linked(block: Block, names: str) -> Iterator[str]:
    """The persons among names that are links of their own; what follows one with nothing between is none (`Follow`)."""
    end = -1
    for link in block.element.iter("a"):
        text = text_of(link)
        start = names.find(text, max(end, 0)) if text and is_person(text) else -1
        if start >= 0 and (end < 0 or _JOINT.search(names[end:start])):
            yield text
            end = start + len(text)
