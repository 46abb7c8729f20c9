"""What a CSS selector asks of an element and of those around it, answered without a search of the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cssselect import parser as css

from scrapers.parser.page.tree import Element, Page


@dataclass(frozen=True, slots=True)
class Compound:
    """`tag.class#id[attribute]:not(…):has(…)`: what one element must be."""

    tag: str = ""
    keys: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()
    unlike: tuple[Compound, ...] = ()
    holding: tuple[tuple[Chain, bool], ...] = ()
    """What must stand in it, or must not."""

    def fits(self, element: Element, page: Page) -> bool:
        """Whether an element of the page is this."""
        if self.tag and element.tag != self.tag:
            return False
        for key in self.keys:
            if key[0] == "." and key[1:] not in (element.get("class") or "").split():
                return False
            if key[0] == "#" and key[1:] != element.get("id"):
                return False
        for name, operator, value in self.attributes:
            if not _holds(element.get(name), operator, value):
                return False
        if self.unlike and any(other.fits(element, page) for other in self.unlike):
            return False
        return not self.holding or all(bool(matches(c, page, element)) is wanted for c, wanted in self.holding)


@dataclass(frozen=True, slots=True)
class Chain:
    """Compounds from the last to the first, each with the combinator before it (`>` or a blank)."""

    last: Compound
    before: tuple[tuple[str, Compound], ...]
    keys: tuple[str, ...]
    words: tuple[bytes, ...]
    """Without these names of attributes and their values in the source it cannot match."""
    whole: bool
    """It says all that the selector says; else it only tells where none can match."""

    def possible(self, page: Page) -> bool:
        """Whether all of its classes and ids are on the page."""
        return all(map(page.named, self.keys))


def chain(tree: css.Tree) -> Chain:
    """Compile one parsed selector."""
    steps, whole = _steps(tree)
    (_, last), *before = steps
    keys = tuple(dict.fromkeys(k for _, c in steps for k in c.keys))
    words = tuple(dict.fromkeys(w for _, c in steps for w in _words(c)))
    return Chain(last, tuple((steps[i][0], c) for i, (_, c) in enumerate(before)), keys, words, whole)


def matches(chain: Chain, page: Page, within: Element | None) -> list[Element]:
    """Every match in document order, inside `within` where given."""
    last, before = chain.last, chain.before
    return [
        e
        for e in _candidates(chain, page, within)
        if last.fits(e, page) and (not before or _below(e, before, page)) and (within is None or _inside(e, within))
    ]


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


def _below(element: Element, before: tuple[tuple[str, Compound], ...], page: Page) -> bool:
    """Whether the elements around it are what the chain asks for."""
    if not before:
        return True
    combinator, compound = before[0]
    parent = element.getparent()
    while parent is not None:
        if compound.fits(parent, page) and _below(parent, before[1:], page):
            return True
        if combinator == ">":
            return False
        parent = parent.getparent()
    return False


def _inside(element: Element, within: Element) -> bool:
    parent = element.getparent()
    while parent is not None:
        if parent is within:
            return True
        parent = parent.getparent()
    return False


def _candidates(chain: Chain, page: Page, within: Element | None) -> Iterable[Element]:
    """In document order: by class or id, or what the nearest ancestor known by one holds, or all of the tag."""
    last = chain.last
    if last.keys:
        return _rarest(last.keys, page)
    if last.attributes and not last.tag:
        name, operator, value = last.attributes[0]
        return page.having(name, value if operator == "=" else None, within)
    for _, above in chain.before:
        if above.keys:
            roots = [e for e in _rarest(above.keys, page) if above.fits(e, page)]
            return dict.fromkeys(e for one in roots for e in one.iter(last.tag or "*"))
    found = (page.root if within is None else within).iter(last.tag or "*")
    # Most elements of a tag lack the attribute; asked here, they are asked nothing else.
    return [e for e in found if e.get(last.attributes[0][0]) is not None] if last.attributes else found


def _rarest(keys: tuple[str, ...], page: Page) -> list[Element]:
    return min(map(page.named, keys), key=len)


def _words(compound: Compound) -> list[bytes]:
    names = [word for name, _, value in compound.attributes for word in (name, value)]
    # An attribute's value may be written with entities in the source; a plain word may not.
    return [n.encode() for n in names if n and n.replace("-", "").replace("_", "").isalnum() and n.isascii()]


def _steps(tree: css.Tree) -> tuple[list[tuple[str, Compound]], bool]:
    """Compounds of a parsed selector from last to first, each with the combinator before it; whether that is all."""
    if isinstance(tree, css.CombinedSelector):
        before, whole = _steps(tree.selector)
        last, simple = _compound(tree.subselector)
        return [(tree.combinator, last), *before], whole and simple and tree.combinator in " >"
    last, simple = _compound(tree)
    return [("", last)], simple


def _compound(tree: css.Tree) -> tuple[Compound, bool]:
    """A compound, read from its last condition to its first; whether that is all."""
    if isinstance(tree, css.Element):
        return Compound(tree.element or ""), True
    one, whole = _compound(tree.selector)
    match tree:
        case css.Class():
            return replace(one, keys=(f".{tree.class_name}", *one.keys)), whole
        case css.Hash():
            return replace(one, keys=(f"#{tree.id}", *one.keys)), whole
        case css.Attrib():
            value = tree.value.value if tree.value is not None else ""
            known = tree.operator in {"exists", "=", "^=", "$=", "*=", "~="}
            return replace(one, attributes=((tree.attrib, tree.operator, str(value)), *one.attributes)), whole and known
        case css.Relation():
            inner = _inner(tree)
            return replace(one, holding=(*one.holding, *((c, True) for c in inner))), whole and bool(inner)
        case css.Negation(subselector=css.Relation() as relation) if relation.selector.canonical() == "*":
            inner = _inner(relation)
            return replace(one, holding=(*one.holding, *((c, False) for c in inner))), whole and bool(inner)
        case css.Negation():
            other, simple = _compound(tree.subselector)
            return replace(one, unlike=(*one.unlike, other)), whole and simple
        case _:
            return one, False


def _inner(relation: css.Relation) -> list[Chain]:
    """What `:has(…)` asks for, at any depth; empty where that is more than a chain can say."""
    (combinator, argument), *more = relation.arguments
    if more or combinator.value != " ":
        return []
    inner = chain(argument.parsed_tree)
    return [inner] if inner.whole else []
