"""The people whom a page tells machines as its authors, for pages that no file describes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from scrapers.parser.grammar.people import is_person
from scrapers.parser.grammar.press import is_press, key
from scrapers.parser.page.structured import Structured
from scrapers.text import loose

# Metas that name a person where there is no JSON-LD; `article:author` is an address as often as a name.
_METAS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "cxenseparse:author", "byl")
_BETWEEN = re.compile(r"\s*(?:[,;&|/]|\b(?:và|and|und|et|with)\b)\s*")
_BY = re.compile(r"^(?:by|von|par|por|bởi|tác giả|pv|phóng viên)[:\s]+", re.I)
# Whom systems name where they have nobody.
_NOBODY = re.compile(r"(?:admin(?:istrator)?|editor|user|staff|newsroom|redaktion|toà soạn|tòa soạn|btv|pv)\d*", re.I)


def told_authors(structured: Structured, own: Collection[str], near: str) -> tuple[str, ...]:
    """Persons that JSON-LD or microdata name as authors of the story, else metas where the page prints them, too.

    `own` are the site's names for itself, which are nobody; `near` is what is printed where authors stand.
    """
    if people := _people(structured.people, own):
        return people
    for name in _METAS:
        people = _people(structured.metas.get(name, ()), own)
        if people and all(loose(one) in loose(near) for one in people):
            return people
    return ()


def _people(said: Iterable[str], own: Collection[str]) -> tuple[str, ...]:
    ours = {key(name) for name in own}
    names = dict.fromkeys(name for one in said for name in _names(one))
    return tuple(n for n in names if is_person(n) and key(n) not in ours and not is_press(n))


def _names(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(text):
        name = _BY.sub("", part).strip(" .-–|")
        if name and "http" not in name and not _NOBODY.fullmatch(name):
            yield name
