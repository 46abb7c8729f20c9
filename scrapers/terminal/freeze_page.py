"""A page among the frozen ones, with what is read on it now."""

from __future__ import annotations

import os
from datetime import datetime

from pipelines.page_to_line import read_line
from scrapers.records.frozen_pages import Frozen, as_read, freeze, page_name
from scrapers.terminal.command import Failure


def freeze_page(page: bytes, url: str | None, fetched: datetime) -> Frozen:
    """Freeze one page with what is read on it now, unchecked; one that a person has checked stays as it is.

    `fetched` is when the page was had: relative dates count from it, and later ones are not believed.

    Raises `NotAnArticle` or `InvalidLine` where nothing can be read on it, `Failure` where it says otherwise than the
    page or the reading that a person has checked under its name.
    """
    line = read_line(page, url, fetched)
    try:
        kept = Frozen.of(line.outlet, page_name(line, fetched))
    except ValueError as error:
        raise Failure(str(error)) from None
    expected = kept.expected()
    if expected and expected.pop("checked"):
        expected.pop("crawled_at", None)
        if (kept.read(), expected) == (page, as_read(read_line(page, url, kept.fetched))):
            return kept
        raise Failure(f"differs from {os.path.relpath(kept.page)}, which a person has checked: delete that one first")
    frozen = freeze(page, line.outlet, kept.expectation.stem)
    frozen.expect(as_read(line), checked=False, fetched=fetched)
    return frozen
