"""Infers the common form of an outlet's article URLs where the pattern in its file is too narrow.

An address of an article has an id of five digits or more, or a slug of many words; a section's has neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

ENOUGH = 20
"""Addresses of one form that are no chance on a page; menus have about as many, but of sections."""
ENOUGH_IN_FEEDS = 5
"""The same of a feed or news sitemap, which names nothing but articles."""
WORDS = 5
"""Words that the slug of an article has at least where the address has no id; sections have up to four."""
_ID = re.compile(
    r"^(?P<dirs>/(?:.*/)?)(?P<slug>[^/]*?)(?P<mark>[-._][a-z]{0,5}|/[a-z]?)(?P<id>\d{5,})(?P<end>[^\d/]*/?)$"
)
_SLUG = re.compile(r"^/(?:.*/)?(?P<slug>[^/.]+)(?P<end>\.\w+|/?)$")


@dataclass(frozen=True)
class Form:
    """A form that several URLs share."""

    mark: str
    """What stands between slug and id: `-`, `-post`, `.`."""
    end: str
    digits: tuple[int, int] | None = None
    """Fewest and most digits of the id; None where there is none."""

    @property
    def pattern(self) -> str:
        """A regular expression that takes paths of this form, its id as the group `id`."""
        mark, end = (re.escape(text).replace(r"\-", "-") for text in (self.mark, self.end))
        if self.digits is None:
            return rf"/(?:[\w-]+/)*(?:[^/-]+-){{{WORDS - 1},}}[^/.]+{end}$"
        few, most = self.digits
        # One that is as long as a time of day grows and shrinks with it; a counter grows.
        count = f"{few},{most}" if few < most else f"{few}" if few >= 12 else f"{few},{few + 1}"
        return rf"/(?:[\w-]+/)*[^/]*?{mark}(?P<id>\d{{{count}}}){end}$"

    def __str__(self) -> str:
        if self.digits is None:
            return f"/…-…-…{self.end}"
        few, most = self.digits
        return f"/…{self.mark}<{few if few == most else f'{few} to {most}'} digits>{self.end}"


def common_form(urls: Iterable[str], enough: int = ENOUGH) -> Form | None:
    """The form that most of these addresses have, if so many of them do; None where no form repeats."""
    groups: dict[tuple[str, str, bool], set[str]] = {}
    for url in urls:
        path = urlsplit(url).path
        if key := _key(path):
            groups.setdefault(key, set()).add(path)
    key, paths = max(groups.items(), key=lambda group: len(group[1]), default=(("", "", False), set()))
    if len(paths) < enough:
        return None
    mark, end, numbered = key
    lengths = {len(found["id"]) for path in paths if (found := _ID.match(path))} if numbered else set()
    return Form(mark, end, (min(lengths), max(lengths)) if lengths else None)


def _key(path: str) -> tuple[str, str, bool] | None:
    found = _ID.match(path)
    if found and (found["slug"].count("-") >= 2 or found["mark"].startswith("/")):
        return found["mark"], found["end"], True
    slug = _SLUG.match(path)
    if slug and slug["slug"].count("-") >= WORDS - 1 and not re.search(r"\d{5}", path):
        return "", slug["end"], False
    return None
