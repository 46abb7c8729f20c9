"""Parses all dates that a page offers and resolves ambiguous ones by the others; no clock, no I/O."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from scrapers.clock import VIETNAM
from scrapers.dates.date_lines import says_updated
from scrapers.dates.last_resort import last_resort
from scrapers.dates.parse import DateReading, parse_date
from scrapers.items import PageDate

Verdict = Literal[
    "read", "unreadable", "no year", "wrong zone", "in the future", "before 1998", "today's", "chosen", "adds time"
]

EARLIEST = 1998
"""Vietnam went online in November 1997: an earlier year is a default or a misreading."""
AHEAD = timedelta(hours=1)
"""Servers' clocks differ; what lies further ahead of the fetch is a mistake or an announcement."""

# 53 weeks: a relative text moves with the reference by just as much, a day without a year by whole years.
_SHIFT = timedelta(weeks=53)
_ZONE = re.compile(r"(?<=:\d\d)(?:\.\d+)?\s*(Z|[+-]\d\d:?\d\d)$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# "2019 - 2024", "2016 đến 2020", "100/2019/NĐ-CP": years in which nothing is said to have happened.
_SPAN = re.compile(
    r"(?:19|20)\d\d\s*(?:[-–—/]|đến|tới)\s*(?:năm\s+)?(?:(?:19|20)?\d\d)(?!\d)|\d+/(?:19|20)\d\d/[A-ZĐ]\S*"
)


# How .NET writes a US date, in metadata of Vietnamese systems too: "9/5/2026 10:17:01 PM".
_US_CLOCK = re.compile(r"\s*\d{1,2}/\d{1,2}/\d{4},?\s+\d{1,2}:\d\d(?::\d\d)?\s*[AP]M\s*", re.I)
_ORDERED = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d")


@dataclass(frozen=True, slots=True)
class Offer:
    """One offered date, what it was read as, and what became of it."""

    page_date: PageDate
    reading: DateReading | None
    verdict: Verdict
    floats: Literal["", "relative", "yearless"] = ""
    """What the text leaves open: all of it ("2 giờ trước") or the year ("Ngày 11/4")."""
    resort: Literal["", "asked", "answered"] = ""
    """Whether the last resort had to be asked, and whether it knew."""


def read_offers(dates: Sequence[PageDate], reference: datetime, recent: bool, language: str = "vi") -> list[Offer]:
    """Every offer, in the page's order.

    `reference` is when the page was fetched (aware); `recent`: a feed or listing led to it; `language` is the page's,
    in others than Vietnamese a clock without a zone is no clock of Vietnam.
    """
    try:
        reference = reference.astimezone(VIETNAM)
        alone = [_read(page_date, reference, language) for page_date in dates]
        dated = [_with_year(offer, alone, reference, recent) for offer in alone]
        ordered = [_in_true_order(offer, dated, reference) for offer in dated]
        placed = [_confirmed(offer, ordered) for offer in ordered]
        zoned = _with_true_zone(placed) if language == "vi" else [_in_its_zone(offer, placed) for offer in placed]
        return [_in_time(_as_change(offer, zoned), reference) for offer in zoned]
    except OverflowError:  # the calendar ends within a year or two of the reference
        return [Offer(page_date, None, "unreadable") for page_date in dates]


def _read(page_date: PageDate, reference: datetime, language: str) -> Offer:
    reading = parse_date(page_date.text, reference, order=page_date.order)
    # In other languages a day that there is in the US order alone ("2/24/2026") is written so.
    if reading is None and (language != "vi" or _US_CLOCK.fullmatch(page_date.text)):
        reading = parse_date(page_date.text, reference, order="MDY")
    if reading is not None:
        return Offer(page_date, reading, "read", _floats(page_date, reading, reference))
    if page_date.order != "DMY":  # the last resort knows only Vietnamese order
        return Offer(page_date, None, "unreadable")
    reading = last_resort(page_date.text, reference)
    return Offer(page_date, reading, "read" if reading else "unreadable", resort="answered" if reading else "asked")


def _other_order(page_date: PageDate, reference: datetime) -> DateReading | None:
    """The date in the other order of day and month; None where it has none."""
    if not _ORDERED.search(page_date.text):
        return None
    return parse_date(page_date.text, reference, order="DMY" if page_date.order == "MDY" else "MDY")


def _in_true_order(offer: Offer, all_offers: Sequence[Offer], reference: datetime) -> Offer:
    """A stamp in the US order is known by the others: they name its day so, and not as it reads in Vietnamese order."""
    other = _other_order(offer.page_date, reference)
    if other is None or (offer.reading and other.value == offer.reading.value):
        return offer
    sure = [o.reading for o in all_offers if o.reading and o is not offer and not _other_order(o.page_date, reference)]
    if any(offer.reading and _same_day(offer.reading, one) for one in sure):
        return offer
    if any(_same_day(other, one) for one in sure):
        return replace(offer, reading=other, verdict="read", floats="")
    return offer


def _same_day(one: DateReading, two: DateReading) -> bool:
    """Whether both can be one day: midnight of one may be any time of it, in any zone."""
    return one.value.date() == two.value.date() or abs(one.value - two.value) <= timedelta(hours=14)


def _confirmed(offer: Offer, all_offers: Sequence[Offer]) -> Offer:
    """A line that stands anywhere is the story's where metadata shows the same clock."""
    if offer.page_date.beside or not _shows_clock(offer) or offer.reading is None:
        return offer
    for other in all_offers:
        if other.page_date.origin == "page" or other.page_date.role != "published" or other.reading is None:
            continue
        clock = _clock(other.page_date) or other.reading
        if same_minute(offer.reading, other.reading) or same_minute(offer.reading, clock):
            return replace(offer, page_date=replace(offer.page_date, beside=True))
    return offer


def _in_its_zone(offer: Offer, all_offers: Sequence[Offer]) -> Offer:
    """A clock of a foreign page that names no zone, in the one under which metadata shows it; a day likewise, which may
    be the next one in Vietnam."""
    reading = offer.reading
    if reading is None or _zone(offer) or offer.floats:
        return offer
    clocked = reading.precision in ("minute", "second")
    same = same_minute if clocked else _same_date
    for other in all_offers:
        clock = (
            _clock(other.page_date)
            if other.reading and _zone(other) and other.page_date.role == offer.page_date.role
            else None
        )
        if clock and other.reading and same(clock, reading):
            value = other.reading.value if clocked else other.reading.value.replace(hour=0, minute=0, second=0)
            return replace(offer, reading=reading._replace(value=value))
    return offer


def _as_change(offer: Offer, all_offers: Sequence[Offer]) -> Offer:
    """'Cập nhật …' is the last change where metadata calls it so, in any zone, and names another publication."""
    page_date, reading = offer.page_date, offer.reading
    if page_date.origin != "page" or reading is None or not says_updated(page_date.context or page_date.text):
        return offer
    structured = [
        o for o in all_offers if o.page_date.origin in ("json-ld", "meta") and o.reading and o.verdict == "read"
    ]
    same = same_minute if reading.precision in ("minute", "second") else _same_date
    agreed = {
        o.page_date.role for o in structured for one in (o.reading, _clock(o.page_date)) if one and same(one, reading)
    }
    if agreed == {"modified"} and any(o.page_date.role == "published" for o in structured):
        return replace(offer, page_date=replace(page_date, role="modified"))
    return offer


def _same_date(one: DateReading, two: DateReading) -> bool:
    return one.value.date() == two.value.date()


def _floats(page_date: PageDate, reading: DateReading, reference: datetime) -> Literal["", "relative", "yearless"]:
    earlier = parse_date(page_date.text, reference - _SHIFT, order=page_date.order)
    if earlier is None or earlier.value == reading.value:
        return ""
    return "relative" if reading.value - earlier.value == _SHIFT else "yearless"


def _with_year(offer: Offer, all_offers: Sequence[Offer], reference: datetime, recent: bool) -> Offer:
    """A day without a year takes that of its sentence, of the other dates, or (recent pages) of the last such day."""
    if offer.floats != "yearless":
        return offer
    reading = _of_sentence(offer.page_date, reference)
    if reading is None:
        others = (o.reading for o in all_offers if o.reading and not o.floats)
        known = next((r.value for r in others if r.value.year >= EARLIEST and r.value <= reference + AHEAD), None)
        if known is None and recent:
            known = reference
        reading = _until(offer.page_date, known) if known else None
    return replace(offer, reading=reading, verdict="read" if reading else "no year")


def _of_sentence(page_date: PageDate, reference: datetime) -> DateReading | None:
    years = set(_YEAR.findall(_SPAN.sub(" ", page_date.context)))
    if len(years) != 1 or (year := int(years.pop())) < EARLIEST:
        return None
    reading = _until(page_date, reference.replace(year=year, month=12, day=31))
    return reading if reading and reading.value.year == year and reading.value <= reference + AHEAD else None


def _until(page_date: PageDate, last: datetime) -> DateReading | None:
    """The last such day that is not after the day of `last`."""
    return parse_date(page_date.text, last.replace(hour=23, minute=59, second=59), order=page_date.order)


def _with_true_zone(offers: list[Offer]) -> list[Offer]:
    """Metadata that shows the visible clock under another zone lies about the zone, for `modified` too."""
    visible = next((o.reading for o in offers if o.page_date.beside and _shows_clock(o)), None)
    if visible is None:
        return offers
    lying = {zone for o in offers if o.page_date.role == "published" and (zone := _contradicted(o, visible))}
    return [_without_zone(o, lying) if _zone(o) in lying else o for o in offers]


def _shows_clock(offer: Offer) -> bool:
    return (
        offer.page_date.origin == "page"
        and offer.page_date.role == "published"
        and offer.floats != "relative"
        and offer.reading is not None
        and offer.reading.precision in ("minute", "second")
    )


def _zone(offer: Offer) -> str:
    found = _ZONE.search(offer.page_date.text.strip()) if offer.page_date.origin != "page" else None
    return found[1] if found else ""


def _contradicted(offer: Offer, visible: DateReading) -> str:
    """The zone of this offer, where the same clock without it is the visible one; else nothing."""
    zone = _zone(offer)
    if not zone or offer.reading is None or same_minute(offer.reading, visible):
        return ""
    clock = _clock(offer.page_date)
    return zone if clock and same_minute(clock, visible) else ""


def _without_zone(offer: Offer, lying: set[str]) -> Offer:
    if offer.page_date.role == "published":
        return replace(offer, verdict="wrong zone")
    return replace(offer, reading=_clock(offer.page_date) or offer.reading)


def _clock(page_date: PageDate) -> DateReading | None:
    """The metadata as if it named no zone; it is absolute, so the reference does not matter."""
    return parse_date(
        _ZONE.sub("", page_date.text.strip()), datetime(2100, 1, 1, tzinfo=VIETNAM), order=page_date.order
    )


def same_minute(one: DateReading, other: DateReading) -> bool:
    """Whether both stand on the same minute."""
    return one.value.replace(second=0) == other.value.replace(second=0)


def _in_time(offer: Offer, reference: datetime) -> Offer:
    if offer.reading is None or offer.verdict != "read":
        return offer
    if offer.reading.value.year < EARLIEST:
        return replace(offer, verdict="before 1998")
    if not (offer.page_date.beside or offer.floats) and offer.reading.value.date() == reference.date():
        return replace(offer, verdict="today's")
    return replace(offer, verdict="in the future") if offer.reading.value > reference + AHEAD else offer
