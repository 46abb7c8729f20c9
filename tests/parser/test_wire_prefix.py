"""Wire prefixes: the short name of any outlet is removed from the start of a lead; sentences stay whole."""

from __future__ import annotations

import pytest

from scrapers.parser.grammar.wire_prefix import cut_prefix

LEAD = "Sáng nay, cầu mới nối hai bờ kênh đã thông xe."


@pytest.mark.parametrize(
    "wire", ["NDO", "HNMO", "SGGPO", "GD&TĐ", "VOV.VN", "Kinhtedothi", "KTSG Online", "Dân trí", "TN"]
)
def test_a_wire_is_cut_before_a_dash_and_in_brackets(wire: str) -> None:
    for text in (f"{wire} - {LEAD}", f"({wire}) – {LEAD}", f"({wire}) {LEAD}", f"{wire}: {LEAD}"):
        assert cut_prefix(text) == (LEAD, wire)


@pytest.mark.parametrize(
    "text", [LEAD, f"Công lý - hai chữ đó ở phiên tòa {LEAD}", f"24h - một ngày ở bệnh viện. {LEAD}", f"Tin tức {LEAD}"]
)
def test_words_that_only_happen_to_be_a_title_stay(text: str) -> None:
    assert cut_prefix(text) == (text, None)


@pytest.mark.parametrize("wire", ["Vensong.vn", "VENSONG.VN", "Baovensong.com.vn", "NDO"])
def test_an_address_and_a_known_wire_need_no_dash_where_a_full_stop_ends_them(wire: str) -> None:
    for text in (f"{wire}. {LEAD}", f"{wire} - {LEAD}"):
        assert cut_prefix(text) == (LEAD, wire)
    assert cut_prefix(f"Dân trí. {LEAD}") == (f"Dân trí. {LEAD}", None)


@pytest.mark.parametrize(
    "prefix",
    ["Hà Nội (TTXVN)", "Hanoi (VNA)", "TP. Hồ Chí Minh (TTXVN)", "Geneva (TTXVN 12/4)", "Washington D.C. (Reuters)"],
)
def test_a_place_with_its_agency_is_a_wire_prefix(prefix: str) -> None:
    assert cut_prefix(f"{prefix} - {LEAD}") == (LEAD, prefix)


@pytest.mark.parametrize(
    "text", ["Bà Mai (58 tuổi) - chủ quán - nói.", "Công ty FPT (FPT) - mã cổ phiếu mới.", "TP. Hồ Chí Minh mưa."]
)
def test_other_brackets_and_the_short_word_of_a_city_stay(text: str) -> None:
    assert cut_prefix(text) == (text, None)


def test_an_outlet_in_brackets_needs_no_dash() -> None:
    assert cut_prefix(f"(Bnews) {LEAD}") == (LEAD, "Bnews")
    assert cut_prefix(f"(Bến đò) {LEAD}") == (f"(Bến đò) {LEAD}", None)


def test_initials_in_brackets_are_a_wire_whether_known_or_not() -> None:
    assert cut_prefix(f"(XYĐT) {LEAD}") == (LEAD, "XYĐT")
    assert cut_prefix(f"(Trích) {LEAD}") == (f"(Trích) {LEAD}", None)


@pytest.mark.parametrize(
    ("wire", "name"),
    [
        ("TCKT", "Tạp chí Kiến trúc"),
        ("ĐTO", "Báo Đồng Tháp Online"),
        ("BTNO", "BAO TAY NINH ONLINE"),
        ("BHG", "Báo Hà Giang"),
        ("HGO", "Báo Hà Giang"),
        ("GD&TĐ", "Giáo dục & Thời đại"),
    ],
)
def test_the_initials_of_an_outlets_own_name_are_cut_on_its_own_page(wire: str, name: str) -> None:
    assert cut_prefix(f"{wire} - {LEAD}", (name,)) == (LEAD, wire)


@pytest.mark.parametrize("text", [f"ASEAN - Hàn Quốc: {LEAD}", f"BT - {LEAD}", f"Bh - {LEAD}", f"BHGX - {LEAD}"])
def test_other_initials_before_a_dash_are_the_sentences_own(text: str) -> None:
    assert cut_prefix(text, ("Báo Hà Giang",)) == (text, None)


def test_an_outlets_own_title_is_cut_on_its_own_page() -> None:
    assert cut_prefix(f"Công lý - {LEAD}", ("Công lý",)) == (LEAD, "Công lý")
