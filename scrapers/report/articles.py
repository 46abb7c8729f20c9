"""Aggregates the feed of the last days for the report in one pass, newest day first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import nlargest
from pathlib import Path
from statistics import median

from pipelines.feed.days import Day, days, outlet_names
from pipelines.feed.latest import Complain
from pipelines.feed.reader import BadLine, parse
from scrapers import clock
from scrapers.items import REMOVED, Line

DAYS = 30
"""Days that the report looks back, today included."""
RECENT = 7
"""Days for what shall show a change soon: field coverage, failures, slow addresses."""
LATEST = 2000
"""Articles in the list."""
PAGES = "pages"
FIELDS = ("lead", "authors", "date", "body", "captions", "section", "tags", "images")
"""Fields that a page may leave empty; a line always has a title."""


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article as the report lists it, long texts cut."""

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
    story: str
    """Id of the article whose text it repeats, else its own."""

    @property
    def original(self) -> str | None:
        """Outlet whose text it repeats."""
        return None if self.story == self.id else self.story.partition(":")[0]

    @classmethod
    def of(cls, line: Line, moment: datetime) -> ListedArticle:
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
            story=line.duplicate_of or line.id,
        )


class Latest:
    """The last published articles, each by its last revision; never holds twice as many as asked for."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._found: dict[str, ListedArticle] = {}

    def __len__(self) -> int:
        return len(self._found)

    def add(self, entry: ListedArticle) -> None:
        """One more revision, in any order."""
        known = self._found.get(entry.id)
        if known is None or known.revision < entry.revision:
            self._found[entry.id] = entry
        if len(self._found) >= 2 * self.most:
            self._found = {kept.id: kept for kept in self.entries()}

    def by_id(self) -> Mapping[str, ListedArticle]:
        """What is held now."""
        return self._found

    def entries(self) -> list[ListedArticle]:
        """The newest first."""
        return nlargest(self.most, self._found.values(), key=lambda entry: (entry.moment, entry.id))


class Stories:
    """Articles of several outlets with nearly the same text."""

    def __init__(self) -> None:
        self._told: dict[str, dict[str, ListedArticle]] = {}

    def add(self, entry: ListedArticle) -> None:
        """One more article, the newest days first; of an outlet the earliest is kept."""
        if entry.original or entry.id in self._told:
            told = self._told.setdefault(entry.story, {})
            known = told.get(entry.outlet)
            if known is None or entry.moment < known.moment:
                told[entry.outlet] = entry

    def most_told(self, listed: Mapping[str, ListedArticle], most: int) -> list[list[ListedArticle]]:
        """The stories that the most outlets have, each in the order of publication.

        `listed` are articles by id; an original that was read before its first copy is found there or left out.
        """
        for story, told in self._told.items():
            if story in listed:
                told.setdefault(listed[story].outlet, listed[story])
        stories = [sorted(told.values(), key=lambda entry: entry.moment) for told in self._told.values() if told]
        told_by_some = (story for story in stories if len(story) > 1)
        return nlargest(most, told_by_some, key=lambda story: (len(story), story[-1].moment))


@dataclass
class Topics:
    """What the recent articles are about and when they are published."""

    sections: Counter[str] = field(default_factory=Counter)
    authors: Counter[str] = field(default_factory=Counter)
    tags: Counter[str] = field(default_factory=Counter)
    hours: Counter[int] = field(default_factory=Counter)
    """Articles by the hour of their publication, where the page tells it."""

    def add(self, line: Line, moment: datetime) -> None:
        """One more article."""
        self.sections.update([cut(line.section, 60)] if line.section else [])
        self.authors.update(cut(name, 60) for name in line.authors)
        self.tags.update(cut(tag, 60) for tag in line.tags)
        self.hours.update([moment.hour] if line.date and line.date_precision != "day" else [])


@dataclass
class Articles:
    """All figures about the feed."""

    today: date
    published: dict[str, Counter[date]] = field(default_factory=lambda: defaultdict(Counter))
    """Articles of each outlet by the day of their publication (of their crawl where the page tells none)."""
    since: date | None = None
    """The first day of the feed's files that were read; what was published before is known in part."""
    stored: Counter[str] = field(default_factory=Counter)
    """Lines of today: `new`, `revised`, `removed`."""
    recent: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """Lines of the recent days by the rules that read them: PAGES, and how many of these have a field."""
    before: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """The same of the other days."""
    dates: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Articles by source and precision of their date; two empty strings where there is none."""
    copies: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Articles by outlet and the outlet whose text they repeat."""
    latest: Latest = field(default_factory=lambda: Latest(LATEST))
    stories: Stories = field(default_factory=Stories)
    """Of the recent days."""
    topics: Topics = field(default_factory=Topics)
    """Of the recent days."""

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

    def usual(self) -> list[int | None]:
        """For each of the days what its weekday brings: the median since crawling began, without today."""
        counts = list(zip(self.days, self.by_day(), strict=True))
        first = next((n for n, day in enumerate(self.days) if self.since and day >= self.since), DAYS)
        of_weekday: dict[int, list[int]] = defaultdict(list)
        for day, count in counts[first:-1]:
            of_weekday[day.weekday()].append(count)
        known = {weekday: round(median(past)) for weekday, past in of_weekday.items()}
        return [known.get(day.weekday()) if n >= first else None for n, (day, _) in enumerate(counts)]

    def add(self, line: Line, day: date) -> None:
        """One line of the file of that day. Raises ValueError for a date that no calendar has."""
        self.since = min(self.since or day, day)
        moment = datetime.fromisoformat(line.date or line.crawled_at).astimezone(clock.VIETNAM)
        entry = ListedArticle.of(line, moment)
        self.latest.add(entry)
        age, removed = (self.today - day).days, line.kind == REMOVED
        if age == 0:
            self.stored["removed" if removed else "new" if line.revision == 1 else "revised"] += 1
        if age < DAYS and not removed:
            read = (self.recent if age < RECENT else self.before)[line.parser]
            read.update([PAGES, *(name for name in FIELDS if getattr(line, name))])
        if age < RECENT and not removed:
            self.stories.add(entry)
        if age < DAYS and line.revision == 1:
            self._count(line, moment)

    def _count(self, line: Line, moment: datetime) -> None:
        age = (self.today - moment.date()).days
        if 0 <= age < DAYS:
            self.published[line.outlet][moment.date()] += 1
        if 0 <= age < RECENT:
            self.topics.add(line, moment)
        self.dates[line.date_source or "", line.date_precision or ""] += 1
        if line.duplicate_of:
            self.copies[line.outlet, line.duplicate_of.partition(":")[0]] += 1


def read_articles(output: Path, today: date, complain: Complain) -> Articles:
    """Reads the days looked back on, and older ones until the list is full."""
    articles = Articles(today)
    first = articles.days[0].isoformat()
    for day in _newest_first(output):
        if day.name < first and len(articles.latest) >= LATEST:
            break
        _read_day(articles, day, complain)
    return articles


def _newest_first(output: Path) -> Iterator[Day]:
    names = outlet_names(output) if (output / "articles").is_dir() else []
    found = (day for outlet in names for day in days(output, outlet))
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
