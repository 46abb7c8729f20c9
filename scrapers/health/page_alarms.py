"""Alarms about parsed pages: field coverage, lengths, dates, paywalls, unknown layouts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import reduce

from scrapers.health.alarm import Alarm
from scrapers.health.habits import Change, Share, fallen, grown, risen, shrunk
from scrapers.health.history import Crawl, Pages

RARE = 200
"""Length of a layout's usual body below which its length is not judged: videos, galleries."""
CAPTIONS = 1.0
"""Captions on a page below which only their coverage is looked at."""
PICTURES = {"captions", "images"}
"""Fields that one change of a figure's mark-up takes away together."""
BODY = {"paywall", "body:short", "selector:body"}
"""Alarms that say that a part of the body is missing, with the pictures in it."""
REASONS = (
    ("unknown layout", "layout:unknown"),
    ("no title", "selector:title"),
    ("no body", "selector:body"),
    ("date", "dates"),
)
"""What the reason of a rejection begins with, and the alarm that it gives; any other is `articles:rejected`."""
WORDS = {
    "layout:unknown": "pages have a layout that is not known",
    "selector:title": "pages show no title",
    "selector:body": "pages show no body",
    "dates": "pages have a date that cannot be",
    "articles:rejected": "pages were rejected",
}


def rejections(crawls: Sequence[Crawl]) -> Iterator[Alarm]:
    """Pages that could not be stored, by the reason; `crawls` newest first."""
    for name, words in WORDS.items():
        shares = [Share(one.started, _rejected(one, name), one.pages) for one in crawls if one.pages]
        if shares and (change := risen(shares)):
            yield _alarm(crawls[0].outlet, name, f"{_count(change)} {words}", change)


def _rejected(crawl: Crawl, name: str) -> int:
    return sum(count for reason, count in crawl.rejected.items() if cause(reason) == name)


def cause(reason: str) -> str:
    """The alarm that many pages rejected for that reason give."""
    return next((name for start, name in REASONS if reason.startswith(start)), "articles:rejected")


def drifts(crawls: Sequence[Crawl]) -> Iterator[Alarm]:
    """What has changed on the pages of each layout that the newest crawls have met; `crawls` newest first."""
    found: dict[str, list[Alarm]] = {}
    for layout in dict.fromkeys(name for crawl in crawls for name in crawl.layouts):
        for alarm in _of_layout(crawls, layout):
            found.setdefault(alarm.name, []).append(alarm)
    return (reduce(_joined, alarms) for alarms in found.values())


def _joined(one: Alarm, other: Alarm) -> Alarm:
    """One cause in two layouts is one alarm, in the words of the first."""
    return Alarm(one.outlet, one.name, one.message, "", one.subjects + other.subjects, one.clue, one.expected, one.seen)


def _of_layout(crawls: Sequence[Crawl], layout: str) -> Iterator[Alarm]:
    series = _Series(crawls, layout)
    found = [alarm for alarm in (series.paywall(), series.length()) if alarm]
    if any(alarm.name == "paywall" for alarm in found):
        found = found[:1]
    hidden = PICTURES if BODY & {alarm.name for alarm in found} else set()
    fields = {name: change for name, change in series.fields().items() if name not in hidden}
    found += series.selectors(fields)
    yield from found
    if "date" not in fields and (dates := series.dates()):
        yield dates


class _Series:
    """The pages of one layout, crawl by crawl, newest first."""

    def __init__(self, crawls: Sequence[Crawl], layout: str) -> None:
        self.outlet, self.layout = crawls[0].outlet, layout
        self.pages = [(crawl.started, crawl.layouts[layout]) for crawl in crawls if layout in crawl.layouts]

    def shares(self, hits: Callable[[Pages], float]) -> list[Share]:
        """So many of the pages of each crawl."""
        return [Share(at, hits(pages), pages.count) for at, pages in self.pages if pages.count]

    def alarm(self, name: str, message: str, changes: dict[str, Change], clue: str) -> Alarm:
        """An alarm about this layout."""
        expected = {what: round(change.usual, 3) for what, change in changes.items()}
        seen = {what: round(change.seen.value, 3) for what, change in changes.items()}
        where = (self.layout,)
        return Alarm(self.outlet, name, f"{message} of {self.layout}", "", where, clue, expected, seen)

    def fields(self) -> dict[str, Change]:
        """The fields that are found on fewer pages than they used to be, or fewer times on each."""
        names = dict.fromkeys(name for _, pages in self.pages for name in pages.found)
        found = {name: fallen(self.shares(_field(name))) for name in names}
        captions = self.shares(lambda pages: pages.captions)
        if not found.get("captions") and sum(s.hits for s in captions) > CAPTIONS * sum(s.of for s in captions):
            found["captions"] = shrunk(captions)
        return {name: change for name, change in found.items() if change}

    def selectors(self, fields: dict[str, Change]) -> Iterator[Alarm]:
        """One alarm for one broken selector, one for several at once: then it is the layout that has changed."""
        rest = [name for name in fields if name not in PICTURES]
        pictures = [name for name in fields if name in PICTURES]
        causes = [*rest, *pictures[:1]]
        clue = f"selector:{causes[0]}" if causes else ""
        if len(causes) > 1:
            yield self.alarm("layout:changed", f"{', '.join(fields)} are hardly found on the pages", fields, clue)
        elif causes:
            yield self.alarm(clue, f"{' and '.join(fields)} on {_count(fields[causes[0]])} pages", fields, clue)

    def length(self) -> Alarm | None:
        """Bodies that have become short or long."""
        lengths = self.shares(lambda pages: pages.characters * pages.count)
        for name, change in (("body:short", shrunk(lengths)), ("body:long", grown(lengths))):
            if change and change.usual >= RARE:
                message = (
                    f"bodies are {change.seen.value:.0f} characters long, usually {change.usual:.0f}, on the pages"
                )
                return self.alarm(name, message, {"characters": change}, name)
        return None

    def paywall(self) -> Alarm | None:
        """Pages that show a part only."""
        change = risen(self.shares(lambda pages: pages.paywalled))
        if change is None:
            return None
        return self.alarm("paywall", f"{_count(change)} pages show a part only", {"paywalled": change}, "paywall")

    def dates(self) -> Alarm | None:
        """Dates that are read in another place than they used to be, or less precisely."""
        origins = dict.fromkeys(name for _, pages in self.pages for name in pages.origins)
        looks = {name: _origin(name) for name in origins}
        looks["clock"] = lambda pages: pages.precisions.get("minute", 0) + pages.precisions.get("second", 0)
        for what, hits in looks.items():
            change = fallen(self.shares(hits))
            if change and change.usual > 0.5:
                source = "with a clock" if what == "clock" else f"from '{what}'"
                message = f"dates {source} on {_count(change)} pages"
                return self.alarm("dates", message, {what: change}, f"dates:{self._instead_of(what)}")
        return None

    def _instead_of(self, what: str) -> str:
        """Where the dates of the newest pages come from now."""
        others = {name: count for name, count in self.pages[0][1].origins.items() if name != what}
        return "clock" if what == "clock" or not others else max(others, key=lambda name: others[name])


def _field(name: str) -> Callable[[Pages], float]:
    return lambda pages: pages.found.get(name, 0)


def _origin(name: str) -> Callable[[Pages], float]:
    return lambda pages: pages.origins.get(name, 0)


def _alarm(outlet: str, name: str, message: str, change: Change) -> Alarm:
    expected, seen = {name: round(change.usual, 3)}, {name: round(change.seen.value, 3)}
    return Alarm(outlet, name, message, "", (), name, expected, seen)


def _count(change: Change) -> str:
    """`3 of 32 (usually 82%)`; more than one on a page is counted for each."""
    usual = f"{change.usual:.0%}" if change.usual <= 1 else f"{change.usual:.1f} on each"
    return f"{change.seen.hits:.0f} of {change.seen.of:.0f} (usually {usual})"
