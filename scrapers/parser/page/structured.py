"""Structured data of a page: JSON-LD and microdata (schema.org), meta tags, links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from scrapers.address import absolute, same_place
from scrapers.parser.page.json_ld import Node, names, open_json_ld, plain, types
from scrapers.parser.page.microdata import open_microdata
from scrapers.parser.page.tree import Page, text_of
from scrapers.text import fold, loose

# schema.org types that are the story itself: https://schema.org/Article and what is under it.
_STORY = re.compile(r"Article$|^(?:Report|BlogPosting|LiveBlogPosting)$", re.I)
# Types that tell when and by whom the page was made where no story does (Yoast's WebPage).
_PAGE = re.compile(r"^(?:\w*Page|CreativeWork|\w*Posting|Recipe|\w*Review|HowTo|VideoObject|\w*Episode)$", re.I)
MOST_ADDRESSES = 10
"""Addresses of itself that a page is believed: canonical link, og:url, where it was had; every story is compared."""
_OF_PAGE = ("datePublished", "dateModified", "author", "isAccessibleForFree")
# https://schema.org/isAccessibleForFree as pages write it: false, "False", 0, "no", "http://schema.org/False".
_NOT_FREE = re.compile(r"(?:https?://schema\.org/)?(?:false|no|n|0)", re.I)


@dataclass(frozen=True, slots=True)
class Structured:
    """The story as JSON-LD and as microdata, the breadcrumb, and the page's metas by name, property or itemprop."""

    story: Node = field(default_factory=dict)
    microdata: Node = field(default_factory=dict)
    breadcrumb: tuple[str, ...] = ()
    metas: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    """Addresses by `canonical`, `amphtml` and `base`, in document order."""
    filmed: bool = False
    """Whether a film is described by the page's address or headline: https://schema.org/VideoObject."""

    def meta(self, *names: str) -> tuple[str, str]:
        """First non-empty meta of these names: its value and name."""
        for name in names:
            for value in self.metas.get(name, ()):
                if folded := fold(value):
                    return folded, name
        return "", ""

    def text(self, name: str) -> str:
        """A property of the story as text, entities resolved (outlets escape it once more); JSON-LD first."""
        return fold(plain(self.story.get(name))) or fold(plain(self.microdata.get(name)))

    @property
    def headlines(self) -> list[tuple[str, str]]:
        """The headline as machines are told it, and where; microdata's is left out, as it is what the page prints."""
        told = (
            (plain(self.story.get("headline")), "json-ld headline"),
            self.meta("og:title"),
            self.meta("twitter:title", "title"),
        )
        return [(text, rule) for said, rule in told if (text := fold(html.unescape(said)))]

    @property
    def people(self) -> list[str]:
        """The story's authors by name, organizations left out; JSON-LD first."""
        for node in (self.story, self.microdata):
            if found := [name for one in names(node.get("author")) if (name := fold(one))]:
                return found
        return []

    @property
    def paywalled(self) -> bool:
        """Whether the story, or a part of it where it says nothing itself, is only for readers who pay."""
        for node in (self.story, self.microdata):
            if (said := node.get("isAccessibleForFree")) is not None:
                return _is_false(said)
        parts = self.story.get("hasPart")
        parts = parts if isinstance(parts, list) else [parts]
        return any(isinstance(part, dict) and _is_false(part.get("isAccessibleForFree")) for part in parts)

    def base(self, url: str) -> str:
        """What the page's relative addresses refer to, read at `url`: https://html.spec.whatwg.org/#the-base-element."""
        said = next((base for base in self.links.get("base", ()) if base), "")
        return absolute(said, url) or url


def read_structured(page: Page, url: str | None = None) -> Structured:
    """Collect what the page, read at `url`, says to machines; broken JSON is passed over.

    Of several stories (related ones, those of a list) it is the one whose address or headline is the page's.
    """
    metas, links, documents = _told(page)
    nodes = [node for document in documents for node in open_json_ld(document)]
    items = open_microdata(page) if page.says(b"itemprop") else []
    own = _Own(page, metas, [*links.get("canonical", ()), *metas.get("og:url", ()), *([url] if url else ())])
    breadcrumbs = (_crumbs(node) for node in (*nodes, *items) if "BreadcrumbList" in types(node))
    breadcrumb = next(filter(None, breadcrumbs), ())
    filmed = any("VideoObject" in types(node) and own.describes(node) for node in (*nodes, *items))
    return Structured(_resolved(own.story(nodes), nodes), own.story(items), breadcrumb, metas, links, filmed)


def _told(page: Page) -> tuple[dict[str, list[str]], dict[str, list[str]], list[str]]:
    """Metas, links, and the texts of JSON-LD scripts."""
    metas: dict[str, list[str]] = {}
    links: dict[str, list[str]] = {}
    documents: list[str] = []
    for element in page.told:
        tag = element.tag
        if tag == "meta":
            for name in {element.get(b"property"), element.get(b"name"), element.get(b"itemprop")} - {None, ""}:
                metas.setdefault(str(name).strip().lower(), []).append(element.get(b"content") or "")
        elif tag == "script":
            if "ld+json" in (element.get(b"type") or "").lower():
                documents.append(element.text or "")
        elif tag == "base":
            links.setdefault("base", []).append((element.get("href") or "").strip())
        elif (rel := (element.get(b"rel") or "").lower()) in ("canonical", "amphtml"):
            links.setdefault(rel, []).append((element.get("href") or "").strip())
    return metas, links, documents


class _Own:
    """Tells the page's own story from those of others."""

    def __init__(self, page: Page, metas: dict[str, list[str]], addresses: Sequence[str]) -> None:
        self.page = page
        self.metas = metas
        self.addresses = list(dict.fromkeys(addresses))[:MOST_ADDRESSES]
        self._headlines: list[str] | None = None

    def story(self, nodes: Sequence[Node]) -> Node:
        """The story of the page, completed by twins of it and by what the page itself is said to be."""
        stories = [node for node in nodes if any(map(_STORY.search, types(node)))]
        if len(stories) == 1:
            stories = [] if self._is_anothers(stories[0]) else stories
        elif stories:
            scores = [self._score(node) for node in stories]
            best = max(scores)
            stories = [node for node, score in zip(stories, scores, strict=True) if score == best]
            stories = stories if best else stories[:1]
        story: Node = {}
        for node in stories:
            story = {**node, **story}
        for node in nodes:
            if (not types(node) or any(map(_PAGE.match, types(node)))) and not self._is_anothers(node):
                story = {**{name: node[name] for name in _OF_PAGE if name in node}, **story}
        return story

    def describes(self, node: Node) -> bool:
        """Whether an object has the page's address or headline."""
        return self._score(node) > 0

    def _score(self, node: Node) -> int:
        """2 for a story of the page's address, 1 for one of its headline only, 0 for any other."""
        if any(same_place(one, other) for one in _addresses(node) for other in self.addresses):
            return 2
        words = loose(plain(node.get("headline")) or plain(node.get("name")))
        return int(bool(words) and any(words in said or said in words for said in self.headlines))

    def _is_anothers(self, node: Node) -> bool:
        """Whether an object has both an address and a headline, and neither is the page's."""
        if not (_addresses(node) and self.addresses and (plain(node.get("headline")) or plain(node.get("name")))):
            return False
        return not self._score(node) and bool(self.headlines)

    @property
    def headlines(self) -> list[str]:
        """The words of the page's titles: as told to machines, and its first-level headings."""
        if self._headlines is None:
            told = [*self.metas.get("og:title", ()), *self.metas.get("twitter:title", ())]
            told += [text_of(e) for e in self.page.root.iter("title", "h1")]
            self._headlines = [words for text in told if len((words := loose(text)).split()) > 2]
        return self._headlines


def _addresses(node: Node) -> list[str]:
    """Where an object says that it stands."""
    place = node.get("mainEntityOfPage")
    said = (
        node.get("url"),
        node.get("@id"),
        *((place.get("@id"), place.get("url")) if isinstance(place, dict) else (place,)),
    )
    return [one for one in said if isinstance(one, str) and "/" in one]


def _resolved(story: Node, nodes: Iterable[Node]) -> Node:
    """The story with its authors in place of references to them (`{"@id": "#person"}`)."""
    wanted = _references(story.get("author"))
    if not wanted:
        return story
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and "name" in node}
    people = [known[one] for one in wanted if one in known]
    return {**story, "author": people} if people else story


def _references(value: object) -> list[str]:
    said = value if isinstance(value, list) else [value]
    return [
        one["@id"] for one in said if isinstance(one, dict) and isinstance(one.get("@id"), str) and "name" not in one
    ]


def _is_false(value: object) -> bool:
    return value is False or bool(_NOT_FREE.fullmatch(fold(plain(value))))


def _crumbs(node: Node) -> tuple[str, ...]:
    return tuple(filter(None, map(fold, _names_of_crumbs(node.get("itemListElement")))))


def _names_of_crumbs(entries: object) -> Iterator[str]:
    for entry in entries if isinstance(entries, list) else [entries]:
        for one in entry if isinstance(entry, list) else [entry]:
            if isinstance(one, dict):
                item = one.get("item")
                yield plain(one.get("name")) or (plain(item.get("name")) if isinstance(item, dict) else "")
