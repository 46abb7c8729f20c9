"""Invalid URLs are skipped, without losing the others of a page."""

import gzip
import time
from dataclasses import replace

import pytest

from scrapers.address import (
    LONGEST,
    absolute,
    article_match,
    canonical,
    domain,
    host,
    own_id,
    web_address,
    without_password,
)
from scrapers.items import Article
from scrapers.outlet import Outlet
from scrapers.outlets import outlet_of
from scrapers.parser import read_page
from scrapers.records.frozen_pages import FOLDER

URL = "https://kinhtedothi.vn/phuong-o-cho-dua-tra-ho-so-dat-dai-ngay-trong-buoi-sang.680672.html"
PAGE = gzip.decompress((FOLDER / "kinhtedothi" / "2026-03-16-680672.html.gz").read_bytes()).decode()
CANONICAL = f'<link rel="canonical" href="{URL}">'
BROKEN = [
    "http://[::1",
    "https://[domain]/x",
    "https://[v1.a]/x",
    "https://kinhtedothi.vn:99999/x",
    "https://kinhtedothi.vn:abc/x",
    "https://",
    "https:///x",
    "https://.",
    "https://../x",
    "https://a..b/x",
    "https://%2f/x",
    "https://ki nh.vn/x",
    "https://<script>/x",
    "https://a\x00.vn/x",
    "https://a\x1b[31m.vn/x",
    "https://a\u202eb.vn/x",
    "https://a\u200b.vn/x",
    "https://a.vn/\ud800",
    "https://a℀.vn/x",
    "https://１２７.0.0.1/x",
    "https://kinhtedothi。vn/x",
    "https://kinhtedothi.vn\\@evil.vn/x",
    "https://user:secret@kinhtedothi.vn/x",
    "https://kinhtedothi.vn/" + "a" * LONGEST,
    "https://" + "a" * 300 + ".vn/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "ftp://kinhtedothi.vn/x",
    "data:text/html,x",
    "kinhtedothi.vn/x",
    "",
]
SOUND = [
    "https://kinhtedothi.vn/x.html",
    "HTTP://KINHTEDOTHI.VN/X",
    "https://kinhtedothi.vn:8443/x?y=[1]&z=a@b#c",
    "https://báo.vn/ảnh 1.jpg",
    "https://xn--bo-mja.vn/x",
    "http://127.0.0.1:8000/x",
    "http://[::1]:8000/x",
    "https://a_b.vn./x",
]


def ids(address: str) -> str:
    """An address as the name of a test."""
    return ascii(address)[:40]


@pytest.mark.parametrize("address", BROKEN, ids=ids)
def test_a_broken_address_is_none(address: str) -> None:
    """It cannot be requested; its host is empty."""
    assert web_address(address) == ""
    assert host(address) is not None
    assert domain(address) is not None
    outlet_of(address)


@pytest.mark.parametrize("address", SOUND, ids=ids)
def test_a_sound_address_stays_as_it_is(address: str) -> None:
    """Also with what browsers pass over in it."""
    assert web_address(address) == address
    assert web_address(f" {address[:9]}\n\t{address[9:]}\r\n") == address


def test_a_link_leads_to_an_address_or_nowhere() -> None:
    """However it is written."""
    assert absolute("/x.html", "https://kinhtedothi.vn/y/") == "https://kinhtedothi.vn/x.html"
    assert absolute("//[x/", "https://kinhtedothi.vn/y/") == ""
    assert absolute("//user@evil.vn/", "https://kinhtedothi.vn/y/") == ""
    assert absolute("/x.html", "https://[x") == ""


def said(page: str, url: str | None = URL) -> Article:
    """The reading of a page."""
    return replace(read_page(page.encode("utf-8", "surrogatepass"), url), evidence={}, why="")


@pytest.mark.parametrize("address", BROKEN, ids=ids)
def test_the_rest_of_the_page_is_read(address: str) -> None:
    """Where its canonical address is broken, its base, or the address of its picture."""
    whole = said(PAGE)
    assert said(PAGE.replace(CANONICAL, f'<link rel="canonical" href="{address}">')) == whole
    assert said(PAGE.replace("<head>", f'<head><base href="{address}">')) == whole
    picture = said(PAGE.replace('data-src="https://static.kinhtedothi.vn', f'data-src="{address}'))
    assert (picture.body, picture.title, picture.dates) == (whole.body, whole.title, whole.dates)
    assert said(PAGE.replace(CANONICAL, ""), address).body == whole.body


def test_addresses_take_linear_time() -> None:
    """A page may name thousands."""
    start = time.process_time()
    for sign in "a.-%/[@:?&;=\\\t ":
        absolute(sign * 200_000, URL)
        web_address("https://" + sign * 200_000)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("http://user:hunter2@baothu.vn/a.html?b=1", "http://baothu.vn/a.html?b=1"),
        ("http://user@[::1/a", "[::1/a"),
        ("https://baothu.vn/@ten/a.html", "https://baothu.vn/@ten/a.html"),
    ],
)
def test_a_name_and_password_in_an_address_are_not_kept(url: str, kept: str) -> None:
    assert without_password(url) == kept


PORTAL = Outlet(
    name="soxaydung",
    title="Sở Xây dựng",
    home="https://portal.example.vn",
    article=r"/tin\.aspx\?l=(?:tin|bao)&ItemID=(?P<id>\d+)$",
    query=("l", "ItemID"),
)


@pytest.mark.parametrize("url", [
    "https://portal.example.vn/tin.aspx?l=tin&ItemID=15",
    "https://portal.example.vn/tin.aspx?ItemID=15&l=tin",
    "http://www.portal.example.vn/tin.aspx?itemid=15&CateID=4&L=tin&fbclid=IwAR0#top",
])  # fmt: skip
def test_parameters_that_name_an_article_stay_in_its_one_address(url: str) -> None:
    assert canonical(url, PORTAL) == "https://portal.example.vn/tin.aspx?l=tin&ItemID=15"
    assert own_id(PORTAL, url) == "15"


@pytest.mark.parametrize("url", [
    "https://portal.example.vn/tin.aspx?ItemID=15", "https://portal.example.vn/tin.aspx?l=tin&ItemID=",
    "https://portal.example.vn/tin.aspx",
])  # fmt: skip
def test_a_part_of_the_parameters_names_no_article(url: str) -> None:
    assert canonical(url, PORTAL) == "https://portal.example.vn/tin.aspx"
    assert article_match(PORTAL, url) is None
