"""Bylines: every form that Vietnamese outlets print, and the people that it names."""

from __future__ import annotations

import unicodedata

import pytest

from scrapers.outlets import outlets
from scrapers.parser.grammar.byline import read_byline
from tests.support.bylines import OWN, rows

PEOPLE = """
Nguyễn Văn An → Nguyễn Văn An
NGUYỄN VĂN AN → NGUYỄN VĂN AN
Hà Lê → Hà Lê
Lê → Lê
Độc giả Mai Hoa → Mai Hoa
Trường Giang → Trường Giang
Trường Mầm non Hoa Hồng →
Ghi chép của Mai Hoa → Mai Hoa
Chùm thơ của Mai Hoa → Mai Hoa
Truyện ngắn: Mai Hoa → Mai Hoa
Mai Hoa và nhóm PV → Mai Hoa
TS Trần Bình - Bệnh viện Ven Sông → TS Trần Bình
A A →
A- A A+ →
Trong →
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
K207 → K207
Linh1990 → Linh1990
K207 - Mai Hoa → K207; Mai Hoa
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
Anne-Sophie Bernard - Mai Hoa → Anne-Sophie Bernard; Mai Hoa
AMELIA THOMSON-BERNARD → AMELIA THOMSON-BERNARD
John Smith-Thu Hương → John Smith; Thu Hương
John Smith, Senior Writer → John Smith
John Smith und Maria da Silva → John Smith; Maria da Silva
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
Mai Hoa 11/03/2026 15:32 → Mai Hoa
Mai Hoa - 12/03/2026 16:23 → Mai Hoa
Mai Hoa | 20:37 11/12/2012 → Mai Hoa
Mai Hoa - Thứ Ba, 25/03/2014 16:08 → Mai Hoa
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
Admin123 →
Editor2024 →
A123456 →
0912345678 →
Chỉ đạo thực hiện: Phạm Sơn →
Tổ chức sản xuất: Phạm Sơn, Lê Bình →
Chỉ đạo: Phạm Sơn - Tổ chức thực hiện: Lê Bình - Nội dung: Mai Hoa → Mai Hoa
Chịu trách nhiệm nội dung: Phạm Sơn; Bài: Mai Hoa; Mỹ thuật: Lê Bình → Mai Hoa
Tổng hợp →
(Tổng hợp) →
(T/h) →
T/h →
TH → TH
PV (tổng hợp) →
PV tổng hợp →
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


@pytest.mark.parametrize(("text", "authors", "source"), rows(PEOPLE, TITLES, ROLES, NOBODY))
def test_a_byline_says_who_wrote(text: str, authors: tuple[str, ...], source: str | None) -> None:
    line = read_byline(text, OWN)
    assert (line.authors, line.source) == (authors, source)


@pytest.mark.parametrize(("text", "authors", "source"), rows(PEOPLE, ROLES))
def test_decomposed_letters_read_the_same(text: str, authors: tuple[str, ...], source: str | None) -> None:
    line = read_byline(unicodedata.normalize("NFD", text), OWN)
    assert (line.authors, line.source) == (authors, source)


def test_the_line_stays_as_printed_with_white_space_folded() -> None:
    assert read_byline("  Thực hiện:\n\tMai  Hoa ").text == "Thực hiện: Mai Hoa"


@pytest.mark.parametrize(
    ("text", "role"), [("Nhóm PV", True), ("Theo VnExpress", True), ("(T/h)", True), ("Mai Hoa", False)]
)
def test_a_role_makes_an_author_line_even_of_a_line_that_names_nobody(text: str, role: bool) -> None:
    assert read_byline(text).role is role


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Ảnh: (Sở Y tế) Trần Long - Bài: Mai Hoa", ("Mai Hoa",)),
        ("Mai Hoa (Hà Nội) - Trần Long", ("Mai Hoa", "Trần Long")),
        ("Bài: Mai Hoa (Hà Nội), Trần Long - Ảnh: Doãn Thành", ("Mai Hoa", "Trần Long")),
    ],
)
def test_behind_a_bracket_counts_the_mark_from_before_it(line: str, authors: tuple[str, ...]) -> None:
    assert read_byline(line).authors == authors


@pytest.mark.parametrize("name", [name for outlet in outlets().values() for name in outlet.names if len(name) > 2])
def test_no_outlet_of_ours_is_an_author_on_another_outlets_page(name: str) -> None:
    assert read_byline(f"Minh Anh - {name}").authors == ("Minh Anh",)


@pytest.mark.parametrize("initials", ["T.N.", "N.Đ.", "TN"])
def test_two_letters_are_a_reporter(initials: str) -> None:
    assert read_byline(f"Minh Anh - {initials}").authors == ("Minh Anh", initials)


def test_the_letter_of_an_authors_picture_is_no_part_of_the_name_and_a_slip_is() -> None:
    assert read_byline("TBình Nguyên").authors == ("Bình Nguyên",)
    assert read_byline("NGuyễn Bình Nguyên").authors == ("NGuyễn Bình Nguyên",)
