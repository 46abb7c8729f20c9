"""Parses one archived page by today's rules. Pure: any process of any machine may run it."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.page_to_line import line_of
from pipelines.validate import InvalidLine
from scrapers.archive.capture import Capture
from scrapers.clock import stamp
from scrapers.crawl.own_article import read_own_article
from scrapers.items import Line, NotAnArticle
from scrapers.outlets import outlet_of
from scrapers.processor_time import TooLong, processor_time
from scrapers.sourcing.sources import Link


@dataclass(frozen=True, slots=True)
class Reread:
    """The reading of an archived page by today's rules."""

    outlet: str
    """Empty where no file describes the site."""
    url: str
    at: str
    """When it was fetched, as lines have it."""
    requested: str
    """The URL that was requested."""
    line: Line | None = None
    """Revision and `duplicate_of` still open; None where it is no article that can be stored."""
    why: str = ""
    """Then why."""


def read_again(capture: Capture, seconds: float = 0) -> Reread:
    """Parses one page as a crawl would; a failure becomes a reason, never an exception.

    `seconds` is the processor time that the page may take, 0 no bound.
    """
    link = Link.kept(capture.note.get("link"), capture.url)
    outlet = outlet_of(capture.url)
    found = Reread(outlet.name if outlet else "", capture.url, stamp(capture.at), link.url)
    if outlet is None:
        return found
    try:
        with processor_time(seconds):
            article = read_own_article(capture.body, capture.url, outlet, link)
            line = line_of(article, capture.at, capture.body, link.recent)
    except (NotAnArticle, InvalidLine, TooLong) as error:
        return Reread(found.outlet, found.url, found.at, found.requested, why=str(error))
    except Exception as error:  # one page that the parser cannot stand must not end a month's work
        return Reread(found.outlet, found.url, found.at, found.requested, why=f"a fault of this program: {error!r}")
    return Reread(found.outlet, found.url, found.at, found.requested, line)
