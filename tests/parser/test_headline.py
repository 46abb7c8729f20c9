"""The headline of a page without a layout: the visible one, without kicker and site name."""

from __future__ import annotations

import pytest

from scrapers.parser import read_page

SEEN = "Bến đò cuối cùng đóng cửa sau 60 năm"
KICKER = "Giao thông ven sông"
STORY = """<div class="noi-dung"><p>Chuyến đò cuối cùng rời bến lúc năm giờ chiều, chở mười hai người và ba chiếc xe
đạp sang bờ bên kia.</p><p>Từ hôm sau, người hai xã đi qua cây cầu mới, cách bến cũ chừng bốn trăm mét về phía hạ
lưu.</p><p>Ông lái đò nói sẽ giữ lại con thuyền gỗ, đóng từ năm 1987, để đi thả lưới những hôm nước lớn.</p></div>"""


def title(printed: str, *told: str, head: str = "") -> str:
    """The title of a page with this heading above its story, and with these in og:title and `<title>`."""
    metas = f'<meta property="og:title" content="{told[0]}"><title>{told[-1]}</title>' if told else ""
    page = f'<html lang="vi"><head>{metas}{head}</head><body><div>{printed}{STORY}</div></body></html>'
    return read_page(page.encode(), "https://vensong.vn/ben-do-8123.html", known=False).title


def ld(headline: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{headline}"}}</script>'


@pytest.mark.parametrize("around", ["<nav><ol><li>{}</li></ol></nav>", "<div class='c-breadcrumb'>{}</div>"])
def test_an_h1_in_a_breadcrumb_is_for_search_engines_where_another_headline_is_printed(around: str) -> None:
    crumb = around.format("<a href='/'>Trang chủ</a> <h1>Đóng bến đò Ven Sông: lý do và lối đi mới</h1>")
    wanted = "Đóng bến đò Ven Sông: lý do và lối đi mới"
    assert title(f"{crumb}<h2>{SEEN}</h2>", wanted, head=ld(SEEN)) == SEEN
    assert title(f"{crumb}<h2>{SEEN}</h2>", SEEN, wanted, head=ld(wanted)) == SEEN
    assert title(crumb, wanted) == wanted


def test_the_one_line_named_as_the_articles_title_is_the_headline_where_machines_are_told_another() -> None:
    named, inside = f'<div class="article__title">{SEEN}</div>', "<h1>Cầu mới</h1>"
    assert title(f"{named}{inside}", "Báo Ven Sông") == SEEN
    cards = '<div class="article__title">Một bài khác về con đò cũ</div>'
    assert title(f"{named}{inside}{cards}", "Báo Ven Sông") == "Cầu mới", "several are named so: none is the only one"


@pytest.mark.parametrize("between", ["", ": ", "<span class='an'> - </span>"])
def test_a_kicker_inside_of_the_headline_stays_where_machines_are_told_it(between: str) -> None:
    printed = f"<h1><span class='k'>{KICKER}</span>{between}<span>{SEEN}</span></h1>"
    assert title(printed, SEEN) == SEEN
    assert title(printed, f"Đường thủy: {SEEN}") == SEEN
    assert title(printed, f"{KICKER}: {SEEN}").replace(" -", ":") == f"{KICKER}: {SEEN}"


def test_a_headline_is_known_by_the_heading_around_its_box() -> None:
    printed = f"<div class='side-text'><h1><div>{SEEN}</div></h1></div><h2>Cầu mới cách bến đò cũ bốn trăm mét</h2>"
    assert title(printed, f"{SEEN} | Báo Ven Sông") == SEEN


def test_microdata_is_what_the_page_prints_and_tells_nothing_of_a_kicker() -> None:
    printed = f'<h1 itemprop="headline"><span>{KICKER}</span> – <span>{SEEN}</span></h1>'
    assert title(printed, SEEN) == SEEN


def test_a_part_of_the_headline_in_a_look_of_its_own_is_no_headline() -> None:
    printed = "<h1>Bến đò cuối cùng<span class='nho'>đóng cửa sau hơn sáu mươi năm chở khách</span></h1>"
    assert title(printed, "Bến đò đóng cửa | Báo Ven Sông").startswith("Bến đò cuối cùng")


def test_a_kicker_above_the_headline_is_a_part_of_it_where_machines_are_told_so() -> None:
    printed = f"<div class='k'>{KICKER}</div><h1>{SEEN}</h1>"
    assert title(printed, f"{KICKER}: {SEEN}") == f"{KICKER}: {SEEN}"
    assert title(printed, SEEN) == SEEN
    linked = f"<div class='k'><a href='/giao-thong'>{KICKER}</a></div><h1>{SEEN}</h1>"
    assert title(linked, f"{KICKER}: {SEEN}") == SEEN


def test_a_kicker_above_the_headline_is_none_of_it_where_anything_tells_the_headline_alone() -> None:
    printed = f"<div class='k'>{KICKER}</div><h1>{SEEN}</h1>"
    assert title(printed, SEEN, head=ld(f"{KICKER}: {SEEN}")) == SEEN


def test_words_in_front_that_nothing_sets_apart_are_no_kicker() -> None:
    assert title(f"<h1>Một {SEEN.lower()}</h1>", SEEN) == f"Một {SEEN.lower()}"
    assert title(f"<h1>Video: {SEEN}</h1>", SEEN) == SEEN


def test_a_headline_that_is_not_printed_is_told_without_the_name_of_the_site() -> None:
    head = '<meta property="og:type" content="article">' + ld("").replace("headline", "x")
    assert title(STORY.replace("Chuyến", "Một chuyến"), f"{SEEN} | Báo Ven Sông", head=head) == SEEN


def test_the_last_entry_of_a_breadcrumb_is_no_section_though_it_is_not_the_printed_headline() -> None:
    crumbs = """<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [
    {"name": "Đời sống"}, {"name": "Đóng bến đò Ven Sông"}]}</script>"""
    page = f"""<html><head><meta property="og:title" content="Đóng bến đò Ven Sông">{crumbs}{ld(SEEN)}</head>
    <body><div><h1>{SEEN}</h1>{STORY}</div></body></html>"""
    assert read_page(page.encode(), "https://vensong.vn/ben-do-8123.html").section == "Đời sống"
