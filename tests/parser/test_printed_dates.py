"""The date next to the headline is the story's; dates of page header, teasers, comments and licences are not."""

from __future__ import annotations

from datetime import datetime

import pytest

from pipelines.choose_date import choose_date
from scrapers.clock import VIETNAM
from scrapers.parser import read_page

AT = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
TEXT = "".join(
    f"<p>{text}</p>"
    for text in (
        "Từ ba giờ sáng, những chuyến xe tải đầu tiên đã dỡ hoa xuống con dốc sát đê, muộn hơn mọi năm vì sương.",
        "Ban quản lý chợ cho biết lượng cúc về tăng một phần năm, hồng giữ giá, còn ly đắt hơn vì kho lạnh đang sửa.",
        "Người bán buôn nói đơn đặt cho ngày rằm đã kín từ thứ Ba, phần lớn là của các cửa hàng trong nội thành.",
    )
)
LD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Chợ hoa Quảng Bá mở sớm",'
    ' "datePublished": "2026-11-18T08:15:20+07:00", "dateModified": "2026-11-18T21:40:00+07:00"}</script>'
)


def dated(above: str = "", below: str = "", behind: str = "", head: str = "") -> tuple[str | None, str | None]:
    """Date and last change of a page with these lines above and below its headline and behind its story."""
    page = f"""<html><head>{head}<title>Chợ hoa Quảng Bá mở sớm</title></head><body><div><div>{above}</div>
<h1>Chợ hoa Quảng Bá mở sớm</h1>{below}<div class="than-bai">{TEXT}</div>{behind}</div></body></html>"""
    choice = choose_date(read_page(page.encode()).dates, AT)
    return choice.date, choice.modified


@pytest.mark.parametrize(
    "line",
    [
        "<div>Thứ Tư, 18/11/2026, 08:15</div>",
        '<div><time datetime="2026-11-18T08:15:00+07:00">1 tuần trước</time></div>',
        '<div><time datetime="2026-11-18T08:15:00+07:00">18 Tháng Mười Một, 2026</time></div>',
        '<div><span class="timeago" title="2026-11-18T08:15:00+07:00">hôm kia</span></div>',
        '<div><time class="updated" datetime="2026-11-19T07:00:00+07:00">19/11/2026</time>'
        ' <time class="published" datetime="2026-11-18T08:15:00+07:00">18/11/2026</time></div>',
        "<div><b>Mai Hoa</b><span>18/11/2026 08:15</span></div>",
        "<div><a class='author'>ThS. Nguyễn Thị Mai Hoa - Lê Văn Bình</a> <span>18/11/2026 08:15</span></div>",
        "<div><a>Mai Hoa</a><span>Thứ Tư, 18/11/2026</span><i>08:15</i></div>",
        "<div>Thứ Tư, 18/11/2026, 08:15 <a href='/g'>Theo dõi Báo Giá mỗi ngày trên <img src='/g.png'></a></div>",
        '<div>18/11/2026 08:15 <p><a href="/tags/cho-hoa-dem">chợ hoa đêm Quảng Bá mùa cúc</a></p></div>',
        "<div><b>Mai Hoa</b><i>•</i><span>Thứ Tư, 18/11/2026 | 08:15</span><span>0 bình luận</span></div>",
        '<div><time datetime="Wed Nov 18 2026 08:15:00 GMT+0700 (Indochina Time)">Nov 18, 2026</time></div>',
    ],
)
def test_the_line_beside_the_headline_dates_the_story(line: str) -> None:
    assert dated(below=line)[0] == "2026-11-18T08:15:00+07:00"


def test_a_head_in_the_section_of_the_story_is_the_storys_and_one_beside_it_the_sites() -> None:
    line = "<header><span>Thứ Tư, 18/11/2026, 08:15</span></header>"
    section = f"<section>{line}<h1>Chợ hoa Quảng Bá mở sớm</h1>{TEXT}</section>"
    page = f"<html><head><title>Chợ hoa Quảng Bá mở sớm</title></head><body>{{}}{section}</body></html>"
    assert choose_date(read_page(page.format("").encode()).dates, AT).date == "2026-11-18T08:15:00+07:00"
    assert dated(above=line)[0] is None


def test_an_icon_between_the_line_above_and_its_headline_parts_them_not() -> None:
    line = '<span>Thứ Sáu, 20/11/2026 - 08:15</span><a href="https://news.google.com/"><img src="/gg.png"></a>'
    assert dated(above=line)[0] == "2026-11-20T08:15:00+07:00", "though it is of the day on which the page was had"


def test_a_share_button_between_the_line_above_and_its_headline_parts_them_not() -> None:
    line = "<p>Thứ Tư, 18/11/2026, 08:15</p><p>Chia sẻ bài viết lên facebook</p>"
    assert dated(line) == ("2026-11-18T08:15:00+07:00", None)


def test_the_line_in_the_box_of_the_text_is_the_storys_though_the_sapo_stands_above_it() -> None:
    others = "".join(f'<li><a href="/{n}.html">Chuyện khác ở bến sông số {n} hôm nay</a></li>' for n in range(3))
    sapo = "<h2>Xe hoa tới sớm hơn mọi năm nửa giờ, người mua thì chưa thấy đâu.</h2>"
    box = f"<div><p><b>Mai Hoa</b><i>08:15, 18/11/2026</i></p>{TEXT}<ul>{others}</ul></div>"
    page = f"<html><body><div><h1>Chợ hoa Quảng Bá mở sớm</h1>{sapo}{box}</div></body></html>"
    article = read_page(page.encode())
    assert (choose_date(article.dates, AT).date, article.authors) == ("2026-11-18T08:15:00+07:00", ("Mai Hoa",))


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"above": '<div class="ngay">Thứ Sáu, 20/11/2026 09:00</div><p>Trang chủ</p>'},
        {"above": '<a href="/b.html">Bến đò cũ thành công viên ven sông</a> <span>19/11/2026 07:30</span>'},
        {"behind": '<div class="comments"><b>Tèo</b> <span>20/11/2026 08:09</span><p>Mong chợ sớm mở.</p></div>'},
        {"behind": "<footer><p>Giấy phép số 12/GP-BTTTT cấp ngày 05/01/2015.</p></footer>"},
        {"below": "<p>Chợ có từ hôm họp phiên đầu ở bãi giữa, đúng vào ngày rằm, tức là 18/10/2026.</p>"},
        {"below": "<figure><img src='/a.jpg'><figcaption>Chợ hoa ngày 18/10/2026</figcaption></figure>"},
        {
            "behind": '<a href="/c.html"><b>Bến đò cũ thành công viên</b><p>'
            + TEXT[3:100]
            + "</p><div>18/10/2026</div></a>"
        },
        {"behind": "<div><p>© Báo Giá. Giấy phép ngày 05/01/2015.</p></div>"},
        {"behind": "<h3>10. Phiên bản 8.4.13</h3>"},
    ],
    ids=["today", "card", "comment", "footer", "sentence", "caption", "linked card", "licence", "heading"],
)
def test_dates_of_the_site_and_of_others_are_not_the_storys(elsewhere: dict[str, str]) -> None:
    assert dated(**elsewhere)[0] is None
    assert dated(**elsewhere, head=LD)[0] == "2026-11-18T08:15:20+07:00"


def test_a_meta_of_parsely_tells_the_day() -> None:
    assert dated(head='<meta name="parsely-pub-date" content="2026-11-18T08:15:00+07:00">')[0] == (
        "2026-11-18T08:15:00+07:00"
    )


def test_a_line_of_the_last_change_is_no_publication() -> None:
    assert dated(below="<div>Cập nhật lúc 21:40 18/11/2026</div>", head=LD) == (
        "2026-11-18T08:15:20+07:00",
        "2026-11-18T21:40:00+07:00",
    )
    assert dated(below="<div>Cập nhật lúc 21:40 18/11/2026</div>")[0] == "2026-11-18T21:40:00+07:00"


def test_a_label_right_before_a_date_names_the_last_change_and_so_does_its_stamp() -> None:
    line = '<div>Mai Hoa, cập nhật ngày <time datetime="2026-11-19T06:00:00+07:00">19/11/2026</time></div>'
    head = LD.replace("2026-11-18T21:40", "2026-11-19T06:00")
    assert dated(below=line, head=head) == ("2026-11-18T08:15:20+07:00", "2026-11-19T06:00:00+07:00")


def test_the_foot_of_the_story_is_not_the_foot_of_the_page() -> None:
    foot = '<footer><div class="bai-footer-trong"><time>08:15 18/11/2026</time></div></footer>'
    article = f"<article><h1>Chợ hoa Quảng Bá mở sớm</h1>{TEXT}{foot}</article>"
    choice = choose_date(read_page(f"<html><body><div>{article}</div></body></html>".encode()).dates, AT)
    assert choice.date == "2026-11-18T08:15:00+07:00"


def test_the_date_of_a_page_that_holds_its_story_twice_stands_below_its_headline() -> None:
    line = "<div>18/11/2026 08:15</div>"
    page = f"""<html><body><div class="m">{TEXT}</div><table><tr><td>20/11/2026 09:00</td></tr></table>
<div class="d"><h1>Chợ hoa Quảng Bá mở sớm</h1>{line}<div>{TEXT}</div></div></body></html>"""
    choice = choose_date(read_page(page.encode()).dates, AT)
    assert choice.date == "2026-11-18T08:15:00+07:00"
