"""The dates that a page offers: which parts of a URL are a day, and their order."""

from __future__ import annotations

import pytest

from scrapers.parser.fields.dates import offers
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Page

EMPTY = Page(b"<html><body><p>Tin</p></body></html>")


def of_address(path: str) -> list[str]:
    """The dates offered by a URL alone."""
    found = offers(EMPTY, Structured(), rule=None, order="DMY", url=f"https://mau.vn{path}", opening="Tin")
    return [date.text for date in found]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("<b>08:26</b> | <i class='d'>14/03/2021</i>", "08:26 | 14/03/2021"),
        ("<i class='d'>14/03/2021</i> <b>812 lượt</b>", "14/03/2021"),
        ("<i class='d'>08:26 14/03/2021</i> <b>09:00 15/03/2021</b>", "08:26 14/03/2021"),
    ],
)
def test_a_day_is_read_with_the_clock_that_stands_beside_it(line: str, text: str) -> None:
    page = Page(f"<html><body><p>{line}</p></body></html>".encode())
    found = offers(page, Structured(), rule=".d", order="DMY", url=None, opening="Tin")
    assert [date.text for date in found] == [text]


def test_today_in_the_head_of_the_site_is_passed_over_where_the_rule_fits_it_too() -> None:
    today, own = '<i class="d">28/11/2026</i>', '<i class="d">14/03/2021</i>'

    def found(above: str, below: str) -> list[str]:
        page = Page(f"<html><body>{above}<h1>Tin</h1><p>{below}</p></body></html>".encode())
        return [d.text for d in offers(page, Structured(), rule=".d", order="DMY", url=None, opening="Tin")]

    assert found(f"<header><b>Báo Mẫu</b> {today}</header>", own) == ["14/03/2021"]
    assert found(f"<header><h2>Tin</h2> {own}</header>", today) == ["14/03/2021"]
    assert found(f"<header>{own}</header>", "") == ["14/03/2021"]


def test_of_several_lines_that_a_rule_fits_the_one_of_the_told_day_counts() -> None:
    page = Page(b"<html><body><p class='d'>28/11/2026</p><h1>Tin</h1><p class='d'>14/03/2021 08:26</p></body></html>")

    def found(told: str) -> str:
        structured = Structured(story={"datePublished": told})
        return next(offers(page, structured, rule=".d", order="DMY", url=None, opening="Tin")).text

    assert found("2021-03-14T08:26:11+07:00") == "14/03/2021 08:26"
    assert found("2021-03-15T08:26:11+07:00") == "28/11/2026"


@pytest.mark.parametrize(
    "path", ["/2019/04/11/bai.html", "/tin/20190411/bai.html", "/2019-04-11/bai.html", "/kinh-te/2019/04/11/"]
)
def test_whole_parts_of_a_path_name_a_day(path: str) -> None:
    assert of_address(path) == ["2019-04-11"]


@pytest.mark.parametrize(
    "path",
    [
        "/kinh-te/20190411.html",
        "/kinh-te/201904115.html",
        "/kinh-te/2019/04/11-ly-do.html",
        "/kinh-te/2019/13/11/bai.html",
        "/kinh-te/12019/04/11/bai.html",
    ],
)
def test_what_only_begins_like_a_day_is_none(path: str) -> None:
    assert of_address(path) == []
