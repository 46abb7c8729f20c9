"""From the tree of a body to its blocks in reading order: paragraphs as the reader sees them, pictures, captions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from scrapers.parser.media import image_address, is_film
from scrapers.parser.text import fold
from scrapers.parser.tree import BLOCKS, SILENT, Element, hidden, text_of

# Class names that captions bear, whatever the system: PhotoCMS_Caption, media-caption, chuthich, note_images, img_desc.
_CAPTION = re.compile(
    r"caption|ch[uú]_?-?th[ií]ch|note_?-?im(?:age|g)|im(?:age|g)_?-?(?:desc|note|text|legend)|photo_?-?(?:desc|note)|"
    r"desc_cation|\bpic_?-?desc",
    re.I,
)
# Class names of the photographer's line in it: PhotoCMS_Author, source.
_CREDIT = re.compile(r"source|author|credit|photographer", re.I)
_KINDS = {"blockquote": "quote", "li": "item", "figcaption": "caption"} | {f"h{n}": "heading" for n in range(1, 7)}
_BOLD, _ITALIC = frozenset(["b", "strong"]), frozenset(["i", "em"])
_ALIGN = re.compile(r"text-align\s*:\s*(right|center|justify|left|start|end)", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.I)
_SLANT = re.compile(r"font-style\s*:\s*italic", re.I)
# A link to the picture itself, not to another page.
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?;])", re.I)
_BOXES = frozenset(["div", "ul", "aside", "section", "article", "table", "nav"])


# Stands for <br> until the block is whole; white space to everything else, and in no page's text.
_BREAK = "\x1e"
_SENTENCE_END = re.compile(r"[.!?…][”\"’')]*$")
_BREAKS = re.compile(r"\x1e\s*\x1e\s*")


@dataclass(slots=True)
class Block:
    """One block of a page: `text`, `heading`, `item`, `quote`, `row`, `caption`, `image` (of no address: a film)."""

    kind: str
    text: str
    element: Element
    """The innermost block element around it."""
    align: str = ""
    bold: float = 0.0
    """Share of the characters that are bold; likewise italic and linked."""
    italic: float = 0.0
    linked: float = 0.0
    image: str = ""
    figure: Element | None = None
    """Figure or table of pictures that it belongs to."""
    credit: bool = False
    """The line of a caption that is the photographer's by its class."""


class _Style(NamedTuple):
    kind: str = "text"
    align: str = ""
    bold: bool = False
    italic: bool = False
    linked: bool = False
    figure: Element | None = None
    caption: Element | None = None
    """The element that is a caption: its lines are one."""


@dataclass(slots=True)
class _Run:
    """Text of the block that is being read."""

    parts: list[str] = field(default_factory=list)
    bold: int = 0
    italic: int = 0
    linked: int = 0
    length: int = 0

    def add(self, text: str, style: _Style) -> None:
        if text.isspace():
            self.parts.append(" ")
            return
        self.parts.append(text)
        size = len(text) - text.count(" ")
        self.length += size
        self.bold += size * style.bold
        self.italic += size * style.italic
        self.linked += size * style.linked


class Walker:
    """Reads one body. `skip` are the elements that are no part of it, `captions` those that a layout calls captions;
    `junk` tells of a box whether it is none of the story's."""

    def __init__(
        self, skip: set[Element], captions: set[Element], junk: Callable[[Element], bool] | None = None
    ) -> None:
        self.skip = skip
        self.captions = captions
        self.junk = junk
        self.blocks: list[Block] = []
        self._run = _Run()

    def walk(self, root: Element) -> list[Block]:
        """All blocks of the element in reading order."""
        self._inside(root, _Style())
        self._flush(root, _Style())
        return self.blocks

    def _inside(self, element: Element, style: _Style) -> None:
        text = element.text
        if text:
            self._run.add(text, style)
        for child in element:
            self._element(child, style, element)
            text = child.tail
            if text:
                self._run.add(text, style)

    def _element(self, element: Element, style: _Style, parent: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._run.parts.append(_BREAK)
        elif tag == "img":
            self._image(element, style, parent)
        elif tag in SILENT or element in self.skip or hidden(element):
            if is_film(element):
                self._film(parent, style)
        elif tag in _BOXES and self.junk is not None and self.junk(element):
            return
        elif tag == "table":
            self._table(element, style, parent)
        elif tag in BLOCKS:
            self._flush(parent, style)
            inner = self._style(element, style)
            # VCCorp's players are filled by script.
            if element.get("type") == "VideoStream":
                self._film(parent, style)
            self._inside(element, inner)
            self._flush(element, inner)
        else:
            self._inside(element, _inline(element, style))

    def _film(self, parent: Element, style: _Style) -> None:
        self._flush(parent, style)
        self.blocks.append(Block("image", "", parent, style.align, figure=style.figure))

    def _style(self, element: Element, outer: _Style) -> _Style:
        tag = element.tag
        kind = _KINDS.get(tag, "text")
        if outer.kind in ("caption", "quote", "item") and kind != "caption":
            kind = outer.kind
        classes = element.get("class")
        if element in self.captions or (classes and _names_caption(classes) and element.find(".//img") is None):
            kind = "caption"
        align = "center" if tag == "center" else outer.align
        figure = element if tag == "figure" else outer.figure
        bold, italic = outer.bold or tag == "th", outer.italic
        css = element.get("style")
        if css:
            look = _look(css)
            align, bold, italic = look.align or align, bold or look.bold, italic or look.italic
        if classes and ("text-right" in classes or "align-right" in classes):
            align = "right"
        align = (element.get("align") or align).lower()
        caption = outer.caption if outer.kind == "caption" else element if kind == "caption" else None
        return _Style(kind, align, bold, italic, outer.linked, figure, caption)

    def _image(self, element: Element, style: _Style, parent: Element) -> None:
        address = image_address(element)
        if address:
            self._flush(parent, style)
            linked = float(style.linked)
            self.blocks.append(
                Block("image", "", parent, style.align, linked=linked, image=address, figure=style.figure)
            )

    def _flush(self, element: Element, style: _Style) -> None:
        run = self._run
        if not run.parts:
            return
        self._run = _Run()
        if not run.length:
            return
        size = run.length
        credit = style.caption is not None and bool(_CREDIT.search(element.get("class") or ""))
        element = element if style.caption is None else style.caption
        for text in paragraphs("".join(run.parts)):
            self.blocks.append(
                Block(style.kind, text, element, style.align, run.bold / size, run.italic / size, run.linked / size,
                      figure=style.figure, credit=credit)
            )  # fmt: skip

    def _table(self, table: Element, style: _Style, parent: Element) -> None:
        """Read figures, or a picture with its caption, or cells that only lay the page out."""
        rows = [] if table.find(".//table") is not None else list(table.iter("tr"))
        cells = [
            [c for c in row if c.tag in ("td", "th") and c not in self.skip] for row in rows if row not in self.skip
        ]
        self._flush(parent, style)
        if cells and table.find(".//img") is not None and _captioned(cells):
            self._pictures(table, cells, style)
        elif max(map(len, cells), default=0) > 1 and all(len(text_of(c)) <= 600 for row in cells for c in row):
            texts = [[text_of(c) for c in row] for row in cells]
            self.blocks += [Block("row", " | ".join(row), table) for row in texts if any(row)]
        else:
            self._inside(table, style)
            self._flush(table, style)

    def _pictures(self, table: Element, rows: list[list[Element]], style: _Style) -> None:
        for cell in (c for row in rows for c in row):
            inner = self._style(cell, style._replace(figure=table))
            if cell.find(".//img") is None:
                inner = inner._replace(kind="caption")
            start = len(self.blocks)
            self._inside(cell, inner)
            self._flush(cell, inner)
            _caption_below(self.blocks[start:])


def _caption_below(cell: list[Block]) -> None:
    """Lines under the picture of the same cell are its caption."""
    pictures = [i for i, block in enumerate(cell) if block.kind == "image"]
    for block in cell[pictures[0] :] if pictures else ():
        if block.kind == "text" and len(block.text) < 300:
            block.kind = "caption"


def _captioned(rows: list[list[Element]]) -> bool:
    """Whether a table with pictures is one of pictures and captions: no more text in it than captions have."""
    if any(next(c.iter("h1", "h2", "ul", "form"), None) is not None for row in rows for c in row):
        return False
    pictures = [c for row in rows for c in row if c.find(".//img") is not None]
    return sum(len(text_of(c)) for row in rows for c in row) <= 600 * len(pictures)


def _inline(element: Element, style: _Style) -> _Style:
    tag = element.tag
    if tag in _BOLD:
        return style._replace(bold=True)
    if tag in _ITALIC:
        return style._replace(italic=True)
    if tag == "a":
        href = element.get("href")
        return style._replace(linked=style.linked or (href is not None and not _PICTURE.search(href)))
    css = element.get("style")
    if css and (look := _look(css)) and (look.bold or look.italic):
        return style._replace(bold=style.bold or look.bold, italic=look.italic)
    return style


@lru_cache(maxsize=4096)
def _look(css: str) -> _Style:
    """Alignment, weight and slant that a style attribute gives; the same few stand all over a page."""
    found = _ALIGN.search(css)
    align = found[1].lower() if found else ""
    return _Style(align=align, bold=bool(_WEIGHT.search(css)), italic=bool(_SLANT.search(css)))


@lru_cache(maxsize=4096)
def _names_caption(classes: str) -> bool:
    return _CAPTION.search(classes) is not None


def paragraphs(text: str) -> Iterator[str]:
    """Split at `<br><br>`, which readers see as a new paragraph, and at single breaks between whole sentences (old
    pages); other single breaks fold into a blank."""
    if _BREAK not in text:
        if folded := fold(text):
            yield folded
        return
    for part in _BREAKS.split(text):
        lines = [line for one in part.split(_BREAK) if (line := fold(one))]
        if all(len(line) > 60 and _SENTENCE_END.search(line) for line in lines):
            yield from lines
        elif lines:
            yield " ".join(lines)
