"""Sign-offs: which last line of a story is its byline, and which belongs to the text."""

from __future__ import annotations

import pytest

from scrapers.parser.fields.body import read_body
from scrapers.parser.grammar.byline import Byline, is_signature, read_byline
from scrapers.parser.page.blocks import Walker
from scrapers.parser.page.tree import Page
from tests.support.bylines import OWN

SIGNATURES = """
Mai Hoa
MAI HOA - THU HƯƠNG
HN
L.T.
Út Tẻo
Mai Hoa (tổng hợp)
Mai Hoa (Theo BBC)
Thực hiện: Mai Hoa
Bài và ảnh: Mai Hoa
Bài: Mai Hoa - Ảnh: Lê Bình
Tin, ảnh: Nguyễn Thị Mai Hoa
PV
Nhóm PV
(T/h)
Theo VnExpress
Theo Mai Hoa
Nguồn: TTXVN
TTXVN
Mai Hoa/TTXVN
Nguyễn An (Hà Nội)
Nguyễn Thị Hoài Phương Thảo
Kim Jae Won
Mai Hoa | 15:19 21/02/2020
Độc giả Mai Hoa
Tản văn của Mai Hoa
Mai Hoa và nhóm phóng viên
Theo Q.D (Thể thao Việt Nam)
Đài Truyền hình Vĩnh Long
Mai Hoa/Báo Ven Sông (Theo Reuters)
Mai Hoa/VOV-Tây Bắc
Vòng Thị Kim Phụng
Ban Biên tập
Story and photo: Mai Hoa - Translated by Thu Huong
"""
STORIES = """
TIN MỚI
Ban Biên tập Báo Ví Dụ họp hằng tuần
Bến Đò Xóm Vạn
Tổng Biên tập: Trần Văn Sông
Phó Tổng biên tập: Mai Hoa
Ông Nguyễn Văn An cho biết thêm.
Vụ việc đang được điều tra
Theo dự báo, mai trời mưa
Theo ông Nguyễn Văn An, giá sẽ còn giảm.
Hà Nội
Đà Nẵng
Quảng Ninh
Chúc Mừng Năm Mới
Vì một Việt Nam xanh
Ai sẽ thắng?
Mở cửa tự do!
Bài học cho mai sau
Ghi nhận tại hiện trường:
Tin vui
Tổng cộng 15 tỷ đồng
A320
Nguồn cung khan hiếm
Ảnh hưởng của bão
Video không có tiếng
7. Bún chả Hàng Quạt
Friday
VIDEO: Anh 2-1 Pháp
Đó là lời của Nguyễn Văn An
"Đẹp quá"
Địa chỉ: 12 Trần Phú
Ban tổ chức
Bạn đọc chia sẻ
Thơ của bà tôi
Phóng sự của chúng tôi
Đài Khí tượng thủy văn tỉnh dự báo mực nước còn lên chậm đến cuối tháng, có nơi vượt báo động hai
Báo Xuân ra mắt hôm qua.
Share0
RSS 2.0
Tweet
"""


@pytest.mark.parametrize("text", SIGNATURES.strip().splitlines())
def test_a_sign_off_is_known(text: str) -> None:
    assert is_signature(text, OWN)


@pytest.mark.parametrize("text", STORIES.strip().splitlines())
def test_a_line_of_the_story_is_no_sign_off(text: str) -> None:
    assert not is_signature(text, OWN)


def test_an_outlets_name_as_its_domain_spells_it_is_no_source() -> None:
    assert read_byline("Mai Hoa (Ven Sông)", ["vensong"]) == Byline("Mai Hoa (Ven Sông)", ("Mai Hoa",))
    assert read_byline("Theo Dân Việt", ["danviet"]).source is None
    assert read_byline("By Ann Lee – Translated by Mai Hoa").authors == ("Ann Lee", "Mai Hoa")


def test_an_outlets_initials_are_nobody_on_its_own_page() -> None:
    assert read_byline("NDO/VNA", ["Nhan Dan Online"]) == Byline("NDO/VNA", (), "VNA")
    assert read_byline("HG", ["Hà Giang"]).authors == ("HG",)


def test_each_part_of_a_round_up_has_a_sign_off_of_its_own() -> None:
    part = "<p>*Sáng {}-11, thôn {} mở hội làng, hai trăm hộ cùng góp gạo gói bánh.</p><p><b>{}</b></p>"
    parts = zip((1, 2, 3), ("Thượng", "Trung", "Hạ"), ("Mai Hoa - Thu Hương", "Lê Bình", "Út Tẻo"), strict=True)
    page = Page(f"<html><body>{''.join(part.format(*one) for one in parts)}</body></html>".encode())
    body = read_body(Walker().walk(page.root), "https://a.vn/", title="", lead=None, own=OWN)
    assert [name for line in body.signatures for name in line.authors] == ["Mai Hoa", "Thu Hương", "Lê Bình", "Út Tẻo"]
    assert [text[:6] for text in body.paragraphs] == ["*Sáng "] * 3
