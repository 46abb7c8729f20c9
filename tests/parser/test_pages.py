"""Every frozen page, mock or real, is parsed as the expected reading beside it says."""

import pytest

from pipelines.page_to_line import read_line
from scrapers.records.frozen_pages import Frozen, as_read, frozen_pages

PAGES = list(frozen_pages())


@pytest.mark.parametrize("frozen", PAGES, ids=lambda frozen: frozen.name)
def test_a_frozen_page_is_read_as_expected(frozen: Frozen) -> None:
    expected = frozen.expected()
    url = expected["url"] if expected else None
    reading = as_read(read_line(frozen.read(), url, frozen.fetched))
    if expected is None:
        frozen.expect(reading, checked=False, fetched=frozen.fetched)
        pytest.fail(f'{frozen.expectation}: written now; compare it with the page, then set "checked" to true')
    assert expected.pop("checked"), f'{frozen.expectation}: nobody has compared it with the page ("checked" is false)'
    expected.pop("crawled_at", None)
    assert reading == expected


def test_there_are_frozen_pages() -> None:
    assert PAGES
