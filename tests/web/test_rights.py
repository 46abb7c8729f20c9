"""Rights that a site reserves, in every place where it may declare them, and only those for us."""

from __future__ import annotations

import pytest

from scrapers.web.rights import Rights

URL = "https://bao.example.vn/kinh-te/mot-1.html"
AGENT = "VietnameseNewsCrawler/0.1"


def reserved(*headers: tuple[str, str], page: str = "", **places: str) -> set[str]:
    rights = Rights(AGENT)
    for name, text in places.items():
        path = {"ai": "/ai.txt", "tdmrep": "/.well-known/tdmrep.json"}[name]
        rights.learn(f"https://bao.example.vn{path}", text.encode())
    return set(rights.of(URL, headers, page.encode()))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("noindex, NoArchive", {"noindex", "noarchive"}),
        ("none", {"noindex"}),
        ("max-snippet:-1, noarchive", {"noarchive"}),
        ("unavailable_after: 25 Jun 2026 15:00:00 PST", set()),
        ("otherbot: noindex", set()),
        ("vietnamesenewscrawler: noindex", {"noindex"}),
        ("noai", {"tdm"}),
        ("index, follow", set()),
    ],
)
def test_x_robots_tag(value: str, expected: set[str]) -> None:
    assert reserved(("X-Robots-Tag", value)) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<meta name="robots" content="index,noarchive">', {"noarchive"}),
        ("<META content='1' name='TDM-Reservation'>", {"tdm"}),
        ("<meta name=tdm-reservation content=0>", set()),
        ('<meta name="otherbot" content="noindex">', set()),
        ('<meta name="description" content="noindex">', set()),
    ],
)
def test_metas(page: str, expected: set[str]) -> None:
    assert reserved(page=f"<html><head>{page}</head></html>") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"location": "/", "tdm-reservation": 1}]', {"tdm"}),
        ('[{"location": "/kinh-te/*", "tdm-reservation": 1}]', {"tdm"}),
        ('[{"location": "/kinh-te/*", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]', set()),
        ('[{"location": "/*.pdf$", "tdm-reservation": 1}]', set()),
        ('[{"location": "/*-1.html$", "tdm-reservation": 1}]', {"tdm"}),
        ('[{"location": "/kinh-te$", "tdm-reservation": 1}]', set()),
        (f'[{{"location": "/{"*t" * 900}", "tdm-reservation": 1}}]', set()),
        ('{"location": "/"}', set()),
        ("<html>", set()),
        ("[" * 100_000, set()),
    ],
)
def test_tdmrep(text: str, expected: set[str]) -> None:
    assert reserved(tdmrep=text) == expected


def test_ai_txt_and_the_header() -> None:
    assert reserved(ai="User-Agent: *\nDisallow: /\n") == {"tdm"}
    assert reserved(ai="User-Agent: *\nDisallow: *.jpg\n") == set()
    assert reserved(ai="<!doctype html><html>not found</html>") == set()
    assert reserved(("TDM-Reservation", "1")) == {"tdm"}
