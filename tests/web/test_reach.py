"""Which hosts may be requested, and when a refused redirect means that the outlet has moved."""

from __future__ import annotations

import pytest

from scrapers.outlet import Feed, Outlet
from scrapers.web.reach import Reach

SLUG = "/tin-100001.html"
OUTLET = Outlet(
    name="phohoa",
    title="Phố Hoa",
    home="https://phohoa.com.vn",
    article=r"/[\w-]+-(?P<id>\d{6})\.html$",
    hosts=("phohoa.net",),
    sites=("dulich.phohoa.org",),
    sources=(Feed(url="https://feeds.example.org/phohoa"), Feed(url="https://phohoa.com.vn:8443/rss")),
)
BLOG = Outlet(name="blog", title="Blog", home="https://phohoa.blogspot.com", article="/.*")


@pytest.mark.parametrize(
    "url",
    [
        "https://phohoa.com.vn/",
        "http://www.phohoa.com.vn/",
        "https://moi.phohoa.com.vn/tin-100001.html",
        "https://a.b.phohoa.com.vn/",
        "https://phohoa.net/",
        "https://dulich.phohoa.org/",
        "https://feeds.example.org/phohoa",
        "https://phohoa.com.vn:8443/rss",
    ],
)
def test_the_outlets_site_its_hosts_and_its_sources_may_be_asked(url: str) -> None:
    assert Reach(OUTLET).refusal(url) == ""


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://bao.com.vn/", "no host of phohoa"),
        ("https://phohoa.com.vn.example.com/", "no host of phohoa"),
        ("https://xphohoa.com.vn/", "no host of phohoa"),
        ("https://com.vn/", "no host of phohoa"),
        ("https://khac.phohoa.net/x", "no host of phohoa"),
        ("http://127.0.0.1/", "no host of phohoa"),
        ("http://[::1]/", "no host of phohoa"),
        ("http://localhost/", "no host of phohoa"),
        ("https://moi.phohoa.com.vn:22/", "leads to port 22"),
        ("https://a:b@moi.phohoa.com.vn/", "with a name and password"),
        ("ftp://moi.phohoa.com.vn/", "no web address"),
        ("http://[::1/", "broken address"),
    ],
)
def test_nobody_else_is(url: str, why: str) -> None:
    assert why in Reach(OUTLET).refusal(url)


def test_another_customer_of_the_same_hosting_company_is_somebody_else() -> None:
    assert Reach(BLOG).refusal("https://phohoa.blogspot.com/2026/03/tin.html") == ""
    assert "no host of blog" in Reach(BLOG).refusal("https://khac.blogspot.com/2026/03/tin.html")


@pytest.mark.parametrize(
    "url", [f"https://bao.vn{SLUG}", f"http://www.bao.vn/phohoa{SLUG}", f"https://bao.vn{SLUG}?a=1"]
)
def test_the_same_page_of_another_public_site_says_that_the_outlet_has_moved(url: str) -> None:
    assert Reach(OUTLET).moved(f"https://phohoa.com.vn{SLUG}", url)


@pytest.mark.parametrize(
    "url",
    [
        "https://bao.vn/",
        "https://bao.vn/dang-nhap",
        f"https://bao.vn:8080{SLUG}",
        f"https://a:b@bao.vn{SLUG}",
        f"http://127.0.0.1{SLUG}",
        f"http://2130706433{SLUG}",
        f"http://[::ffff:127.0.0.1]{SLUG}",
        f"http://localhost{SLUG}",
        f"http://intranet{SLUG}",
        f"http://router.internal{SLUG}",
        f"ftp://bao.vn{SLUG}",
        "http://[::1",
    ],
)
def test_anything_else_that_is_refused_says_nothing(url: str) -> None:
    assert not Reach(OUTLET).moved(f"https://phohoa.com.vn{SLUG}", url)
