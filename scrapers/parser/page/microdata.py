"""Microdata in the form of JSON-LD, an object for each item: https://html.spec.whatwg.org/multipage/microdata.html."""

from __future__ import annotations

from scrapers.parser.page.json_ld import Node
from scrapers.parser.page.tree import Element, Page, text_of

# The properties that are read; the text of all others (articleBody) stays where it is.
_WANTED = frozenset(
    "headline name url mainEntityOfPage datePublished dateModified author isAccessibleForFree"
    " itemListElement item".split()
)
_ATTRIBUTES = {"meta": "content", "a": "href", "link": "href"}


def open_microdata(page: Page) -> list[Node]:
    """The items of a page in document order; what stands in none of them makes the last object, of no type."""
    items: dict[Element, Node] = {}
    loose: Node = {}
    for element in page.having("itemprop"):
        scope = _scope(element)
        node = loose if scope is None else items.setdefault(scope, _item(scope))
        for name in _WANTED.intersection((element.get("itemprop") or "").split()):
            value = items.setdefault(element, _item(element)) if "itemscope" in element.attrib else _value(element)
            if value:
                _add(node, name, value)
    return [*items.values(), loose]


def _scope(element: Element) -> Element | None:
    """The item that a property belongs to."""
    return next((e for e in element.iterancestors() if "itemscope" in e.attrib), None)


def _item(element: Element) -> Node:
    node: Node = {"@type": (element.get("itemtype") or "").split()}
    if address := element.get("itemid"):
        node["@id"] = address
    return node


def _value(element: Element) -> str:
    if element.tag == "time":
        return element.get("datetime") or text_of(element)
    value = element.get(_ATTRIBUTES.get(str(element.tag), "content"))
    return text_of(element) if value is None else value


def _add(node: Node, name: str, value: str | Node) -> None:
    """A property that stands several times is a list."""
    known = node.get(name)
    node[name] = value if known is None else [*known, value] if isinstance(known, list) else [known, value]
