"""Pages that no layout of a known outlet fits, wholly or in part: the general rules fill in."""

import pytest

from scrapers.parser import NotAnArticle, read_page

STORY = """<html><head><title>Chợ hoa Quảng Bá mở sớm - Kinh tế &amp; Đô thị</title>
<meta property="og:title" content="Chợ hoa Quảng Bá mở sớm"></head><body><div class="moi-2030">
<h1>Chợ hoa Quảng Bá mở sớm</h1>
<div class="than-bai"><p>Từ ba giờ sáng, những chuyến xe tải đầu tiên đã dỡ hoa xuống con dốc sát đê, muộn hơn mọi năm
nửa tiếng vì sương.</p><p>Ban quản lý chợ cho biết lượng cúc về tăng một phần năm, hồng giữ giá, còn ly đắt hơn vì kho
lạnh ở Đà Lạt vừa phải sửa chữa hai tuần.</p><p>Người bán buôn nói đơn đặt cho ngày rằm đã kín từ thứ Ba, phần lớn là
của các cửa hàng trong nội thành.</p></div></div></body></html>"""


def test_a_redesigned_page_of_a_known_outlet_is_read_and_says_that_it_was_guessed() -> None:
    article = read_page(STORY.encode(), "https://kinhtedothi.vn/cho-hoa-quang-ba-mo-som.700001.html")
    assert article.outlet == "kinhtedothi"
    assert article.article_id == "700001"
    assert article.guessed
    assert article.why.startswith("unknown layout of kinhtedothi")
    assert article.title == "Chợ hoa Quảng Bá mở sớm"
    assert [p.split()[0] for p in article.body] == ["Từ", "Ban", "Người"]


URL = "https://kinhtedothi.vn/cho-hoa-quang-ba-mo-som.700001.html"
BODY = 'class="embed-portal content-ktdt-article"'
LEAD = '<div class="article-sapo">Xe hoa tới sớm hơn, người mua thì chưa.</div>'
FITS = (
    STORY.replace("<h1", '<h1 class="article-title"').replace('class="than-bai"', BODY).replace("</h1>", f"</h1>{LEAD}")
)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (FITS.replace(' class="article-title"', ""), "no title"),
        (FITS.replace("embed-portal ", ""), "no body"),
        (FITS, ""),
    ],
)
def test_what_the_rules_of_a_layout_do_not_find_is_guessed_at(page: str, reason: str) -> None:
    article = read_page(page.encode(), URL)
    assert (article.misfit, article.partly) == (reason, "kinhtedothi/2025" if reason else "")
    assert article.parser == ("generic" if reason else "kinhtedothi/2025")
    assert (article.confidence is None) == (not reason)
    assert article.title == "Chợ hoa Quảng Bá mở sớm"
    assert [p.split()[0] for p in article.body] == ["Từ", "Ban", "Người"]
    assert article.lead == "Xe hoa tới sớm hơn, người mua thì chưa."


def test_a_page_without_a_story_keeps_the_reason_of_its_layout() -> None:
    page = f"<html><body><h1>Một mục</h1><div {BODY}><p>Chưa có bài.</p></div></body></html>"
    with pytest.raises(NotAnArticle, match="no title"):
        read_page(page.encode(), URL)


def test_parts_of_a_headline_are_set_apart_as_machines_are_told() -> None:
    split = "<h1 class='article-title'><span>Chợ hoa Quảng Bá</span><span>mở sớm</span></h1>"
    body = "<div class='embed-portal content-ktdt-article'>" + STORY.partition('than-bai">')[2].partition("</div>")[0]
    head = '<meta property="og:title" content="Chợ hoa Quảng Bá mở sớm">'
    page = f"<html><head>{head}</head><body>{split}{body}</div></body></html>"
    assert read_page(page.encode(), "https://kinhtedothi.vn/cho-hoa.700001.html").title == "Chợ hoa Quảng Bá mở sớm"


def test_what_the_rule_for_the_sapo_finds_behind_the_text_is_another_storys() -> None:
    assert read_page(FITS.encode(), URL).lead == "Xe hoa tới sớm hơn, người mua thì chưa."
    below = FITS.replace(LEAD, "").replace("</body>", f"<div><h3>Chuyện khác</h3>{LEAD}</div></body>")
    article = read_page(below.encode(), URL)
    assert (article.parser, article.lead) == ("kinhtedothi/2025", None)
