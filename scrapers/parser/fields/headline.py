"""The headline of a page of an unknown outlet: what the page tells machines, as it is printed on the page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scrapers.parser.page.blocks import Block
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Element, Page, text_of
from scrapers.text import fold, loose

# Between a headline and the name of the site or section: `Headline | Báo X`, `Headline - Thời sự - X`.
_SEPARATOR = re.compile(r"\s+[|–—»•-]+\s+|\s*[|»]\s*|\s*::\s*")
_LARGE = re.compile(r"^(?:\+[1-9]|[4-7])$")
_LARGE_CSS = re.compile(r"font-size\s*:\s*(?:1[89]|[23]\d)\s*p[xt]", re.I)
# Headlines of Vietnamese news have three words at least ("Hàng giả về làng") and fit into this many characters.
_LONGEST = 250


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline, the rule that found it, and the index of its block on the page (-1 where it is not printed)."""

    text: str
    rule: str
    index: int = -1


def headline(page: Page, structured: Structured, blocks: Sequence[Block]) -> Headline | None:
    """The headline as a reader sees it; None where page and machines name none."""
    said = list(_said(page, structured))
    found = _printed([text for text, _ in said], blocks) or _alone(blocks) or _set_large(blocks)
    if found is not None:
        index, rule = found
        return Headline(blocks[index].text, rule, index)
    if not said:
        return None
    text, rule = said[0]
    return Headline(_without_site(text, structured) if rule == "title" else text, rule)


def _said(page: Page, structured: Structured) -> Iterator[tuple[str, str]]:
    """Headlines told to machines, the most reliable first."""
    title = next(page.root.iter("title"), None)
    for text, rule in (
        (structured.text("headline"), "json-ld headline"),
        structured.meta("og:title"),
        structured.meta("twitter:title", "title"),
        (text_of(title) if title is not None else "", "title"),
    ):
        if text:
            yield fold(html.unescape(text)), rule


def _printed(said: Sequence[str], blocks: Sequence[Block]) -> tuple[int, str] | None:
    """The block that prints what machines are told, perhaps followed by the site's name there; headings first."""
    forms: dict[str, int] = {}
    for text in said:
        for form in _forms(text):
            forms.setdefault(form, len(form))
    best: tuple[tuple[int, int, int, int], int] | None = None
    for i, block in enumerate(blocks):
        if block.kind == "image" or len(block.text) > _LONGEST:
            continue
        size = forms.get(loose(block.text))
        if size is None or (block.linked > 0.9 and not _rank(block)):
            continue
        rank = (_rank(block) // 2, size, _rank(block), -i)
        if best is None or rank > best[0]:
            best = rank, i
    return (best[1], f"{blocks[best[1]].element.tag} that repeats the page's title") if best else None


def _forms(text: str) -> Iterator[str]:
    """A title whole, and each run of its parts that starts or ends it and is long enough for a headline."""
    parts = _SEPARATOR.split(text)
    yield loose(text)
    for n in range(len(parts) - 1, 0, -1):
        for run in (parts[:n], parts[-n:]):
            form = loose(" ".join(run))
            if len(form.split()) >= 4:
                yield form


def _rank(block: Block) -> int:
    tag = block.element.tag
    return 3 if tag == "h1" else 2 if block.kind == "heading" else 0


def _alone(blocks: Sequence[Block]) -> tuple[int, str] | None:
    """The only first-level heading that is long enough, where what machines are told is another wording."""
    tops = [i for i, b in enumerate(blocks) if b.element.tag == "h1" and len(b.text.split()) >= 4]
    texts = {loose(blocks[i].text) for i in tops}
    return (tops[0], "h1") if len(texts) == 1 else None


def _set_large(blocks: Sequence[Block]) -> tuple[int, str] | None:
    """A line of words that is set like a headline (old pages without headings), above a sentence."""
    for i, block in enumerate(blocks):
        if (
            20 < len(block.text) < 160
            and len(block.text.split()) >= 4
            and block.linked < 0.1
            and _is_large(block.element)
        ):
            return i, "line set in large type"
    return None


def _is_large(element: Element) -> bool:
    return any(_LARGE.search(e.get("size") or "") for e in element.iter("font")) or any(
        _LARGE_CSS.search(e.get("style") or "") for e in (element, *element)
    )


def _without_site(title: str, structured: Structured) -> str:
    """A title without the names of site and section behind it."""
    site = loose(structured.meta("og:site_name")[0])
    parts = _SEPARATOR.split(title)
    if len(parts) > 1 and site and loose(parts[0]) == site:
        return title[title.index(parts[1]) :]
    return parts[0] if len(parts[0].split()) >= 4 else title
