"""Parses the plain-text dump of a whole page, as a reader copies it: no mark-up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scrapers.address import canonical, domain, own_id
from scrapers.furniture import RELATED, TEXT_BUTTONS, TEXT_ENDS, one_of
from scrapers.items import Article, Caption, Evidence, NotAnArticle, PageDate
from scrapers.outlet import Outlet
from scrapers.outlets import outlets
from scrapers.parser.fields.dates import dateline
from scrapers.parser.grammar.byline import Byline, is_signature, join_bylines, read_byline
from scrapers.parser.grammar.credits import credit_of
from scrapers.parser.grammar.wire_prefix import cut_prefix
from scrapers.text import fold

_MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|div|p|a|span|meta|title|article|table|section|h[1-6]|br|img)\b", re.I
)
_CHROME = re.compile(rf"(?:{one_of(TEXT_BUTTONS)})$", re.I)
# `Theo dõi …` and `Lưu …` begin a button or a paragraph.
_LONGEST_BUTTON = 60
_END = re.compile(rf"(?:{one_of(RELATED, TEXT_ENDS)})$", re.I)
_DATE = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}|\d{1,2}\s+tháng\s+\d{1,2}", re.I)
# https://mimesniff.spec.whatwg.org/#binary-data-byte, but for the line feed of word processors.
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SNIFFED = 1445


def is_dump(page: bytes) -> bool:
    """Whether a page is text without mark-up."""
    return not _MARKUP.search(page, 0, 200_000)


@dataclass(slots=True)
class _Story:
    title: str
    body: list[str] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    lines: list[Byline] = field(default_factory=list)
    lead: str | None = None
    prefix: str | None = None
    date: str = ""


def read_dump(text: str, url: str | None, outlet: Outlet | None) -> Article:
    """Read a dump: title, author and date lines, wire prefix and lead, paragraphs, captions that stand alone.

    Paragraphs that follow each other without a blank line are the story's text; a single short line that stands alone
    between two such runs is a caption. Everything from a label like 'Tin đọc nhiều' on is the site's. Raises
    `NotAnArticle` where no text follows the title, and for a PDF, a picture and the like.
    """
    if _BINARY.search(text, 0, _SNIFFED):
        raise NotAnArticle("neither HTML nor text")
    groups = list(_groups(text))
    if not groups:
        raise NotAnArticle("no text")
    outlet = outlet or _outlet(groups)
    own = outlet.names if outlet else ()
    story = _read(groups, own)
    if not story.body and not story.lead:
        raise NotAnArticle("no body")
    return _article(story, url, outlet)


def _groups(text: str) -> Iterator[list[str]]:
    """Runs of lines between blank ones, share labels left out, up to the end of the story."""
    group: list[str] = []
    seen = 0
    for line in text.splitlines():
        folded = fold(line)
        if folded and _END.match(folded) and seen > 2:
            break
        if not folded:
            if group:
                yield group
            group = []
        elif len(folded) > _LONGEST_BUTTON or not _CHROME.match(folded):
            group.append(folded)
            seen += 1
    if group:
        yield group


def _outlet(groups: Sequence[list[str]]) -> Outlet | None:
    """The outlet whose own name is the wire prefix of one of the first paragraphs."""
    for line in [line for group in groups[:6] for line in group][:8]:
        for outlet in outlets().values():
            own = outlet.names
            _, prefix = cut_prefix(line, own)
            if prefix and cut_prefix(f"{prefix} - x", own)[1] and prefix.casefold() in {o.casefold() for o in own}:
                return outlet
    return None


def _read(groups: Sequence[list[str]], own: Sequence[str]) -> _Story:
    title, *rest = groups[0]
    story = _Story(title)
    head = True
    opening: list[list[str]] = [rest] if rest else []
    groups = [*opening, *groups[1:]]
    has_runs = any(len(group) > 1 for group in groups)
    longest = max((len(line) for group in groups for line in group), default=0)
    for i, group in enumerate(groups):
        if head:
            group = _head(group, story, own)
            head = not group
        if not group:
            continue
        if story.lead is None and not story.body:
            story.lead, story.prefix = cut_prefix(group[0], own)
            group = group[1:]
        elif _is_caption(group, longest if has_runs and i < len(groups) - 1 else 0):
            story.captions.append(Caption(group[0], credit_of(group[0]), None))
            continue
        story.body += group
    while story.body and is_signature(story.body[-1], own):
        story.lines.append(read_byline(story.body.pop(), own))
    return story


def _head(group: list[str], story: _Story, own: Sequence[str]) -> list[str]:
    """Take author and date lines off the beginning; what is left of the group."""
    for i, line in enumerate(group):
        if len(line) < 70 and _DATE.search(line) and not cut_prefix(line, own)[1]:
            story.date = story.date or line
        elif is_signature(line, own) and not cut_prefix(line, own)[1]:
            story.lines.append(read_byline(line, own))
        else:
            return group[i:]
    return []


def _is_caption(group: list[str], longest: int) -> bool:
    """One line between runs of paragraphs, shorter than they are; where every paragraph stands alone, only a credit
    tells a caption. `longest` is the length of the longest paragraph, 0 where there are no runs around."""
    if len(group) != 1 or len(group[0]) > 300:
        return False
    return bool(credit_of(group[0])) or len(group[0]) < longest / 2


def _article(story: _Story, url: str | None, outlet: Outlet | None) -> Article:
    name = outlet.name if outlet else domain(url) if url else "unknown"
    byline = join_bylines(line for line in story.lines if line.authors or line.source or line.role)
    return Article(
        url=canonical(url, outlet) if url else None,
        outlet=name,
        article_id=own_id(outlet, url) if outlet and url else None,
        parser=f"{name}/text" if outlet else "generic",
        why=f"plain text; its wire prefix is {outlet.title}'s" if outlet else "plain text of no known outlet",
        kind="article",
        title=story.title,
        body=tuple(story.body),
        lead=story.lead,
        byline=byline.text if byline else None,
        authors=byline.authors if byline else (),
        source=byline.source if byline else None,
        dateline=story.prefix,
        dates=tuple(_dates(story)),
        captions=tuple(story.captions),
        evidence=_evidence(story, byline),
    )


def _dates(story: _Story) -> Iterator[PageDate]:
    if story.date:
        yield PageDate(story.date, "page", "date line of the dump")
    yield from dateline(story.lead or (story.body[0] if story.body else ""))


def _evidence(story: _Story, byline: Byline | None) -> dict[str, Evidence]:
    evidence = {"title": Evidence("first line"), "lead": Evidence("first paragraph"), "body": Evidence("paragraphs")}
    if byline:
        evidence["byline"] = Evidence("name line between title and lead" if byline.text else "sign-off")
    if story.prefix:
        evidence["dateline"] = Evidence("wire prefix", f"{story.prefix} - ")
    if story.captions:
        evidence["captions"] = Evidence("a short line standing alone between paragraphs")
    return evidence
