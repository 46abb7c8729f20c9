"""Body: the paragraphs that a reader sees, without boilerplate."""

from __future__ import annotations

import pytest

from scrapers.parser.fields.body import Body, read_body
from scrapers.parser.page.blocks import Walker
from scrapers.parser.page.tree import Page

ONE = "Sáng nay, người dân hai bên bờ kênh bắt đầu dọn dẹp sau đợt nước dâng kéo dài gần một tuần."
TWO = "Theo ủy ban xã, hơn hai trăm hộ đã được hỗ trợ gạo và nước sạch trong ngày đầu tiên."
THREE = "Đoàn thanh niên địa phương đang giúp các gia đình neo đơn sửa lại mái nhà trước mùa mưa."
NAMES = ("Mai Hoa", "Thu Hương", "Lê Bình", "Phạm Dung", "Lê Chi", "Trần Minh")


def read(markup: str, title: str = "", lead: str | None = None, *, find_lead: bool = False) -> Body:
    """The body of a page with this markup."""
    page = Page(f"<html><body><div class='story'>{markup}</div></body></html>".encode())
    blocks = Walker().walk(page.root)
    return read_body(blocks, "https://example.vn/", title=title, lead=lead, own=("Báo Ví Dụ",), find_lead=find_lead)


def between(markup: str) -> list[str]:
    """What is left of the markup between two paragraphs of a story."""
    paragraphs = read(f"<p>{ONE}</p>{markup}<p>{TWO}</p>").paragraphs
    assert (paragraphs[0], paragraphs[-1]) == (ONE, TWO)
    return paragraphs[1:-1]


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{ONE}</p><p>{TWO}</p>",
        f"<div>{ONE}</div><div>{TWO}</div>",
        f"{ONE}<br><br>{TWO}",
        f"{ONE}<br/> <br/>\n<br/>{TWO}",
        f"<p>{ONE}<br><br>{TWO}</p>",
        f"<span>{ONE}</span><p></p>{TWO}<p></p>",
        f"{ONE}<p>&nbsp;</p>{TWO}",
        f"<font><p>{ONE}</p></font><p>{TWO}</p>",
        f"<table><tr><td><p>{ONE}</p><p>{TWO}</p></td></tr></table>",
        f"<p>{ONE}</p><p>&nbsp;</p><p> </p><p>{TWO}</p>",
        f"<p>{ONE}</p><p style='display:none'>Ẩn</p><div hidden>Ẩn</div><p>{TWO}</p>",
        f"<p>{ONE}</p><script>var a = 1;</script><style>p {{}}</style><noscript>Bật</noscript><p>{TWO}</p>",
        f"<p><span class='dropcap'>{ONE[0]}</span>{ONE[1:]}</p><p>{TWO}</p>",
        f"<section><div><div><p>{ONE}</p></div></div><article><p>{TWO}</p></article></section>",
    ],
)
def test_paragraphs_are_those_that_a_reader_sees(markup: str) -> None:
    assert read(markup).paragraphs == [ONE, TWO]


def test_a_single_break_folds_into_a_blank() -> None:
    assert read("<p>Tiếng mưa rơi<br>trên mái lá</p>").paragraphs == ["Tiếng mưa rơi trên mái lá"]


def test_single_breaks_between_whole_sentences_part_paragraphs() -> None:
    assert read(f"{ONE}<br>{TWO}<br>{THREE}").paragraphs == [ONE, TWO, THREE]


def test_inline_marks_and_links_stay_in_their_sentence() -> None:
    assert between("<p>Ông <b>Bình</b> nói <a href='/a.html'>trên đường</a> <i>về</i> làng.</p>") == [
        "Ông Bình nói trên đường về làng."
    ]


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("<h2>Nước rút chậm</h2>", ["Nước rút chậm"]),
        ("<p><strong>Nước rút chậm</strong></p>", ["Nước rút chậm"]),
        ("<ul><li>Gạo: hai tấn</li><li>Nước: ba xe</li></ul>", ["Gạo: hai tấn", "Nước: ba xe"]),
        ("<ol><li><p>Gạo</p></li><li><p>Nước</p></li></ol>", ["Gạo", "Nước"]),
        ("<blockquote><p>Chúng tôi sẽ ở lại.</p></blockquote>", ["Chúng tôi sẽ ở lại."]),
        ("<table><tr><th>Xã</th><th>Hộ</th></tr><tr><td>Đông</td><td>12</td></tr></table>", ["Xã | Hộ", "Đông | 12"]),
        ("<p><b>- Ông thấy sao?</b></p><p>- Tôi rất mừng.</p>", ["- Ông thấy sao?", "- Tôi rất mừng."]),
        (f"<div class='box'><p>Bối cảnh</p><p>{THREE}</p></div>", ["Bối cảnh", THREE]),
        ("<p><b>10h15:</b> Nước bắt đầu rút.</p>", ["10h15: Nước bắt đầu rút."]),
        ("<p><sup>1</sup> Số liệu của xã.</p>", ["1 Số liệu của xã."]),
        ("<p><a href='/van-ban.pdf'>Toàn văn</a> công bố hôm qua.</p>", ["Toàn văn công bố hôm qua."]),
    ],
)
def test_every_part_of_a_story_stays_in_reading_order(markup: str, kept: list[str]) -> None:
    assert between(markup) == kept


@pytest.mark.parametrize(
    "markup",
    [
        "<p><a href='/khac-1.html'>Chuyện khác hẳn ở một huyện miền núi xa xôi</a></p>",
        "<p>&gt;&gt; <a href='/khac-1.html'>Chuyện khác hẳn ở một huyện miền núi</a></p>",
        "<p>Xem thêm: <a href='/khac-1.html'>Chuyện khác hẳn ở một huyện miền núi</a></p>",
        "<p>Đọc thêm <a href='/khac-1.html'>Chuyện khác hẳn ở một huyện miền núi</a></p>",
        "<p>Xem thêm:</p>",
        "<p>&gt;&gt;&gt; Xem thêm:</p>",
        "<p>Tin liên quan</p><ul><li><a href='/1.html'>Chuyện khác hẳn ở miền núi</a></li></ul>",
        "<div><p>Cùng bàn luận:</p><p><a href='/1.html'>Chuyện khác hẳn ở một huyện miền núi</a></p></div>",
        "<div><h3>Chuyện bên lề</h3><a href='/1.html'>Chuyện khác hẳn ở một huyện miền núi</a>"
        "<br><br><a href='/2.html'>Một chuyện nữa ở một huyện đồng bằng</a></div>",
        "<div><a href='/1.html'><img src='/1.jpg'></a><h4><a href='/1.html'>Chuyện khác hẳn ở một huyện</a></h4>"
        "<p>Tóm tắt của chuyện khác ấy.</p></div>",
        "<p>Mời quý độc giả theo dõi các chương trình đã phát sóng trên trang của Đài.</p>",
        "<p>Mời bạn đọc xem video:</p>",
        "<p>Mời bạn xem thêm video về chợ nổi</p>",
        "<p>Bạn đang đọc bài viết Chợ nổi mùa nước tại chuyên mục Đời sống.</p>",
        "<p>Chia sẻ</p>",
        "<p>Bình luận</p>",
        "<p>Nhấn vào đây để xem</p>",
        "<p>Theo dõi Báo Ví Dụ trên Google News</p>",
        "<p>Video:</p>",
        "<p>Quảng cáo</p>",
        "<p>Link bài gốc</p>",
        "<p>Bạn đang đọc bài viết Chợ nổi mùa nước tại chuyên mục Đời sống của báo Ví Dụ. Mọi thông tin góp ý,"
        " phản hồi, bài cộng tác và đặt quảng cáo xin gửi về hòm thư toasoan@vidu.example hoặc gọi đường dây nóng"
        " 012.345.6789, bất cứ lúc nào trong ngày.</p>",
        "<p>Cỡ chữ A- A+ In bài viết Đọc bài viết</p>",
        "<p>Lượt xem: 1.234</p>",
        "<p>In bài viết</p>",
        "<p>Đánh giá bài viết</p>",
        "<ul><li><a href='/1.html'>Lúa hè thu được giá ở hai huyện</a> <span>25-11-2025</span></li></ul>",
        "<p>Sự kiện: <a href='/e'>Thị trường nông sản</a></p>",
        "<p>Từ khóa: <a href='/t'>lúa</a>, <a href='/g'>gạo</a></p>",
        "<p>Like VTO</p>",
        "<p><b>Video lễ hội đua ghe chiều qua:</b></p>",
        "<table><tr><td>Tin bài liên quan: <a href='/1.html'>Lúa hè thu được giá</a><br>"
        "<a href='/2.html'>Đồng muối vào vụ mới</a></td></tr></table>",
        "<div><p>Mục lục</p><ul><li><a href='#1'>Lúa hè thu được giá</a></li></ul></div>",
        "<p><b>Xem thêm video được quan tâm:</b></p>",
        "<p>Bài viết này có hữu ích không?</p>",
        "<div><span>Gợi ý cho bạn</span><a href='/1.html'>Lúa hè thu được giá</a></div>",
        "<div><p>Nội dung</p><ul><li><a href='#1'>1 Lúa hè thu</a></li></ul></div>",
        "<p>Có thể bạn quan tâm: <a href='/1.html'>Lúa hè thu được giá ở hai huyện</a></p>",
        "<p><b>Các tin đã đưa:</b></p>",
        "<p>Nghe thêm các tập khác tại <a href='/podcast'>chuyên trang Podcast của Báo Ví Dụ</a>.</p>",
        "<p>Để đặt lịch khám, quý khách vui lòng gọi hotline hoặc bấm tại đây.</p>",
        "<p>Trên đây là tư vấn của Luật Ven Sông. Quý khách vui lòng liên hệ hotline 0900 000 000.</p>",
        "<div><b>Tin liên quan</b><a href='/1.html'>Lúa hè thu được giá</a> <a href='/2.html'>Muối vụ mới</a></div>",
        "<div><span>00:00</span><span>18:42</span><ul><li>1x</li><li>1.25x</li></ul></div>",
    ],
)
def test_what_a_site_prints_among_the_paragraphs_is_no_part_of_them(markup: str) -> None:
    body = read(f"<p>{ONE}</p>{markup}<p>{TWO}</p>")
    assert (body.paragraphs, body.images, body.captions) == ([ONE, TWO], [], [])


@pytest.mark.parametrize(
    "text",
    [
        "Video ghi lại cảnh nước tràn qua đê được chia sẻ rộng rãi.",
        "Chia sẻ với chúng tôi, bà Hoa cho biết đã quen với nước lũ.",
        "Mời thầy về dạy học là việc của cả làng.",
        "Xem thêm một lần nữa mới thấy hết nét đẹp của bức tranh.",
        "Theo dõi tình hình, xã cử người trực suốt đêm.",
        "Bạn đang đi trên con đường cổ nhất của thành phố.",
        "Các chi phí gồm:",
        "Like father, like son.",
        "Đánh giá bài viết này, thầy chấm tám điểm.",
        "Lượt xem tăng gấp ba sau một đêm.",
        "18:42",
        "Nội dung",
        "Ai biết thông tin xin liên hệ đường dây nóng của công an huyện.",
        "Để đăng ký xe, anh Tám phải đi hai chuyến đò lên huyện từ lúc trời còn tối.",
        "Bài viết này có hữu ích cho người nuôi tôm hay không, câu trả lời nằm ở vụ sau.",
    ],
)
def test_sentences_that_begin_like_a_label_stay(text: str) -> None:
    assert between(f"<p>{text}</p>") == [text]


def test_a_paragraph_that_is_printed_twice_for_two_screens_is_read_once() -> None:
    assert between(f'<p class="abs">{THREE}</p><p class="for-reading-mode">{THREE}</p>') == [THREE]
    assert between(f"<p>{THREE}</p><p>{THREE}</p>") == [THREE, THREE]
    assert between("<p class='a'>Đò ơi!</p><p class='b'>Đò ơi!</p>") == ["Đò ơi!", "Đò ơi!"]


@pytest.mark.parametrize(
    "line", ["Thứ Bảy, ngày 13/08/2022 00:05 AM (GMT+7)", "Mai Hoa - Cập nhật 10:11 ngày 09/11/2015"]
)
def test_the_line_of_author_and_date_above_the_text_is_no_paragraph(line: str) -> None:
    assert read(f"<p>{line}</p><p>{ONE}</p><p>{TWO}</p>").paragraphs == [ONE, TWO]
    told = "Mưa bắt đầu lúc 10:11 ngày 09/11/2015 ở xã bên."
    assert read(f"<p>{told}</p><p>{ONE}</p>").paragraphs == [told, ONE]


def test_title_and_lead_are_not_repeated() -> None:
    markup = f"<h1>Chợ nổi mùa nước</h1><p><b>(Ví Dụ) - {ONE}</b></p><p>{TWO}</p><p>{THREE}</p>"
    assert read(markup, "Chợ nổi mùa nước", ONE).paragraphs == [TWO, THREE]


def test_a_bold_first_paragraph_is_the_lead_where_the_page_has_no_other() -> None:
    markup = f"<p><b>{ONE}</b></p><p>{TWO}</p><p>{THREE}</p>"
    assert (read(markup, find_lead=True).lead, read(markup).lead) == (ONE, None)
    assert read(markup.replace("<b>", "<b>- "), find_lead=True).lead == ONE


@pytest.mark.parametrize(
    ("markup", "authors", "source"),
    [
        ("<p align='right'><b>Mai Hoa</b></p>", ["Mai Hoa"], None),
        ("<p><strong>Mai Hoa - Thu Hương</strong></p>", ["Mai Hoa", "Thu Hương"], None),
        ("<p>Mai Hoa</p><p>Theo Lao Động</p>", ["Mai Hoa"], "Lao Động"),
        ("<p>Theo Mai Hoa</p><p>Lao Động</p>", ["Mai Hoa"], "Lao Động"),
        ("<p>Mai Hoa</p><p>Nguồn: https://example.com/bai-1.html</p>", ["Mai Hoa"], "example.com"),
        ("<p>Bài: Mai Hoa</p><p>Ảnh: Lê Bình</p>", ["Mai Hoa"], None),
        ("<p>Mai Hoa</p><p><a href='/1.html'>Chuyện khác hẳn ở một huyện miền núi</a></p>", ["Mai Hoa"], None),
        (f"<p align='right'>Mai Hoa</p><div class='box'><p>Bối cảnh</p><p>{THREE}</p></div>", ["Mai Hoa"], None),
    ],
)
def test_the_sign_off_is_no_paragraph(markup: str, authors: list[str], source: str | None) -> None:
    body = read(f"<p>{ONE}</p><p>{TWO}</p><p>{ONE}</p><p>{TWO}</p>{markup}")
    assert body.paragraphs[:4] == [ONE, TWO, ONE, TWO]
    assert not {"Mai Hoa", "Theo Mai Hoa", "Lao Động"} & set(body.paragraphs)
    assert [a for line in body.signatures for a in line.authors] == authors
    assert next((line.source for line in body.signatures if line.source), None) == source


def test_who_made_a_long_story_and_when_stands_below_it() -> None:
    roles = ("Chỉ đạo", "Nội dung", "Ảnh", "Mỹ thuật", "Đồ họa", "Thiết kế")
    made = "".join(f"<p align='right'>{role}: {name}</p>" for role, name in zip(roles, NAMES, strict=True))
    for below in (made, f"{made}<p align='right'>05/08/2024 - 06:30</p>"):
        body = read(f"<p>{ONE}</p><p>{TWO}</p>{below}")
        assert body.paragraphs == [ONE, TWO]
        assert [a for line in body.signatures for a in line.authors] == ["Thu Hương"]
    told = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p><p>Đò chạy lại từ 06:30 ngày 05/08/2024</p>"
    assert len(read(told).paragraphs) == 4


def test_a_heading_above_the_sign_off_heads_nothing_but_pictures() -> None:
    story = f"<p>{ONE}</p><p>{TWO}</p><h3>Lịch cúp điện tuần này</h3>"
    assert read(f"{story}<p align='right'>Mai Hoa</p>").paragraphs == [ONE, TWO]
    assert len(read(f"{story}<p align='right'>Mai Hoa</p><img src='/1.jpg'>").paragraphs) == 3


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Vì một dòng kênh xanh!</p>",
        "<p>Hà Nội</p>",
        "<ul><li>Trần Văn Bình</li><li>Lê Thị Chi</li></ul>",
        "<p>Trần Văn Bình</p><p>Lê Thị Chi</p><p>Phạm Dung</p>",
        "<p>Mọi người cùng cười.</p>",
    ],
)
def test_the_last_lines_of_a_story_are_no_sign_off(markup: str) -> None:
    body = read(f"<p>{ONE}</p><p>{TWO}</p>{markup}")
    assert body.signatures == []
    assert len(body.paragraphs) > 2


LEAD = "Nước rút, hơn hai trăm hộ dân ven kênh bắt đầu dọn dẹp nhà cửa và trở lại với việc đồng áng."


@pytest.mark.parametrize("above", [[], ["Xã Bình An"], ["Xã Bình An", "Mùa nước nổi"]])
def test_a_lead_that_the_body_repeats_goes_from_its_first_three_paragraphs(above: list[str]) -> None:
    markup = "".join(f"<p>{text}</p>" for text in [*above, LEAD, ONE, TWO])
    assert read(markup, lead=LEAD).paragraphs == [*above, ONE, TWO]


def test_a_lead_that_is_quoted_later_stays() -> None:
    texts = [ONE, TWO, THREE, LEAD, ONE]
    assert read("".join(f"<p>{text}</p>" for text in texts), lead=LEAD).paragraphs == texts


def test_a_link_to_the_long_form_at_the_end_of_a_paragraph_goes() -> None:
    assert read(f"<p>{ONE}</p><p>{TWO[:-1]}..&gt;&gt;<a href='/x.html'>Chi tiết</a></p>").paragraphs == [
        ONE,
        TWO.rstrip("."),
    ]


def test_a_paragraph_that_links_to_a_document_is_the_storys() -> None:
    assert between('<p><a href="/files/danh-sach.pdf">Danh sách các hộ được hỗ trợ đợt này</a></p>') == [
        "Danh sách các hộ được hỗ trợ đợt này"
    ]
