"""Content hash of an article: what a reader reads of it; equal ones make no revision."""

from __future__ import annotations

import hashlib
import json

from scrapers.items import Line


def content_hash(line: Line) -> str:
    """16 hex digits of SHA-256 over what a reader reads: title, lead, byline, source, dateline, body and captions.

    Not over dates ('5 phút trước' changes with every look, a feed's date depends on how the article was found), nor
    over section, tags and picture addresses, which change without the text.
    """
    captions = [caption.text for caption in line.captions]
    seen = [line.title, line.lead, line.byline, line.source, line.dateline, line.body, captions]
    return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode()).hexdigest()[:16]
