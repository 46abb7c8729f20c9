"""Authors on pages without a layout: people in JSON-LD, else the bylines in the usual places."""

from __future__ import annotations

import json

import pytest

from scrapers.items import Article
from scrapers.parser import read_page
from tests.parser.test_printed_dates import TEXT


def article(author: object = None, near: str = "", behind: str = "", meta: str = "", head: str = "") -> Article:
    """A page with this author in JSON-LD, and with these lines below its headline and behind its story."""
    story = {"@type": "NewsArticle", "headline": "Chợ hoa Quảng Bá mở sớm", **({"author": author} if author else {})}
    page = f"""<html><head><script type="application/ld+json">{json.dumps(story)}</script>
<meta property="og:site_name" content="Báo Giá"><meta name="author" content="{meta}">{head}</head><body><div>
<h1>Chợ hoa Quảng Bá mở sớm</h1>{near}<div class="than-bai">{TEXT}</div>{behind}</div></body></html>"""
    return read_page(page.encode())


def authors(author: object = None, near: str = "", behind: str = "", meta: str = "", head: str = "") -> tuple[str, ...]:
    """Its authors."""
    return article(author, near, behind, meta, head).authors


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


def test_a_meta_is_believed_where_a_box_of_rights_below_the_story_prints_the_name() -> None:
    rights = '<div class="post-copyright"><ul><li><b>Tác giả:</b> Lê Mai</li></ul></div>'
    assert authors(meta="Lê Mai", behind=rights) == ("Lê Mai",)
    assert authors(behind=rights) == ()


def test_the_author_beside_the_date_counts_where_a_line_below_names_the_source_alone() -> None:
    near, behind = "<p><b>Lê Mai</b> | <span>18/11/2026 08:15</span></p>", "<p class='source'>theo Tuổi Trẻ</p>"
    read = article(near=near, behind=behind)
    assert (read.authors, read.source) == (("Lê Mai",), "Tuổi Trẻ")


@pytest.mark.parametrize("name", ["comments", "comment-list", "binh-luan"])
def test_who_comments_is_no_author(name: str) -> None:
    comment = '<b class="author">Trần Tèo</b> <span>20/11/2026 08:09</span><p>Mong chợ mở.</p>'
    assert authors(behind=f'<div class="{name}">{comment}</div>') == ()


def test_what_machines_are_told_is_read_like_any_author_line() -> None:
    read = article("Theo Lê Mai (Tuổi Trẻ/Reuters)")
    assert (read.byline, read.authors, read.source) == (
        "Theo Lê Mai (Tuổi Trẻ/Reuters)",
        ("Lê Mai",),
        "Tuổi Trẻ/Reuters",
    )
    assert article({"@type": "Person", "name": "Lê Mai - "}).byline == "Lê Mai"


@pytest.mark.parametrize("name", ["山本海", "Anne-Sophie Bernard"])
def test_a_person_may_be_written_in_any_script(name: str) -> None:
    assert authors({"@type": "Person", "name": name}) == (name,)


def test_the_author_of_a_preview_needs_no_printed_name() -> None:
    label = '<meta name="twitter:label1" content="{}"><meta name="twitter:data1" content="Lê Mai">'
    assert authors(head=label.format("Được viết bởi")) == ("Lê Mai",)
    assert authors(head=label.format("Time to read")) == ()


@pytest.mark.parametrize(
    "line",
    [
        "<p>by Lê Mai</p>",
        "<p>By: Lê Mai</p>",
        "<p>Đăng bởi: Lê Mai</p>",
        "<p>Posted By: Lê Mai · In: Chợ</p>",
        "<p>18/11/2026 by Lê Mai, Head of Research</p>",
        "<p>18 Nov 2026 · 3 min read · By Lê Mai</p>",
        '<p>By<a href="/mai">Lê Mai</a> November 18</p>',
        '<p>Guide by <a href="/mai">Lê Mai</a> Former Deputy Editor</p>',
        "<p>Lê Mai | Senior Writer | 18/11/2026</p>",
        '<p>By <a href="/mai">Lê Mai</a> <a href="/theo">Follow</a></p>',
        "<p>Author: Lê Mai</p>",
    ],
)
def test_by_names_the_author_whatever_else_the_line_says(line: str) -> None:
    assert authors(near=line) == ("Lê Mai",)
    assert authors({"@type": "Person", "name": "Thu Hà"}, near=line) == ("Thu Hà",)


def test_a_book_is_by_nobody_of_the_page() -> None:
    assert authors(near="<p>Cuốn sách in lần đầu năm 1998, published by Lê Mai.</p>") == ()


@pytest.mark.parametrize(
    "line", ["<h3>Related Topics</h3>", "<h4>Search</h4>", "<p><b>Related Topics</b></p>", "<div>FAQs</div>"]
)
def test_a_heading_of_what_follows_the_story_is_nobody_and_no_paragraph(line: str) -> None:
    read = article(behind=line)
    assert (read.authors, read.body) == ((), article().body)
    assert article(behind=f"<p>Mai Hoa</p>{line}").authors == ("Mai Hoa",)


def test_the_line_below_the_headline_counts_where_a_copy_of_the_story_stands_above_it() -> None:
    copy = f'<div class="mobile"><b>Chợ hoa Quảng Bá mở sớm</b><div>{TEXT}</div></div>'
    near = '<table><tr><td><span class="TacGia">Lê Mai</span></td></tr><tr><td>18/11/2026 08:15</td></tr></table>'
    page = f"""<html><head><title>Chợ hoa Quảng Bá mở sớm</title></head><body>{copy}<div>
<h1>Chợ hoa Quảng Bá mở sớm</h1>{near}<div>{TEXT}</div></div></body></html>"""
    assert read_page(page.encode()).authors == ("Lê Mai",)


@pytest.mark.parametrize(
    "mark",
    [
        '<a class="card-source" href="/nguon" title="Báo Tiền Phong"><img src="/tp.png" width="90"></a>',
        '<div class="nguon"><img src="/tp.png" width="90" alt="Báo Tiền Phong"></div>',
    ],
)
def test_a_source_may_be_named_by_its_logo(mark: str) -> None:
    assert article(near=f"<div>{mark}<time>12 giờ trước</time></div>").source == "Báo Tiền Phong"
    assert article(near=f"<div>{mark.replace('Tiền Phong', 'Giá')}<time>12 giờ trước</time></div>").source is None


@pytest.mark.parametrize(
    "lines",
    [
        "<div>Tác giả:</div><div>Lê Mai</div>",
        "<h4>Written by</h4><p>Lê Mai</p>",
        "<aside><h3>Author</h3><p>Lê Mai</p><p>Viết về chợ từ năm 2010.</p></aside>",
        "<div>Bài viết</div><p><b>Lê Mai</b></p><div>Ảnh</div><p><b>Thu Hà</b></p>",
    ],
)
def test_a_label_in_a_line_of_its_own_names_the_author_below_it(lines: str) -> None:
    assert authors(behind=lines) == ("Lê Mai",)
    assert authors(near=lines) == ("Lê Mai",)
    assert authors(behind=f'<div class="related">{lines}</div>') == ()


def test_an_author_stands_below_lead_picture_and_button_too() -> None:
    near = "<p>Chợ họp sớm hơn mọi năm.</p><button>Nghe</button><p>Mở cửa</p><p>Cả tuần</p>"
    assert authors(near=f'{near}<div class="text__author">Lê Mai</div>') == ("Lê Mai",)
    assert authors(near=f"{near}<div>Lê Mai</div>") == ()


def test_a_line_is_an_authors_by_the_names_around_its_own_words() -> None:
    near = '<div>Mục lục<p class="author"></p><p class="text__byline">Viết từ bến sông.</p></div>'
    assert authors(near=near) == ()


def test_the_last_word_of_a_foreign_page_is_a_button_and_of_a_vietnamese_one_a_pen_name() -> None:
    assert authors(behind="<p>Share</p>") == authors(near="<p>Share</p>") == ()
    page = "<h1>Chợ hoa Quảng Bá mở sớm</h1><div>{}<p>{}</p></div>"
    for name, named in (("Trung", ("Trung",)), ("Share", ())):
        story = read_page(page.format(TEXT, name).encode())
        assert (story.authors, len(story.body)) == (named, 3)


def test_name_and_date_may_stand_side_by_side_with_nothing_between_them() -> None:
    assert authors(near='<div class="meta"><b class="author">Lê Mai</b><span>18/11/2026 08:15</span></div>') == (
        "Lê Mai",
    )
    assert authors(near="<div><a>Lê Mai</a><span>Thứ Tư, 18/11/2026, 08:15</span></div>") == ("Lê Mai",)


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="/tac-gia/mai-hoa">Mai Hoa</a></p>',
        '<p><a href="https://vensong.vn/authors/mai-hoa-12/">Mai Hoa</a></p>',
        '<div class="author">Mai Hoa@maihoa_vs</div>',
        '<p>20/07/2026 <a href="/nguoi/mai-hoa" rel="author">Mai Hoa</a></p>',
    ],
)
def test_an_author_is_known_by_the_page_or_the_handle_that_a_name_has(line: str) -> None:
    assert authors(near=line) == ("Mai Hoa",)


def test_a_link_to_a_category_is_no_author() -> None:
    assert authors(near='<p>20/07/2026 <a href="/du-lich" rel="category tag">Sông Hồng</a></p>') == ()
