"""Bylines that name the source of a story, in every form that Vietnamese outlets print."""

from __future__ import annotations

import unicodedata

import pytest

from scrapers.parser.grammar.byline import join_bylines, read_byline
from tests.support.bylines import OWN, rows

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
Theo Q.D (Lao Động) → Q.D → Lao Động
Theo Mai Hoa (Sóng Mới) → Mai Hoa → Sóng Mới
Theo Mai Hoa (Hà Nội) → Mai Hoa
Mai Hoa (Sóng Mới) → Mai Hoa
Theo Trí Thức TrẻCopy link → → Trí Thức Trẻ
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
Mai Hoa/VTV24 → Mai Hoa → VTV24
Mai Hoa (T/h từ BBC) → Mai Hoa → BBC
Mai Hoa - Video: VTV → Mai Hoa
Thạc sĩ - Luật sư Lê Chi → Luật sư Lê Chi
Phùng Anh (VTV.vn) → Phùng Anh → VTV.vn
Theo Ngoisao - 18/12/2012 11:07 → → Ngoisao
Mai Hoa Nguồn: BBC → Mai Hoa → BBC
"""


@pytest.mark.parametrize(("text", "authors", "source"), rows(SOURCES))
def test_a_byline_says_where_the_story_comes_from(text: str, authors: tuple[str, ...], source: str | None) -> None:
    line = read_byline(text, OWN)
    assert (line.authors, line.source) == (authors, source)


@pytest.mark.parametrize(("text", "authors", "source"), rows(SOURCES))
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


def test_the_lines_of_a_page_join_into_one() -> None:
    joined = join_bylines([read_byline("Theo Mai Hoa"), read_byline("Nguồn: Lao Động"), read_byline("Theo Mai Hoa")])
    assert joined is not None
    assert (joined.text, joined.authors, joined.source) == ("Theo Mai Hoa - Nguồn: Lao Động", ("Mai Hoa",), "Lao Động")
    assert join_bylines([]) is None
