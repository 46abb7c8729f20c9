"""Rules that are derived from example pages."""

from __future__ import annotations

from scrapers.authoring.find_rules import Example, find_rule
from scrapers.parser import read_page
from scrapers.parser.page.tree import Page
from tests.authoring.test_new import page

SECTIONS = ("Thời sự", "Thế giới", "Kinh tế", "Giáo dục", "Thể thao", "Pháp luật", "Bạn đọc", "Xã hội")


def test_a_menu_is_no_breadcrumb_though_it_ends_with_the_section() -> None:
    menu = "".join(f"<li>{name}</li>" for name in SECTIONS)
    html = page(10_001, "Bến phà cũ đóng cửa").replace("<body>", f'<body><div class="muc-luc"><ul>{menu}</ul></div>')
    there = Example(Page(html.encode()), read_page(html.encode(), known=False))
    rule = find_rule("section", [there])
    assert there.article.section == SECTIONS[-1]
    assert rule is not None
    assert rule.css == ".duong-dan a"
