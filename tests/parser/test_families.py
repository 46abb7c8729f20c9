"""CMS layouts also read pages of outlets that have no file."""

from __future__ import annotations

from scrapers.items import Article
from scrapers.parser import read_page

TEXTS = (
    "Sáng nay, người dân hai bên bờ kênh bắt đầu dọn dẹp sau đợt nước dâng kéo dài gần một tuần.",
    "Theo ủy ban xã, hơn hai trăm hộ đã được hỗ trợ gạo và nước sạch trong ngày đầu tiên.",
)
PICTURE = '<figure><img src="/anh/1.jpg"><figcaption>Nước rút dần.</figcaption></figure>'
PLAYER = '<div type="VideoStream" data-vid="a.mp4"></div><div class="VideoCMS_Caption">Dòng xe nối dài.</div>'


def vccorp(author: str = "Mai Hoa") -> Article:
    """A page of VCCorp's CMS on an unknown host."""
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXTS)
    page = f"""<html><body><h1 data-role="title">Dọn kênh sau mưa</h1><p data-role="author">{author}</p>
    <div class="detail-content afcbc-body">{PICTURE}{paragraphs}{PLAYER}</div></body></html>"""
    return read_page(page.encode(), "https://bao-la.vn/don-kenh-sau-mua-1.htm")


def test_a_player_that_a_script_fills_keeps_its_caption_and_takes_no_picture() -> None:
    captions = [(caption.text, bool(caption.image)) for caption in vccorp().captions]
    assert captions == [("Nước rút dần.", True), ("Dòng xe nối dài.", False)]


def test_whom_the_template_prints_in_place_of_an_author_is_nobody() -> None:
    assert [(page.authors, page.source) for page in map(vccorp, ("VCC", "VCCorp.vn"))] == [((), None)] * 2
    assert vccorp("Mai Hoa - VCCorp").authors == ("Mai Hoa",)


def test_section_and_tags_that_the_family_names_elsewhere_are_found_by_what_they_are_called() -> None:
    page = f"""<html><body><ul class="breadcrumbs"><li class="main"><a href="/xa-hoi/">Xã hội</a></li></ul>
    <h1 class="article__title">Dọn kênh sau mưa</h1>
    <div class="article__body cms-body">{TEXTS[0]}<br><br>{TEXTS[1]}</div>
    <div class="tags">Từ khóa: <a href="/don-kenh">dọn kênh</a></div></body></html>"""
    article = read_page(page.encode(), "https://bao-la.vn/don-kenh-sau-mua-post12345.html")
    assert (article.parser, article.section, article.tags) == ("family/epi", "Xã hội", ("dọn kênh",))
