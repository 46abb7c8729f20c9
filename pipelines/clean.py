"""Clean: turns an article into a line of the feed; text becomes NFC on one line, URLs absolute."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from w3lib.url import safe_url_string

from pipelines.base import ReadingStep
from scrapers.address import absolute, article_id
from scrapers.clock import stamp
from scrapers.items import Article, Caption, Line, Reading
from scrapers.text import fold

# What no text of the feed may hold and no reader sees; control characters that are white space are left to `fold`,
# lone surrogates cannot be written as UTF-8.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


def clean(article: Article, crawled_at: datetime, page: bytes = b"") -> Line:
    """The line of an article, its date still open.

    `crawled_at` is aware: when the page was fetched. `page` is its bytes, which name an article without an address.
    """
    base = article.url or ""
    return Line(
        id=article_id(article.outlet, article.article_id, article.url, page),
        url=article.url,
        outlet=article.outlet,
        kind=article.kind,
        language=article.language,
        title=clean_text(article.title),
        lead=_or_none(article.lead),
        byline=_or_none(article.byline),
        authors=_distinct(map(clean_text, article.authors)),
        source=_or_none(article.source),
        dateline=_or_none(article.dateline),
        body="\n\n".join(filter(None, map(clean_text, article.body))),
        captions=[_caption(caption, base) for caption in article.captions if clean_text(caption.text)],
        section=_or_none(article.section),
        tags=_distinct(map(clean_text, article.tags)),
        images=_distinct(_address(image, base) for image in article.images),
        paywalled=article.paywalled,
        crawled_at=stamp(crawled_at),
        parser=article.parser,
        confidence=article.confidence,
    )


def clean_text(text: str) -> str:
    """NFC, white space folded (U+2028, U+2029 and U+0085 are white space), no control or invisible characters."""
    return fold(_CONTROL.sub("", text))


def _or_none(text: str | None) -> str | None:
    return (clean_text(text) or None) if text else None


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(filter(None, values)))


def _address(url: str, base: str) -> str:
    """Absolute and without blanks; empty where it is no web address (`data:`)."""
    url = clean_text(url)
    found = absolute(url, base) if url else ""
    try:
        return safe_url_string(found) if found else ""
    except ValueError:
        return ""


def _caption(caption: Caption, base: str) -> Caption:
    image = _address(caption.image, base) if caption.image else None
    return Caption(text=clean_text(caption.text), credit=_or_none(caption.credit), image=image or None)


class CleanPipeline(ReadingStep):
    """Makes a line of an article."""

    def process_reading(self, reading: Reading) -> None:
        """Sets `line` and counts the fields that it lacks."""
        reading.line = clean(reading.article, reading.crawled_at)
        self.count("clean/lines")
        for part in ("lead", "authors", "body", "captions", "section", "tags"):
            if not getattr(reading.line, part):
                self.count(f"clean/without/{part}")
