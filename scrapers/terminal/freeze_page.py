"""A page among the frozen ones, with what is read on it now."""

from __future__ import annotations

import os
from datetime import datetime

from pipelines.page_to_line import read_line
from scrapers.kept_page import KeptPage, as_read, pack
from scrapers.records.frozen_pages import READ_AT, page_file, page_name
from scrapers.terminal.command import Failure


def freeze_page(page: bytes, url: str | None, fetched: datetime) -> KeptPage:
    """Freeze one page with what is read on it now, unchecked; one that a person has checked stays as it is.

    `fetched` is when the page was had: relative dates count from it, and later ones are not believed.

    Raises `NotAnArticle` or `InvalidLine` where nothing can be read on it, `Failure` where it says otherwise than the
    page or the reading that a person has checked under its name.
    """
    line = read_line(page, url, fetched)
    try:
        file = page_file(line.outlet, page_name(line, fetched))
    except ValueError as error:
        raise Failure(str(error)) from None
    kept = KeptPage.load(file)
    if not kept.checked:
        return KeptPage(file=file, reading=as_read(line), at=fetched).write(pack(page))
    if (kept.read(), kept.reading) == (page, as_read(read_line(page, url, kept.at or READ_AT))):
        return kept
    raise Failure(f"differs from {os.path.relpath(file)}, which a person has checked: delete that one first")
