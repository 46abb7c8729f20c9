"""The requested URL wins; a canonical link counts only where it names the same article."""

from __future__ import annotations

import pytest

from scrapers.parser.page.structured import read_structured
from scrapers.parser.page.tree import Page
from scrapers.parser.page_address import page_address

KNOWN = "https://kinhtedothi.vn/cho-hoa-mo-som.710001.html"
UNKNOWN = "https://baogia.example.com/cho-hoa-mo-som-d5512.html"


def address(head: str, url: str | None) -> str | None:
    """The address of a page with this head, read at `url`."""
    page = Page(f"<html><head>{head}</head><body><p>Chữ.</p></body></html>".encode())
    return page_address(page, read_structured(page, url), url)[0]


def link(href: str) -> str:
    """A canonical link."""
    return f'<link rel="canonical" href="{href}">'


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(UNKNOWN, "https://baogia.example.com/", id="home page"),
        pytest.param(UNKNOWN, "https://baogia.example.com/kinh-te/", id="section"),
        pytest.param(UNKNOWN, "https://en.baogia.example.com/flower-market-d5512.html", id="another language"),
        pytest.param(UNKNOWN, "https://cms.toasoan.example.net/cho-hoa-mo-som-d5512.html", id="another site"),
        pytest.param(UNKNOWN, "https://baogia.example.com/ben-do-cu-d4400.html", id="another article"),
        pytest.param(
            "https://baogia.example.com/tin/cho-hoa-mo-som/", "https://baogia.example.com/tin/", id="above it"
        ),
        pytest.param("https://baogia.example.com/cho-hoa-mo-som/", "https://baogia.example.com/ben-do-cu/", id="no id"),
        pytest.param(UNKNOWN, "http://[broken", id="broken"),
        pytest.param(
            "https://baogia.example.com/tin.aspx?id=15", "https://baogia.example.com/tin.aspx", id="without the id"
        ),
        pytest.param(
            "https://baogia.example.com/tin.aspx?id=15", "https://baogia.example.com/tin.aspx?id=5", id="another id"
        ),
        pytest.param(KNOWN, "https://en.kinhtedothi.vn/flower-market.html", id="another language of an outlet"),
        pytest.param(KNOWN, "https://kinhtedothi.vn/ben-do-cu.600000.html", id="another article of an outlet"),
        pytest.param(KNOWN, "https://kinhtedothi.vn/", id="home page of an outlet"),
    ],
)
def test_a_canonical_of_something_else_is_not_believed(asked: str, said: str) -> None:
    assert address(link(said), asked) == asked
    assert address(f'<meta property="og:url" content="{said}">', asked) == asked


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        pytest.param(f"{UNKNOWN}?chan=rss&x=1", UNKNOWN, id="without parameters"),
        pytest.param("https://m.baogia.example.com/amp/cho-hoa-d5512.html", UNKNOWN, id="from the phone's page"),
        pytest.param(
            "https://baogia.example.com/?p=3289", "https://baogia.example.com/2026/11/cho-hoa/", id="short form"
        ),
        pytest.param("https://m.kinhtedothi.vn/cho-hoa-mo.710001.html?x=1", KNOWN, id="renamed, same id"),
    ],
)
def test_a_canonical_of_the_same_article_is_its_address(asked: str, said: str) -> None:
    assert address(link(said), asked) == said


def test_the_second_canonical_counts_where_the_first_is_the_home_page() -> None:
    assert address(link("https://baogia.example.com/") + link(UNKNOWN), UNKNOWN) == UNKNOWN
    assert address(link("https://baogia.example.com/") + link(UNKNOWN), None) == UNKNOWN


def test_a_page_that_a_browser_saved_tells_where_it_was() -> None:
    page = Page(f"<!DOCTYPE html>\n<!-- saved from url=(0055){UNKNOWN} -->\n<html><body>Chữ.</body></html>".encode())
    assert page_address(page, read_structured(page), None)[0] == UNKNOWN
