"""What a page says to machines: JSON-LD (schema.org) and meta tags."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from scrapers.parser.page.tree import Page
from scrapers.text import fold

# schema.org types that are the story itself: https://schema.org/Article and what is under it, plus VideoObject pages.
_STORY = re.compile(r"Article$|^(?:Report|BlogPosting|LiveBlogPosting)$")
_LOOSE_STRING = re.compile(r"[\x00-\x1f]+")
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Structured:
    """JSON-LD of the story and of its breadcrumb, and the page's metas by name, property or itemprop."""

    story: dict[str, Any] = field(default_factory=dict)
    breadcrumb: tuple[str, ...] = ()
    metas: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    """`canonical` and `amphtml`."""

    def meta(self, *names: str) -> tuple[str, str]:
        """First non-empty meta of these names: its value and name."""
        for name in names:
            for value in self.metas.get(name, ()):
                if folded := fold(value):
                    return folded, name
        return "", ""

    def text(self, name: str) -> str:
        """A string property of the story, entities resolved (outlets escape it once more)."""
        value = self.story.get(name)
        return fold(html.unescape(value)) if isinstance(value, str) else ""


def read_structured(page: Page) -> Structured:
    """Collect what the page says to machines; broken JSON is passed over."""
    metas: dict[str, list[str]] = {}
    links: dict[str, str] = {}
    documents: list[str] = []
    for element in page.told:
        tag = element.tag
        if tag == "meta":
            name = element.get("property") or element.get("name") or element.get("itemprop")
            if name:
                metas.setdefault(name.strip().lower(), []).append(element.get("content") or "")
        elif tag == "script":
            if "ld+json" in (element.get("type") or ""):
                documents.append(element.text or "")
        elif (rel := (element.get("rel") or "").lower()) in ("canonical", "amphtml"):
            links.setdefault(rel, (element.get("href") or "").strip())
    story, breadcrumb = _linked_data(documents)
    return Structured(story, breadcrumb, metas, links)


def _linked_data(documents: Iterable[str]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The story and the breadcrumb of JSON-LD documents, the first of each."""
    story: dict[str, Any] = {}
    breadcrumb: tuple[str, ...] = ()
    for node in _nodes(documents):
        kind = node.get("@type")
        kinds = kind if isinstance(kind, list) else [kind]
        if not story and any(isinstance(k, str) and _STORY.search(k) for k in kinds):
            story = node
        elif "BreadcrumbList" in kinds and not breadcrumb:
            breadcrumb = tuple(_crumbs(node))
    return story, breadcrumb


def _nodes(documents: Iterable[str]) -> Iterator[dict[str, Any]]:
    for document in documents:
        try:
            yield from _flat(_DECODER.decode(_LOOSE_STRING.sub(" ", document)))
        except ValueError:
            continue


def _flat(value: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document: lists (also of lists, as dantri's) and `@graph` opened."""
    if isinstance(value, list):
        for one in value:
            yield from _flat(one)
    elif isinstance(value, dict):
        yield value
        yield from _flat(value.get("@graph"))


def _crumbs(node: dict[str, Any]) -> Iterator[str]:
    for entry in _flat(node.get("itemListElement")):
        item = entry.get("item")
        name = entry.get("name") or (item.get("name") if isinstance(item, dict) else None)
        if isinstance(name, str) and (folded := fold(html.unescape(name))):
            yield folded


def names(value: Any) -> list[str]:
    """Names of persons in an `author` property, which is a string, an object or a list of them."""
    if isinstance(value, str):
        return [fold(html.unescape(value))] if value.strip() else []
    if isinstance(value, list):
        return [n for one in value for n in names(one)]
    if isinstance(value, dict) and value.get("@type", "Person") != "Organization":
        return names(value.get("name"))
    return []
