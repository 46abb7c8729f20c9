"""Section and tags of pages without a layout: breadcrumb, category, menu, tag boxes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, dropwhile, takewhile
from operator import not_
from urllib.parse import urlsplit

from scrapers.dates.date_lines import printed_date
from scrapers.furniture import NETWORKS, NO_SECTION, TAGS, one_of
from scrapers.parser.fields.outline import Outline
from scrapers.parser.fields.printed_dates import around_head, stands_apart
from scrapers.parser.fields.surroundings import TAG_PAGES, date_line, leads_to_author, leads_to_tag, names_of
from scrapers.parser.grammar.people import is_written_as_name
from scrapers.parser.page.blocks import Block, is_headline
from scrapers.parser.page.tree import Element, Page, text_of
from scrapers.parser.story.clues import look
from scrapers.spelling import unmarked
from scrapers.text import fold, loose

# `breakcumb`: as templates of FPT Online spell it.
_CRUMBS = re.compile(r"bread|crumb|breakcumb|site-?path|navigator|duong-?dan", re.I)
_CATEGORY = re.compile(r"cate?(?:\b|_|-|gor|name)|chuyen-?muc|section|zone|folder|sub_?title", re.I)
_ACTIVE = re.compile(r"(?:^|[\s_-])(?:active|current|selected)(?:$|[\s_-])", re.I)
# `news-tag`, `linktag`, `itemTags`, `tagdetail`.
_TAGS = re.compile(
    r"(?:^|[\s.#_-]|(?-i:(?<=[a-z])(?=[KT])))(?:[a-z]*tags?|keywords?|tu-?khoa)(?:$|[\s_-]|(?-i:(?=[A-Z])))"
    r"|(?:^|[\s.#_-])tags?(?:box|detail|list|s?wrap)",
    re.I,
)
# Blocks behind a story among which its tags are: captions and a share bar stand between.
_BEHIND = 40
# Links of a breadcrumb that no name calls one; a menu has more.
_CRUMBS_AT_MOST = 4
_HOME = re.compile("trang chủ|trang nhất|home", re.I)
# `Đánh giá » Phụ kiện`.
_PATH = re.compile(r"[^»›>/|]+(?:[»›>/][^»›>/|]+)+")
_NO_SECTION = re.compile(one_of(NO_SECTION, NETWORKS), re.I)
# `Từ khóa: sông Trà, đê bao`: a line of links behind its printed label.
_PRINTED = ("Từ khóa:", "Từ khoá:", "Tags:", "TAGS:", "Tag:")
_TAGGED = re.compile(rf"(?:{one_of(TAGS)})\s*:", re.I)


def sections(page: Page, outline: Outline, titles: frozenset[str]) -> Iterator[str]:
    """What may be the section, the surest first: leaf of the breadcrumb, the category named by the headline, a link of
    the menu there, a link alone above the headline, the menu's active entry. `titles` are the headline's words, which
    end many breadcrumbs."""
    for element in _breadcrumbs(page):
        yield from leaf(map(text_of, _crumbs(element)), titles)
    between = [b for b in outline.between if not is_headline(b)]  # of a related story
    near = [*between, *[b for b in outline.above(30) if b.kind != "image"][:8]]
    for block in near:
        yield from leaf(map(text_of, _from_home(_linked(block))), titles)
    for block in near:
        if len(block.text) < 80 and _CATEGORY.search(names_of(block.element)):
            yield from leaf(_links(block), titles) or leaf([block.text], titles)
    story = around_head(outline.blocks, outline.top, outline.start)
    for block in near:
        if date_line(block) and not stands_apart(block.element, story):
            yield from leaf((text_of(a) for a in _linked(block) if _names_its_place(a)), titles)
    rows = [_linked(block) for block in near[:6] if block.linked > 0.5 and block.kind != "image"]
    said = Counter(loose(text_of(a)) for a in page.root.iter("a")) if rows else Counter[str]()
    yield from leaf((text_of(a) for row in rows for a in row if _is_current(a)), titles)
    for row in rows:
        known = [a for a in row if said[loose(text_of(a))] > 1]
        below = [a for a in row if known and _leads_below(a, known[-1])]
        yield from leaf(map(text_of, below or known), titles)
    yield from leaf(_line_above(outline), titles)
    yield from leaf(_active(page.root), titles)


def leaf(texts: Iterable[str], titles: frozenset[str]) -> list[str]:
    """The last of these texts that can name a section."""
    names = [t.strip(" -–/»›>,|«<") for t in texts]
    return [t for t in names if could_be_section(t) and loose(t) not in titles][-1:]


def could_be_section(name: str) -> bool:
    """Whether a text may name a section: short, no button, and no line of author and date."""
    short = 1 < len(name) < 40 and name[0].isalpha()
    return short and not _NO_SECTION.fullmatch(name) and not printed_date(name)


def has_tags(page: Page) -> bool:
    """Whether anything on the page is named as tags, in its mark-up or in print, and holds a link."""
    boxes = (e for named in page.named_like(_TAGS) for e in named)
    named = any(next(e.iter("a"), None) is not None for e in boxes) or any(map(_is_tag, page.having("rel")))
    return named or any(page.says(mark.encode()) for mark in (*TAG_PAGES, ">#", *_PRINTED))


def _is_tag(element: Element) -> bool:
    """Whether a link calls itself a tag's; WordPress says `category tag` of sections."""
    return (element.get("rel") or "").split() == ["tag"]


def tags(outline: Outline) -> tuple[str, ...]:
    """Texts of the links in boxes that are named as tags, in the story or, the nearest ones, behind it."""
    story = outline.blocks[outline.start : outline.end]
    whole = _enclosing(story)

    def boxes(blocks: Iterable[Block]) -> list[Element]:
        return [e for e in _boxes_named(blocks, _TAGS) if e not in whole]

    nearest = takewhile(bool, dropwhile(not_, (boxes([b]) for b in outline.below(_BEHIND))))
    links = [a for e in chain(boxes(story), *nearest) for a in e.iter("a")] or [
        a for b in outline.blocks[outline.start : outline.end + _BEHIND] for a in b.element.iter("a") if _is_tag(a)
    ]
    links = (
        links
        or _labelled(outline.blocks[max(outline.start, outline.end - 1) : outline.end + _BEHIND])
        or list(_below_story(outline))
    )
    found = dict.fromkeys(text.strip(" ,;#") for a in links if (text := text_of(a)) and len(text) < 60)
    return tuple(tag for tag in found if tag and not tag.endswith(":"))


def _labelled(blocks: Sequence[Block]) -> list[Element]:
    """The links of the first line that calls itself one of tags."""
    return next((_linked(b) for b in blocks if b.linked and _TAGGED.match(b.text)), [])


def _below_story(outline: Outline) -> Iterator[Element]:
    """Links to pages of tags in the first line of such behind a story; in its sentences words lead there, too."""
    lines = ([a for a in b.element.iter("a") if leads_to_tag(a)] for b in outline.below(_BEHIND) if b.linked > 0.5)
    yield from chain.from_iterable(takewhile(bool, dropwhile(not_, lines)))


def _enclosing(story: Sequence[Block]) -> set[Element]:
    """The elements around all of a story: WordPress and Ghost give the article's own one the names of its tags."""
    return set(story[0].element.iterancestors()).intersection(story[-1].element.iterancestors()) if story else set()


def _active(root: Element) -> Iterator[str]:
    """Active entries of menus, and the chosen one of the drop-down lists that mobile pages have for one."""
    for element in root.iter("li", "a", "option"):
        if element.tag == "option":
            if element.get("selected") is not None and "/" in element.get("value", ""):
                yield fold(element.text or "")
        elif _is_active(element):
            yield from (text_of(a) for a in list(element.iter("a"))[:1])


def _boxes_named(blocks: Iterable[Block], pattern: re.Pattern[str]) -> Iterator[Element]:
    """The boxes around these blocks, three levels up, whose class or id matches."""
    seen: set[Element] = set()
    for block in blocks:
        element: Element | None = block.element
        for _ in range(4):
            if element is None or element in seen or element.tag in ("body", "html"):
                break
            seen.add(element)
            if pattern.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
                yield element
            element = element.getparent()


def _breadcrumbs(page: Page) -> Iterator[Element]:
    """Elements that a class, an id or `itemprop` calls breadcrumb, together those of one name."""
    for elements in page.named_like(_CRUMBS):
        yield from elements
    yield from (e for e in page.having("itemprop") if _CRUMBS.search(e.get("itemprop") or ""))


def _crumbs(breadcrumb: Element) -> list[Element]:
    """Links of a breadcrumb: those marked as the current section where any is, as it may list the neighbours too."""
    links = list(breadcrumb.iter("a"))
    current = [a for e in breadcrumb.iter("h1") for a in e.iter("a")] or [a for a in links if _is_current(a)]
    return current or (links if len(links) < 8 else [])


def _is_active(element: Element | None) -> bool:
    return element is not None and _ACTIVE.search(element.get("class") or "") is not None


def _is_current(link: Element) -> bool:
    """Whether a link, or the entry that holds it, is marked as that of the current section."""
    return _is_active(link) or _is_active(link.getparent())


def _from_home(links: list[Element]) -> list[Element]:
    """The links of a line that leads from the home page to the section: a breadcrumb, whatever it is called. Where one
    is marked as the current, the others are its neighbours."""
    if not 1 < len(links) <= _CRUMBS_AT_MOST or not _HOME.fullmatch(text_of(links[0])):
        return []
    return [a for a in links if _is_active(a)] or links[1:]


def _line_above(outline: Outline) -> list[str]:
    """The link, or path of links, that is a line of its own right above the headline; the last entry of a menu is set
    like the others, and a logo leads home."""
    above = [b for b in outline.above(_CRUMBS_AT_MOST) if b.kind != "image" and not date_line(b)][:2]
    links = _linked(above[0]) if above and above[0].linked > 0.9 and above[0].kind != "item" else []
    alike = len(above) > 1 and look(above[0]) == look(above[1])
    home = any(urlsplit(a.get("href") or "").path in ("", "/") or leads_to_author(a) for a in links)
    path = len(links) <= _CRUMBS_AT_MOST and bool(links) and _PATH.fullmatch(above[0].text)
    return [text_of(a) for a in links] if (len(links) == 1 or path) and not (alike or home) else []


def _leads_below(link: Element, above: Element) -> bool:
    """Whether a link leads to a part of the place that another leads to: `/phap-luat/van-ban-moi/`, `/phap-luat/`."""
    place, part = (urlsplit(a.get("href") or "").path.rstrip("/") for a in (above, link))
    return bool(place) and part.startswith(f"{place}/")


def _names_its_place(link: Element) -> bool:
    """Whether a link leads to a place that is called what it says (`Chuyện nhà` to `/chuyen-nha`), as sections do; a
    person's page and a tag's may do so, too."""
    text = text_of(link)
    place = [part for part in urlsplit(link.get("href") or "").path.split("/") if part]
    said = unmarked(loose(text)).replace(" ", "-")
    named = len(said) > 3 and said == (place or [""])[-1].split(".")[0]
    return named and not (is_written_as_name(text) or leads_to_author(link) or leads_to_tag(link))


def _links(block: Block) -> list[str]:
    """Texts of the links that a block shows."""
    return list(map(text_of, _linked(block)))


def _linked(block: Block) -> list[Element]:
    """The links that a block shows; its element may hold others."""
    return [a for a in block.element.iter("a") if (text := text_of(a)) and text in block.text]
