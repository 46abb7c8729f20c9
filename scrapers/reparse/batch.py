"""Builds a feed from archives in pure steps: revisions of each article, near duplicates.

One machine and a cluster take the same steps and give the same lines: pages to lines, the lines of an article to its
revisions, all lines in the order of (crawled_at, id, revision) to marks of near duplicates.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from pipelines.feed.schema import LINE, dump
from pipelines.near.near_index import NearIndex
from pipelines.page_to_line import read_line
from pipelines.validate import InvalidLine
from scrapers import clock
from scrapers.archive import files
from scrapers.archive.capture import Capture, NoArchive
from scrapers.items import Line, NotAnArticle
from scrapers.outlets import outlet_of
from scrapers.processor_time import TooLong, processor_time
from scrapers.reparse.read_again import read_again
from scrapers.reparse.wanted import unwanted

ALL = 1 << 31
"""Candidates for a near duplicate: all, so that the order in which they are found does not matter."""


class BatchResult(NamedTuple):
    """What a page or a file gave: a line of an article, or why there is none."""

    id: str
    """Of the article; empty where there is none."""
    crawled_at: str
    text: bytes
    """The line, its revision and `duplicate_of` still open; else why there is none."""


def read_page_of(capture: Capture, seconds: float) -> BatchResult:
    """A page as a crawl of its outlet reads it; of a site that no file describes, as `extract` does."""
    if why := unwanted(capture):
        return BatchResult("", "", why.encode())
    if outlet_of(capture.url):
        found = read_again(capture, seconds)
        return _found(found.line, found.why)
    try:
        with processor_time(seconds):
            line = read_line(capture.body, capture.url, capture.at)
    except (NotAnArticle, InvalidLine, TooLong) as error:
        return _found(None, str(error))
    except Exception as error:  # one page that the parser cannot stand must not end a month's work
        return _found(None, f"a fault of this program: {error!r}")
    why = unwanted(line)
    return _found(None if why else line, why)


def _found(line: Line | None, why: str) -> BatchResult:
    return BatchResult(line.id, line.crawled_at, dump(line)) if line else BatchResult("", "", why.encode())


def read_file(path: str, content: bytes, seconds: float) -> Iterator[BatchResult]:
    """Every page of a file that is in memory; what cannot be read is a reason, never an exception."""
    skipped: Counter[str] = Counter()
    try:
        for capture in files.captures_of(io.BytesIO(content), path, None, skipped):
            yield read_page_of(capture, seconds)
    except (NoArchive, OSError) as error:
        yield BatchResult("", path, str(error).encode())
    for why, count in skipped.items():
        yield from [BatchResult("", "", why.encode())] * count


def revisions(found: Iterable[bytes]) -> list[Line]:
    """The lines of one article, oldest first: those that say something new, numbered."""
    lines = sorted(map(LINE.validate_json, set(found)), key=lambda line: (line.crawled_at, line.url or "", dump(line)))
    history: list[Line] = []
    for line in lines:
        if not history or history[-1].content_hash != line.content_hash:
            line.revision = len(history) + 1
            history.append(line)
    return history


def mark_copies(lines: Iterable[Line], index: NearIndex, remembered: timedelta) -> Iterator[Line]:
    """Sets `duplicate_of`. Lines come in the order of (crawled_at, id, revision), into an index that was empty."""
    today = ""
    for line in lines:
        crawled = datetime.fromisoformat(line.crawled_at)
        if clock.day(crawled) != today:
            today = clock.day(crawled)
            index.forget(clock.stamp(horizon(crawled, remembered)), "", ALL)
        line.duplicate_of = index.claim(line, before=line.crawled_at)
        yield line


def horizon(crawled: datetime, remembered: timedelta) -> datetime:
    """Up to when an article counts as an original of one that is crawled then."""
    return (crawled - remembered).astimezone(clock.VIETNAM).replace(hour=0, minute=0, second=0, microsecond=0)
