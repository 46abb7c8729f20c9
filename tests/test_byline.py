"""The grammar of bylines: every form that Vietnamese outlets print, and what it says."""

from __future__ import annotations

import unicodedata

import pytest

from scrapers.parser.byline import is_signature, join_bylines, read_byline

OWN = ("Kinhtedothi", "Kinh tế & Đô thị", "kinhtedothi.vn")

# What is printed → the people in it, parted by "; " → the outlet that the story was taken from.
PEOPLE = """
Nguyễn Văn An → Nguyễn Văn An
NGUYỄN VĂN AN → NGUYỄN VĂN AN
Hà Lê → Hà Lê
Lê → Lê
HN → HN
L.T. → L.T.
L.T → L.T
K. Miên → K. Miên
Đ.Hiếu → Đ.Hiếu
Đ. Hiếu → Đ. Hiếu
H.Phương → H.Phương
Út Tẻo → Út Tẻo
Cô Tư Sài Gòn → Cô Tư Sài Gòn
Gió Mùa → Gió Mùa
Bút Bi → Bút Bi
Tùng Đ. → Tùng Đ.
T.Hà - M.Quân → T.Hà; M.Quân
Ng. Huy → Ng. Huy
Trần Thị Hoài Phương Thảo → Trần Thị Hoài Phương Thảo
Y Khoa Niê → Y Khoa Niê
H'Hen Ktul → H'Hen Ktul
Mai Hoa-Thu Hương → Mai Hoa; Thu Hương
Mai Hoa - Thu Hương → Mai Hoa; Thu Hương
Mai Hoa – Thu Hương → Mai Hoa; Thu Hương
Mai Hoa — Thu Hương → Mai Hoa; Thu Hương
Mai Hoa, Thu Hương → Mai Hoa; Thu Hương
Mai Hoa và Thu Hương → Mai Hoa; Thu Hương
Mai Hoa & Thu Hương → Mai Hoa; Thu Hương
Mai Hoa/Thu Hương → Mai Hoa; Thu Hương
Mai Hoa / Thu Hương → Mai Hoa; Thu Hương
Mai Hoa + Thu Hương → Mai Hoa; Thu Hương
Mai Hoa; Thu Hương → Mai Hoa; Thu Hương
Mai Hoa | Thu Hương → Mai Hoa; Thu Hương
Mai Hoa - Thu Hương - Lê Bình → Mai Hoa; Thu Hương; Lê Bình
Mai Hoa, Thu Hương và Lê Bình → Mai Hoa; Thu Hương; Lê Bình
MAI HOA - THU HƯƠNG → MAI HOA; THU HƯƠNG
Mai Hoa - Mai Hoa → Mai Hoa
Nguyễn An (Hà Nội) → Nguyễn An
Nguyễn An (TP.HCM) → Nguyễn An
Nguyễn An (từ Paris) → Nguyễn An
Nguyễn An (28 tuổi, Hà Nội) → Nguyễn An
John Smith → John Smith
Vincent van der Berg → Vincent van der Berg
Maria da Silva → Maria da Silva
"""
TITLES = """
TS Nguyễn Văn An → TS Nguyễn Văn An
TS. Nguyễn Văn An → TS. Nguyễn Văn An
PGS.TS Trần Bình → PGS.TS Trần Bình
GS.TS. Trần Bình → GS.TS. Trần Bình
ThS Lê Chi → ThS Lê Chi
ThS. Lê Chi - TS Phạm Dung → ThS. Lê Chi; TS Phạm Dung
BS Lê Chi → BS Lê Chi
LS. Lê Chi → LS. Lê Chi
Luật sư Lê Chi → Luật sư Lê Chi
Bác sĩ Lê Chi → Bác sĩ Lê Chi
"""
ROLES = """
Thực hiện: Mai Hoa → Mai Hoa
Thực hiện: Mai Hoa - Thu Hương → Mai Hoa; Thu Hương
Thực hiện Mai Hoa → Mai Hoa
Mai Hoa thực hiện → Mai Hoa
Mai Hoa (thực hiện) → Mai Hoa
Người thực hiện: Mai Hoa → Mai Hoa
Nhóm thực hiện: Mai Hoa, Thu Hương → Mai Hoa; Thu Hương
Tác giả: Mai Hoa → Mai Hoa
Tác giả Mai Hoa → Mai Hoa
Bài: Mai Hoa → Mai Hoa
Bài viết: Mai Hoa → Mai Hoa
Nội dung: Mai Hoa → Mai Hoa
Tin: Mai Hoa → Mai Hoa
Bài và ảnh: Mai Hoa → Mai Hoa
Bài và ảnh Mai Hoa → Mai Hoa
BÀI VÀ ẢNH: MAI HOA → MAI HOA
Bài, ảnh: Mai Hoa → Mai Hoa
Bài - ảnh: Mai Hoa → Mai Hoa
Bài-ảnh: Mai Hoa → Mai Hoa
Bài & ảnh: Mai Hoa → Mai Hoa
Bài/ảnh: Mai Hoa → Mai Hoa
Tin, ảnh: Mai Hoa → Mai Hoa
Tin ảnh: Mai Hoa → Mai Hoa
Tin và ảnh: Mai Hoa → Mai Hoa
Tin - ảnh: Mai Hoa → Mai Hoa
Tin, bài: Mai Hoa → Mai Hoa
Tin, ảnh, clip: Mai Hoa → Mai Hoa
Bài, ảnh, video: Mai Hoa → Mai Hoa
Ảnh, clip: Mai Hoa →
Ảnh: Mai Hoa →
Ảnh Mai Hoa →
ẢNH: MAI HOA →
Hình: Mai Hoa →
Đồ họa: Mai Hoa →
Đồ hoạ: Mai Hoa →
Thiết kế: Mai Hoa →
Trình bày: Mai Hoa →
Ảnh: Mai Hoa - Đồ họa: Lê Bình →
Clip: Mai Hoa → Mai Hoa
Video: Mai Hoa → Mai Hoa
Video - Clip: Mai Hoa → Mai Hoa
Phóng sự: Mai Hoa → Mai Hoa
Bài: Mai Hoa - Ảnh: Lê Bình → Mai Hoa
Bài: Mai Hoa; Ảnh: Lê Bình → Mai Hoa
Bài: Mai Hoa. Ảnh: Lê Bình → Mai Hoa
Bài: Mai Hoa, Thu Hương - Ảnh: Lê Bình - Đồ họa: Út Tẻo → Mai Hoa; Thu Hương
Mai Hoa - Ảnh: Lê Bình → Mai Hoa
Mai Hoa; ảnh: Lê Bình → Mai Hoa
Mai Hoa (Ảnh: Lê Bình) → Mai Hoa
Ảnh: Lê Bình - Bài: Mai Hoa → Mai Hoa
Nội dung: Mai Hoa - Thiết kế: Lê Bình → Mai Hoa
Mai Hoa - Video: Lê Bình → Mai Hoa
Biên dịch: Mai Hoa → Mai Hoa
Mai Hoa (biên dịch) → Mai Hoa
Mai Hoa biên dịch → Mai Hoa
Mai Hoa dịch → Mai Hoa
Mai Hoa (dịch) → Mai Hoa
Mai Hoa lược dịch → Mai Hoa
Lược dịch: Mai Hoa → Mai Hoa
Mai Hoa (ghi) → Mai Hoa
Mai Hoa ghi → Mai Hoa
Mai Hoa (lược ghi) → Mai Hoa
Biên tập: Mai Hoa → Mai Hoa
Biên soạn: Mai Hoa → Mai Hoa
Tổng hợp: Mai Hoa → Mai Hoa
Mai Hoa (tổng hợp) → Mai Hoa
Mai Hoa (Tổng hợp) → Mai Hoa
Mai Hoa tổng hợp → Mai Hoa
Mai Hoa (T/h) → Mai Hoa
Mai Hoa (t/h) → Mai Hoa
Mai Hoa (TH) → Mai Hoa
Mai Hoa (T.H) → Mai Hoa
Mai Hoa T/h → Mai Hoa
Mai Hoa (sưu tầm) → Mai Hoa
PV Mai Hoa → Mai Hoa
PV: Mai Hoa → Mai Hoa
Phóng viên Mai Hoa → Mai Hoa
Phóng viên: Mai Hoa → Mai Hoa
CTV Mai Hoa → Mai Hoa
BTV Mai Hoa → Mai Hoa
Nhà báo Mai Hoa → Mai Hoa
Cộng tác viên Mai Hoa → Mai Hoa
Nhóm PV: Mai Hoa, Thu Hương → Mai Hoa; Thu Hương
Mai Hoa - CTV → Mai Hoa
CTV - Mai Hoa → Mai Hoa
Mai Hoa và nhóm PV → Mai Hoa
By Mai Hoa → Mai Hoa
Mai Hoa 07/03/2026 08:06 → Mai Hoa
Mai Hoa - 07/03/2026 08:47 → Mai Hoa
Mai Hoa | 17:14 26/12/2012 → Mai Hoa
Mai Hoa - Thứ Năm, 20/03/2014 15:23 → Mai Hoa
"""
NOBODY = """
PV →
P.V →
P.V. →
P. V. →
Phóng viên →
Nhóm PV →
NHÓM PV →
Nhóm phóng viên →
Nhóm PV Kinh tế →
PV Kinh tế →
CTV →
Nhóm CTV →
BTV →
Nhóm tác giả →
Ban biên tập →
BBT →
Tòa soạn →
Toà soạn →
Bạn đọc →
Admin →
admin →
Administrator →
Quản trị viên →
Tổng hợp →
(Tổng hợp) →
(T/h) →
T/h →
TH → TH
PV (tổng hợp) →
PV tổng hợp →
VCCorp.vn →
toasoan@example.vn →
https://facebook.com/example →
facebook.com/example →
www.example.vn →
Kinhtedothi →
kinhtedothi.vn →
Kinh tế & Đô thị →
Báo Kinh tế & Đô thị →
Theo Kinhtedothi →
Mai Hoa - Kinhtedothi → Mai Hoa
Mai Hoa (Kinhtedothi) → Mai Hoa
Mai Hoa - toasoan@example.vn → Mai Hoa
Mai Hoa (hoa@example.vn) → Mai Hoa
hoa@example.vn →
- →
"""
SOURCES = """
Theo VnExpress → → VnExpress
Theo: VnExpress → → VnExpress
(Theo VnExpress) → → VnExpress
Theo báo Tiền Phong → → báo Tiền Phong
Theo Tuổi Trẻ Online → → Tuổi Trẻ Online
Theo Trí Thức Trẻ → → Trí Thức Trẻ
THEO TRÍ THỨC TRẺ → → TRÍ THỨC TRẺ
Theo vietnamnet.vn → → vietnamnet.vn
Theo Reuters, AFP → → Reuters, AFP
Theo Đời sống & Pháp luật → → Đời sống & Pháp luật
Theo Nhịp sống thị trường → → Nhịp sống thị trường
Theo Mai Hoa / Lao Động → Mai Hoa → Lao Động
Theo Mai Hoa/Lao Động → Mai Hoa → Lao Động
Theo Mai Hoa (Lao Động) → Mai Hoa → Lao Động
Theo Mai Hoa - Lao Động → Mai Hoa → Lao Động
Theo Mai Hoa | Lao Động → Mai Hoa → Lao Động
Theo Mai Hoa (Vietnamnet/Reuters) → Mai Hoa → Vietnamnet/Reuters
Theo T.Hoa (Lao Động) → T.Hoa → Lao Động
Theo Mai Hoa/Vcamp.vn → Mai Hoa → Vcamp.vn
Theo Mai Hoa → Mai Hoa
Nguồn: VnExpress → → VnExpress
Nguồn VnExpress → → VnExpress
Nguồn tin: VnExpress → → VnExpress
Nguồn: Lao Động Thủ đô → → Lao Động Thủ đô
(Nguồn: TTXVN) → → TTXVN
Dẫn nguồn: BBC → → BBC
Dẫn theo BBC → → BBC
TTXVN → → TTXVN
Mai Hoa - TTXVN → Mai Hoa → TTXVN
Mai Hoa (TTXVN) → Mai Hoa → TTXVN
Mai Hoa/TTXVN → Mai Hoa → TTXVN
Mai Hoa (Theo BBC) → Mai Hoa → BBC
Mai Hoa (theo BBC) → Mai Hoa → BBC
Mai Hoa (Theo BBC, CNN) → Mai Hoa → BBC, CNN
Mai Hoa theo BBC → Mai Hoa → BBC
Mai Hoa - Theo BBC → Mai Hoa → BBC
Mai Hoa, theo BBC → Mai Hoa → BBC
Mai Hoa (Nguồn: BBC) → Mai Hoa → BBC
Mai Hoa - Nguồn: BBC → Mai Hoa → BBC
Mai Hoa (Tổng hợp từ BBC) → Mai Hoa → BBC
Mai Hoa (tổng hợp) Theo BBC → Mai Hoa → BBC
Mai Hoa (dịch theo BBC) → Mai Hoa → BBC
Mai Hoa (lược dịch theo The Guardian) → Mai Hoa → The Guardian
Mai Hoa/VOV.VN → Mai Hoa → VOV.VN
Mai Hoa/Bnews/vnanet.vn → Mai Hoa → Bnews/vnanet.vn
Mai Hoa/Bnews/TTXVN → Mai Hoa → Bnews/TTXVN
Mai Hoa - Thu Hương (TTXVN) → Mai Hoa; Thu Hương → TTXVN
Tâm HằngTTXVN → Tâm Hằng → TTXVN
PV/VOV.VN → → VOV.VN
PV/TTXVN → → TTXVN
PV (Theo BBC) → → BBC
PV - TTXVN → → TTXVN
Phùng Anh (VTV Online) → Phùng Anh → VTV Online
Mai Hoa/VOV-Tây Bắc → Mai Hoa → VOV
Mai Hoa (VOV-Miền Trung) → Mai Hoa → VOV-Miền Trung
PV VOV tại Lào → → VOV tại Lào
Mai Hoa (T/h từ BBC) → Mai Hoa → BBC
Mai Hoa - Video: VTV → Mai Hoa
Thạc sĩ - Luật sư Lê Chi → Luật sư Lê Chi
Phùng Anh (VTV.vn) → Phùng Anh → VTV.vn
Theo Ngoisao - 25/12/2012 10:25 → → Ngoisao
Mai Hoa Nguồn: BBC → Mai Hoa → BBC
"""


def rows(*tables: str) -> list[tuple[str, tuple[str, ...], str | None]]:
    """The rows of tables as parameters."""
    read = []
    for line in filter(None, "\n".join(tables).splitlines()):
        text, people, source = [*(cell.strip() for cell in line.split("→")), ""][:3]
        read.append((text, tuple(filter(None, people.split("; "))), source or None))
    return read


@pytest.mark.parametrize(("text", "authors", "source"), rows(PEOPLE, TITLES, ROLES, NOBODY, SOURCES))
def test_a_byline_says_who_wrote_and_where_it_comes_from(
    text: str, authors: tuple[str, ...], source: str | None
) -> None:
    line = read_byline(text, OWN)
    assert (line.authors, line.source) == (authors, source)


@pytest.mark.parametrize(("text", "authors", "source"), rows(PEOPLE, ROLES, SOURCES))
def test_decomposed_letters_read_the_same(text: str, authors: tuple[str, ...], source: str | None) -> None:
    line = read_byline(unicodedata.normalize("NFD", text), OWN)
    assert (line.authors, line.source) == (authors, source)


@pytest.mark.parametrize("name", ["Báo Hòa Bình", "Báo Hoà Bình", "Theo báo Hòa Bình"])
def test_outlets_are_known_wherever_the_tone_is_written(name: str) -> None:
    line = read_byline(name)
    assert (line.authors, line.source is not None) == ((), True)


@pytest.mark.parametrize(
    "name", ["Khoa học và Đời sống", "Khoa học & Đời sống", "Sức khỏe & Đời sống", "Sức khoẻ & Đời sống"]
)
def test_an_outlet_with_and_in_its_name_is_one_outlet(name: str) -> None:
    assert read_byline(f"Mai Hoa - {name}") == read_byline(f"Mai Hoa/{name}").__class__(
        f"Mai Hoa - {name}", ("Mai Hoa",), name, False
    )


def test_the_line_stays_as_printed_with_white_space_folded() -> None:
    assert read_byline("  Thực hiện:\n\tMai  Hoa ").text == "Thực hiện: Mai Hoa"


@pytest.mark.parametrize(
    ("text", "role"), [("Nhóm PV", True), ("Theo VnExpress", True), ("(T/h)", True), ("Mai Hoa", False)]
)
def test_a_role_makes_an_author_line_even_of_a_line_that_names_nobody(text: str, role: bool) -> None:
    assert read_byline(text).role is role


def test_the_lines_of_a_page_join_into_one() -> None:
    joined = join_bylines([read_byline("Theo Mai Hoa"), read_byline("Nguồn: Lao Động"), read_byline("Theo Mai Hoa")])
    assert joined is not None
    assert (joined.text, joined.authors, joined.source) == ("Theo Mai Hoa - Nguồn: Lao Động", ("Mai Hoa",), "Lao Động")
    assert join_bylines([]) is None


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
"""
STORIES = """
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
Nguồn cung khan hiếm
Ảnh hưởng của bão
Video không có tiếng
7. Bún chả Hàng Quạt
Đó là lời của Nguyễn Văn An
"Đẹp quá"
Địa chỉ: 12 Trần Phú
Ban tổ chức
"""


@pytest.mark.parametrize("text", SIGNATURES.strip().splitlines())
def test_a_sign_off_is_known(text: str) -> None:
    assert is_signature(text, OWN)


@pytest.mark.parametrize("text", STORIES.strip().splitlines())
def test_a_line_of_the_story_is_no_sign_off(text: str) -> None:
    assert not is_signature(text, OWN)
