"""Groups of near duplicates, each led by the article of it that was published first."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import datetime

from pipelines.feed.days import Raw
from pipelines.feed.head import STRING
from pipelines.feed.json_line import read_object
from pipelines.feed.reader import parse
from pipelines.feed.schema import dump
from scrapers.dates.window import SPANS

# Read without the rest of the line, whose text is long. Inside of a string a quotation mark is written \", so these
# names are found as names only. A line written otherwise is read whole.
_DATE = re.compile(rb'"date":(?:null|"([^"\\]+)"),"date_precision":(?:null|"(second|minute|hour|day)"),')
# Lines of 1.0 have neither confidence nor reason.
_LAST = re.compile(
    rb'"duplicate_of":(null|%(string)b),"crawled_at":"([^"\\]+)","parser":%(string)b,'
    rb'(?:"confidence":(?:null|[\d.eE+-]+),"reason":(?:null|%(string)b),)?"content_hash":%(string)b\}\n'
    % {b"string": STRING}
)
_COPIES = "INSERT INTO copy SELECT id, original FROM shown WHERE original IS NOT NULL"
_FOLLOW = "UPDATE copy SET original = o.original FROM copy o WHERE o.id = copy.original AND o.original <> copy.original"
_LEADERS = """
INSERT INTO leader SELECT id, first_value(id) OVER (PARTITION BY original ORDER BY published, id) FROM (
    SELECT id, copy.original, published FROM copy JOIN shown USING (id)
    UNION ALL
    SELECT id, id, published FROM shown WHERE id IN (SELECT original FROM copy) AND id NOT IN (SELECT id FROM copy)
)
"""


def read_member(text: bytes) -> tuple[int, str | None]:
    """When the article of a line was published, in seconds since 1970, and whose copy it is. Raises ValueError.

    It is the latest instant that the date allows, so that a bare day does not come before its clock times, and that
    of the crawl where there is no date.
    """
    dated, last = _DATE.match(text, text.find(b'"date":')), _LAST.match(text, text.rfind(b'"duplicate_of":'))
    if dated and last:
        date, precision = (part.decode() if part else None for part in dated.groups())
        return _published(date, precision, last[2].decode()), json.loads(last[1].decode())
    line = read_object(text)
    try:
        return _published(line["date"], line["date_precision"], line["crawled_at"]), line["duplicate_of"] or None
    except (KeyError, TypeError):
        raise ValueError("no line of a feed") from None


def _published(date: str | None, precision: str | None, crawled_at: str) -> int:
    last = datetime.fromisoformat(date) + SPANS[precision or "second"] if date else datetime.fromisoformat(crawled_at)
    return int(last.timestamp())


def choose_leaders(index: sqlite3.Connection) -> None:
    """Makes a table `leader` of the table `shown` (id, original, published), with a row for each article of a group."""
    index.execute("CREATE TABLE copy (id TEXT PRIMARY KEY, original TEXT) WITHOUT ROWID")
    index.execute("CREATE TABLE leader (id TEXT PRIMARY KEY, leader TEXT) WITHOUT ROWID")
    index.execute(_COPIES)
    for _ in range(10):  # a copy of a copy: one step is the rule; a ring must end as well
        if index.execute(_FOLLOW).rowcount == 0:
            break
    index.execute(_LEADERS)


def point(raw: Raw, leader: str | None) -> bytes:
    """The line as it stands, but for `duplicate_of`, which names the leader. Raises `BadLine`."""
    if found := _LAST.match(raw.text, raw.text.rfind(b'"duplicate_of":')):
        named = json.dumps(leader, ensure_ascii=False).encode()
        return raw.text[: found.start(1)] + named + raw.text[found.end(1) :]
    line = parse(raw)
    line.duplicate_of = leader
    return dump(line)
