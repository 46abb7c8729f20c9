"""What the report says of the feed: counted in one reading of its last days, a line at a time, newest day first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import nlargest
from pathlib import Path
from statistics import median

from pipelines.feed.days import Day, days, outlet_names
from pipelines.feed.reader import BadLine, parse
from scrapers import clock
from scrapers.items import Line

DAYS = 30
"""Days that the report looks back, today included."""
RECENT = 7
"""Days for what shall show a change soon: field coverage, failures, slow addresses."""
LATEST = 2000
"""Articles in the list."""
FIELDS = ("lead", "authors", "date", "body", "captions", "section", "tags", "images")
"""Fields that a page may leave empty; a line always has a title."""

Complain = Callable[[str], object]
"""Is told of each broken line, which is left out."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the list, long texts cut."""

    id: str
    revision: int
    moment: datetime
    """Publication, else the crawl."""
    precision: str | None
    """Of the publication; None where the page tells none."""
    outlet: str
    kind: str
    title: str
    url: str | None
    """Only where a browser may go: http and https."""
    authors: str
    section: str
    original: str | None
    """Outlet whose text it repeats."""

    @classmethod
    def of(cls, line: Line, moment: datetime) -> Entry:
        """What is kept of a line."""
        return cls(
            id=line.id,
            revision=line.revision,
            moment=moment,
            precision=line.date_precision if line.date else None,
            outlet=line.outlet,
            kind=line.kind,
            title=cut(line.title, 200),
            url=web_address(line.url),
            authors=cut(", ".join(line.authors), 80),
            section=cut(line.section or "", 40),
            original=line.duplicate_of.partition(":")[0] if line.duplicate_of else None,
        )


class Latest:
    """The last published articles, each by its last revision; never holds twice as many as asked for."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._found: dict[str, Entry] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, entry: Entry) -> None:
        """One more revision, in any order."""
        known = self._found.get(entry.id)
        if known is None or known.revision < entry.revision:
            self._found[entry.id] = entry
        if len(self._found) >= 2 * self.most:
            self._found = {kept.id: kept for kept in self.entries()}

    def entries(self) -> list[Entry]:
        """The newest first."""
        return nlargest(self.most, self._found.values(), key=lambda entry: (entry.moment, entry.id))


@dataclass
class Articles:
    """The figures."""

    today: date
    published: dict[str, Counter[date]] = field(default_factory=lambda: defaultdict(Counter))
    """Articles of each outlet by the day of their publication (of their crawl where the page tells none)."""
    stored: Counter[str] = field(default_factory=Counter)
    """Lines of today: `new`, `revised`, `removed`."""
    pages: Counter[str] = field(default_factory=Counter)
    """Lines of the recent days by the rules that read them."""
    filled: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """How many of these have a field."""
    dates: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Articles by source and precision of their date; two empty strings where there is none."""
    copies: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Articles by outlet and the outlet whose text they repeat."""
    latest: Latest = field(default_factory=lambda: Latest(LATEST))

    @property
    def days(self) -> list[date]:
        """The days looked back on, the oldest first."""
        return [self.today - timedelta(days=n) for n in reversed(range(DAYS))]

    @property
    def outlets(self) -> list[str]:
        """The outlets that published something in these days, the busiest first."""
        return sorted(self.published, key=lambda name: (-self.published[name].total(), name))

    def outlets_today(self) -> int:
        """How many outlets have published something today."""
        return sum(1 for counts in self.published.values() if counts[self.today])

    def by_day(self, outlet: str = "") -> list[int]:
        """Articles of an outlet, or of all, on each of the days."""
        of = [self.published[outlet]] if outlet else list(self.published.values())
        return [sum(counts[day] for counts in of) for day in self.days]

    def usual(self) -> int | None:
        """How many articles a weekday like today brings: the median of those before; None without any."""
        counts = self.by_day()[DAYS - 1 - 7 :: -7]
        return round(median(counts)) if any(counts) else None

    def add(self, line: Line, day: date) -> None:
        """One line of the file of that day. Raises ValueError for a date that no calendar has."""
        moment = datetime.fromisoformat(line.date or line.crawled_at).astimezone(clock.VIETNAM)
        self.latest.add(Entry.of(line, moment))
        age = (self.today - day).days
        if age == 0:
            self.stored["removed" if line.kind == "removed" else "new" if line.revision == 1 else "revised"] += 1
        if age < RECENT and line.kind != "removed":
            self.pages[line.parser] += 1
            self.filled[line.parser].update(name for name in FIELDS if getattr(line, name))
        if age < DAYS and line.revision == 1:
            self._count(line, moment.date())

    def _count(self, line: Line, day: date) -> None:
        if 0 <= (self.today - day).days < DAYS:
            self.published[line.outlet][day] += 1
        self.dates[line.date_source or "", line.date_precision or ""] += 1
        if line.duplicate_of:
            self.copies[line.outlet, line.duplicate_of.partition(":")[0]] += 1


def read_articles(output: Path, today: date, complain: Complain) -> Articles:
    """Reads the days looked back on, and older ones until the list is full. Raises FileNotFoundError without a feed."""
    articles = Articles(today)
    first = articles.days[0].isoformat()
    for day in _newest_first(output):
        if day.name < first and len(articles.latest) >= LATEST:
            break
        _read_day(articles, day, complain)
    return articles


def _newest_first(output: Path) -> Iterator[Day]:
    found = (day for outlet in outlet_names(output) for day in days(output, outlet))
    yield from sorted(found, key=lambda day: (day.name, day.outlet), reverse=True)


def _read_day(articles: Articles, day: Day, complain: Complain) -> None:
    crawled = date.fromisoformat(day.name)
    for raw in day.lines():
        try:
            articles.add(parse(raw), crawled)
        except BadLine as error:
            complain(str(error))
        except ValueError as error:
            complain(f"{raw.place}: {error}")


def cut(text: str, most: int) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def web_address(url: str | None) -> str | None:
    """The address where a link may lead to it: http or https, of a sane length."""
    return url if url and url.startswith(("http://", "https://")) and len(url) <= 500 else None
