"""CSS selectors compiled once: plain ones are answered from the page's index, all others by XPath."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import cast

from cssselect import HTMLTranslator
from cssselect import parser as css
from lxml import etree

from scrapers.parser.text import fold
from scrapers.parser.tree import Element, Page, text_of

_TRANSLATOR = HTMLTranslator()


@dataclass(frozen=True, slots=True)
class _Compound:
    """`tag.class#id[attribute]`: what one element must be."""

    tag: str = ""
    keys: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()

    def fits(self, element: Element) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if self.keys:
            classes = (element.get("class") or "").split()
            own = element.get("id")
            if not all(k[1:] in classes if k[0] == "." else k[1:] == own for k in self.keys):
                return False
        return all(_holds(element.get(name), operator, value) for name, operator, value in self.attributes)


def _holds(actual: str | None, operator: str, value: str) -> bool:
    if actual is None:
        return False
    match operator:
        case "exists":
            return True
        case "=":
            return actual == value
        case "^=":
            return actual.startswith(value)
        case "$=":
            return actual.endswith(value)
        case "*=":
            return value in actual
        case _:
            return value in actual.split()


@dataclass(frozen=True, slots=True)
class _Chain:
    """Compounds from the last to the first, each with the combinator before it (`>` or a blank)."""

    last: _Compound
    before: tuple[tuple[str, _Compound], ...]
    keys: tuple[str, ...]
    words: tuple[bytes, ...]
    """Without these keys in the index and these words in the source it cannot match."""

    def possible(self, page: Page) -> bool:
        return all(k in page.index for k in self.keys) and all(page.says(w) for w in self.words)

    def fits(self, element: Element) -> bool:
        return self.last.fits(element) and _ancestors_fit(element, self.before)


def _ancestors_fit(element: Element, before: tuple[tuple[str, _Compound], ...]) -> bool:
    if not before:
        return True
    combinator, compound = before[0]
    parent = element.getparent()
    while parent is not None:
        if compound.fits(parent) and _ancestors_fit(parent, before[1:]):
            return True
        if combinator == ">":
            return False
        parent = parent.getparent()
    return False


@dataclass(frozen=True, slots=True)
class Selector:
    """A CSS selector (a comma list); `attribute` where the value is one instead of the text."""

    css: str
    attribute: str
    chains: tuple[_Chain, ...]
    xpath: etree.XPath | None
    """For what the chains cannot say (`:nth-child`, `:has`, `+`)."""

    def all(self, page: Page, within: Element | None = None) -> list[Element]:
        """Every match in document order, inside `within` where given."""
        chains = [c for c in self.chains if c.possible(page)]
        if not chains:
            return []
        if self.xpath is not None:
            return cast("list[Element]", self.xpath(page.root if within is None else within))
        if len(chains) == 1:
            return _matches(chains[0], page, within)
        found = {e for c in chains for e in _matches(c, page, within)}
        return [e for e in page.root.iter() if e in found] if len(found) > 1 else list(found)

    def on(self, page: Page) -> bool:
        """Whether anything on the page matches."""
        return bool(self.all(page))

    def value(self, element: Element) -> str:
        """The folded text of a match, or its attribute."""
        return fold(element.get(self.attribute) or "") if self.attribute else text_of(element)

    def __str__(self) -> str:
        return f"{self.css}@{self.attribute}" if self.attribute else self.css


def _matches(chain: _Chain, page: Page, within: Element | None) -> list[Element]:
    return [e for e in _candidates(chain, page, within) if chain.fits(e) and (within is None or _inside(e, within))]


def _candidates(chain: _Chain, page: Page, within: Element | None) -> Iterable[Element]:
    """In document order: from the index, or what the nearest ancestor in the index holds, or all of the tag."""
    last = chain.last
    if last.keys:
        return min((page.index.get(k, []) for k in last.keys), key=len)
    if last.attributes:
        name, operator, value = last.attributes[0]
        return page.having(name, value if operator == "=" else None)
    for _, above in chain.before:
        if above.keys:
            roots = min((page.index.get(k, []) for k in above.keys), key=len)
            return dict.fromkeys(e for root in roots if above.fits(root) for e in root.iter(last.tag or etree.Element))
    return (page.root if within is None else within).iter(last.tag or etree.Element)


def _inside(element: Element, within: Element) -> bool:
    parent = element.getparent()
    while parent is not None:
        if parent is within:
            return True
        parent = parent.getparent()
    return False


@cache
def selector(rule: str) -> Selector:
    """Compile one selector, `@name` behind it for an attribute. Raises `cssselect.SelectorError`."""
    text, _, attribute = rule.partition("@")
    text = text.strip()
    chains: list[_Chain] = []
    plain = True
    for parsed in css.parse(text):
        steps, simple = _steps(parsed.parsed_tree)
        plain = plain and simple
        (_, last), *before = steps
        keys = dict.fromkeys(k for _, c in steps for k in c.keys)
        words = dict.fromkeys(w for _, c in steps for w in _words(c))
        combined = tuple((steps[i][0], c) for i, (_, c) in enumerate(before))
        chains.append(_Chain(last, combined, tuple(keys), tuple(words)))
    xpath = None if plain else etree.XPath(_TRANSLATOR.css_to_xpath(text))
    return Selector(text, attribute.strip(), tuple(chains), xpath)


def _words(compound: _Compound) -> list[bytes]:
    names = [word for name, _, value in compound.attributes for word in (name, value)]
    # An attribute's value may be written with entities in the source; a plain word may not.
    return [n.encode() for n in names if n and n.replace("-", "").replace("_", "").isalnum() and n.isascii()]


def _steps(tree: css.Tree) -> tuple[list[tuple[str, _Compound]], bool]:
    """Compounds of a parsed selector from last to first, each with the combinator before it; whether that is all."""
    if isinstance(tree, css.CombinedSelector):
        before, plain = _steps(tree.selector)
        last, simple = _compound(tree.subselector)
        combinator = tree.combinator
        return [(combinator, last), *before], plain and simple and combinator in " >"
    last, simple = _compound(tree)
    return [("", last)], simple


def _compound(tree: css.Tree) -> tuple[_Compound, bool]:
    keys: list[str] = []
    attributes: list[tuple[str, str, str]] = []
    simple = True
    while not isinstance(tree, css.Element):
        match tree:
            case css.Class():
                keys.append("." + tree.class_name)
            case css.Hash():
                keys.append("#" + tree.id)
            case css.Attrib():
                value = tree.value.value if tree.value is not None else ""
                attributes.append((tree.attrib, tree.operator, str(value)))
                simple = simple and tree.operator in {"exists", "=", "^=", "$=", "*=", "~="}
            case _:
                simple = False
        tree = tree.selector
    return _Compound(tree.element or "", tuple(keys), tuple(attributes)), simple


@cache
def alternatives(rule: str) -> tuple[Selector, ...]:
    """The selectors of a rule (`a | b@name`), best first."""
    return tuple(selector(part) for part in rule.split(" | ")) if rule.strip() else ()


def first(page: Page, rule: str, within: Element | None = None) -> tuple[str, str, Element] | None:
    """Value, selector and element of the first match that is not empty, the best alternative first."""
    for sel in alternatives(rule):
        for element in sel.all(page, within):
            value = sel.value(element)
            if value:
                return value, str(sel), element
    return None


def every(page: Page, rule: str) -> list[tuple[str, str, Element]]:
    """Values, selector and elements of all matches of the first alternative that finds any that is not empty."""
    for sel in alternatives(rule):
        found = [(value, str(sel), e) for e in sel.all(page) if (value := sel.value(e))]
        if found:
            return found
    return []


def elements(page: Page, rule: str, within: Element | None = None) -> list[Element]:
    """Elements that any alternative of the rule matches."""
    return [e for sel in alternatives(rule) for e in sel.all(page, within)]
