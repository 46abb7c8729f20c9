"""Date: chooses among the dates that a page offers and names the origin of the choice; never guesses one.

The visible line decides where it shows a clock, metadata that agrees adds what it lacks; the whole rule stands in
docs/feed.md under "Which date counts".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pipelines.base import ReadingStep
from pipelines.clean import clean_text
from scrapers.dates.clocks import Precision
from scrapers.dates.readings import Offer, read_offers, same_minute
from scrapers.items import Line, Origin, PageDate, Reading

RANK: tuple[Origin, ...] = ("page", "json-ld", "meta", "url", "dateline", "feed", "sitemap")
"""Who is believed first."""
CLOCKS = frozenset({"page", "json-ld", "meta", "feed"})
"""Whose time of day is that of publication; an address tells when a story was begun, a sitemap when it was touched."""
_FINENESS = ("day", "hour", "minute", "second")


@dataclass(frozen=True, slots=True)
class Choice:
    """The dates of an article as the feed writes them, and every offer behind them."""

    date: str | None
    precision: Precision | None
    source: Origin | None
    text: str | None
    """As the page prints it: the visible line, else what `date` was read from, else the first that was offered."""
    modified: str | None
    offers: tuple[Offer, ...]


def choose_date(dates: Sequence[PageDate], reference: datetime, recent: bool = False, language: str = "vi") -> Choice:
    """Chooses. `reference` is when the page was fetched (aware); `recent`: a feed or listing led to it; `language` is
    the page's."""
    offers = read_offers(dates, reference, recent, language)
    published = [o for o in offers if o.page_date.role == "published"]
    winner, finer = _pick(published)
    best = finer or winner
    changed, exact = _pick([o for o in offers if _declares_change(o, published) and not _is_earlier(o, best)])
    return Choice(
        date=_stamp(best),
        precision=best.reading.precision if best and best.reading else None,
        source=_source(winner, finer),
        text=_text(dates, winner),
        modified=_stamp(exact or changed),
        offers=tuple(_marked(o, (winner, changed), (finer, exact)) for o in offers),
    )


def _declares_change(offer: Offer, published: Sequence[Offer]) -> bool:
    """A sitemap is not the page; and a system that repeats the publication as last change says that there was none."""
    if offer.page_date.role != "modified" or offer.page_date.origin == "sitemap" or offer.reading is None:
        return False
    return not any(
        one.page_date.text == offer.page_date.text or (one.reading and one.reading.value == offer.reading.value)
        for one in published
    )


def _is_earlier(change: Offer, published: Offer | None) -> bool:
    """A change before the publication is a draft's, or day and month are exchanged."""
    if published is None or published.reading is None or change.reading is None:
        return False
    return change.reading.value.date() < published.reading.value.date()


def _pick(offers: Sequence[Offer]) -> tuple[Offer | None, Offer | None]:
    """The offer that is believed, and the one that agrees with it and knows the time better."""
    ranked = sorted((o for o in offers if o.verdict == "read"), key=_rank)
    if not ranked:
        return None, None
    return ranked[0], next((o for o in ranked[1:] if _adds_time(ranked[0], o)), None)


def _rank(offer: Offer) -> float:
    # "2 giờ trước" is right only at the moment of the fetch, a line anywhere on the page perhaps: metadata always.
    uncertain = offer.floats == "relative" or not offer.page_date.beside
    return RANK.index("meta") + 0.5 if uncertain else RANK.index(offer.page_date.origin)


def _adds_time(winner: Offer, other: Offer) -> bool:
    known, more = winner.reading, other.reading
    if known is None or more is None or other.page_date.origin not in CLOCKS:
        return False
    if _FINENESS.index(more.precision) <= _FINENESS.index(known.precision):
        return False
    if known.precision == "day":
        # Midnight sharp is how systems write a day.
        return more.value.date() == known.value.date() and f"{more.value:%H%M%S}" != "000000"
    if known.precision == "hour":
        return abs(more.value - known.value) < timedelta(hours=1)
    # Seconds are the page's own to say: a line must not depend on whether a feed could be had in that run.
    return other.page_date.origin != "feed" and same_minute(known, more)


def _source(winner: Offer | None, finer: Offer | None) -> Origin | None:
    """Seconds alone do not change where a date came from, a time of day does."""
    if winner is None or winner.reading is None:
        return None
    return finer.page_date.origin if finer and winner.reading.precision in ("day", "hour") else winner.page_date.origin


def _text(dates: Sequence[PageDate], winner: Offer | None) -> str | None:
    published = [d for d in dates if d.role == "published"]
    printed = [d for d in published if d.origin == "page"]
    first = (winner.page_date if winner and (winner.page_date.origin == "page" or not printed) else None) or next(
        iter(printed or published), None
    )
    return (clean_text(first.text) or None) if first else None


def _stamp(offer: Offer | None) -> str | None:
    return offer.reading.value.replace(microsecond=0).isoformat() if offer and offer.reading else None


def _marked(offer: Offer, winners: Sequence[Offer | None], finer: Sequence[Offer | None]) -> Offer:
    if any(offer is winner for winner in winners):
        return replace(offer, verdict="chosen")
    return replace(offer, verdict="adds time") if any(offer is one for one in finer) else offer


def fill(line: Line, choice: Choice) -> None:
    """Writes the choice into the line."""
    line.date, line.date_precision, line.date_source = choice.date, choice.precision, choice.source
    line.date_text, line.modified = choice.text, choice.modified


class DatePipeline(ReadingStep):
    """Sets the date of a line."""

    def process_reading(self, reading: Reading) -> None:
        """Sets the line's date fields and counts where they came from and what was not usable."""
        article = reading.article
        choice = choose_date(article.dates, reading.crawled_at, reading.recent, article.language)
        fill(reading.line, choice)
        for name in counts(choice):
            self.count(f"date/{name}")


def counts(choice: Choice) -> Iterator[str]:
    """What the statistics count: source and precision, refused offers, questions to the last resort and its answers."""
    yield f"source/{choice.source or 'none'}"
    yield f"precision/{choice.precision or 'none'}"
    for offer in choice.offers:
        if offer.verdict not in ("read", "chosen", "adds time"):
            yield f"refused/{offer.verdict}"
        if offer.resort:
            yield "last_resort/asked"
        if offer.resort == "answered":
            yield "last_resort/answered"
