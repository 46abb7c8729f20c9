"""Validate: lines that break the feed's contract are rejected with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from pipelines.validate import InvalidLine, validate
from scrapers.items import Caption, Line

LINE = Line(
    id="kinhtedothi:312057",
    url="https://kinhtedothi.vn/cau-moi-qua-song.312057.html",
    outlet="kinhtedothi",
    kind="article",
    language="vi",
    title="Cầu mới qua sông",
    lead=None,
    byline=None,
    authors=[],
    source=None,
    date="2026-03-07T08:00:00+07:00",
    date_precision="minute",
    date_source="page",
    date_text="07/03/2026 08:00",
    dateline=None,
    body="Đoạn một.\n\nĐoạn hai.",
    captions=[],
    section=None,
    tags=[],
    images=[],
    paywalled=False,
    crawled_at="2026-03-07T02:30:00Z",
    parser="kinhtedothi/2025",
)
LINES = ("title", "byline", "source", "date_text", "dateline", "section")
UNDATED = {"date": None, "date_precision": None, "date_source": None}
CAPTION = Caption("Cầu.", None, None)


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"url": None},
        {"body": "", "captions": [CAPTION]},
        {"body": "", "kind": "video"},
        {"body": "", "kind": "gallery"},
        UNDATED,
        {"date": "2026-03-07T00:00:00+07:00", "date_precision": "day"},
        {"date": "2026-03-07T10:30:00+07:00"},
        {"modified": "2026-03-07T07:00:00+07:00"},
        {"kind": "a kind of tomorrow"},
    ],
    ids=str,
)
def test_a_good_line_passes(change: Mapping[str, Any]) -> None:
    validate(replace(LINE, **change))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": ""}, "no title"),
        ({"body": ""}, "no body"),
        ({"body": "Một\nhai"}, "body: paragraphs are not one blank line apart"),
        ({"body": "Một\n\n\n\nhai"}, "body: paragraphs are not one blank line apart"),
        ({"title": "Cầu\u2028sông"}, "title: String should match"),
        ({"lead": "Cầu\x00"}, "lead: String should match"),
        ({"authors": "An"}, "authors: Input should be a valid array"),
        ({"paywalled": None}, "paywalled: Input should be a valid boolean"),
        ({"id": "vnexpress:1"}, "id: not of this outlet"),
        ({"url": "/a.html"}, "url: no web address"),
        ({"date": "2026-03-07T08:00:00"}, "date: String should match"),
        ({"date": "2026-02-30T08:00:00+07:00"}, "date: no such day or time"),
        ({"date": "2026-03-07T10:31:00+07:00"}, "date: in the future"),
        ({"date_precision": "day"}, "date: a day is not written as local midnight"),
        ({"date": None}, "date: value, precision and source do not stand together"),
        ({"date_source": None}, "date: value, precision and source do not stand together"),
        ({"modified": "2026-13-01T08:00:00+07:00"}, "modified: no such day or time"),
        ({"modified": "hôm qua"}, "modified: String should match"),
        ({"content_hash": "?"}, "content_hash: String should match"),
        *(({field: "a" * 1001}, f"{field}: longer than 1,000 characters") for field in LINES),
        ({"revision": 0}, "revision: Input should be greater than or equal to 1"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_a_bad_line_is_dropped_with_its_reason(change: Mapping[str, Any], reason: str) -> None:
    with pytest.raises(InvalidLine) as caught:
        validate(replace(LINE, **change))
    assert caught.value.reason.startswith(reason)
