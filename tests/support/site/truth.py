"""The expected reading of an article, derived from its record alone."""

import hashlib
import re
import unicodedata
from datetime import datetime, timedelta

from tests.support.site.article import Article, Bullets, Figure, Paragraph, Quote, Subhead, Table
from tests.support.site.outlets import OUTLETS

MARKUP = re.compile(r"\*\*|\[([^\]]+)\]\([^)]+\)")


def plain(text: str) -> str:
    """`text` without its markup, NFC, white space folded."""
    bare = MARKUP.sub(lambda found: found[1] or "", text)
    return " ".join(unicodedata.normalize("NFC", bare).split())


def feed_id(article: Article) -> str:
    """The `id` of the feed: the outlet's own, else 16 hex digits of SHA-256 over the canonical address."""
    own = article.id or hashlib.sha256(OUTLETS[article.outlet].url(article).encode()).hexdigest()[:16]
    return f"{article.outlet}:{own}"


def expected(article: Article) -> dict[str, object]:
    """The fields of the article's feed line as the feed's contract defines them."""
    outlet = OUTLETS[article.outlet]
    figures = [block for block in article.body if isinstance(block, Figure)]
    return {
        "id": feed_id(article),
        "url": outlet.url(article),
        "outlet": article.outlet,
        "kind": article.kind,
        "title": plain(article.title),
        "lead": plain(article.lead) or None,
        "byline": plain(article.byline) if article.byline else None,
        "authors": [plain(name) for name in article.authors],
        "source": article.source,
        "date": moment(article.published, article.says),
        "date_precision": article.says,
        "modified": article.modified.isoformat() if article.modified else None,
        "dateline": article.dateline,
        "body": "\n\n".join(passages(article)),
        "captions": [
            {"text": plain(figure.caption), "credit": figure.credit, "image": figure.image}
            for figure in figures
            if figure.caption
        ],
        "section": outlet.section(article.section).name,
        "tags": [plain(tag) for tag in article.tags],
        "images": [figure.image for figure in figures],
        "paywalled": article.paywalled,
    }


def moment(published: datetime, precision: str) -> str:
    """`published` cut to `precision`, ISO 8601; a day is its local midnight."""
    if precision == "day":
        published -= timedelta(hours=published.hour, minutes=published.minute)
    return published.replace(second=published.second if precision == "second" else 0).isoformat()


def passages(article: Article) -> list[str]:
    """The body's passages in reading order."""
    found: list[str] = []
    for block in article.body:
        if isinstance(block, Paragraph | Subhead | Quote):
            found.append(block.text)
        elif isinstance(block, Bullets):
            found.extend(block.items)
        elif isinstance(block, Table):
            found.extend(" | ".join(row) for row in block.rows)
    return [plain(text) for text in found]
