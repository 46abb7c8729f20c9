"""`scrapy feed`: output of each task, where it goes, and the exit code."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Protocol

import pytest
from scrapy.cmdline import execute

from pipelines.feed.schema import dump
from scrapers.items import Caption
from scrapers.state.lock import Lock
from tests.support import PROJECT
from tests.support.feeds import article, store
from tests.support.terminal import read_terminal

NOW = "2026-03-10T09:00+07:00"


def command(output: Path, *args: str) -> list[str]:
    return [sys.executable, "-m", "scrapy", "feed", *args, "-s", f"OUTPUT={output}", "-s", f"NOW={NOW}"]


class Done(NamedTuple):
    """What a run of the command has printed."""

    stdout: str
    stderr: str


class Feed(Protocol):
    """Runs the command; it must end with `code`."""

    def __call__(self, output: Path, *args: str, code: int = 0) -> Done: ...


@pytest.fixture
def feed(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Feed]:
    """The command as `scrapy` runs it, in this process: starting one costs a second."""
    monkeypatch.chdir(PROJECT)
    monkeypatch.setenv("COLUMNS", "100")
    before = signal.getsignal(signal.SIGTERM)

    def run(output: Path, *args: str, code: int = 0) -> Done:
        with pytest.raises(SystemExit) as ended:
            execute(["scrapy", *command(output, *args)[3:]])
        out, err = capfd.readouterr()
        assert ended.value.code == code, err
        return Done(out, err)

    yield run
    signal.signal(signal.SIGTERM, before)


def ids(text: str) -> list[str]:
    return [json.loads(line)["id"] for line in text.splitlines()]


def test_since_gives_lines_as_they_stand_and_the_next_cursor_as_last_line_of_stderr(tmp_path: Path, feed: Feed) -> None:
    first, second = article(1), article(2, outlet="vnexpress")
    store(tmp_path, first, second)
    done = feed(tmp_path, "since", "start")
    assert done.stdout.encode() == dump(first) + dump(second)
    (cursor,) = done.stderr.splitlines()
    store(tmp_path, article(3))
    assert ids(feed(tmp_path, "since", cursor).stdout) == ["kinhtedothi:3"]


def test_since_keeps_its_cursor_in_a_file(tmp_path: Path, feed: Feed) -> None:
    store(tmp_path, *(article(n) for n in range(3)))
    file = tmp_path / "cursor"
    kept = ("since", "--cursor", str(file), "-n", "2")
    assert ids(feed(tmp_path, *kept).stdout) == ["kinhtedothi:0", "kinhtedothi:1"]
    assert ids(feed(tmp_path, *kept).stdout) == ["kinhtedothi:2"]
    done = feed(tmp_path, *kept)
    assert (done.stdout, done.stderr) == ("", "")
    file.write_text("something else")
    assert "holds no cursor" in feed(tmp_path, *kept, code=2).stderr


def test_since_keeps_the_old_cursor_when_its_reader_goes_away(tmp_path: Path) -> None:
    store(tmp_path, *(article(n, body="Đoạn. " * 500) for n in range(200)))
    kept = command(tmp_path, "since", "--cursor", str(tmp_path / "cursor"))
    with subprocess.Popen(kept, cwd=PROJECT, stdout=-1, stderr=-1) as run:
        assert run.stdout
        assert run.stdout.readline()
        run.stdout.close()
        assert run.wait(30) == 0
    assert not (tmp_path / "cursor").exists()


def test_tail_gives_the_lines_crawled_last_of_all_outlets(tmp_path: Path, feed: Feed) -> None:
    store(
        tmp_path,
        article(1, "2026-03-07T09:00+07:00"),
        article(2, "2026-03-09T09:00+07:00"),
        article(3, "2026-03-08T09:00+07:00", "vnexpress"),
        article(4, "2026-03-09T10:00+07:00", "vnexpress", section="Kinh tế"),
    )
    assert ids(feed(tmp_path, "tail", "-n", "3").stdout) == ["vnexpress:3", "kinhtedothi:2", "vnexpress:4"]
    assert ids(feed(tmp_path, "tail", "--section", "kinh tế").stdout) == ["vnexpress:4"]
    row = "2026-03-07 08:00  vnexpress:4               Cầu số 4 qua sông  https://vnexpress.vn/cau-4.html"
    assert feed(tmp_path, "tail", "-n", "1", "--table").stdout == f"{row}\n"


def test_tail_follows_lines_whole_as_they_come_also_in_new_outlets_and_days(tmp_path: Path) -> None:
    path, text = store(tmp_path, article(1)), dump(article(2))
    with subprocess.Popen(command(tmp_path, "tail", "-f", "-n", "1"), cwd=PROJECT, stdout=-1, stderr=-1) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == dump(article(1))
        with path.open("ab") as file:
            file.write(text[:50])
            file.flush()
            time.sleep(1.5)
            file.write(text[50:])
        assert run.stdout.readline() == text
        for line in (article(3, "2026-03-10T09:00+07:00"), article(4, outlet="tuoitre")):
            store(tmp_path, line)
            assert run.stdout.readline() == dump(line)
        run.terminate()
        assert run.wait(10) == 130


def test_latest_gives_the_last_revision_of_each_article_that_still_stands(tmp_path: Path, feed: Feed) -> None:
    last = article(1, "2026-03-08T09:00+07:00", revision=2, title="Cầu mới")
    gone = replace(article(2, "2026-03-08T09:00+07:00", revision=2), kind="removed")
    store(tmp_path, article(1), article(2), article(3), last, gone)
    done = feed(tmp_path, "latest")
    assert done.stdout.encode() == dump(article(3)) + dump(last)
    assert ids(feed(tmp_path, "latest", "--removed").stdout) == [f"kinhtedothi:{n}" for n in (3, 1, 2)]
    assert ids(feed(tmp_path, "latest", "--text", "số 1").stdout) == []


def test_latest_shows_the_newest_first_in_a_table_and_with_n(tmp_path: Path, feed: Feed) -> None:
    days = ("2026-03-02T08:00", "2026-03-04T08:00", "2026-03-03T08:00")
    store(tmp_path, *(article(n, date=f"{day}:00+07:00") for n, day in enumerate(days)))
    assert ids(feed(tmp_path, "latest", "-n", "2").stdout) == ["kinhtedothi:1", "kinhtedothi:2"]
    rows = feed(tmp_path, "latest", "--table").stdout.splitlines()
    assert [row.split()[2] for row in rows] == ["kinhtedothi:1", "kinhtedothi:2", "kinhtedothi:0"]
    long = article(7, title="Rất dài " * 40 + "hết", date="2026-03-05T08:00:00+07:00")
    store(tmp_path, long)
    assert f" {long.title}  {long.url}\n" in feed(tmp_path, "latest", "--table", "-n", "1").stdout


def test_a_row_on_a_terminal_is_one_line_and_its_headline_a_link(
    tmp_path: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    store(tmp_path, article(7, title="Rất dài " * 40 + "hết"))
    out = feed(tmp_path, "latest", "--table").stdout
    assert out.count("\n") == 1
    assert "https://kinhtedothi.vn/cau-7.html\x1b\\Rất dài" in out
    assert "…" in out
    assert "hết" not in out


@pytest.mark.parametrize("task", ["latest", "tail", "stats"])
def test_a_filter_that_matches_nothing_says_so(tmp_path: Path, feed: Feed, task: str) -> None:
    store(tmp_path, article(1))
    done = feed(tmp_path, task, "--text", "đường sắt", "--section", "kinh-te")
    assert (done.stdout, done.stderr) == ("", "scrapy feed: no article has --section 'kinh-te', --text 'đường sắt'\n")
    assert feed(tmp_path, task, "--text", "cau so").stderr == ""


@pytest.mark.parametrize("task", ["latest", "tail"])
def test_a_terminal_shows_rows_unless_lines_are_asked_for(tmp_path: Path, task: str) -> None:
    store(tmp_path, article(1, title="Cầu mới thông xe"))
    assert "Cầu mới thông xe" in on_terminal(tmp_path, task)
    assert '"id"' not in on_terminal(tmp_path, task)
    assert '"id":"kinhtedothi:1"' in on_terminal(tmp_path, task, "--json")


def on_terminal(output: Path, *args: str) -> str:
    """What the command shows there."""
    ours, theirs = pty.openpty()
    run = subprocess.Popen(command(output, *args), cwd=PROJECT, stdout=theirs, env=os.environ | {"TERM": "xterm"})
    os.close(theirs)
    shown = read_terminal(ours).decode()
    os.close(ours)
    assert run.wait(60) == 0
    return shown


def test_latest_groups_near_duplicates_under_the_earliest_published(tmp_path: Path, feed: Feed) -> None:
    def dated(number: int, date: str, precision: str, outlet: str = "kinhtedothi", of: str | None = None) -> None:
        line = article(number, outlet=outlet, date=f"2026-03-{date}:00+07:00", date_precision=precision)
        store(tmp_path, replace(line, duplicate_of=of))

    dated(1, "07T08:00", "minute")
    dated(2, "07T00:00", "day", of="kinhtedothi:1")
    dated(3, "07T06:00", "minute", "vnexpress", of="kinhtedothi:1")
    dated(4, "06T06:00", "minute", "vnexpress")
    dated(5, "07T09:00", "minute", "vnexpress", of="kinhtedothi:2")
    lines = [json.loads(line) for line in feed(tmp_path, "latest", "--group").stdout.splitlines()]
    assert {line["id"].partition(":")[2]: line["duplicate_of"] for line in lines} == {
        "1": "vnexpress:3",
        "2": "vnexpress:3",
        "3": None,
        "4": None,
        "5": "vnexpress:3",
    }
    only = feed(tmp_path, "latest", "--group", "--outlet", "kinhtedothi").stdout
    assert [json.loads(line)["duplicate_of"] for line in only.splitlines()] == ["vnexpress:3"] * 2


ARTICLE = article(
    1,
    lead="Cầu thứ năm.",
    byline="Lê Nam",
    section="Đô thị",
    body="Đoạn một nói về cầu.\n\nĐoạn hai.",
    captions=[Caption("Cầu. Ảnh: Lê Nam", "Lê Nam", None)],
    tags=["cầu", "sông"],
)
EDITED = replace(
    article(1, "2026-03-08T09:00+07:00", revision=2, title="Cầu số 1 qua sông Hồng"),
    lead="Cầu thứ năm.",
    body="Đoạn một nói về hai cầu.\n\nĐoạn hai.\n\nĐoạn ba.",
)


def test_show_gives_an_article_to_read(tmp_path: Path, feed: Feed) -> None:
    store(tmp_path, ARTICLE, EDITED, article(11))
    blocks = feed(tmp_path, "show", "kinhtedothi:1", "--revision", "1").stdout.rstrip().split("\n\n")
    assert blocks == [
        "Cầu số 1 qua sông",
        "Lê Nam · 2026-03-07 08:00 · Đô thị",
        "Cầu thứ năm.",
        "Đoạn một nói về cầu.",
        "Đoạn hai.",
        "[Cầu. Ảnh: Lê Nam]",
        "Tags: cầu, sông",
        "https://kinhtedothi.vn/cau-1.html\n"
        "kinhtedothi:1 · revision 1 of 2 · crawled 2026-03-07T02:30:00Z · kinhtedothi/2025",
    ]
    assert "Cầu số 1 qua sông Hồng" in feed(tmp_path, "show", "kinhtedothi:1").stdout


@pytest.mark.parametrize(
    "name",
    [
        "1",
        "http://m.kinhtedothi.vn/cau-1.html?utm_source=zalo",
        "https://kinhtedothi.vn/cau-1.html",
        "kinhtedothi.vn/cau-1.html",
    ],
)
def test_show_knows_an_article_by_number_and_by_address(tmp_path: Path, feed: Feed, name: str) -> None:
    store(tmp_path, article(1), article(11), article(21, outlet="vnexpress"))
    assert feed(tmp_path, "show", name).stdout.startswith("Cầu số 1 qua sông\n")


def test_show_asks_which_of_several_is_meant(tmp_path: Path, feed: Feed) -> None:
    store(tmp_path, article(1), article(1, outlet="vnexpress"))
    assert "1 may be kinhtedothi:1, vnexpress:1: name one" in feed(tmp_path, "show", "1", code=1).stderr


def test_diff_shows_what_a_reader_sees_changed(tmp_path: Path, feed: Feed) -> None:
    store(tmp_path, replace(ARTICLE, byline=None, captions=[]), EDITED)
    done = feed(tmp_path, "diff", "kinhtedothi:1")
    assert done.stdout.splitlines() == [
        "kinhtedothi:1: revision 1 (2026-03-07T02:30:00Z) → 2 (2026-03-08T02:00:00Z)",
        "",
        "title",
        "- Cầu số 1 qua sông",
        "+ Cầu số 1 qua sông Hồng",
        "",
        "paragraph 1",
        "- Đoạn một nói về cầu.",
        "+ Đoạn một nói về hai cầu.",
        "",
        "paragraph 3",
        "+ Đoạn ba.",
    ]
    assert "+ Cầu số 1 qua sông\n" in feed(tmp_path, "diff", "kinhtedothi:1", "2", "1").stdout


def test_diff_is_in_colour_on_a_terminal(tmp_path: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    store(tmp_path, ARTICLE, EDITED)
    out = feed(tmp_path, "diff", "kinhtedothi:1").stdout
    assert "\x1b[31m- Cầu số 1 qua sông\x1b[0m\n" in out
    assert "\x1b[32m+ Cầu số 1 qua sông \x1b[0m\x1b[1;4;32mHồng\x1b[0m\n" in out


def test_stats_count_articles_not_revisions(tmp_path: Path, feed: Feed) -> None:
    store(
        tmp_path,
        *(article(n, date=f"2026-03-0{1 + n % 3}T08:00:00+07:00", authors=["Lê Nam"]) for n in range(6)),
        article(0, "2026-03-08T09:00+07:00", revision=2),
        article(9, outlet="vnexpress", date="2026-03-03T08:00:00+07:00"),
    )
    rows = [line.split() for line in feed(tmp_path, "stats").stdout.splitlines()]
    assert rows[0] == ["outlet", "articles", "2026-03-01", "to", "2026-03-03"]
    assert rows[2:] == [["kinhtedothi", "6", "███"], ["vnexpress", "1", "█"]]
    by_day = feed(tmp_path, "stats", "--by", "day").stdout.splitlines()[2:]
    assert [line.split()[:2] for line in by_day] == [["2026-03-01", "2"], ["2026-03-02", "2"], ["2026-03-03", "3"]]
    by_author = feed(tmp_path, "stats", "--by", "author,outlet", "-n", "1").stdout
    assert re.search(r"Lê Nam +kinhtedothi +6 ", by_author)
    assert "1 more" in by_author


def test_on_a_narrow_terminal_bars_give_way_to_names(
    tmp_path: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(tmp_path, article(1, section="Quy hoạch - Xây dựng", authors=["Nguyễn Thị Minh Anh"]))
    monkeypatch.setenv("COLUMNS", "60")
    [heading, _, row] = feed(tmp_path, "stats", "--by", "section").stdout.splitlines()
    assert (heading.split(), row.split("  ")[0]) == (["section", "articles"], "Quy hoạch - Xây dựng")
    assert row.count("█") == 20
    shown = feed(tmp_path, "stats", "--by", "section,author").stdout
    assert "Nguyễn Thị" in shown
    assert all(len(line) <= 60 for line in shown.splitlines())


@pytest.mark.parametrize(
    ("by", "rows"),
    [
        ("month", [["2025-12", "1"], ["2026-01", "2"], ["–", "1"]]),
        ("week", [["2026-W01", "3"], ["–", "1"]]),
        ("year", [["2025", "1"], ["2026", "2"], ["–", "1"]]),
        ("hour", [["08", "1"], ["21", "1"], ["–", "2"]]),
        ("tag", [["cầu", "3"], ["sông", "1"], ["–", "1"]]),
        ("source", [["–", "3"], ["TTXVN", "1"]]),
        ("kind", [["article", "3"], ["video", "1"]]),
    ],
)
def test_stats_count_by_time_tag_source_and_kind(tmp_path: Path, feed: Feed, by: str, rows: list[list[str]]) -> None:
    store(
        tmp_path,
        article(1, date="2025-12-31T21:00:00+07:00", tags=["cầu", "sông"], source="TTXVN"),
        article(2, date="2026-01-01T08:30:00+07:00", tags=["cầu"], kind="video"),
        article(3, date="2026-01-02T00:00:00+07:00", date_precision="day", tags=["cầu"]),
        article(4, date=None, date_precision=None, date_source=None, tags=[]),
    )
    shown = feed(tmp_path, "stats", "--by", by).stdout.splitlines()[2:]
    assert [line.split()[:2] for line in shown] == rows


@pytest.mark.parametrize(("name", "start"), [("a.svg", b"<?xml"), ("a.PNG", b"\x89PNG")])
def test_stats_draw_a_chart(tmp_path: Path, feed: Feed, name: str, start: bytes) -> None:
    store(tmp_path, article(1, tags=["cầu $1$"]))
    done = feed(tmp_path, "stats", "--by", "tag", "--chart", str(tmp_path / name))
    assert done.stderr == f"scrapy feed: a chart of it in {tmp_path / name}\n"
    assert (tmp_path / name).read_bytes().startswith(start)
    assert "neither in .svg nor in .png" in feed(tmp_path, "stats", "--chart", "a.pdf", code=2).stderr


def test_search_shows_the_place_of_the_words(tmp_path: Path, feed: Feed) -> None:
    store(tmp_path, article(1, body="Chợ Hà Nội sáng nay."), article(2))
    done = feed(tmp_path, "search", "ha noi")
    assert done.stdout.splitlines() == [
        "2026-03-07 08:00  kinhtedothi:1  Cầu số 1 qua sông  https://kinhtedothi.vn/cau-1.html",
        "    Chợ **Hà Nội** sáng nay.",
    ]
    assert json.loads(feed(tmp_path, "search", "ha noi", "--json").stdout)["snippet"] == "Chợ Hà Nội sáng nay."
    assert feed(tmp_path, "search", "đà lạt").stderr == "scrapy feed: no article has 'đà lạt'\n"
    assert "'…' holds no word" in feed(tmp_path, "search", "…", code=2).stderr


def test_dates_are_asked_for_in_iso_or_in_vietnamese(tmp_path: Path, feed: Feed) -> None:
    days = ("2026-02-27", "2026-03-01", "2026-03-09")
    store(tmp_path, *(article(n, date=f"{day}T08:00:00+07:00") for n, day in enumerate(days)))
    for window, found in (("--since thứ-hai", "2"), ("--since 3/2026", "12"), ("--until 1/3/2026", "01")):
        got = ids(feed(tmp_path, "latest", *window.replace("thứ-hai", "thứ hai").split(maxsplit=1)).stdout)
        assert "".join(name[-1] for name in got) == found, window
    for when, found in (("hôm qua", "2"), ("3/2026", "12"), ("..1/3/2026", "01"), ("2026-02-28..hôm nay", "12")):
        got = ids(feed(tmp_path, "since", "start", "--date", when).stdout)
        assert "".join(name[-1] for name in got) == found, when


def test_verify_ends_with_1_and_the_places_if_anything_is_wrong(tmp_path: Path, feed: Feed) -> None:
    path = store(tmp_path, article(1), article(2))
    assert feed(tmp_path, "verify").stdout == "2 lines of 2 articles, 1 day, 1 outlet: nothing wrong\n"
    store(tmp_path, article(2))
    assert feed(tmp_path, "verify", code=1).stdout == (
        f"{path}:3: kinhtedothi:2 revision 1 is there twice\n3 lines of 2 articles, 1 day, 1 outlet: 1 problem\n"
    )


def test_compact_leaves_an_outlet_that_is_being_crawled(tmp_path: Path, feed: Feed) -> None:
    store(tmp_path, article(1), article(2, outlet="vnexpress"))
    lock = Lock(tmp_path / "state" / "vnexpress.lock", "2026-03-10T02:00:00Z")
    done = feed(tmp_path, "compact", "--keep", "0", code=1)
    assert re.match(r"kinhtedothi: 1 day closed, 1 compacted, ", done.stdout)
    assert f"vnexpress is being crawled already: process {os.getpid()}" in done.stderr
    feed(tmp_path, "compact", "--outlet", "vnexpress", code=75)
    lock.release()
    feed(tmp_path, "compact", "--keep", "0")
    assert len(ids(feed(tmp_path, "latest").stdout)) == 2
    feed(tmp_path, "verify")


def test_export_writes_what_is_asked_for(tmp_path: Path, feed: Feed) -> None:
    store(tmp_path, article(1), article(1, "2026-03-08T09:00+07:00", revision=2, title="Cầu mới"))
    file = tmp_path / "feed.csv"
    done = feed(tmp_path, "export", "--to", "csv", str(file))
    assert (done.stdout, done.stderr) == ("", f"scrapy feed: 2 lines in {file}\n")
    feed(tmp_path, "export", "--to", "csv", "--latest", str(file))
    assert "Cầu mới" in file.read_text()
    assert "Cầu số 1" not in file.read_text()


def test_broken_lines_are_named_and_passed_over(tmp_path: Path, feed: Feed) -> None:
    path = store(tmp_path, article(1))
    with path.open("ab") as file:
        file.write(b"{}\n")
    store(tmp_path, article(2))
    for task in (("latest",), ("since", "start", "--text", "cầu"), ("tail", "--text", "cầu")):
        done = feed(tmp_path, *task, code=1)
        assert ids(done.stdout) == ["kinhtedothi:1", "kinhtedothi:2"]
        assert f"{path}, byte " in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "arguments are required: task"),
        (("since",), "write start, a cursor, or --cursor FILE"),
        (("since", "abc"), "'abc' is no cursor"),
        (("since", "start", "--date", "ngày kia kìa"), "is no date"),
        (("tail", "-n", "-1"), "'-1' is no number"),
        (("tail", "--folow"), "unknown option --folow: did you mean --follow?"),
        (("stats", "--sicne", "x"), "unknown option --sicne: did you mean --since? (see scrapy feed stats -h)"),
        (("export", "--follow", "a.csv"), "unknown option --follow (see scrapy feed export -h)"),
        (("stats", "--date", "2026", "--since", "2026"), "--date stands alone"),
        (("serch", "x"), "no serch: did you mean search?"),
        (("latest", "kinhtedothi"), "unknown argument kinhtedothi"),
        (("stats", "--by", "days"), "--by: no days, there are day, week, month, year, hour, outlet, author"),
        (("export", "--to", "ods", "a"), "argument --to: no ods, there are csv, duckdb,"),
        (("compact", "--keep", "x"), "'x' is no number (see scrapy feed compact -h)"),
        (("export", "--to", "csv", "--removed", "a"), "--removed belongs to --latest"),
        (("export", "--to", "csv", "/nowhere/a.csv"), "cannot write a file /nowhere/a.csv"),
        (("diff", "kinhtedothi:1", "1"), "name two revisions"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_refused_in_one_line(
    tmp_path: Path, feed: Feed, args: tuple[str, ...], said: str
) -> None:
    store(tmp_path, article(1))
    done = feed(tmp_path, *args, code=2)
    assert said in done.stderr
    assert (done.stdout, done.stderr.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("show", "kinhtedothi:2"), "the feed holds no kinhtedothi:2"),
        (("show", "kinhtedothi:1", "--revision", "2"), "has no revision 2, only 1"),
        (("diff", "kinhtedothi:1"), "has one revision only"),
        (("latest", "--outlet", "vnexpres"), "the feed holds nothing of vnexpres, it has kinhtedothi"),
    ],
    ids=str,
)
def test_what_the_feed_does_not_hold_fails_in_one_line(
    tmp_path: Path, feed: Feed, args: tuple[str, ...], said: str
) -> None:
    store(tmp_path, article(1))
    assert said in feed(tmp_path, *args, code=1).stderr


def test_without_a_feed_it_says_so(tmp_path: Path, feed: Feed) -> None:
    assert feed(tmp_path, "latest", code=1).stderr == f"scrapy feed: there is no feed in {tmp_path}: crawl first\n"


def test_settings_may_stand_before_the_task(tmp_path: Path) -> None:
    store(tmp_path, article(1))
    args = [sys.executable, "-m", "scrapy", "feed", "-s", f"OUTPUT={tmp_path}", "tail"]
    assert ids(subprocess.check_output(args, cwd=PROJECT, text=True)) == ["kinhtedothi:1"]


def test_export_writes_what_the_name_says_and_to_stdout(tmp_path: Path, feed: Feed) -> None:
    store(tmp_path, article(1), article(2))
    done = feed(tmp_path, "export", str(tmp_path / "cau.xlsx"), "--columns", "title,date")
    assert done.stderr == f"scrapy feed: 2 lines in {tmp_path / 'cau.xlsx'}\n"
    done = feed(tmp_path, "export", "-", "--to", "csv", "--columns", "title", "--delimiter", ";")
    assert done.stdout == "\ufefftitle\nCầu số 1 qua sông\nCầu số 2 qua sông\n".replace("\n", "\r\n")
    assert "two formats" in feed(tmp_path, "export", "a.csv", "--to", "xlsx", code=2).stderr


def test_files_of_lines_are_read_like_a_feed(tmp_path: Path, feed: Feed) -> None:
    file = tmp_path / "lines.jsonl"
    lines = (article(1, body="Chợ Hà Nội."), article(2, outlet="vnexpress"), article(3, outlet="thethao247.vn"))
    file.write_bytes(b"".join(dump(line, f"trang/{n}.html") for n, line in enumerate(lines)) + b"{}\n")
    for task in (("latest", "--table"), ("stats", "--by", "outlet"), ("search", "ha noi"), ("show", "2")):
        done = feed(tmp_path / "nothing", *task, "--in", str(file), code=1)
        assert f"{file}:4: " in done.stderr
        assert done.stdout
    csv_file = tmp_path / "lines.csv"
    feed(tmp_path / "nothing", "export", str(csv_file), "--columns", "file,id", "--in", str(file), code=1)
    assert csv_file.read_text("utf-8-sig").splitlines() == [
        "file,id",
        "trang/0.html,kinhtedothi:1",
        "trang/2.html,thethao247.vn:3",
        "trang/1.html,vnexpress:2",
    ]
    assert "No such file" in feed(tmp_path, "latest", "--in", "nowhere.jsonl", code=1).stderr
    told = f"scrapy feed: {csv_file} is no JSON Lines: extract -o lines.jsonl writes such a file\n"
    assert feed(tmp_path, "stats", "--in", str(csv_file), code=1).stderr == told
