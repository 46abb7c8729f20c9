"""`make score`: figures on real pages stay above the floors pinned here."""

from __future__ import annotations

import pytest

from benchmarks import listings
from benchmarks.score import PAGES, below, floors, lifted, measure


@pytest.mark.skipif(not PAGES.is_dir(), reason="the real pages in ../shared are not there")
def test_no_figure_is_below_its_floor() -> None:
    pinned = floors()
    assert set(pinned) == {"all", "2018", "unknown"}
    assert below(measure(), pinned) == []


@pytest.mark.skipif(not listings.PAGES.is_dir(), reason="the real pages in ../shared are not there")
def test_the_links_of_real_listings_and_feeds_are_found_without_link_rules() -> None:
    pages = list(listings.figures())
    assert [page.name for page in pages if page.share < listings.FOUND or page.others] == []
    assert sum(len(page.links) for page in pages) > 1800


def test_floors_rise_and_never_fall() -> None:
    pinned = {"all": {"body": 0.9, "lead": 0.8, "leaked": 5}}
    today = {"all": {"body": 0.95, "lead": 0.7, "leaked": 2, "pages": 26}}
    assert lifted(today, pinned) == {"all": {"body": 0.95, "lead": 0.8, "leaked": 2}}
    assert lifted({"all": {"body": 0.1, "lead": 0.1, "leaked": 9}}, pinned) == pinned
    assert lifted({"all": {"body": 0.5}}, {}) == {"all": {"body": 0.5}}


def test_a_figure_that_is_worse_or_missing_is_named() -> None:
    pinned = {"all": {"body": 0.9, "lead": 0.8, "leaked": 5}}
    assert below({"all": {"body": 0.9, "lead": 0.9, "leaked": 4}}, pinned) == []
    assert below({"all": {"body": 0.89, "leaked": 6}}, pinned) == [
        "all pages: body is 0.89, its floor is 0.9",
        "all pages: lead is None, its floor is 0.8",
        "all pages: leaked is 6, its floor is 5",
    ]
