"""Our CSS selectors find the elements that lxml finds, in the same order, on mock pages and on real ones if present."""

from __future__ import annotations

import pytest

from scrapers.records.frozen_pages import frozen_pages
from tests.support.selectors import ARTICLES, differences, rules

MOCK = list(frozen_pages())
REAL = sorted(ARTICLES.glob("*.html"))
SHARE = 5
"""Each page is tested with one rule in so many, in rotation; `make selectors` tests all of them."""

FORMS = (
    "p", "*", ".story p", ".story > p", "#main .story", "div.story.wide", "p:not(.note)", "p:not(:has(img))",
    "div:has(> img)", "div:has(img)", "[data-id]", 'a[href^="/"]', 'a[href$=".html"]', 'a[href*="tin"]',
    '[class~="note"]', "p + p", "h1 ~ p", "p:first-child", "p:nth-child(2)", "div p, h1", "section div:has(.note) p",
    "span.NOTE", "#MAIN", ".story .story p", "p > a[href]", 'div[data-id="7"] p', ':not(p).note',
)  # fmt: skip
PAGE = """<html><body id="main"><h1 class="title">Một</h1><section><div class="story wide" data-id="7"><p>Hai</p>
<p class="note intro">Ba <a href="/tin.html">bốn</a></p><div class="story"><p><img src="a.jpg"></p><p>Năm</p></div>
<div><img src="b.jpg"><span class="note">Sáu</span></div></div></section><p class="note">Bảy</p></body></html>"""


def test_each_form_of_selector() -> None:
    assert differences(PAGE.encode(), FORMS) == []


def test_each_outlets_rules_on_the_mock_pages() -> None:
    found = {page.name: differences(page.read(), rules()[n % 9 :: 9]) for n, page in enumerate(MOCK)}
    assert {name: rules for name, rules in found.items() if rules} == {}


@pytest.mark.skipif(not REAL, reason="no real pages at ../shared/pages/articles")
def test_each_outlets_rules_on_real_pages() -> None:
    found = {page.name: differences(page.read_bytes(), rules()[n % SHARE :: SHARE]) for n, page in enumerate(REAL)}
    assert {name: rules for name, rules in found.items() if rules} == {}
