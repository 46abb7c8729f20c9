"""Store: complete lines, appended and synced; torn ones are truncated; revisions follow the content hash."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.content_hash import content_hash
from pipelines.day_files import DayFiles
from pipelines.feed.schema import dump
from pipelines.recover import catch_up, mend, open_state
from scrapers.items import Caption, Line
from scrapers.state.crawl_state import State
from scrapers.state.lock import Lock

DAY = "2026-03-16"


def line(number: int = 1, **changes: Any) -> Line:
    made = Line(
        id=f"kinhtedothi:{number}",
        url=f"https://kinhtedothi.vn/bai-{number}.html",
        outlet="kinhtedothi",
        kind="article",
        language="vi",
        title="Hà Nội mở đường mới",
        lead="Dài 3 km",
        byline="Hồng Nhung",
        authors=["Hồng Nhung"],
        source=None,
        dateline="Kinhtedothi",
        body="Một.\n\nHai.",
        captions=[Caption("Đường mới. Ảnh: An", "An", None)],
        section="Đô thị",
        tags=["giao thông"],
        images=[],
        paywalled=False,
        crawled_at="2026-03-16T02:00:00Z",
        parser="kinhtedothi/2025",
    )
    return replace(made, **changes)


@pytest.fixture
def feed(tmp_path: Path) -> DayFiles:
    return DayFiles(tmp_path / "articles" / "kinhtedothi")


def test_lines_are_appended_and_found_again(feed: DayFiles) -> None:
    first, second = (feed.append(DAY, dump(line(number))) for number in (1, 2))
    assert first[1:] == (0, second[1])
    assert feed.line(*second[:2])["id"] == "kinhtedothi:2"
    assert [json.loads(text)["id"] for text in (feed.folder / f"{DAY}.jsonl").read_text().splitlines()] == [
        "kinhtedothi:1",
        "kinhtedothi:2",
    ]


@pytest.mark.parametrize("torn", [b"", b'{"id": "kinh', b"\x00" * 200_000])
@pytest.mark.parametrize("whole", [b"", b'{"a": 1}\n', b'{"a": 1}\n' * 20_000])
def test_a_torn_end_is_cut_off_and_nothing_else(tmp_path: Path, whole: bytes, torn: bytes) -> None:
    file = tmp_path / f"{DAY}.jsonl"
    file.write_bytes(whole + torn)
    assert mend(file) == len(torn)
    assert file.read_bytes() == whole


def test_a_state_that_knows_nothing_learns_the_feed(feed: DayFiles) -> None:
    for number in (1, 2):
        feed.append(DAY, dump(line(number)))
    feed.append("2026-03-17", dump(line(1, revision=2, title="Đầu đề mới")))
    state = State()
    assert catch_up(state, feed).torn == 0
    article = state.article("kinhtedothi:1")
    assert article
    assert (article.revision, article.file, state.article_at("https://kinhtedothi.vn/bai-2.html")) == (
        2,
        "2026-03-17.jsonl",
        "kinhtedothi:2",
    )


def test_a_state_that_fell_behind_learns_the_rest(feed: DayFiles) -> None:
    state = State()
    feed.append(DAY, dump(line(1)))
    catch_up(state, feed)
    _, start, _ = feed.append(DAY, dump(line(2)))
    with (feed.folder / f"{DAY}.jsonl").open("ab") as file:
        file.write(b'{"torn')
    assert catch_up(state, feed).torn == 1
    article = state.article("kinhtedothi:2")
    assert article
    assert article.start == start
    assert catch_up(state, feed).sentences() == []


def test_a_feed_that_was_cut_is_learned_anew(feed: DayFiles) -> None:
    state = State()
    for number in (1, 2):
        feed.append(DAY, dump(line(number)))
    catch_up(state, feed)
    (feed.folder / f"{DAY}.jsonl").write_bytes(dump(line(1)))
    catch_up(state, feed)
    assert state.article("kinhtedothi:1")
    assert state.article("kinhtedothi:2") is None


def test_a_line_that_is_none_is_passed_over(feed: DayFiles) -> None:
    feed.append(DAY, b"broken\n")
    feed.append(DAY, b"[]\n")
    feed.append(DAY, dump(line(1)))
    state = State()
    catch_up(state, feed)
    assert state.article("kinhtedothi:1")


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Khác"},
        {"lead": None},
        {"byline": "An"},
        {"source": "TTXVN"},
        {"dateline": None},
        {"body": "Một."},
        {"captions": []},
    ],
)
def test_what_a_reader_reads_makes_a_revision(change: dict[str, Any]) -> None:
    assert content_hash(line(**change)) != content_hash(line())


@pytest.mark.parametrize(
    "change",
    [
        {"date": "2026-03-16T08:00:00+07:00", "date_text": "5 phút trước"},
        {"modified": "2026-03-16T08:00:00+07:00"},
        {"section": "Thời sự"},
        {"tags": []},
        {"images": ["https://static.kinhtedothi.vn/1.jpg"]},
        {"captions": [Caption("Đường mới. Ảnh: An", "An", "https://static.kinhtedothi.vn/2.jpg")]},
        {"crawled_at": "2026-03-17T02:00:00Z", "parser": "kinhtedothi/2026", "revision": 5},
    ],
)
def test_what_changes_around_the_text_makes_none(change: dict[str, Any]) -> None:
    assert content_hash(line(**change)) == content_hash(line())
    assert len(content_hash(line())) == 16


def test_lines_that_cannot_be_made_durable_are_cut_off_again(feed: DayFiles) -> None:
    feed.append(DAY, dump(line(1)))
    feed.sync()
    kept = (feed.folder / f"{DAY}.jsonl").read_bytes()
    feed.append(DAY, dump(line(2)))
    feed.append("2026-03-17", dump(line(3)))
    (feed.folder / "2026-03-17.jsonl").unlink()
    with pytest.raises(FileNotFoundError):
        feed.sync()
    feed.sync()
    assert (feed.folder / f"{DAY}.jsonl").read_bytes().startswith(kept)
    assert [raw.text for day in feed.days() for raw in day.lines()] == [dump(line(1)), dump(line(2))]


def test_what_was_mended_is_said_in_words(tmp_path: Path) -> None:
    feed, path = DayFiles(tmp_path / "articles" / "kinhtedothi"), tmp_path / "state" / "kinhtedothi.sqlite"
    messages = []
    for damage in (b"", dump(line(2)), b'{"torn', b"broken\n", None, b"no database"):
        if damage is None:
            path.unlink()
        elif damage == b"no database":
            path.write_bytes(damage * 100)
        else:
            feed.append(DAY, damage or dump(line(1)))
        state, repairs = open_state(path, Lock(path.with_suffix(".lock"), "now"), feed)
        state.close()
        messages.append(repairs.sentences())
    assert messages == [
        ["the state was missing: made anew from the 1 lines of the feed"],
        ["1 lines of a run that was killed taken over into the state"],
        ["1 torn last line cut off, left by a crash; its article is crawled again"],
        ["1 broken lines passed over (feed verify names their places)"],
        [
            "the state was missing: made anew from the 2 lines of the feed",
            "1 broken lines passed over (feed verify names their places)",
        ],
        [
            "the state was damaged (file is not a database; kept as kinhtedothi.sqlite.broken): made anew from the 2"
            " lines of the feed",
            "1 broken lines passed over (feed verify names their places)",
        ],
    ]
