"""The text dump of a whole page, as copied from a browser: the story without buttons and lists of links."""

from __future__ import annotations

import pytest

from scrapers.items import Article, NotAnArticle
from scrapers.parser import read_page
from scrapers.processor_time import processor_time

TITLE = "Dọn kênh sau mưa"
LEAD = "Hai bên bờ kênh, người dân bắt đầu dọn dẹp sau đợt nước dâng kéo dài gần một tuần."
TEXTS = (
    "Theo ủy ban xã, hơn hai trăm hộ đã được hỗ trợ gạo và nước sạch trong ngày đầu tiên của đợt dọn dẹp này.",
    "Lưu ý của trạm y tế là nước giếng phải được khử trùng trước khi dùng lại, nhất là ở những nơi nước rút chậm.",
    "Theo dõi mực nước trên sông là việc của đội xung kích, mỗi ca bốn người, từ nay cho đến hết mùa mưa năm nay.",
)
HEAD = f"{TITLE}\n\nMai Hoa\n16/03/2026 08:52\nChia sẻ\nZalo\n128\n\n"


def read(text: str) -> Article:
    """The reading of the text dump of an unknown outlet's page."""
    return read_page(text.encode())


def test_title_author_and_date_stand_above_the_lead_and_buttons_are_none_of_them() -> None:
    article = read(HEAD + "\n".join((LEAD, *TEXTS)))
    assert (article.title, article.lead, article.body) == (TITLE, LEAD, TEXTS)
    assert article.authors == ("Mai Hoa",)
    assert [date.text for date in article.dates] == ["16/03/2026 08:52"]


def test_a_paragraph_that_begins_like_a_button_is_one() -> None:
    assert read(HEAD + "\n\n".join((LEAD, *TEXTS))).body == TEXTS


def test_a_short_line_alone_between_runs_of_paragraphs_is_a_caption() -> None:
    article = read(f"{HEAD}{LEAD}\n{TEXTS[0]}\n\nKênh sau mưa. Ảnh: Thu Trà\n\n{TEXTS[1]}\n{TEXTS[2]}")
    assert [(caption.text, caption.credit) for caption in article.captions] == [
        ("Kênh sau mưa. Ảnh: Thu Trà", "Thu Trà")
    ]
    assert article.body == TEXTS


def test_what_stands_behind_the_heading_of_another_list_is_the_site_s() -> None:
    for heading in ("Tin liên quan", "ĐỌC NHIỀU", "Bình luận (3)", "Từ khóa: kênh, mưa", "Ý kiến bạn đọc (0)"):
        article = read(HEAD + "\n".join((LEAD, *TEXTS)) + f"\n\n{heading}\nMột tin khác hẳn của hôm nay.\nMột tin nữa.")
        assert article.body == TEXTS, heading


def test_a_sign_off_at_the_end_names_the_author() -> None:
    text = f"{TITLE}\n\n{LEAD}\n" + "\n".join((*TEXTS, "Mai Hoa"))
    assert read(text).authors == ("Mai Hoa",)


@pytest.mark.parametrize(
    "start", [b"%PDF-1.7\n%\xe2\xe3\x01\x02\n", b"\x89PNG\r\n\x1a\n\x00\x00", b"PK\x03\x04\x14\x00"]
)
def test_a_file_of_another_kind_is_no_text(start: bytes) -> None:
    with pytest.raises(NotAnArticle, match="neither HTML nor text"):
        read_page(start + "\n\n".join(TEXTS).encode())


def test_a_text_of_ten_thousand_paragraphs_is_read_in_the_time_of_a_page() -> None:
    with processor_time(2):
        assert len(read(f"{TITLE}\n\n{LEAD}\n\n" + "Mưa to.\n\n" * 10_000).body) == 10_000
