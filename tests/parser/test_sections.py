"""Section and tags of pages that no layout describes."""

from __future__ import annotations

import pytest

from tests.parser.test_generic import HEADLINE, MODERN, read


def test_section_and_tags_come_from_the_places_named_for_them() -> None:
    article = read(MODERN)
    assert (article.section, article.tags) == ("Đời sống", ("làng nghề", "sông"))


@pytest.mark.parametrize("name", ["tags", "linktag", "tagdetail", "itemTagsBlock", "tag_detail", "tu-khoa"])
def test_a_box_of_tags_is_known_by_any_of_its_names(name: str) -> None:
    assert read(MODERN.replace('class="tags"', f'class="{name}"')).tags == ("làng nghề", "sông")
    assert read(MODERN.replace('class="tags"', 'class="stages"').replace("/tag/", "/t-")).tags == ()


def test_links_to_pages_of_tags_are_some_below_a_story_and_none_in_its_sentences() -> None:
    assert read(MODERN.replace('class="tags"', 'class="flex"')).tags == ("làng nghề", "sông")
    label = '<div class="tags"><a>Từ khóa:</a>'
    assert read(MODERN.replace('<div class="tags">', label)).tags == ("làng nghề", "sông")
    marked = '<div class="flex"><a href="/x/1">#làng nghề</a><a href="/x/2">#sông</a></div>'
    assert read(MODERN.split('<div class="tags">')[0] + marked).tags == ("làng nghề", "sông")
    linked = MODERN.replace("Mỗi tấm lưới", 'Mỗi tấm <a href="/tag/3">lưới</a>').split('<div class="tags">')[0]
    assert read(linked).tags == ()


@pytest.mark.parametrize("label", ["Từ khóa:", "Tags:", "TAGS:"])
def test_a_printed_label_makes_tags_of_the_links_behind_it(label: str) -> None:
    links = '<a href="/k/1">làng nghề</a>, <a href="/k/2">sông</a>'
    story = MODERN.split('<div class="tags">')[0]
    assert read(f'{story}<div class="x1"><b>{label}</b> {links}</div>').tags == ("làng nghề", "sông")
    assert read(f'{story}<div class="x1"><b>Chuyện khác:</b> {links}</div>').tags == ()


def test_an_article_that_has_the_names_of_its_tags_as_classes_is_no_box_of_them() -> None:
    about = MODERN.replace('<span class="author">Mai Hoa</span>', '<a href="/tac-gia">Mai Hoa</a>')
    assert read(f'<article class="post tag-lang-nghe">{about}</article>').tags == ("làng nghề", "sông")


def test_links_that_call_themselves_tags_are_some() -> None:
    filed = '<a rel="category tag" href="/c">Đời sống</a>, thẻ <a rel="tag" href="/t">làng nghề</a>'
    links = f'<footer class="entry-meta">Mục {filed}</footer>'
    assert read(MODERN.split('<div class="tags">')[0] + links).tags == ("làng nghề",)


@pytest.mark.parametrize(
    "crumbs",
    [
        '<div itemprop="breadcrumb"><a href="/doi">Đời sống</a></div>',
        '<div class="breakcumb"><a href="/x/que">Quê nhà</a> <a href="/x/doi">Đời sống</a></div>',
        '<ul class="bread"><li class="active"><a href="/doi">Đời sống</a></li><li><a href="/nep">Nếp quê</a></li></ul>',
        '<div class="sitepath"><a href="/">Trang chủ</a> <a href="/doi"><b>- Đời sống</b></a> <a>Quay lại</a></div>',
    ],
)
def test_a_breadcrumb_is_known_by_any_of_its_names(crumbs: str) -> None:
    assert read(MODERN.replace(MODERN.split("<h1")[0], crumbs)).section == "Đời sống"


@pytest.mark.parametrize(
    "line",
    [
        '<div class="x1"><a href="/">Trang chủ</a> &gt; <a href="/nep">Nếp quê</a></div>',
        '<div>20/07/2026 08:15 | <a href="/nep-que">Nếp quê</a> | <a href="/in">In bài</a></div>',
    ],
)
def test_a_section_stands_behind_the_home_page_or_beside_the_date_at_its_own_address(line: str) -> None:
    story = "<h1" + MODERN.split("<h1")[1].replace(" <time>20/07/2026 08:15</time>", "")
    assert read(line + story).section == "Nếp quê"
    assert read(line.replace("Trang chủ", "Đăng nhập").replace("nep-que", "bai-1") + story).section is None


def test_a_link_alone_above_the_headline_is_the_section_and_the_last_entry_of_a_menu_is_none() -> None:
    story = "<h1" + MODERN.split("<h1")[1]
    section = '<div class="x1"><a href="/nep-que-d5/">Nếp quê</a></div>'
    entry = '<div class="x2"><a href="/m{0}">Mục {0}</a></div>'
    assert read(section + story).section == "Nếp quê"
    assert read(entry.format(7) + section + "<div>20/07/2026 08:15</div>" + story).section == "Nếp quê"
    assert read(entry.format(7) + entry.format(8) + story).section is None
    path = '<div class="x1"><a href="/danh">Đánh giá</a> » <a href="/nep">Nếp quê</a></div>'
    assert read(path + story).section == "Nếp quê"
    assert read(path.replace(" » ", " ") + story).section is None
    assert read(section.replace("/nep-que-d5/", "https://vensong.vn/") + story).section is None


def test_of_two_links_above_the_headline_the_current_one_and_the_one_below_the_other_are_the_section() -> None:
    story = "<h1" + MODERN.split("<h1")[1]
    menu = '<div><a href="/que/">Quê nhà</a></div>'
    entries = '<li><a href="/que-c1.html">Quê nhà</a></li><li class="active"><a href="/nep-c2.html">Nếp quê</a></li>'
    assert read(f"<ul>{entries}</ul>{story}{menu}").section == "Nếp quê"
    place = '<div class="x1"><a href="/que/">Quê nhà</a> <a href="/que/nep-que/">Nếp quê</a></div>'
    assert read(place + story + menu).section == "Nếp quê"
    assert read(place.replace("/que/nep-que/", "/nep/") + story + menu).section == "Quê nhà"


def test_the_headline_of_a_related_story_is_no_section_however_often_it_is_linked() -> None:
    link = '<li><a href="/9.html">Cầu gỗ mới bắc qua mương làng</a></li>'
    story = MODERN.split("</ul>")[1].replace('<p class="sapo">', f'<ul>{link}</ul><p class="sapo">')
    assert read(story + f"<ul>{link}</ul>").section is None


def test_the_current_entry_of_a_short_line_of_sections_is_the_section() -> None:
    entries = '<a href="/nep" class="active">Nếp quê</a> <a href="/nghe">Nghề cũ</a>'
    story = "<h1" + MODERN.split("<h1")[1]
    assert read(f'<div class="x1"><a href="/">Trang chủ</a> {entries}</div>{story}').section == "Nếp quê"


def test_the_section_that_machines_are_told_is_believed_where_none_is_printed() -> None:
    head = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEADLINE}", '
    head += '"articleSection": ["Nếp quê"]}</script>'
    assert read("<h1" + MODERN.split("<h1")[1], head).section == "Nếp quê"
    assert read("<h1" + MODERN.split("<h1")[1], head.replace("]", ', "Quê nhà"]')).section is None
    assert read(MODERN, head).section == "Đời sống"


def test_a_person_and_a_tag_beside_the_date_are_no_section() -> None:
    story = "<h1" + MODERN.split("<h1")[1].replace(" <time>20/07/2026 08:15</time>", "")
    for link in ("<a href='/tac-gia/lua-vang'>Lúa vàng</a>", "<a href='/tag/lua-vang'>Lúa vàng</a>"):
        assert read(f"<div>20/07/2026 08:15 | {link}</div>{story}").section is None


@pytest.mark.parametrize("link", ["Google+", "Đọc thêm Đời sống", "Zalo", "Trang chủ"])
def test_a_button_by_the_headline_names_no_section(link: str) -> None:
    bar = f'<ul class="cate"><li><a href="/x">{link}</a></li></ul>'
    assert read(bar + MODERN.split("</ul>")[1] + bar).section is None
