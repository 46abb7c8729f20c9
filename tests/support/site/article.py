"""An article of the sample site, independent of the layout that renders it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `**bold**` and `[words](address)` are its only markup."""

    text: str
    shape: str = "paragraph"


@dataclass(frozen=True)
class Subhead:
    """A heading between paragraphs."""

    text: str
    shape: str = "subhead"


@dataclass(frozen=True)
class Bullets:
    """A list, one text an item."""

    items: tuple[str, ...]
    shape: str = "bullets"


@dataclass(frozen=True)
class Quote:
    """A pulled-out quotation."""

    text: str
    shape: str = "quote"


@dataclass(frozen=True)
class Table:
    """Rows of cells; the first row is the head."""

    rows: tuple[tuple[str, ...], ...]
    shape: str = "table"


@dataclass(frozen=True)
class Figure:
    """A picture: `caption` as displayed, credit included; `form` says in which of its ways the layout prints it."""

    image: str
    caption: str
    credit: str | None
    form: str
    shape: str = "figure"


@dataclass(frozen=True)
class Junk:
    """What stands in a body without being the article: `related` (a box of links) or `ad`."""

    shape: str


Block = Paragraph | Subhead | Bullets | Quote | Table | Figure | Junk


@dataclass(frozen=True)
class Article:
    """The truth about one article: what a perfect reader finds on its page, whatever the layout."""

    outlet: str
    layout: str
    id: str  # the outlet's own; '' where the address has none
    slug: str
    section: str  # slug of the leaf section
    published: datetime
    title: str
    lead: str
    body: tuple[Block, ...]
    kind: str = "article"
    dateline: str | None = None
    byline: str | None = None
    byline_at: str = "top"  # or 'end': the sign-off under the text
    authors: tuple[str, ...] = ()
    source: str | None = None
    tags: tuple[str, ...] = ()
    modified: datetime | None = None
    says: str = "minute"  # how much of `published` the page prints: 'second', 'minute' or, in its text only, 'day'
    spelling: tuple[str, ...] = ()  # of 'nfd', 'entities', 'nbsp', 'br', 'lazy', 'crlf'
    declared: str = "utf-8"  # the charset that the page names
    encoding: str = "utf-8"  # the charset that its bytes are in
    paywalled: bool = False


def slugify(text: str) -> str:
    """The words of `text` in ASCII, joined by hyphens."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(c for c in bare if not unicodedata.combining(c))))
