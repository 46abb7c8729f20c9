"""Linearises the tree of a body into blocks in reading order: paragraphs, headings, pictures, captions."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from lxml import etree

from scrapers.parser.grammar.credits import credit_of
from scrapers.parser.page.media import has_image, image_address, is_film, unscripted_images
from scrapers.parser.page.style import Style, inside_block, inside_inline
from scrapers.parser.page.tree import BLOCKS, SILENT, Element, hidden, silent, text_of
from scrapers.text import SENTENCE_END, fold, words_of

# Class names of the photographer's line in it: PhotoCMS_Author, source.
_CREDIT = re.compile(r"source|author|credit|photographer", re.I)
HEADLINE = 25
"""Characters that the linked headline of another story has more than."""
_BOXES = frozenset(["div", "ul", "aside", "section", "article", "table", "nav"])


# Stands for <br> until the block is whole; white space to everything else, and in no page's text.
_BREAK = "\x1e"
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
    _words: str | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def words(self) -> str:
        """Its text as `loose` compares it."""
        if self._words is None:
            self._words = words_of(self.text)
        return self._words


def is_headline(block: Block) -> bool:
    """Whether a block is nothing but a link that could be the headline of another story."""
    return block.linked > 0.9 and block.kind != "image" and len(block.text) > HEADLINE


@dataclass(slots=True)
class _Run:
    """Text of the block that is being read."""

    parts: list[str] = field(default_factory=list)
    bold: int = 0
    italic: int = 0
    linked: int = 0
    length: int = 0

    def add(self, text: str, style: Style) -> None:
        if text.isspace():
            # Most of it stands between blocks, where it means nothing.
            if self.parts:
                self.parts.append(" ")
            return
        self.parts.append(text)
        size = len(text) - text.count(" ")
        self.length += size
        if style.bold:
            self.bold += size
        if style.italic:
            self.italic += size
        if style.linked:
            self.linked += size

    def clear(self) -> None:
        self.parts = []
        self.bold = self.italic = self.linked = self.length = 0


class Walker:
    """Reads one body. `skip` are the elements that are no part of it, `captions` and `films` those that a layout calls
    so; `junk` tells of a box whether it is none of the story's."""

    def __init__(
        self,
        skip: Collection[Element] = (),
        captions: Collection[Element] = (),
        films: Collection[Element] = (),
        junk: Callable[[Element], bool] | None = None,
    ) -> None:
        self.skip = skip
        self.captions = captions
        self.films = films
        self.junk = junk
        self.blocks: list[Block] = []
        self._run = _Run()

    def walk(self, root: Element) -> list[Block]:
        """All blocks of the element in reading order."""
        self._block(root, Style())
        return self.blocks

    def _block(self, root: Element, style: Style) -> None:
        """Read what stands in a block element. Without recursion, as broken pages are hundreds of levels deep."""
        run = self._run
        styles: list[Style | None] = [style]
        if root.text:
            run.add(root.text, style)
        walk = etree.iterwalk(root, events=("start", "end"))
        next(walk)  # the root itself
        for event, element in walk:
            if event == "start":
                inner = self._enter(element, styles[-1] or style)
                styles.append(inner)
                if inner is None:
                    walk.skip_subtree()
                elif text := element.text:
                    run.add(text, inner)
            elif element is not root:
                inner = styles.pop()
                if run.parts and inner is not None and element.tag in BLOCKS:
                    self._flush(element, inner)
                if text := element.tail:
                    run.add(text, styles[-1] or style)
        self._flush(root, style)

    def _enter(self, element: Element, style: Style) -> Style | None:
        """The style of what stands in an element; None where it is read already or no part of the body."""
        tag = element.tag
        if tag == "br":
            self._run.parts.append(_BREAK)
            return None
        if tag == "img":
            self._image(element, style)
            return None
        if hidden(element) or (tag in SILENT and silent(element)) or element in self.skip:
            self._unseen(element, style)
            return None
        if tag not in BLOCKS:
            return inside_inline(element, style)
        if self.junk is not None and tag in _BOXES and self.junk(element):
            return None
        if tag == "table":
            return self._table(element, style)
        if self._run.parts:
            self._flush(_parent(element), style)
        if element in self.films:
            self._film(_parent(element), style)
        return inside_block(element, style, self.captions)

    def _unseen(self, element: Element, style: Style) -> None:
        """What is no text itself: a film, a picture for browsers without script."""
        if is_film(element):
            self._film(_parent(element), style)
        elif element.tag == "noscript":
            for address in unscripted_images(element):
                self._picture(address, style, _parent(element))

    def _film(self, parent: Element, style: Style) -> None:
        self._flush(parent, style)
        self.blocks.append(Block("image", "", parent, style.align, figure=style.figure))

    def _image(self, element: Element, style: Style) -> None:
        address = image_address(element)
        if address:
            self._picture(address, style, _parent(element))

    def _picture(self, address: str, style: Style, parent: Element) -> None:
        self._flush(parent, style)
        linked = float(style.linked)
        self.blocks.append(Block("image", "", parent, style.align, linked=linked, image=address, figure=style.figure))

    def _flush(self, element: Element, style: Style) -> None:
        run = self._run
        if not run.length:
            if run.parts:
                run.clear()
            return
        size = run.length
        credit = style.caption is not None and bool(_CREDIT.search(element.get("class") or ""))
        element = element if style.caption is None else style.caption
        for text in paragraphs("".join(run.parts)):
            self.blocks.append(
                Block(style.kind, text, element, style.align, run.bold / size, run.italic / size, run.linked / size,
                      figure=style.figure, credit=credit)
            )  # fmt: skip
        run.clear()

    def _table(self, table: Element, style: Style) -> Style | None:
        """Read figures, or a picture with its caption; the style of cells that only lay the page out."""
        rows = [] if next(table.iterdescendants("table"), None) is not None else list(table.iter("tr"))
        cells = [
            [c for c in row if c.tag in ("td", "th") and c not in self.skip] for row in rows if row not in self.skip
        ]
        heading = next(table.iterchildren("caption"), None)
        self._flush(_parent(table), style)
        pictured = bool(cells) and has_image(table)
        if pictured and _tells(cells):
            return style
        if pictured and _captioned(cells):
            self._pictures(table, cells if heading is None else [*cells, [heading]], style)
        elif texts := _figures(cells):
            if heading is not None:
                self._block(heading, style)
            self.blocks += [Block("row", " | ".join(row), table) for row in texts if any(row)]
        else:
            return style
        return None

    def _pictures(self, table: Element, rows: list[list[Element]], style: Style) -> None:
        for cell in (c for row in rows for c in row):
            inner = inside_block(cell, style._replace(figure=table), self.captions)
            if not has_image(cell):
                inner = inner._replace(kind="caption")
            start = len(self.blocks)
            self._block(cell, inner)
            _caption_below(self.blocks[start:])


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None  # it is inside of the one that is read
    return parent


def _figures(rows: list[list[Element]]) -> list[list[str]]:
    """The texts of a table of figures; empty where it has one column or a cell holds more than figures do."""
    if max(map(len, rows), default=0) < 2:
        return []
    texts = [[text_of(c) for c in row] for row in rows]
    return texts if all(len(text) <= 600 for row in texts for text in row) else []


def _caption_below(cell: list[Block]) -> None:
    """Lines under the picture of the same cell are its caption."""
    pictures = [i for i, block in enumerate(cell) if block.kind == "image"]
    for block in cell[pictures[0] :] if pictures else ():
        if block.kind == "text" and len(block.text) < 300:
            block.kind = "caption"


def _captioned(rows: list[list[Element]]) -> bool:
    """Whether a table with pictures is one of pictures and captions: no more text in it than captions have."""
    if any(_lays_out(c) for row in rows for c in row):
        return False
    pictures = [c for row in rows for c in row if has_image(c)]
    return sum(len(text_of(c)) for row in rows for c in row) <= 600 * len(pictures)


def _lays_out(cell: Element) -> bool:
    """Whether a cell holds parts of a page; a caption may be set as a heading: a photographer signs it, or it is a
    sentence, no link, and all that its cell says."""
    part = next(cell.iter("h1", "h2", "ul", "form"), None)
    if part is None or credit_of(text := text_of(cell)) is not None:
        return False
    sentence = part.tag in ("h1", "h2") and text.endswith(".") and text_of(part) == text
    return not sentence or next(part.iter("a"), None) is not None


def _tells(rows: list[list[Element]]) -> bool:
    """Whether a table sets the story beside its pictures: in paragraphs, or in its only row, for a caption would stand
    below. What ends with a photographer's name is a caption."""
    for row in rows:
        beside = len(rows) == 1 and len(row) == 2 and has_image(row[0]) != has_image(row[1])
        for cell in (c for c in row if not has_image(c)):
            texts = [text for p in cell.iter("p") if (text := text_of(p))] or [text_of(cell)]
            if texts[-1] and (beside or len(texts) > 1) and credit_of(texts[-1]) is None:
                return True
    return False


def paragraphs(text: str) -> list[str]:
    """Split at `<br><br>`, which readers see as a new paragraph, and at single breaks between whole sentences (old
    pages); other single breaks fold into a blank."""
    if _BREAK not in text:
        return [folded] if (folded := fold(text)) else []
    found: list[str] = []
    for part in _BREAKS.split(text):
        lines = [line for one in part.split(_BREAK) if (line := fold(one))]
        if all(len(line) > 60 and SENTENCE_END.search(line) for line in lines):
            found += lines
        elif lines:
            found.append(" ".join(lines))
    return found
