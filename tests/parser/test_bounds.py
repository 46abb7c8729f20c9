"""Limits on a page before parsing: pathological mark-up costs no more than a page and loses no article."""

import gzip
import time
from dataclasses import replace

import pytest

from scrapers.items import Article, NotAnArticle
from scrapers.parser import read_page
from scrapers.parser.page.bounds import DEEPEST, MOST_ATTRIBUTES, MOST_BYTES, MOST_TAGS
from scrapers.parser.page.tree import Page
from scrapers.records.frozen_pages import FOLDER

URL = "https://kinhtedothi.vn/phuong-o-cho-dua-tra-ho-so-dat-dai-ngay-trong-buoi-sang.680672.html"
PAGE = gzip.decompress((FOLDER / "kinhtedothi" / "2026-03-16-680672.html.gz").read_bytes())


def said(page: bytes, known: bool) -> Article:
    """The reading of the page, within the time limit of a page."""
    start = time.process_time()
    article = read_page(page, URL, known=known)
    assert time.process_time() - start < 2
    return replace(article, evidence={}, why="")


def behind(anchor: bytes, text: bytes) -> bytes:
    """The page with a text behind its first `anchor`."""
    assert anchor in PAGE
    return PAGE.replace(anchor, anchor + text, 1)


BROKEN = {
    **{f"{n} unclosed {tag}": behind(b"<body>", b"<%b>" % tag.encode() * n)
       for tag in ("div", "b", "span class=x", "blockquote", "section") for n in (400, 3000)},
    "100,000 attributes on the body": behind(b"<body", b"".join(b" a%d=1" % n for n in range(100_000))),
    "100,000 attributes on the story": behind(b'<div class="embed-portal content-ktdt-article"', b" x" + b" x".join(
        b"%d" % n for n in range(100_000))),
    "200,000 classes on the body": behind(
        b"<body", b' class="' + b"".join(b" c%d" % n for n in range(200_000)) + b'"'),
    **{f"a class of 1 MB, {len(blanks)} blanks before its sign": behind(
        b"<body", b" class" + blanks + b'="' + b"x " * 500_000 + b'"') for blanks in (b" ", b"    ")},
    "a style of 1 MB": behind(b"<body", b' style="' + b"color: red; " * 90_000 + b'"'),
    "attributes that hide a > in their values": behind(
        b"<body", b"".join(b' a%d=">" b%d=\'<p>\'' % (n, n) for n in range(30_000))),
    "attributes with names that XML does not have": behind(
        b"<body", b"".join(b' "a<%d=1 @b%d' % (n, n) for n in range(30_000))),
    "1,000 elements of 1,000 attributes": behind(
        b"<body>", (b"<i" + b"".join(b" a%d" % n for n in range(1000)) + b"></i>") * 300),
}  # fmt: skip


@pytest.mark.parametrize("known", [True, False], ids=["by its rules", "guessed"])
@pytest.mark.parametrize("page", BROKEN.values(), ids=BROKEN)
def test_markup_that_no_newsroom_writes_costs_no_article(page: bytes, known: bool) -> None:
    """Neither its time nor anything that a reader sees of it."""
    assert said(page, known) == said(PAGE, known)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (behind(b"<body>", b"<a>x</a>" * (MOST_TAGS // 2)), "more than 200,000 tags"),
        (behind(b"<body>", b"chu " * (MOST_BYTES // 4)), "larger than 6 MB"),
    ],
    ids=["tags", "bytes"],
)
def test_a_page_beyond_the_bounds_is_refused_by_name(page: bytes, reason: str) -> None:
    """Nothing of it is stored: a part of it could mean anything."""
    with pytest.raises(NotAnArticle, match=reason):
        read_page(page, URL)


def test_what_is_nested_too_deep_stands_beside_its_parent_in_the_order_of_the_page() -> None:
    """As browsers have it; no text is lost."""
    page = Page(b"<body>" + b"".join(b"<div>%d " % n for n in range(3000)) + b"<p>end</p>tail" + b"</div>" * 2000)
    assert str(page.root.xpath("string()")).split() == [*map(str, range(3000)), "endtail"]
    assert max(len(list(element.iterancestors())) for element in page.root.iter()) < DEEPEST


def test_attributes_are_kept_up_to_a_number() -> None:
    """The first ones, in the order of the page."""
    page = Page(b"<body" + b"".join(b" a%d=%d" % (n, n) for n in range(20_000)) + b">")
    body = page.root.find("body")
    assert body is not None
    assert dict(body.items()) == {f"a{n}": str(n) for n in range(MOST_ATTRIBUTES)}
