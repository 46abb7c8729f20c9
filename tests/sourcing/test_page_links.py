"""Where a link rule or article pattern is wrong: all article links of a page, and the form of their URLs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from scrapers.address import article_match, own_id
from scrapers.outlet import Listing, Outlet
from scrapers.sourcing.address_forms import Form, common_form
from scrapers.sourcing.listings import read_listing

URL = "https://bao.example.vn/kinh-te.htm"
BAO = Outlet(name="bao", title="Báo", home="https://bao.example.vn", article=r"/[^/]+-(?P<id>\d{6})\.htm$")
RULE = Listing(url="/kinh-te.htm", links="h3.title a")


def takes(link: str) -> bool:
    return article_match(BAO, link) is not None


def page(cards: str, menu: str = "", foot: str = "") -> bytes:
    return f"<body><div class='c-menu'>{menu}</div><main>{cards}</main><footer>{foot}</footer></body>".encode()


CARDS = "".join(f"<h2 class='moi'><a href='/tin-so-{n}-{700000 + n}.htm'>Tin</a></h2>" for n in range(8))


def test_where_the_link_rule_finds_nothing_all_articles_of_the_page_stand_in() -> None:
    menu = "<a href='/the-thao.htm'>Thể thao</a><a href='/goc-quang-cao-700099.htm'>Quảng cáo</a>"
    found = read_listing(RULE, page(CARDS, menu, "<a href='/bao-mat-700098.htm'>Bảo mật</a>"), URL, 1, takes)
    assert found.by_pattern
    assert [link.removeprefix("https://bao.example.vn/tin-so-") for link in found.links] == [
        f"{n}-{700000 + n}.htm" for n in range(8)
    ]


def test_a_rule_that_finds_an_article_has_the_last_word() -> None:
    found = read_listing(RULE, page(f"<h3 class='title'><a href='/mot-700050.htm'>Một</a></h3>{CARDS}"), URL, 1, takes)
    assert (found.by_pattern, found.links) == (False, ("https://bao.example.vn/mot-700050.htm",))


def test_a_box_that_holds_most_articles_is_no_menu_whatever_its_class_says() -> None:
    found = read_listing(RULE, f"<body><div class='main-nav'>{CARDS}</div></body>".encode(), URL, 1, takes)
    assert len(found.links) == 8


def test_links_are_where_the_base_of_the_page_says() -> None:
    html = b"<head><base href='https://m.bao.example.vn/x/'></head><body><a href='mot-700050.htm'>M</a></body>"
    found = read_listing(RULE, html, URL, 1, lambda link: link.startswith("https://m.bao.example.vn/x/mot"))
    assert found.links == ("https://m.bao.example.vn/x/mot-700050.htm",)


def addresses(form: str, count: int = 20) -> list[str]:
    return [f"https://bao.example.vn{form.format(n=n)}" for n in range(count)]


@pytest.mark.parametrize(
    ("form", "shown", "own"),
    [
        ("/kinh-te/gia-lua-tang-lai-{n}-2026030707050412{n:02}.htm", "/…-<18 digits>.htm", "202603070705041207"),
        ("/gia-lua-tang-post{n}00456.html", "/…-post<6 to 7 digits>.html", "700456"),
        ("/tin/2026/gia-lua-tang-lai.8{n:05}.html", "/….<6 digits>.html", "800007"),
        ("/gia-lua-tang-lai-o-an-giang-{n}.html", "/…-…-….html", None),
    ],
)
def test_a_form_that_repeats_twenty_times_is_an_articles(form: str, shown: str, own: str | None) -> None:
    found = common_form([*addresses(form), *addresses("/chuyen-muc-{n}.htm", 19)])
    assert found is not None
    assert str(found) == shown
    widened = replace(BAO, forms=(found.pattern,))
    assert own_id(widened, addresses(form)[7]) == own
    assert all(article_match(widened, url) for url in addresses(form))
    assert not article_match(widened, "https://bao.example.vn/kinh-te.htm")


@pytest.mark.parametrize("form", ["/chuyen-muc-{n}.htm", "/tag/{n}", "/video/{n}.html", "/the-thao/bong-da-{n}"])
def test_sections_tags_and_pages_have_no_form_of_articles(form: str) -> None:
    assert common_form(addresses(form, 60)) is None


def test_a_form_that_repeats_less_often_is_chance() -> None:
    assert common_form(addresses("/gia-lua-tang-lai-8{n:05}.htm", 19)) is None


def test_an_id_that_counts_may_grow_by_a_digit_and_one_of_a_clock_varies_as_seen() -> None:
    assert re.search(r"\{6,7\}", Form("-", ".htm", (6, 6)).pattern)
    assert re.search(r"\{13,16\}", Form("-", ".htm", (13, 16)).pattern)
