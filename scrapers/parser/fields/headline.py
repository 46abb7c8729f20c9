"""Headline detection for pages without a layout: scores every block that could be it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scrapers.parser.page.blocks import Block
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Element, Page, text_of
from scrapers.parser.story.clues import Surroundings
from scrapers.parser.story.roles import words as class_words
from scrapers.text import fold, loose

# Between a headline and the name of the site or section: `Headline | Báo X`, `Headline - Thời sự - X`, `Section : X`.
_SEPARATOR = re.compile(r"\s+[|–—»•·:/_~-]+\s+|\s*[|»]\s*|\s*::\s*")
_JOINTS = re.compile(r"[\s:]+")
_LARGE = re.compile(r"^(?:\+[1-9]|[4-7])$")
_LARGE_CSS = re.compile(r"font-size\s*:\s*(?:1[89]|[23]\d)\s*p[xt]", re.I)
_LONGEST = 250
# A part of a told title that is shorter than this share of it is the site's or section's name.
_SHARE = 0.4
# What is shorter than this share of a printed line is its kicker, and no headline.
_KICKED = 0.5
# More parts than this has no title: what follows is its text.
_PARTS = 8

AGREES = 4.0
"""Times the agreement (0 to 1) with what machines are told: no other clue is as sure."""
H1, HEADING = 2.0, 1.0
ONLY_H1 = 1.0
"""Where no other first-level heading is on the page: it is the headline, however machines are told it."""
MARKED = 1.0
"""`itemprop="headline"`, or a class of a title's name."""
ONLY_NAMED = 2.0
"""The one line of the page whose class is for the headline of an article: as good as an only h1, also as a `div`."""
LINKED = -1.5
"""Headlines of other stories are links, this one's seldom is."""
ELSEWHERE = -2.0
"""In a box of other stories, a menu, a sidebar, a comment."""
FLOOR = 2.5
"""An only h1 reaches it, and a heading that agrees; an h1 among others that agrees with nothing does not."""
_TITLES = frozenset(["title", "headline", "articletitle", "posttitle", "entrytitle", "tieude"])
_OWN_TITLES = frozenset(
    ["articletitle", "posttitle", "entrytitle", "detailtitle", "titledetail", "newstitle", "tieude"]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_IN_MENU = frozenset(["in breadcrumb", "in <nav>"])
_ELSEWHERE = frozenset(
    "in related|in popular|in side|in comments|in menu|in foot|in cards|in <nav>|in <aside>|in <footer>".split("|")
)


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline, the rule that found it, the index of its block on the page (-1 where it is not printed), and how
    sure it is (0 to 1)."""

    text: str
    rule: str
    index: int = -1
    confidence: float = 0.0


def headline(page: Page, structured: Structured, blocks: Sequence[Block], around: Surroundings) -> Headline | None:
    """The headline as a reader sees it; None where page and machines name none."""
    said = list(_said(page, structured))
    told = _Told([text for text, _ in said], structured.meta("og:site_name")[0])
    headings = _headings(page)
    levels = [headings.get(b.element, "") if b.text else "" for b in blocks]
    tops = {b.words for b, level in zip(blocks, levels, strict=True) if level == "h1" and not _names_page(b, around)}
    named = [b.element for b in blocks if _possible(b) and _is_named(b) and not _names_page(b, around)]
    only = (len(tops) == 1, named[0] if len(named) == 1 else None)
    ranked = sorted(
        ((_score(b, levels[i], told, around, *only), -i) for i, b in enumerate(blocks) if _possible(b)), reverse=True
    )
    if ranked and ranked[0][0] >= FLOOR:
        score, index = ranked[0][0], -ranked[0][1]
        text = blocks[index].text
        others = (s for s, i in ranked[1:8] if blocks[-i].words != blocks[index].words)
        confidence = min(1.0, 0.5 + (score - max(next(others, 0.0), FLOOR - 1)) / 6)
        rule = (
            "repeats the page's title"
            if told.agreement(blocks[index].words) > 0.5
            else "is the page's first-level heading"
        )
        printed = told.with_kicker(blocks[index - 1 : index + 1]) or told.without_kicker(blocks[index])
        return Headline(printed, f"{blocks[index].element.tag} that {rule}", index, confidence)
    large = _set_large(blocks)
    if large is not None:
        return Headline(blocks[large].text, "line set in large type", large, 0.5)
    if not said:
        return None
    text, rule = said[0]
    return Headline(told.without_site(text), rule, confidence=0.6)


def _score(
    block: Block, level: str, told: _Told, around: Surroundings, only_h1: bool, only_named: Element | None
) -> float:
    """What speaks for a block as headline, added up."""
    named = block.element is only_named
    agreement = told.agreement(block.words)
    if not (level or named) and agreement < _SHARE:
        return 0.0
    score = AGREES * agreement
    if level == "h1" and not _names_page(block, around):
        score += H1 + ONLY_H1 * only_h1
    else:
        score += max(HEADING * bool(level), ONLY_NAMED * named)
    score += MARKED * _is_marked(block.element)
    score += LINKED * (block.linked > 0.9)
    return score + ELSEWHERE * (not _ELSEWHERE.isdisjoint(around.names_around(block.element)))


def _headings(page: Page) -> dict[Element, str]:
    """The page's headings and what stands up to two levels in them, each with the tag of the innermost one."""
    found: dict[Element, str] = {}
    for heading in page.root.iter(*_HEADINGS):
        inside = (heading, *heading, *(inner for child in heading for inner in child))
        found.update(dict.fromkeys(inside, str(heading.tag)))
    return found


def _names_page(block: Block, around: Surroundings) -> bool:
    """Whether a block names the page in a menu or breadcrumb: an h1 there is for search engines, readers see another
    headline."""
    return not _IN_MENU.isdisjoint(around.names_around(block.element))


def _possible(block: Block) -> bool:
    return block.kind not in ("image", "caption") and 0 < len(block.text) <= _LONGEST


def _is_marked(element: Element) -> bool:
    return element.get("itemprop") in ("headline", "name") or not _TITLES.isdisjoint(_words(element))


def _is_named(block: Block) -> bool:
    return not (block.linked or _OWN_TITLES.isdisjoint(_words(block.element)))


def _words(element: Element) -> tuple[str, ...]:
    return class_words(f"{element.get(b'class') or ''} {element.get(b'id') or ''}")


class _Told:
    """The titles that machines are told, in all the forms that a page may print."""

    def __init__(self, titles: Sequence[str], site: str) -> None:
        self.site = loose(site)
        self.titles = titles
        self.whole = [loose(title) for title in titles]
        self.words = [set(whole.split()) for whole in dict.fromkeys(self.whole)]
        self.vocabulary = set().union(*self.words)
        self.parts: dict[str, float] = {}
        """Runs of parts of a title, and their share of it."""
        for title in titles:
            parts = [part for text in _SEPARATOR.split(title)[:_PARTS] if (part := loose(text))]
            size = sum(map(len, parts)) or 1
            for first in range(len(parts)):
                for last in range(first + 1, len(parts) + 1):
                    form = " ".join(parts[first:last])
                    self.parts[form] = max(self.parts.get(form, 0.0), sum(map(len, parts[first:last])) / size)

    def agreement(self, said: str) -> float:
        """Of words with a told title: 1 for the whole, nearly 1 for a large part of it between separators; less for a
        like wording."""
        if said == self.site or self.vocabulary.isdisjoint(said.split()):
            return 0.0
        if said in self.whole:
            return 1.0
        share = self.parts.get(said, 0.0)
        if share:
            return 0.95 if share >= _SHARE else share
        if self._is_told(said) or any(_is_kicked(said, whole) for whole in self.whole):
            return 0.9
        mine = set(said.split())
        return max((0.9 * len(mine & other) / len(mine | other) for other in self.words), default=0.0)

    def _is_told(self, said: str) -> bool:
        """Whether a told title is these words and little else."""
        return any(len(said) >= _SHARE * len(whole) and f" {said} " in f" {whole} " for whole in self.whole)

    def without_site(self, title: str) -> str:
        """A title without the names of site and section behind or before it."""
        parts = _SEPARATOR.split(title)
        if len(parts) > 1 and self.site and loose(parts[0]) == self.site:
            return title[title.index(parts[1]) :]
        return parts[0] if len(parts) > 1 and len(parts[0]) >= _SHARE * len(title) else title

    def with_kicker(self, lines: Sequence[Block]) -> str:
        """The headline behind the line above it, where machines are told both as one; else nothing."""
        both = " ".join(line.words for line in lines)
        if len(lines) < 2 or lines[0].linked or lines[1].words in self.whole:
            return ""
        return next((title for title, whole in zip(self.titles, self.whole, strict=True) if whole == both), "")

    def without_kicker(self, block: Block) -> str:
        """The headline without a line of its own in front of it or behind it, where machines are told it without."""
        line = set_apart(block.text, self.titles)
        inside = (text_of(e) for e in block.element.iter() if e is not block.element)
        parts = [text for text in inside if len(text) >= _KICKED * len(line) and text in block.text]
        if printed := next((text for text in (*parts, line) if loose(text) in self.whole), ""):
            return set_apart(printed, self.titles)
        for title, whole in zip(self.titles, self.whole, strict=True):
            if _is_kicked(loose(line), whole) and _stands_alone(line, title, block.element):
                return title
        parts = [part for part in parts if self._is_told(loose(part))]
        return max((line, *parts), key=lambda part: self.agreement(loose(part)))


def _is_kicked(said: str, title: str) -> bool:
    """Whether a line is a title behind a kicker."""
    return said.endswith(f" {title}") and len(title) >= _KICKED * len(said)


def _stands_alone(line: str, title: str, element: Element) -> bool:
    """Whether the words in front of a title are in an element of their own or end in a mark: `The` is no kicker."""
    kicker = line[: -len(title)].rstrip()
    return not kicker[-1:].isalnum() or loose(kicker) in (loose(text_of(e)) for e in element.iter())


def set_apart(printed: str, told: Iterable[str]) -> str:
    """A headline as machines are told it, where that only sets its parts apart: they may be spans without a blank or a
    colon between them."""
    bare = _JOINTS.sub("", printed)
    return next((title for title in told if len(title) > len(printed) and _JOINTS.sub("", title) == bare), printed)


def _said(page: Page, structured: Structured) -> Iterator[tuple[str, str]]:
    """Headlines told to machines, the most reliable first."""
    yield from structured.headlines
    title = next(page.root.iter("title"), None)
    if title is not None and (text := fold(html.unescape(text_of(title)))):
        yield text, "title"


def _set_large(blocks: Sequence[Block]) -> int | None:
    """A line of words that is set like a headline (old pages without headings), above a sentence."""
    for i, block in enumerate(blocks):
        words = len(block.text.split())
        if 20 < len(block.text) < 160 and words >= 4 and block.linked < 0.1 and _is_large(block.element):
            return i
    return None


def _is_large(element: Element) -> bool:
    return any(_LARGE.search(e.get("size") or "") for e in element.iter("font")) or any(
        _LARGE_CSS.search(e.get("style") or "") for e in (element, *element)
    )
