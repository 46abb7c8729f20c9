"""JSON-LD as pages really carry it, opened as leniently as browsers and search engines do."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

Node = dict[str, Any]

# Objects looked at in one document: a page describes itself in some tens of them.
_MOST = 2_000
# Where an object holds others that may be the page's own: https://schema.org/mainEntity and its kin.
_DOORS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_DECODER = json.JSONDecoder(strict=False)
# Comments around the data, which browsers of before 2000 and XHTML needed: `<!-- … -->`, `//<![CDATA[ … //]]>`; the
# slashes are passed over like all else that stands between the values.
_WRAPPING = re.compile(r"<!--|-->|<!\[CDATA\[|\]\]>|\ufeff|\u200b")
_OPENING = re.compile(r"[{\[]")
_TRAILING = re.compile(r",(?=\s*[}\]])")
_TOKEN = re.compile(r'\\.|["{}\[\]]', re.S)
# What stands behind the quote that ends a string, in an object and in a list: the end of it, a colon, another member.
_CLOSED = {
    "{": re.compile(r'\s*(?:[}:]|$|,\s*(?:"[^"]*"\s*:|}))'),
    "[": re.compile(r'\s*(?:\]|$|,\s*(?:["{\[\]\d-]|true|false|null))'),
}


def open_json_ld(document: str) -> Iterator[Node]:
    """Every object of a script, outermost first; what is broken beyond mending is passed over."""
    yield from islice(_objects(list(_values(document))), _MOST)


def _values(document: str) -> Iterator[Any]:
    """The values that stand one behind the other in a script, whatever stands between them."""
    text = _WRAPPING.sub(" ", document)
    if "&quot;" in text and '"' not in text:
        text = html.unescape(text)
    start = _OPENING.search(text)
    while start is not None:
        try:
            value, end = _DECODER.raw_decode(text, start.start())
        except (ValueError, RecursionError):
            yield from _mended(text[start.start() :])
            return
        yield value
        start = _OPENING.search(text, end)


def _mended(text: str) -> Iterator[Any]:
    """The value of a text with bare quotes inside of its strings and commas behind the last member."""
    try:
        yield _DECODER.raw_decode(_TRAILING.sub("", _with_escaped_quotes(text)))[0]
    except (ValueError, RecursionError):
        return


def _with_escaped_quotes(text: str) -> str:
    """A backslash before each quote that stands in a string and does not end it."""
    parts: list[str] = []
    around = ["{"]
    inside = False
    start = 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        if token == '"' and (not inside or _CLOSED[around[-1]].match(text, found.end())):
            inside = not inside
        elif token == '"':
            parts += (text[start : found.start()], '\\"')
            start = found.end()
        elif not inside and token in _CLOSED:
            around.append(token)
        elif not inside and token in "]}" and len(around) > 1:
            around.pop()
    return "".join((*parts, text[start:]))


def _objects(values: list[Any]) -> Iterator[Node]:
    """Objects in lists (also of lists, as dantri's) and behind the doors of other objects; no depth is too deep."""
    waiting = values[::-1]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value[::-1]
        elif isinstance(value, dict):
            yield value
            waiting += [value[door] for door in reversed(_DOORS) if isinstance(value.get(door), (dict, list))]


def types(node: Node) -> list[str]:
    """The schema.org types of an object, without the vocabulary before them (`schema:`, `http://schema.org/`)."""
    said = node.get("@type")
    return [
        re.split(r"[/:#]", kind)[-1] for kind in (said if isinstance(said, list) else [said]) if isinstance(kind, str)
    ]


def plain(value: Any, depth: int = 8) -> str:
    """The text of a property: a string, a number, `{"@value": …}`, or the first of a list that has any."""
    if isinstance(value, str):
        return html.unescape(value)
    if isinstance(value, bool) or depth == 0:
        return ""
    if isinstance(value, (int, float)):
        return f"{value:.0f}"
    if isinstance(value, dict):
        return plain(value.get("@value", value.get("@list", value.get("name"))), depth - 1)
    if isinstance(value, list):
        return next((text for one in value[:50] if (text := plain(one, depth - 1))), "")
    return ""


def names(value: Any, depth: int = 8) -> list[str]:
    """Names of persons in an `author` property: a string, an object or a list of them. Organizations are nobody."""
    if isinstance(value, list) and depth:
        return [name for one in value[:50] for name in names(one, depth - 1)]
    if isinstance(value, dict) and depth:
        if "Organization" in types(value) or "NewsMediaOrganization" in types(value):
            return []
        return names(value.get("name", value.get("@value", value.get("@list"))), depth - 1)
    return [html.unescape(value)] if isinstance(value, str) and value.strip() else []
