"""A page among the frozen ones, with what is read on it now."""

from __future__ import annotations

import os

from pipelines.page_to_line import read_line
from scrapers.records.frozen_pages import READ_AT, Frozen, as_read, freeze, page_name
from scrapers.terminal.command import Failure


def freeze_page(page: bytes, url: str | None) -> Frozen:
    """Freeze one page with what is read on it now, unchecked; one that a person has checked stays as it is.

    Raises `NotAnArticle` or `InvalidLine` where nothing can be read on it, `Failure` where it says otherwise than the
    page or the reading that a person has checked under its name.
    """
    line = read_line(page, url, READ_AT)
    reading = as_read(line)
    kept = Frozen.of(line.outlet, page_name(line, READ_AT))
    expected = kept.expected()
    if expected and expected.pop("checked"):
        if (kept.read(), expected) == (page, reading):
            return kept
        raise Failure(f"differs from {os.path.relpath(kept.page)}, which a person has checked: delete that one first")
    frozen = freeze(page, line.outlet, page_name(line, READ_AT))
    frozen.expect(reading, checked=False)
    return frozen
