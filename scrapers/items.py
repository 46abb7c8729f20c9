"""The data model: `Article` (what a page says), `Line` (what the feed holds) and their parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

Origin = Literal["json-ld", "meta", "page", "url", "dateline", "feed", "sitemap"]
Order = Literal["DMY", "MDY"]

SCHEMA = "1.1"
REMOVED = "removed"
"""The kind of a line that says that the page was taken down."""


class NotAnArticle(ValueError):
    """The page holds no article; `reason` says why in one line, for people and for statistics."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Caption:
    """A picture's caption as displayed."""

    text: str
    """The whole caption, credit included."""
    credit: str | None
    """Photographer or agency parsed out of the text; null where none is named."""
    image: str | None
    """Absolute URL of the picture; null where the page does not tell."""


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date that a page (or the feed that led to it) offers, untouched."""

    text: str
    """As written there."""
    origin: Origin
    """Where it stood."""
    rule: str
    """Selector, property or pattern that found it."""
    role: Literal["published", "modified"] = "published"
    order: Order = "DMY"
    """MDY only where the outlet's file says that this source writes the month first."""
    context: str = ""
    """For a dateline the sentence around it, which may name the year; for a printed line what stands before it."""
    beside: bool = True
    """For a printed line: it stands beside the headline, so it is the story's; any other may be today's."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a field has its value."""

    rule: str
    """Selector, structured property or grammar rule."""
    raw: str = ""
    """The text before cleaning; empty where it is the value itself."""


@dataclass(frozen=True, slots=True)
class Article:
    """A parsed page, before any pipeline: values as read, all offered dates, and the rule behind each value."""

    url: str | None
    """Canonical URL."""
    outlet: str
    """Name of the outlet, a registered domain for unknown ones, or `unknown`."""
    article_id: str | None
    """The outlet's own id where its URL pattern has one."""
    parser: str
    """Rules that read the page: `outlet/layout`, `family/name` or `generic`."""
    why: str
    """Why these rules were chosen, for people."""
    kind: str
    title: str
    body: tuple[str, ...]
    """Paragraphs in reading order."""
    lead: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    dateline: str | None = None
    dates: tuple[PageDate, ...] = ()
    captions: tuple[Caption, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    images: tuple[str, ...] = ()
    language: str = "vi"
    paywalled: bool = False
    confidence: float | None = None
    """How sure the reader is of the weakest of title, body and date, 0 to 1; None where a layout of the outlet read."""
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    misfit: str = ""
    """Why no layout of its outlet has read it, or not all of it, though the outlet is known."""
    partly: str = ""
    """The layout of the outlet (`outlet/layout`) that has read what its rules find; the rest was guessed at."""
    completed: tuple[str, ...] = ()
    """Fields that the general rules found where those of the outlet's layout found nothing."""

    @property
    def guessed(self) -> bool:
        """No layout of a known outlet read all of it, but a family's or the generic reader."""
        return self.parser == "generic" or self.parser.startswith("family/")


Text = Annotated[str, Field(pattern=r"^[^\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]*$")]
Stamp = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$")]
Utc = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")]


@dataclass(kw_only=True)
class Line:
    """One line of the feed: one revision of one article (the contract is docs/feed.md).

    Fields of a later 1.x contract that a line was read with are attributes, too, and written as they were read.
    """

    __pydantic_config__ = ConfigDict(use_attribute_docstrings=True, extra="allow")

    schema: Annotated[str, Field(pattern=r"^\d+\.\d+$")] = SCHEMA
    """Version of this contract, MAJOR.MINOR."""
    id: Annotated[str, Field(pattern=r"^[^\s:]+:\S+$")]
    """Stable id: `<outlet>:<its own id>`, or 16 hex digits of SHA-256 over the canonical URL (over the page's bytes
    where there is none). The same for every revision and every spelling of the URL."""
    revision: Annotated[int, Field(ge=1)] = 1
    """1 for the first line of an id, one more whenever what a reader sees has changed."""
    url: Text | None
    """Canonical URL; null only from `extract`, where neither the call nor the page names one."""
    outlet: Annotated[str, Field(min_length=1)]
    """The spider's name; the registered domain of an unknown outlet; `unknown` without an address or a marker."""
    kind: str
    """`article`, `video`, `gallery`, `live`, `audio`, `removed`, `other`; ignore a value that you do not know."""
    language: str
    """BCP 47; `vi` unless the page says otherwise."""
    title: Annotated[Text, Field(min_length=1)]
    """Headline as a reader sees it, no site suffix."""
    lead: Text | None
    """The sapo, without a wire prefix."""
    byline: Text | None
    """The author line as printed, white space folded."""
    authors: list[Text]
    """The people in the byline, without role words."""
    source: Text | None
    """The outlet that the story was taken from (`Theo …`, `Nguồn: …`)."""
    date: Stamp | None = None
    """When it was published: ISO 8601 with offset, +07:00 for Vietnamese outlets."""
    date_precision: Literal["second", "minute", "hour", "day"] | None = None
    """How much of `date` the page really said; `day` is written as local midnight."""
    date_source: Origin | None = None
    """Where `date` came from: `json-ld`, `meta`, `page`, `url`, `dateline`, `feed` or `sitemap`."""
    date_text: Text | None = None
    """The date as the page prints it, untouched."""
    modified: Stamp | None = None
    """Last change that the page declares, same form as `date`."""
    dateline: Text | None
    """Prefix that was cut from the text, a wire's or a place's."""
    body: Text
    """Paragraphs, sub-headings, list items, quotes and table rows in reading order, one blank line between them."""
    captions: list[Caption]
    """Captions in page order; an image without one is not listed."""
    section: Text | None
    """Leaf section of the breadcrumb, else the active entry of the section menu."""
    tags: list[Text]
    """The tags shown with the article."""
    images: list[Text]
    """Absolute URLs of the article's pictures, captioned or not."""
    paywalled: bool
    """The page shows only a part to readers without an account."""
    duplicate_of: str | None = None
    """Id of an earlier article with nearly the same text, in any outlet."""
    crawled_at: Utc
    """When the page was fetched, UTC."""
    parser: Annotated[str, Field(min_length=1)]
    """Rules that read the page: `outlet/layout`, `family/name` or `generic`."""
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    """How sure the reader is of the weakest of title, body and date; null where a layout of the outlet read it."""
    reason: str | None = None
    """Why a revision was written besides a changed page: `reparse`; ignore a value that you do not know."""
    content_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] = "0" * 16
    """Of the reader-visible fields; equal hashes mean no new revision."""


@dataclass(slots=True, kw_only=True)
class PageItem:
    """An item of the pipelines: a parsed article or the removal of one."""

    crawled_at: datetime
    """When the page was fetched, aware; relative dates refer to it."""
    http: Mapping[str, str] = field(default_factory=dict)
    """Validators of the response (`etag`, `last-modified`) that the state keeps."""
    line: Line = field(init=False, repr=False, compare=False)
    """The line of the feed, made by the clean step or the take-down step."""


@dataclass(slots=True, kw_only=True)
class Reading(PageItem):
    """A parsed article."""

    article: Article
    recent: bool = False
    """The address came from a recent source (a feed, a news sitemap, a listing)."""


@dataclass(slots=True, kw_only=True)
class Removal(PageItem):
    """The page of a stored article is gone; its line is to say so."""

    article_id: str
    """Id of the article in the feed."""
