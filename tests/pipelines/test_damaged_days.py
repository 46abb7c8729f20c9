"""Day files damaged by a power cut are detected at any length, never appended to, and restored."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from os import mkfifo
from pathlib import Path

import pytest

from pipelines.day_files import DayFiles
from pipelines.feed.days import days
from pipelines.feed.head import is_plainly_whole, read_head
from pipelines.feed.json_line import read_object
from pipelines.feed.schema import dump
from pipelines.feed.verify import verify
from pipelines.recover import open_state
from scrapers.state.lock import Lock
from tests.support.feeds import article, problems, store

NAME = "2026-03-07.jsonl"


def opened(output: Path) -> tuple[list[str], set[str]]:
    """The report of the next run, and the articles that it considers stored."""
    lock = Lock(output / "state" / "kinhtedothi.lock", "now")
    feed = DayFiles(output / "articles" / "kinhtedothi")
    state, repairs = open_state(output / "state" / "kinhtedothi.sqlite", lock, feed)
    known = {stored.id for stored in state.stored_in(NAME)}
    state.close()
    return repairs.sentences(), known


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """A day file of three articles that are in the state."""
    path = store(tmp_path, *(article(number) for number in (1, 2, 3)))
    assert opened(tmp_path)[1] == {"kinhtedothi:1", "kinhtedothi:2", "kinhtedothi:3"}
    return path


@pytest.mark.parametrize("lost", [1, 10, 200, "a line and a half"])
def test_an_end_of_zeros_is_cut_off_and_what_it_held_is_not_known_any_more(
    tmp_path: Path, day: Path, lost: int | str
) -> None:
    """The file has the length in the state: only its bytes differ."""
    lines = day.read_bytes().splitlines(keepends=True)
    zeros = len(lines[2]) + len(lines[1]) // 2 if isinstance(lost, str) else lost
    day.write_bytes(day.read_bytes()[:-zeros] + bytes(zeros))
    report, known = opened(tmp_path)
    left = 1 if isinstance(lost, str) else 2
    assert known == {f"kinhtedothi:{number}" for number in range(1, left + 1)}
    assert day.read_bytes() == b"".join(lines[:left])
    assert report[0].startswith("1 torn last line cut off")
    assert opened(tmp_path) == ([], known)


def test_zeros_within_a_day_make_its_article_unknown(tmp_path: Path, day: Path) -> None:
    """The line stays, since readers have passed it; the article is requested again."""
    lines = day.read_bytes().splitlines(keepends=True)
    lines[1] = lines[1][:100] + bytes(len(lines[1]) - 101) + b"\n"
    day.write_bytes(b"".join(lines))
    report, known = opened(tmp_path)
    assert known == {"kinhtedothi:1", "kinhtedothi:3"}
    assert report[0] == "the state was sure of lines that are damaged: made anew from the 2 lines of the feed"
    assert opened(tmp_path) == ([], known)
    assert day.read_bytes() == b"".join(lines)


BROKEN = {
    "zeros": bytes(300) + b"\n",
    "a lone surrogate": b'{"schema":"1.0","id":"kinhtedothi:\\ud800","revision":1}\n',
    "a lone surrogate in a title": dump(article(9)).replace(b'"title":"', b'"title":"\\ud800'),
    "100,000 brackets": b"[" * 100_000 + b"\n",
    "100,000 objects": b'{"a":' * 100_000 + b"\n",
    "a huge number": b'{"schema":"1.0","id":"kinhtedothi:9","revision":' + b"9" * 5000 + b"}\n",
    "two lines in one": dump(article(8))[:-40] + dump(article(9)),
    "no object": b'"kinhtedothi:9"\n',
    "no UTF-8": b'{"schema":"1.0","id":"kinhtedothi:\xff"}\n',
    "nothing": b"\n",
}


@pytest.mark.parametrize("line", BROKEN.values(), ids=BROKEN)
def test_a_broken_line_is_named_and_ends_nothing(tmp_path: Path, day: Path, line: bytes) -> None:
    """Neither a run nor a reader; those beside it are known."""
    with day.open("ab") as file:
        file.write(line + dump(article(4)))
    _, known = opened(tmp_path)
    assert known >= {f"kinhtedothi:{number}" for number in (1, 2, 3, 4)}
    assert any(what.startswith(f"kinhtedothi/{NAME}:4: ") for what in problems(tmp_path))
    assert not is_plainly_whole(line)
    for read in (read_object, read_head):
        with suppress(ValueError):  # and no other
            read(line)


def test_verify_finds_a_changed_letter(tmp_path: Path) -> None:
    """The content hash is there to be checked."""
    path = store(tmp_path, article(1), article(2, body="Cầu dài 320 m."))
    assert problems(tmp_path) == []
    path.write_bytes(path.read_bytes().replace(b"320 m", b"330 m"))
    assert problems(tmp_path) == [
        f"kinhtedothi/{NAME}:2: kinhtedothi:2 revision 1 was changed: its text is not what its content_hash is of"
    ]


def test_a_line_as_a_crawl_writes_it_is_plainly_whole(tmp_path: Path) -> None:
    """So that readers need not read it to pass it on."""
    store(tmp_path, *(article(number) for number in range(5)))
    (day,) = days(tmp_path, "kinhtedothi")
    assert all(is_plainly_whole(raw.text) for raw in day.lines())
    assert list(verify(tmp_path, (), Counter())) == []


@pytest.mark.parametrize("put", [Path.mkdir, mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_a_day_that_is_no_file_is_named_and_not_read(tmp_path: Path, put: Callable[[Path], object]) -> None:
    path = tmp_path / "articles" / "kinhtedothi" / NAME
    path.parent.mkdir(parents=True)
    put(path)
    with pytest.raises(OSError, match=f"no regular file: .*{NAME}"):
        opened(tmp_path)
