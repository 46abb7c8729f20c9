"""Collects every date that a page offers with its origin, unparsed; the pipeline chooses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

from scrapers.dates.date_lines import has_clock, printed_date
from scrapers.items import Order, PageDate
from scrapers.parser.page.selectors import alternatives
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Element, Page, text_of
from scrapers.text import UPPER

_PUBLISHED = (
    "article:published_time", "article:published", "datepublished", "pubdate", "publishdate", "og:published_time",
    "dc.date.issued", "dc.date", "dc.created", "date", "sailthru.date", "publish_date", "article:publish_date",
    "parsely-pub-date",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "modified")
# /2012/12/25/, /20121225/ as whole parts of the path.
_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=/)")
# VCCorp, dantri: the digits of an id are the time of its creation, [site code] YYMMDDHHMMSS ms or YYYYMMDDHHMMSS ms.
_IN_ID = re.compile(
    r"[-/](?:\d{3}(?=\d{15}\b))?((?:20)?[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[0-2]\d[0-5]\d[0-5]\d\d{0,3}\b"
)
_DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?"
_DATELINE = re.compile(
    r"^(?:\W*(?:vào|trong|hôm|từ|vừa qua|mới đây|theo .{3,30},)\s*,?\s*)?"
    r"(?:(?:lúc\s+)?\d{1,2}\s*(?:h|g|giờ)\s*\d{0,2}\s*(?:phút)?,?\s*)?"
    r"(?P<date>(?:rạng )?(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|khuya)"
    rf"(?:\s+(?:nay|qua|ngày|hôm|thứ \w+|chủ nhật))*,?\s*\(?{_DAY})(?![\d/.-]*\d)",
    re.I,
)
_LONGEST_SENTENCE = 1000
_SENTENCE = re.compile(rf"(?<=[.!?…])[”\"')]*\s+(?=[{UPPER}“\"(])")


def offers(
    page: Page, structured: Structured, *, rule: str | None, order: Order, url: str | None, opening: str
) -> Iterator[PageDate]:
    """Dates in the order: visible line, JSON-LD, meta, address, dateline. `opening` is the lead or first paragraph."""
    yield from _visible(page, rule or "", order, structured.text("datePublished"))
    yield from _json_ld(structured)
    yield from _metas(structured, order)
    if url:
        yield from _address(url)
    yield from dateline(opening)


def _visible(page: Page, rule: str, order: Order, told: str) -> Iterator[PageDate]:
    """The printed line, and the machine-readable attribute that the same element or one inside it bears. Where a rule
    fits several lines, it is that of the day which machines are `told`, else the first outside of the site's head."""
    for sel in alternatives(rule):
        found = [(e, text) for e in sel.all(page) if (text := sel.value(e)) and re.search(r"\d|trước|qua|nay", text)]
        if not found:
            continue
        of_day = next((hit for hit in found if _is_of_day(hit[1], told)), None)
        element, text = of_day or next((hit for hit in found if not _heads_site(hit[0])), found[0])
        text = text if sel.attribute else _with_clock(element, text)
        yield PageDate(text, "meta" if sel.attribute else "page", str(sel), order=order if sel.attribute else "DMY")
        for inner in element.iter("time", element.tag):
            stamp = inner.get("datetime") or inner.get("content")
            if stamp:
                yield PageDate(stamp.strip(), "meta", f"{sel}@datetime", order=order)
                break
        return


def _is_of_day(text: str, stamp: str) -> bool:
    """Whether a line has the numbers of a stamp's day, `2025-07-03T10:20:00+07:00`."""
    day = re.match(r"(\d{4})-(\d\d)-(\d\d)", stamp)
    return day is not None and set(map(int, day.groups())) <= set(map(int, re.findall(r"\d+", text)))


def _heads_site(element: Element) -> bool:
    """Whether an element stands in the head or foot of the site, where today's date is: the story's holds its title."""
    outer = element.iterancestors("header", "footer", "nav")
    return any(next(e.iter("h1", "h2"), None) is None for e in outer)


def _with_clock(element: Element, text: str) -> str:
    """A day with the clock that stands beside it in an element of its own: the line that holds both and no more."""
    parent = element.getparent()
    line = text_of(parent) if parent is not None and not has_clock(text) else ""
    whole = printed_date(line)
    return whole if has_clock(whole) and text in whole else text


def _json_ld(structured: Structured) -> Iterator[PageDate]:
    told: tuple[tuple[str, Literal["published", "modified"]], ...] = (
        ("datePublished", "published"),
        ("dateModified", "modified"),
    )
    for name, role in told:
        value = structured.text(name)
        if value and name in structured.story:
            yield PageDate(value, "json-ld", f"json-ld {name}", role)
        elif value:
            yield PageDate(value, "meta", f"microdata {name}", role)


def _metas(structured: Structured, order: Order) -> Iterator[PageDate]:
    value, name = structured.meta(*_PUBLISHED)
    if value:
        yield PageDate(value, "meta", f"meta {name}", order=order)
    value, name = structured.meta(*_MODIFIED)
    if value:
        yield PageDate(value, "meta", f"meta {name}", "modified", order)


def _address(url: str) -> Iterator[PageDate]:
    path = urlsplit(url).path
    for pattern, rule in ((_IN_PATH, "day in the address"), (_IN_ID, "creation time in the id")):
        found = pattern.search(path)
        if found:
            year = found[1] if len(found[1]) == 4 else f"20{found[1]}"
            yield PageDate(f"{year}-{found[2]}-{found[3]}", "url", rule)
            return


def dateline(opening: str) -> Iterator[PageDate]:
    """The day that opens the story's first sentence: `Ngày 11/4, …`, `Sáng 11/4 tại …`."""
    sentence = _SENTENCE.split(opening[:_LONGEST_SENTENCE], maxsplit=1)[0]
    found = _DATELINE.match(sentence)
    if found:
        yield PageDate(found["date"], "dateline", "day at the beginning of the text", context=sentence)
