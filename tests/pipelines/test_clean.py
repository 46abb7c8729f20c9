"""Clean: the feed's promises on text and URLs, whatever the page held."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.clean import clean, clean_text
from pipelines.feed.schema import dump
from scrapers.items import Article, Caption

NOW = datetime(2026, 3, 7, 9, 30, tzinfo=timezone(timedelta(hours=7)))
ARTICLE = Article(
    url="https://kinhtedothi.vn/cau-moi-qua-song.312057.html",
    outlet="kinhtedothi",
    article_id="312057",
    parser="kinhtedothi/2025",
    why="marker",
    kind="article",
    title="Cầu mới qua sông",
    body=("Đoạn một.", "Đoạn hai."),
)


def test_text_is_nfc_and_stands_on_one_line() -> None:
    decomposed = unicodedata.normalize("NFD", "Cầu mới\n qua\tsông")
    assert clean_text(f"  {decomposed}\u2028Hồng\u2029\u00a0\u0085 ") == "Cầu mới qua sông Hồng"


def test_control_and_invisible_characters_vanish() -> None:
    assert clean_text("Hà\x00 Nội\ufeff\u200b \x9f\x1b\ud800!") == "Hà Nội !"


@given(st.text(st.characters(exclude_categories=())))
def test_no_text_at_all_leaves_what_the_feed_forbids(text: str) -> None:
    cleaned = clean_text(text)
    assert cleaned == clean_text(cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in cleaned)
    cleaned.encode()


def test_paragraphs_are_one_blank_line_apart_and_never_empty() -> None:
    line = clean(replace(ARTICLE, body=("Một\nhai", " \u200b", "Ba")), NOW)
    assert line.body == "Một hai\n\nBa"


def test_what_the_page_does_not_say_is_null_or_an_empty_list() -> None:
    line = clean(replace(ARTICLE, lead=" ", byline="\u200b", tags=("", " "), authors=()), NOW)
    assert (line.lead, line.byline, line.source, line.section) == (None, None, None, None)
    assert [line.tags, line.authors, line.captions, line.images] == [[], [], [], []]


def test_addresses_are_absolute_and_named_once() -> None:
    images = ("/anh/cầu 1.jpg", "//cdn.kinhtedothi.vn/2.jpg", "data:image/gif;base64,R0", "", "/anh/cầu 1.jpg")
    assert clean(replace(ARTICLE, images=images), NOW).images == [
        "https://kinhtedothi.vn/anh/c%E1%BA%A7u%201.jpg",
        "https://cdn.kinhtedothi.vn/2.jpg",
    ]


def test_a_caption_without_words_is_no_caption() -> None:
    captions = (
        Caption(" ", None, "/1.jpg"),
        Caption("Cầu.  Ảnh: An", "An", "/2.jpg"),
        Caption("Sông", "", "javascript:"),
    )
    assert clean(replace(ARTICLE, captions=captions), NOW).captions == [
        Caption("Cầu. Ảnh: An", "An", "https://kinhtedothi.vn/2.jpg"),
        Caption("Sông", None, None),
    ]


@pytest.mark.parametrize(
    ("own", "url", "expected"),
    [
        ("312057", ARTICLE.url, "kinhtedothi:312057"),
        (None, "https://kinhtedothi.vn/a.html", "kinhtedothi:22940be6bea1756b"),
        (None, None, "kinhtedothi:b7d082ee12e91b75"),
    ],
    ids=["the outlet's own id", "hash of the address", "hash of the page"],
)
def test_every_article_has_a_stable_id(own: str | None, url: str | None, expected: str) -> None:
    assert clean(replace(ARTICLE, article_id=own, url=url), NOW, b"<html>").id == expected


def test_the_time_of_the_fetch_is_utc() -> None:
    assert clean(ARTICLE, NOW).crawled_at == "2026-03-07T02:30:00Z"
    assert clean(ARTICLE, NOW.astimezone(UTC)).crawled_at == "2026-03-07T02:30:00Z"


def test_a_written_line_is_one_line_of_utf8_json_with_file_in_front() -> None:
    line = clean(replace(ARTICLE, body=("Một\u2028hai", "Ba\x85bốn")), NOW)
    written = dump(line, "trang/bài.html")
    assert len(written.decode().splitlines()) == 1
    assert written.endswith(b"\n")
    read = json.loads(written)
    assert list(read)[:3] == ["file", "schema", "id"]
    assert read["file"] == "trang/bài.html"
    assert read["body"] == "Một hai\n\nBa bốn"


def test_names_tags_and_pictures_are_listed_once() -> None:
    twice = replace(ARTICLE, authors=("Mai Hoa", "Mai  Hoa"), tags=("cầu", "cầu "), images=("/a.jpg", "/a.jpg"))
    line = clean(twice, NOW)
    assert (line.authors, line.tags, len(line.images)) == (["Mai Hoa"], ["cầu"], 1)
