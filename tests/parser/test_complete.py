"""What the layout of an outlet leaves empty is looked for around headline and story, and is said to be."""

from __future__ import annotations

import pytest

from scrapers.items import Article
from scrapers.parser import read_page

URL = "https://laodong.vn/xa-hoi/ben-do-ngang-tang-chuyen-788123.ldo"
STORY = "".join(
    f"<p>{text}</p>"
    for text in (
        "Từ đầu tuần, bến đò ngang tăng thêm bốn chuyến mỗi buổi để kịp đưa học sinh sang sông.",
        "Chủ bến cho biết tiền vé giữ nguyên, hai chiếc đò mới đều có áo phao cho từng người.",
        "Xã đã dựng lại mái che ở cả hai bờ, trời mưa khách không còn phải đứng nép dưới rặng tre.",
    )
)


def read(*, above: str = "", meta: str = "", behind: str = "", head: str = "") -> Article:
    """A page of Lao Động whose layout knows headline and text, and none of what stands around them."""
    page = f"""<html><head><title>Bến đò ngang tăng chuyến</title>{head}</head><body>{above}
    <h1>Bến đò ngang tăng chuyến</h1>{meta}
    <div class="art-body">{STORY}</div>{behind}</body></html>"""
    return read_page(page.encode(), URL)


def test_section_and_tags_are_read_where_the_page_names_them() -> None:
    crumbs = '<p class="breadcrumb"><a href="/xa-hoi.htm">Xã hội</a> <a href="/nhip-song.htm">Nhịp sống</a></p>'
    named = '<div class="news-tag">Từ khóa: <a href="/t-1.htm">bến đò</a><a href="/t-2.htm">học sinh</a></div>'
    article = read(above=crumbs, behind=named)
    assert article.parser == "laodong/2022"
    assert (article.section, article.tags) == ("Nhịp sống", ("bến đò", "học sinh"))
    assert article.completed == ("section", "tags")


@pytest.mark.parametrize("name", ["sapo", "x1"])
def test_a_sapo_is_read_where_the_page_names_it_or_tells_it_to_machines(name: str) -> None:
    sapo = "Hai chiếc đò mới đưa học sinh sang sông trước giờ vào lớp, vé giữ nguyên."
    head = f'<meta name="description" content="{sapo}">' if name == "x1" else ""
    article = read(meta=f'<p class="{name}">{sapo}</p>', head=head)
    assert (article.lead, len(article.body)) == (sapo, 3)
    assert "lead" in article.completed
    assert read(meta=f'<p class="x1">{sapo}</p>').lead is None


def test_a_sapo_that_opens_the_text_is_read_once() -> None:
    first = "Từ đầu tuần, bến đò ngang tăng thêm bốn chuyến mỗi buổi để kịp đưa học sinh sang sông."
    article = read(head=f'<meta name="description" content="{first}">')
    assert (article.lead, len(article.body)) == (first, 2)


def test_author_and_date_are_read_where_they_stand() -> None:
    article = read(meta='<p class="news-info"><b>Minh Ngọc</b> - <span>10:11 ngày 02/03/2020</span></p>')
    assert article.authors == ("Minh Ngọc",)
    assert [date.text for date in article.dates if date.origin == "page"] == ["10:11 ngày 02/03/2020"]
    assert {"byline", "authors", "date"} <= {*article.completed}


def test_an_author_whom_machines_alone_are_told_is_nobody_on_the_page_of_an_outlet() -> None:
    told = '{"@type": "NewsArticle", "author": {"@type": "Person", "name": "Minh Ngọc"}}'
    head = f'<script type="application/ld+json">{told}</script>'
    assert read(head=head).authors == ()


@pytest.mark.parametrize(
    "head",
    ['<meta property="article:published_time" content="2020-03-02T10:11:00+09:00">', ""],
)
def test_a_printed_date_that_the_layout_misses_is_looked_for_whatever_machines_are_told(head: str) -> None:
    article = read(meta='<div class="x"><span>10:11 ngày 02/03/2020</span></div>', head=head)
    assert [date.text for date in article.dates if date.origin == "page"] == ["10:11 ngày 02/03/2020"]
    assert "date" in article.completed


def test_a_section_that_only_says_that_it_is_one_is_looked_for_on_the_page() -> None:
    crumbs = '<p class="breadcrumb"><a href="/xa-hoi.htm">Xã hội</a> <a href="/nhip-song.htm">Nhịp sống</a></p>'
    assert read(above=crumbs, head='<meta property="article:section" content="News">').section == "Nhịp sống"
    assert read(above=crumbs, head='<meta property="article:section" content="Đời sống">').section == "Đời sống"


def test_what_the_layout_finds_stands() -> None:
    found = '<span class="time">Thứ hai, 02/03/2020 - 09:05</span>'
    article = read(meta=f'{found}<div class="x">10:11 ngày 02/03/2020</div>')
    assert [date.text for date in article.dates if date.origin == "page"] == ["Thứ hai, 02/03/2020 - 09:05"]
    assert "date" not in article.completed


def test_a_part_that_the_template_has_not_is_not_looked_for() -> None:
    signed = '<p class="news-info"><b>Minh Ngọc</b> - <span>10:11 ngày 02/03/2020</span></p>'
    page = f"""<html><body><h1 class="dt-news__title">Bến đò ngang tăng chuyến</h1>{signed}
    <div class="dt-news__content">{STORY}</div></body></html>"""
    article = read_page(page.encode(), "https://dantri.com.vn/xa-hoi/ben-do-ngang-tang-chuyen-20200302081512345.htm")
    assert (article.parser, article.authors) == ("dantri/2020", ())


def test_a_line_of_author_and_date_names_no_section() -> None:
    assert read(above='<div><span class="cat">Mai Hữu</span><span>16:20 | 02/04/2020</span></div>').section is None


def test_a_cover_that_stands_in_the_text_is_read_once() -> None:
    cover = '<div class="imgCon"><img src="/do.jpg"><p class="description">Đò sang sông. Ảnh: Mai Hoa</p></div>'
    page = f"""<html><body><div class="title"><h1>Bến đò ngang tăng chuyến</h1></div>
    <time class="f-datetime">02/03/2020 | 09:05</time><div class="article-content">{cover}{STORY}</div></body></html>"""
    article = read_page(page.encode(), URL)
    assert (article.parser, len(article.captions)) == ("laodong/2019", 1)


def test_what_stands_around_the_headline_of_the_layout_counts_whatever_machines_are_told() -> None:
    told = "<h1>Đò ngang: thêm chuyến cho học sinh</h1><div>08:00 ngày 01/01/2019</div>"
    page = f"""<html><head><title>Đò ngang: thêm chuyến cho học sinh</title></head><body>{told}
    <div class="title"><h1>Bến đò ngang tăng chuyến</h1></div><div>10:11 ngày 02/03/2020</div>
    <time class="f-datetime"></time><div class="article-content">{STORY}</div></body></html>"""
    article = read_page(page.encode(), URL)
    assert article.parser == "laodong/2019"
    assert [date.text for date in article.dates if date.origin == "page"] == ["10:11 ngày 02/03/2020"]


def test_a_cover_alone_is_no_gallery_where_the_rule_for_the_text_finds_nothing() -> None:
    cover = '<div class="imgCon"><img src="/do.jpg"><p class="description">Đò sang sông. Ảnh: Mai Hoa</p></div>'
    page = f"""<html><body><div class="title"><h1>Bến đò ngang tăng chuyến</h1></div>{cover}
    <time class="f-datetime">02/03/2020 | 09:05</time><div class="noi-dung">{STORY}</div></body></html>"""
    article = read_page(page.encode(), URL)
    assert (article.kind, article.partly, len(article.body)) == ("article", "laodong/2019", 3)
