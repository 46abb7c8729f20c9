"""CSS selectors compiled once: plain ones are answered from the page's index, all others by XPath."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from cssselect import HTMLTranslator
from cssselect import parser as css
from lxml import etree

from scrapers.parser.page.compound import Chain, chain, matches
from scrapers.parser.page.tree import Element, Page, text_of
from scrapers.text import fold

_TRANSLATOR = HTMLTranslator()


@dataclass(frozen=True, slots=True)
class Selector:
    """A CSS selector (a comma list); `attribute` where the value is one instead of the text."""

    css: str
    attribute: str
    chains: tuple[Chain, ...]
    xpath: etree.XPath | None
    """For what the chains cannot say (`:nth-child`, `+`)."""

    def all(self, page: Page, within: Element | None = None) -> list[Element]:
        """Every match in document order, inside `within` where given."""
        chains = [c for c in self.chains if c.possible(page)]
        if not chains:
            return []
        root = page.root if within is None else within
        if self.xpath is not None:
            said = any(all(map(page.says, c.words)) for c in chains)
            return cast("list[Element]", self.xpath(root)) if said else []
        several = [found for c in chains if (found := matches(c, page, within))]
        if len(several) < 2:
            return several[0] if several else []
        any_of = {e for found in several for e in found}
        return [e for e in root.iter("*") if e in any_of]

    def on(self, page: Page) -> bool:
        """Whether anything on the page matches."""
        return bool(self.all(page))

    def value(self, element: Element) -> str:
        """The folded text of a match, or its attribute."""
        return fold(element.get(self.attribute) or "") if self.attribute else text_of(element)

    def __str__(self) -> str:
        return f"{self.css}@{self.attribute}" if self.attribute else self.css


@cache
def selector(rule: str) -> Selector:
    """Compile one selector, `@name` behind it for an attribute. Raises `cssselect.SelectorError`."""
    text, _, attribute = rule.partition("@")
    text = text.strip()
    chains = tuple(chain(parsed.parsed_tree) for parsed in css.parse(text))
    xpath = None if all(c.whole for c in chains) else etree.XPath(_TRANSLATOR.css_to_xpath(text))
    return Selector(text, attribute.strip(), chains, xpath)


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
