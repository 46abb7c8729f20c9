"""Derives selectors from example pages: the class or id that leads to a known headline, author or date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from scrapers.authoring.house_rules import is_hash
from scrapers.items import Article
from scrapers.parser.page.selectors import every, selector
from scrapers.parser.page.tree import Element, Page, text_of
from scrapers.text import loose

FIELDS = ("title", "lead", "body", "author", "date", "section", "tags")
"""Parts of a layout that are looked for."""

# Attributes that name what an element is, besides its class and id; in tables of old pages an author stands right.
_SPEAKING = ("itemprop", "data-role", "data-field", "rel", "align")
CRUMBS = 5
"""Names in a breadcrumb at most: home, three levels, the headline. What names more is a menu, whatever ends it."""
_PLAIN = re.compile(r"^-?[A-Za-z_][\w-]*$")
_NUMBER = re.compile(r"\d{3,}")
# What a build leaves of a name before its hash: `Article_body__` of `Article_body__x1Y2z`, `Title-sc-` of styled names.
_STEM = re.compile(r"^[A-Za-z][A-Za-z]*(?:_[a-z][A-Za-z]*)+__(?=\w+$)|^[A-Za-z]\w*-sc-(?=\w+(?:-\d+)?$)")


@dataclass(frozen=True)
class Example:
    """A page and what was read on it."""

    page: Page
    article: Article

    @cached_property
    def expected(self) -> dict[str, list[str]]:
        """What the page says for each field but the body, as far as an element of its own may say it."""
        article = self.article
        found: dict[str, Iterable[str | None]] = {
            "title": [article.title],
            "lead": [article.lead],
            "author": [*(article.authors if len(article.authors) == 1 else ()), article.byline],
            "date": [date.text for date in article.dates if date.origin == "page"][:1],
            "section": [article.section],
            "tags": article.tags,
        }
        return {field: list(dict.fromkeys(filter(None, texts))) for field, texts in found.items()}

    @cached_property
    def wanted(self) -> dict[str, tuple[str, ...]]:
        """The same, loosely spelt: what a rule for the field should find."""
        return {field: tuple(map(loose, texts)) for field, texts in self.expected.items()}

    @cached_property
    def texts(self) -> list[tuple[Element, str]]:
        """Every element with its text, loosely spelt, where that is no longer than a sapo."""
        body = self.page.root.find("body")
        elements = (self.page.root if body is None else body).iter("*")
        return [(e, loose(text)) for e in elements if (text := text_of(e)) and len(text) < 1200]

    @cached_property
    def stories(self) -> list[Element]:
        """The smallest element that holds nearly all of the text, and those around it that hold little more."""
        paragraphs = list(dict.fromkeys(loose(text) for text in self.article.body))
        enough = 0.9 * sum(map(len, paragraphs))
        inner = self.page.root.find("body") if paragraphs else None
        around: list[Element] = []
        while inner is not None:
            around.insert(0, inner)
            held = ((child, loose(text_of(child))) for child in inner if isinstance(child.tag, str))
            inner = next((c for c, text in held if sum(len(p) for p in paragraphs if p in text) >= enough), None)
        most = 1.3 * len(text_of(around[0])) if around else 0
        return [e for e in around if len(text_of(e)) <= most]

    def says(self, field: str) -> bool:
        """Whether the page has that part."""
        return bool(self.stories if field == "body" else self.wanted[field])

    def found_by(self, field: str, rule: str) -> bool:
        """Whether a rule finds on this page just what the field should hold; nothing where the page does not say."""
        if field == "body":
            matches = [e for alternative in rule.split(" | ") for e in selector(alternative).all(self.page)]
            return bool(matches) and matches[0] in self.stories
        values = [loose(value) for value, _, _ in every(self.page, rule)]
        wanted = self.wanted[field]
        if field == "tags":
            return set(values) == set(wanted)
        if field == "section" and len(set(values)) > CRUMBS:
            return False
        value = values[-1 if field == "section" else 0] if values else ""
        return bool(wanted) == bool(value) and (not value or _is(field, value, wanted))


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule for a field, and on how many of the pages that have this part it holds."""

    css: str
    holds: int
    of: int


def find_rule(field: str, examples: Sequence[Example]) -> Rule | None:
    """The rule that holds on most of the examples and is wrong on none; None where there is no such rule."""
    saying = [example for example in examples if example.says(field)]
    best: tuple[tuple[int, int, int, int], Rule] | None = None
    for place, css in enumerate(dict.fromkeys(css for example in saying for css in _candidates(field, example))):
        found = [example.found_by(field, css) for example in examples]
        wrong = any(selector(css).on(e.page) for e, right in zip(examples, found, strict=True) if not right)
        if wrong:
            continue
        holds = sum(right for e, right in zip(examples, found, strict=True) if e.says(field))
        matches = sum(len(selector(css).all(example.page)) for example in saying)
        # A date line ends before the share bar behind it, an author before the date and the number of comments.
        lined = field in ("date", "author")
        length = sum(map(_length, (selector(css).all(e.page) for e in saying))) if lined else 0
        rank = (-holds, length, 0 if field in ("tags", "section") else matches, place)
        if best is None or rank < best[0]:
            best = rank, Rule(css, holds, len(saying))
    return best[1] if best else None


def _length(found: Sequence[Element]) -> int:
    """Characters of the first that says anything: what a reader takes."""
    return len(next(filter(None, map(text_of, found)), ""))


def _candidates(field: str, example: Example) -> Iterator[str]:
    if field == "body":
        elements = example.stories
    else:
        wanted = example.wanted[field]
        elements = [e for e, text in example.texts if wanted and _is(field, text, wanted)]
    for element in elements:
        yield from _selectors(element)


def _is(field: str, text: str, wanted: Sequence[str]) -> bool:
    """Whether a text on the page is the one that is wanted: a date line and a sapo may hold a little more."""
    match field:
        case "date":
            return len(text) < 120 and all(w in text for w in wanted)
        case "lead":
            return text.endswith(wanted[0]) and len(text) < len(wanted[0]) + 40
        case _:
            return text in wanted


def _selectors(element: Element) -> Iterator[str]:
    """Selectors of an element, the plainest first: what it is itself, then where it stands."""
    own = list(_names(element))
    for name in own:
        yield f"{element.tag}{name}"
    for above in list(element.iterancestors())[:4]:
        for name in _names(above):
            yield f"{name} {element.tag}" if name.startswith((".", "#")) else f"{above.tag}{name} {element.tag}"
            yield from (f"{name} {element.tag}{mine}" for mine in own if name.startswith((".", "#")))
    yield str(element.tag)
    yield from _by_place(element)


def _by_place(element: Element) -> Iterator[str]:
    """Selectors where no name speaks: by the elements in it, around it and beside it."""
    if next(element.iterchildren("p"), None) is not None:
        yield f"{element.tag}:has(> p + p)"
    for above in list(element.iterancestors())[:3]:
        if above.tag not in ("body", "html"):
            yield f"{above.tag} > {element.tag}" if above is element.getparent() else f"{above.tag} {element.tag}"
    if next(element.itersiblings("h1", preceding=True), None) is not None:
        yield f"h1 ~ {element.tag}"
    before = next(element.itersiblings(preceding=True), None)
    if before is not None and isinstance(before.tag, str):
        yield f"{before.tag} + {element.tag}"


def _names(element: Element) -> Iterator[str]:
    """`.class`, `#id` and `[itemprop=name]` of an element: no numbers of articles, no hashes."""
    for name in (element.get("class") or "").split():
        if stem := _STEM.match(name):
            yield f"[class*={stem[0]}]"
        elif _speaks(name):
            yield f".{name}"
    own = (element.get("id") or "").strip()
    if _speaks(own):
        yield f"#{own}"
    for attribute in _SPEAKING:
        value = element.get(attribute) or ""
        if _speaks(value):
            yield f"[{attribute}={value}]"


def _speaks(name: str) -> bool:
    return bool(_PLAIN.match(name)) and not _NUMBER.search(name) and not is_hash(name)
