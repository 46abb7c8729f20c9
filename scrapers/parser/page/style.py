"""Computed style of text by its mark-up: kind of block, alignment, bold, italic, linked."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from scrapers.parser.page.media import has_image
from scrapers.parser.page.tree import Element, has_text, text_of

# Class names that captions bear, whatever the system: PhotoCMS_Caption, media-caption, chuthich, note_images, img_desc.
_CAPTION = re.compile(
    r"caption|ch[uú]_?-?th[ií]ch|(?:note|title)_?-?im(?:age|g)|(?:im(?:age|g)|photo)_?-?(?:desc|note|text|legend|cap\b)|"
    r"\bpic_?-?desc",
    re.I,
)
# Whole words in class names of the box around a picture and its line: `article-image`, `imgbox`, `absatzbild`.
_PICTURE = re.compile(
    r"(?:^|[\s_-])(?:(?:images?|img|photos?|pictures?|pic)(?:box|wrap(?:per)?)?|slide|figure|(?:\w*bild)|foto|anh|hinh|hinhanh)"
    r"(?:$|[\s_-])",
    re.I,
)
_LONGEST = 500
"""Characters of the text beside a picture in its box; more is a story told beside it."""
_KINDS = {"blockquote": "quote", "li": "item", "figcaption": "caption"} | {f"h{n}": "heading" for n in range(1, 7)}
_BOLD, _ITALIC = frozenset(["b", "strong"]), frozenset(["i", "em"])
_ALIGN = re.compile(r"text-align\s*:\s*(right|center|justify|left|start|end)", re.I)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.I)
_SLANT = re.compile(r"font-style\s*:\s*italic", re.I)
# A link to the picture itself or to a document of the story, not to another page.
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|pdf|docx?|xlsx?|pptx?|zip|rar)(?:$|[?;])", re.I)
# Kinds that what stands inside keeps; tags that are a style of their own.
_KEPT, _STYLED = frozenset(["caption", "quote", "item"]), frozenset(["center", "figure", "th"])


class Style(NamedTuple):
    """How what stands in an element is shown."""

    kind: str = "text"
    align: str = ""
    bold: bool = False
    italic: bool = False
    linked: bool = False
    figure: Element | None = None
    caption: Element | None = None
    """The element that is a caption: its lines are one."""

    def inked(self, bold: bool, italic: bool, linked: bool) -> Style:
        """The same with other ink."""
        if (bold, italic, linked) == (self.bold, self.italic, self.linked):
            return self
        return Style(self.kind, self.align, bold, italic, linked, self.figure, self.caption)


def inside_block(element: Element, outer: Style, captions: Collection[Element]) -> Style:
    """The style in a block element; `captions` are those that a layout calls so."""
    tag = element.tag
    kind = _KINDS.get(tag, "text")
    if outer.kind in _KEPT and kind != "caption":
        kind = outer.kind
    classes, css, set_to = element.get(b"class"), element.get(b"style"), element.get(b"align")
    names = _names(classes) if classes else _UNNAMED
    if (names.caption and not has_image(element)) or element in captions:
        kind = "caption"
    looks = names.right or css is not None or set_to is not None or tag in _STYLED
    if not (looks or names.picture) and kind == outer.kind:
        return outer
    align, bold, italic = _look_of(tag, outer, css, set_to or ("right" if names.right else "")) if looks else outer[1:4]
    figure = element if tag == "figure" else outer.figure
    if outer.figure is None and kind == "text" and (names.picture or tag == "figure") and _is_picture_box(element):
        kind, figure = "caption", element
    caption = outer.caption if outer.kind == "caption" else element if kind == "caption" else None
    return Style(kind, align, bold, italic, outer.linked, figure, caption)


def _look_of(tag: str, outer: Style, css: str | None, set_to: str) -> tuple[str, bool, bool]:
    """Alignment, weight and slant."""
    align = "center" if tag == "center" else outer.align
    bold, italic = outer.bold or tag == "th", outer.italic
    if css:
        look = _look(css)
        align, bold, italic = look.align or align, bold or look.bold, italic or look.italic
    return (set_to or align).lower(), bold, italic


def inside_inline(element: Element, style: Style) -> Style:
    """The style in any other element."""
    tag = element.tag
    if tag in _BOLD:
        return style.inked(True, style.italic, style.linked)
    if tag in _ITALIC:
        return style.inked(style.bold, True, style.linked)
    if tag == "a":
        href = element.get(b"href")
        return style.inked(style.bold, style.italic, style.linked or (href is not None and not _FILE.search(href)))
    css = element.get(b"style")
    if css and (look := _look(css)) and (look.bold or look.italic):
        return style.inked(style.bold or look.bold, look.italic, style.linked)
    return style


def _is_picture_box(element: Element) -> bool:
    """Whether an element that is named as a picture holds nothing but one and a line or two that link nowhere."""
    if len(list(islice(element.iter("img"), 2))) != 1:
        return False
    if next(element.iterdescendants("h1", "h2", "h3", "ul", "form", "figure", "figcaption", "video"), None) is not None:
        return False
    return len(text_of(element)) <= _LONGEST and not any(has_text(a) for a in element.iter("a"))


class _Names(NamedTuple):
    """What class names say of an element: a caption (a frame around picture and caption is called so, too), a picture,
    text set to the right."""

    caption: bool = False
    picture: bool = False
    right: bool = False


_UNNAMED = _Names()


@lru_cache(maxsize=4096)
def _names(classes: str) -> _Names:
    return _Names(
        caption=_CAPTION.search(classes) is not None,
        picture=_PICTURE.search(classes) is not None,
        right="text-right" in classes or "align-right" in classes,
    )


@lru_cache(maxsize=4096)
def _look(css: str) -> Style:
    """Alignment, weight and slant that a style attribute gives; the same few stand all over a page."""
    found = _ALIGN.search(css)
    align = found[1].lower() if found else ""
    return Style(align=align, bold=bool(_WEIGHT.search(css)), italic=bool(_SLANT.search(css)))
