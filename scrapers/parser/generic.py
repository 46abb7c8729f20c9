"""Reads pages of unknown outlets: what no family's rule finds is guessed from print, place and density."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from urllib.parse import urlsplit

from scrapers.items import Article, NotAnArticle, PageDate
from scrapers.outlet import Layout
from scrapers.parser.blocks import Block, Walker
from scrapers.parser.body import Body
from scrapers.parser.byline import Byline, is_signature, join_bylines, read_byline
from scrapers.parser.density import ENOUGH, densest, told, weight
from scrapers.parser.headline import Headline, headline
from scrapers.parser.printed_date import has_clock, printed_date
from scrapers.parser.reader import Reader, Rules
from scrapers.parser.selectors import first
from scrapers.parser.structured import Structured, names
from scrapers.parser.text import fold, loose
from scrapers.parser.tree import Element, Page, text_of

GENERIC = Layout(name="generic", marker="html", title="", lead="", body="", author="", date="", tags="")
"""Rules that know nothing: every part is guessed."""

# Words in names of classes, in both languages that Vietnamese sites name them in.
_LEAD = re.compile(r"sapo|lead|summary|desc|intro|teaser|chapeau|brief|noi-?dung|init", re.I)
_AUTHOR = re.compile(r"author|tac-?gia|by-?line|writer|source|nguon|post-?meta|credit|signature", re.I)
_CRUMBS = re.compile(r"bread|crumb|site-?path|navigator|duong-?dan", re.I)
_CATEGORY = re.compile(r"cate?(?:\b|_|-|gor|name)|chuyen-?muc|section|zone|folder|sub_?title", re.I)
_ACTIVE = re.compile(r"(?:^|[\s_-])(?:active|current|selected)(?:$|[\s_-])", re.I)
_TAGS = re.compile(r"(?:^|[\s_-])(?:tags?|keywords?|tu-?khoa)(?:$|[\s_-])", re.I)
# What stands below a story: its name, and the words that it begins with.
_BELOW_NAMES = re.compile(
    r"share|chia-?se|social|rat(?:e|ing)\b|vote|(?:^|[\s_-])(?:tags?|keywords?|like|print|tools?)(?:$|[\s_-])|tu-?khoa"
    r"|comment|binh-?luan|phan-?hoi|y-?kien|relat|lien-?quan|copyright|feedback",
    re.I,
)
_BELOW = re.compile(
    r"(?:từ khóa|tags?\b|gửi (?:phản hồi|ý kiến|bình luận)|(?:thích và )?chia sẻ(?: bài| lên|:|$)|(?:tin )?bài liên quan"
    r"|tin (?:bài )?(?:liên quan|khác|mới nhất|cùng (?:chuyên )?mục)|các tin (?:khác|mới)|xem thêm chủ đề|ý kiến bạn đọc"
    r"|bình luận(?:$| \()|đừng bỏ (?:lỡ|qua)|có thể bạn quan tâm|\(\d+ bình chọn)",
    re.I,
)
_HOME = frozenset(["trang chủ", "trang chu", "trang nhất", "home", "homepage", "news", "chuyên mục", "chuyên mục khác"])


_FRONT = frozenset(["", "index.html", "index.htm", "index.php", "default.aspx", "trang-chu", "trang-chu.html", "home"])


class Guesser(Reader):
    """One page of an unknown outlet: a family's rules first, a guess for what they do not find."""

    def __init__(self, page: Page, structured: Structured, rules: Rules, url: str | None) -> None:
        super().__init__(page, structured, rules, url)
        site = structured.meta("og:site_name", "application-name")[0]
        self.own = tuple(name for name in (site, rules.name) if name and name != "unknown")

    @cached_property
    def blocks(self) -> list[Block]:
        """The whole page in reading order."""
        body = self.page.root.find("body")
        return Walker(set(), set()).walk(self.page.root if body is None else body)

    @cached_property
    def headline(self) -> Headline | None:
        """The headline and where it is printed."""
        return headline(self.page, self.structured, self.blocks)

    @cached_property
    def story(self) -> Element | None:
        """The element with the story's paragraphs, looked for behind the headline."""
        return densest(self.blocks[self.top + 1 :])

    @property
    def top(self) -> int:
        """Index of the headline's block; -1 where it is not printed."""
        return self.headline.index if self.headline else -1

    @cached_property
    def span(self) -> tuple[int, int]:
        """Indexes of the first block of the story behind the headline, and of the one behind its last."""
        if self.story is None:
            return self.top + 1, self.top + 1
        inside = set(self.story.iter())
        found = [i for i, b in enumerate(self.blocks) if i > self.top and b.element in inside]
        return (found[0], found[-1] + 1) if found else (self.top + 1, self.top + 1)

    def article(self) -> Article:
        """What the page says. Raises `NotAnArticle` for front pages, lists of teasers and pages without a story."""
        if self.url and urlsplit(self.url).path.strip("/") in _FRONT:
            raise NotAnArticle("front page")
        if super()._body_element() is None:
            self._demand_story()
        return super().article()

    def _demand_story(self) -> None:
        if self.headline is None or self.top < 0:
            raise NotAnArticle("no headline on the page")
        if self.story is None:
            raise NotAnArticle("no sentences below the headline")
        paragraphs = told(self.blocks[self.top + 1 : self.span[1]], self.story)
        size = sum(map(weight, paragraphs))
        if size < ENOUGH or (len(paragraphs) == 1 and size < 2 * ENOUGH):
            raise NotAnArticle(f"no story: {size:.0f} characters of sentences below the headline")

    def _title(self) -> str:
        hit = first(self.page, self.layout.title or "")
        if hit:
            return self._found("title", hit[0], hit[1])
        if self.headline is None:
            raise NotAnArticle("no title")
        return self._found("title", self.headline.text, self.headline.rule)

    def _lead_found(self) -> tuple[str, str]:
        raw, rule = super()._lead_found() if self.layout.lead else ("", "")
        if raw or self._lead_block is None:
            return raw, rule
        block, rule = self._lead_block
        return self._without_links(block.element) if _whole(block) else block.text, rule

    @cached_property
    def _lead_block(self) -> tuple[Block, str] | None:
        """The sapo: what machines are told as description, where it is printed; else what stands in its place."""
        start, end = self.span
        above = [b for b in self.blocks[self.top + 1 : start] if _could_lead(b)]
        inside = [b for b in self.blocks[start : min(start + 8, end)] if _could_lead(b)][:2]
        for said in self._descriptions():
            for block in above + inside:
                words = loose(block.text)
                if words.startswith(said) or words.endswith(said) or said.startswith(words):
                    return block, "text that repeats the page's description"
        for block in above + inside[:1]:
            if _LEAD.search(_names(block.element)):
                return block, "class of a sapo"
        for block in above + [b for b in inside[:1] if b.kind == "heading"]:
            return block, "sentences between headline and story"
        return None

    def _descriptions(self) -> Iterator[str]:
        """What the page tells machines about itself, as words, cut where it was cut."""
        said = [self.structured.meta("og:description")[0], self.structured.text("description")]
        for text in (*said, *self.structured.meta("description", "twitter:description")[:1]):
            words = loose(fold(text))
            if len(words) > 30:
                yield words

    def _body_element(self) -> tuple[Element, str] | None:
        hit = super()._body_element()
        if hit is not None:
            return hit
        if self.story is None:
            return None
        return self.story, "densest sentences"

    def _blocks(self, element: Element) -> list[Block]:
        blocks = super()._blocks(element)
        if self.story is None or element is not self.story:
            return blocks
        return [*self._cover(), *_framed(self._below_head(blocks))]

    def _cover(self) -> list[Block]:
        """Pictures with captions by the headline, outside of the story's element."""
        inside = set(self.story.iter()) if self.story is not None else set()
        near = [b for b in self.blocks[max(0, self.top - 3) : self.span[0]] if b.element not in inside]
        pairs = [(a, b) for a, b in pairwise(near) if a.kind == "image" and b.kind == "caption" and not b.linked]
        return [block for pair in pairs for block in pair]

    def _below_head(self, blocks: list[Block]) -> list[Block]:
        """The story's blocks without headline and sapo and what stands above them; pictures stay."""
        head = {loose(self.headline.text)} if self.headline else set()
        if self._lead_block:
            head.add(loose(self._lead_block[0].text))
        cut = max((i for i, b in enumerate(blocks[:30]) if loose(b.text) in head), default=-1)
        return [b for b in blocks[: cut + 1] if b.kind in ("image", "caption")] + blocks[cut + 1 :]

    def _byline(self, body: Body) -> Byline | None:
        byline = super()._byline(body)
        if byline is not None and byline.authors:
            return byline
        lines = list(self._lines())
        guessed = join_bylines([*lines, *([byline] if byline else [])])
        if guessed is None or not lines:
            return byline
        self._found("byline", guessed.text, "author line near the headline or behind the story")
        return guessed

    def _lines(self) -> Iterator[Byline]:
        """Author lines: behind the story, between headline and story, and the machines' authors that are printed."""
        start, end = self.span
        near = [*self.blocks[end : end + 6], *self.blocks[max(0, self.top - 3) : start]]
        told = {loose(n) for n in (*names(self.structured.story.get("author")), self.structured.meta("author")[0])}
        for block in near:
            date = printed_date(block.text)
            text = block.text.replace(date, " ").strip(" -–|,") if date else block.text
            if not text or len(text) > 120 or block.kind in ("image", "caption"):
                continue
            named = _AUTHOR.search(_names(block.element)) or date or loose(text) in told
            behind = block.align == "right" or block.bold > 0.9
            if (named or behind) and is_signature(text, self.own):
                yield read_byline(text, self.own)

    def _dates(self, opening: str) -> Iterator[PageDate]:
        found = list(super()._dates(opening))
        if all(d.origin != "page" for d in found):
            yield from self._printed_date()
        yield from found

    def _printed_date(self) -> Iterator[PageDate]:
        """The date line nearest to the headline: between it and the story, above it, or behind the story."""
        start, end = self.span
        top = self.top
        below, above = self.blocks[top + 1 : start + 2], self.blocks[max(0, top - 12) : max(0, top)][::-1]
        lines = [(b, text) for b in (*below, *above, *self.blocks[end : end + 8]) if (text := _date_line(b))]
        clocked = [line for line in lines[:3] if has_clock(line[1])]
        for block, text in (clocked or lines)[:1]:
            yield PageDate(text, "page", "date line near the headline")
            for time in block.element.iter("time", "abbr"):
                stamp = time.get("datetime") or time.get("title") or ""
                if re.match(r"(?:19|20)\d\d-", stamp):
                    yield PageDate(stamp.strip(), "meta", "time@datetime of that line")

    def _section(self, title: str) -> str | None:
        told = _leaf(self.structured.breadcrumb, loose(title))
        if self.layout.section or told:
            return super()._section(title)
        found = next(self._sections(loose(title)), None)
        if found is None:
            return super()._section(title)
        return self._found("section", found, "breadcrumb, category by the headline, or menu")

    def _sections(self, title: str) -> Iterator[str]:
        """Leaf of the breadcrumb, the category named by the headline, the menu's active entry, a menu's link there."""
        for name in filter(_CRUMBS.search, self.page.index):
            for element in self.page.index[name]:
                yield from _leaf(map(text_of, _crumbs(element)), title)
        near = [b for b in self.blocks[: max(0, self.top)] if b.kind != "image"][-8:][::-1]
        near = [*self.blocks[self.top + 1 : self.span[0]], *near]
        for block in near:
            if len(block.text) < 80 and _CATEGORY.search(_names(block.element)):
                yield from _leaf(_links(block), title) or _leaf([block.text], title)
        root = self.page.root
        said = Counter(loose(text_of(a)) for a in root.iter("a"))
        for block in near[:6]:
            if block.linked > 0.5 and block.kind != "image":
                yield from _leaf((text for text in _links(block) if said[loose(text)] > 1), title)
        active = (e for e in root.iter("li", "a") if _ACTIVE.search(e.get("class") or ""))
        yield from _leaf((text_of(a) for e in active for a in list(e.iter("a"))[:1]), title)
        chosen = (e for e in root.iter("option") if e.get("selected") is not None and "/" in e.get("value", ""))
        yield from _leaf((fold(e.text or "") for e in chosen), title)

    def _tags(self) -> tuple[str, ...]:
        found = super()._tags()
        if found or self.layout.tags:
            return found
        start, end = self.span
        links = [a for e in _named_elements(self.blocks[start : end + 25], _TAGS) for a in e.iter("a")]
        tags = dict.fromkeys(text.strip(" ,;#") for a in links if (text := text_of(a)) and len(text) < 60)
        if tags:
            self._found("tags", "", "class of tags")
        return tuple(t for t in tags if t)


def _names(element: Element) -> str:
    """Class names and ids of a block, of what is in it, and of its parent where that holds nothing else."""
    elements = list(element.iter())
    parent = element.getparent()
    if parent is not None and len(parent) < 4:
        elements.append(parent)
    return " ".join(filter(None, (e.get(n) for e in elements[:12] for n in ("class", "id", "itemprop", "rel"))))


def _named_elements(blocks: Iterable[Block], pattern: re.Pattern[str]) -> Iterator[Element]:
    """Elements around these blocks, three levels up, whose own names match."""
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


def _crumbs(breadcrumb: Element) -> list[Element]:
    """Links of a breadcrumb: those marked as the current section where any is, as it may list the neighbours too."""
    links = list(breadcrumb.iter("a"))
    current = [a for e in breadcrumb.iter("h1") for a in e.iter("a")] or [
        a for a in links if _ACTIVE.search(a.get("class") or "")
    ]
    return current or (links if len(links) < 8 else [])


def _links(block: Block) -> list[str]:
    """Texts of the links that a block shows."""
    return [text for a in block.element.iter("a") if (text := text_of(a)) and text in block.text]


def _leaf(texts: Iterable[str], title: str) -> list[str]:
    """The last of these texts that can name a section."""
    names = [t.strip(" /»>,|«<") for t in texts]
    return [t for t in names if 2 < len(t) < 40 and t[0].isalpha() and loose(t) not in (title, *_HOME)][-1:]


def _date_line(block: Block) -> str:
    return printed_date(block.text) if len(block.text) < 150 and block.kind != "image" else ""


def _whole(block: Block) -> bool:
    """Whether a block is all that its element holds."""
    return len(block.text) >= 0.9 * len(text_of(block.element))


def _could_lead(block: Block) -> bool:
    return block.kind not in ("image", "caption", "row") and len(block.text) >= 50 and block.linked < 0.5


def _framed(blocks: Sequence[Block]) -> Sequence[Block]:
    """Blocks without what frames a story: date, author's place and share bar above, votes, tags and links below."""
    start = next((i for i, b in enumerate(blocks) if not _is_frame(b)), len(blocks))
    whole = sum(map(weight, blocks))
    behind = 0.0
    end = len(blocks)
    for i in range(len(blocks) - 1, start, -1):
        behind += weight(blocks[i])
        if behind > 0.4 * whole:
            break
        if _BELOW.match(blocks[i].text) or (behind <= 0.1 * whole and _is_below(blocks[i])):
            end = i
    return blocks[start:end]


def _is_below(block: Block) -> bool:
    if block.kind in ("image", "caption") or is_signature(block.text):
        return False
    return block.linked > 0.9 or bool(_BELOW_NAMES.search(_names(block.element)))


def _is_frame(block: Block) -> bool:
    if block.kind in ("image", "caption") or weight(block):
        return False
    return bool(_date_line(block)) or block.linked > 0.9 or bool(_AUTHOR.search(_names(block.element)))
