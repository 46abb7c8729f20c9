"""Every frozen page, mock or real, is parsed as the expected reading beside it says."""

from dataclasses import replace

import pytest

from pipelines.page_to_line import read_line
from scrapers.kept_page import KeptPage, as_read, pack
from scrapers.records.frozen_pages import READ_AT, frozen_pages

PAGES = list(frozen_pages())


@pytest.mark.parametrize("frozen", PAGES, ids=lambda frozen: frozen.name)
def test_a_frozen_page_is_read_as_expected(frozen: KeptPage) -> None:
    page, at = frozen.read(), frozen.at or READ_AT
    reading = as_read(read_line(page, frozen.url, at))
    if not frozen.reading:
        replace(frozen, reading=reading, at=at).write(pack(page))
        pytest.fail(f'{frozen.record_file}: written now; compare it with the page, then set "checked" to true')
    assert frozen.checked, f'{frozen.record_file}: nobody has compared it with the page ("checked" is false)'
    assert reading == frozen.reading


def test_there_are_frozen_pages() -> None:
    assert PAGES
