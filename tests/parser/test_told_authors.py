"""Authors on pages that no file describes: people whom JSON-LD names, else those printed where authors stand."""

from __future__ import annotations

import json

import pytest

from scrapers.parser import read_page
from tests.parser.test_printed_dates import TEXT


def authors(author: object = None, near: str = "", behind: str = "", meta: str = "") -> tuple[str, ...]:
    """Authors of a page whose JSON-LD names this author, with these lines below its headline and behind its story."""
    story = {"@type": "NewsArticle", "headline": "Chợ hoa Quảng Bá mở sớm", **({"author": author} if author else {})}
    page = f"""<html><head><script type="application/ld+json">{json.dumps(story)}</script>
<meta property="og:site_name" content="Báo Giá"><meta name="author" content="{meta}"></head><body><div>
<h1>Chợ hoa Quảng Bá mở sớm</h1>{near}<div class="than-bai">{TEXT}</div>{behind}</div></body></html>"""
    return read_page(page.encode()).authors


@pytest.mark.parametrize(
    "author",
    [
        {"@type": "Person", "name": "Lê Mai"},
        [{"@type": "Person", "name": "Lê Mai"}],
        "Lê Mai",
        "Bởi Lê Mai",
        [{"@type": "Organization", "name": "Báo Giá"}, {"@type": "Person", "name": "Lê Mai"}],
    ],
)
def test_people_of_json_ld_come_first(author: object) -> None:
    assert authors(author, near='<p class="tac-gia">Theo Hoàng Nam</p>') == ("Lê Mai",)


@pytest.mark.parametrize("author", ["Báo Giá", "admin", "PV", "Tuổi Trẻ", {"@type": "Organization", "name": "Lê Mai"}])
def test_the_site_and_its_desks_are_nobody(author: object) -> None:
    assert authors(author) == ()
    assert authors(author, near='<p class="tac-gia">Hoàng Nam</p>') == ("Hoàng Nam",)


def test_a_meta_is_believed_where_the_page_prints_the_name() -> None:
    assert authors(meta="Lê Mai", near="<div><span>Lê Mai</span> - <span>18/11/2026</span></div>") == ("Lê Mai",)
    assert authors(meta="Mạng lưới Số Việt") == ()


@pytest.mark.parametrize("name", ["comments", "comment-list", "binh-luan"])
def test_who_comments_is_no_author(name: str) -> None:
    comment = '<b class="author">Trần Tèo</b> <span>20/11/2026 08:09</span><p>Mong chợ mở.</p>'
    assert authors(behind=f'<div class="{name}">{comment}</div>') == ()
