"""`scrapy feed` with broken input or a full disk: one line of error, exit code 1, no partial file."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.feed import close_days
from pipelines.feed.compact import compact
from pipelines.feed.export import FORMATS, interruptible
from pipelines.feed.id_index import open_index
from scrapers.items import Line
from tests.support import PROJECT
from tests.support.feeds import article, store
from tests.support.small_disk import on_a_full_disk
from tests.support.warm import scrapy

NOW = "2026-03-10T09:00+07:00"


def command(output: Path, *args: str) -> tuple[str, ...]:
    return "feed", *args, f"-sOUTPUT={output}", f"-sNOW={NOW}"


def fails(output: Path, *args: str, code: int = 1) -> str:
    """The only line on stderr."""
    done = scrapy(*command(output, *args))
    assert (done.returncode, done.stderr.count("\n")) == (code, 1), done.stderr
    return done.stderr


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A feed with a truncated compacted day followed by an intact one."""
    store(tmp_path, *(article(n, body=f"Đoạn {n}. " * 50) for n in range(100)), article(100, "2026-03-08T09:00+07:00"))
    (day,) = close_days(tmp_path, "kinhtedothi", "2026-03-08")
    compact(day)
    os.truncate(day.packed, day.packed.stat().st_size - 40)
    return tmp_path


TASKS = ["latest", "latest --group", "since start", "stats", "tail -n 200", "show kinhtedothi:99"]
EXPORTS = [f"export --to {to} feed.{to}" for to in FORMATS]


@pytest.mark.parametrize("task", [*TASKS, *EXPORTS])
def test_a_compacted_day_that_was_damaged_is_named(damaged: Path, task: str) -> None:
    packed = damaged / "articles" / "kinhtedothi" / "2026-03-07.jsonl.zst"
    args = [word.replace("feed.", f"{damaged}/feed.") for word in task.split()]
    assert fails(damaged, *args).startswith(f"scrapy feed: {packed}: cannot be unpacked: ")
    assert [entry.name for entry in damaged.iterdir()] == ["articles"]


def test_a_cursor_is_not_kept_behind_a_day_that_could_not_be_read(damaged: Path) -> None:
    fails(damaged, "since", "--cursor", f"{damaged}/cursor")
    assert not (damaged / "cursor").exists()


def test_verify_goes_on_behind_what_is_no_file(tmp_path: Path) -> None:
    path = store(tmp_path, article(1), article(1))
    path.with_name("2026-03-06.jsonl").mkdir()
    done = scrapy(*command(tmp_path, "verify"))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        f"{path.with_name('2026-03-06.jsonl')}: Is a directory\n"
        f"{path}:2: kinhtedothi:1 revision 1 is there twice\n"
        "2 lines of 1 article, 2 days, 1 outlet: 2 problems\n"
    )


def test_compact_names_the_day_that_stays_open(tmp_path: Path) -> None:
    path = store(tmp_path, article(1))
    with path.open("ab") as file:
        file.write(b"{}\n")
    assert f"{path} stays open, a line is broken: scrapy feed verify says which" in fails(tmp_path, "compact")


@pytest.mark.parametrize("to", FORMATS)
def test_an_export_to_a_full_disk_says_so_and_leaves_nothing(tmp_path: Path, to: str) -> None:
    lines = (article(n, body=f"{os.urandom(3000).hex()}") for n in range(200))
    store(tmp_path / "feed", *lines)
    output, disk = tmp_path / "export", tmp_path / "disk"
    output.mkdir()
    run = [sys.executable, "-m", "scrapy", *command(tmp_path / "feed", "export", "--to", to, f"{disk}/feed.{to}")]
    done = on_a_full_disk(run, PROJECT, output, disk)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith(f"scrapy feed: cannot write {disk}/feed.{to}: ")
    assert list(output.iterdir()) == []


@pytest.mark.parametrize("to", FORMATS)
def test_an_export_that_is_interrupted_leaves_nothing(tmp_path: Path, to: str) -> None:
    def lines() -> Iterator[Line]:
        yield from (article(n) for n in range(3000))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        FORMATS[to](lines(), tmp_path / "feed")
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_query_of_duckdb_is_no_mistake_of_the_program() -> None:
    # What DuckDB 1 raises where Ctrl-C meets a query; that it does so in time cannot be relied on.
    with pytest.raises(KeyboardInterrupt), interruptible():
        raise RuntimeError("Query interrupted")
    with pytest.raises(RuntimeError), interruptible():
        raise RuntimeError("anything else")


@pytest.mark.parametrize("to", ["duckdb", "sqlite"])
def test_a_database_takes_the_place_of_no_device(tmp_path: Path, to: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    store(tmp_path, article(1))
    message = fails(tmp_path, "export", "--to", to, f"{tmp_path}/pipe")
    assert message == f"scrapy feed: {tmp_path}/pipe is no file: a database needs one\n"
    assert (tmp_path / "pipe").is_fifo()


def test_a_temporary_index_without_room_says_where_to_give_it_some(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.feed.id_index._CACHE", 64)
    room = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, room[1]))
    try:
        with pytest.raises(OSError, match="SQLITE_TMPDIR"), open_index() as index:
            index.execute("CREATE TABLE t AS SELECT zeroblob(1000000)")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, room)


@pytest.mark.parametrize("cursor", ["nowhere/cursor", "folder", "pipe"])
def test_a_place_where_no_cursor_can_be_kept_is_refused_before_a_line_is_read(tmp_path: Path, cursor: str) -> None:
    store(tmp_path, article(1))
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    message = fails(tmp_path, "since", "--cursor", f"{tmp_path}/{cursor}", code=2)
    assert message.startswith(f"scrapy feed: cannot write a file {tmp_path}/{cursor}")


def test_what_is_said_to_a_closed_stdout_goes_nowhere(tmp_path: Path) -> None:
    store(tmp_path, article(1))
    run = [sys.executable, "-m", "scrapy", *command(tmp_path, "since", "start")]
    done = subprocess.run(["sh", "-c", '"$@" >&-', "sh", *run], cwd=PROJECT, stderr=-1, text=True, check=True)
    assert done.stderr.count("\n") == 1


def test_a_line_of_bytes_that_are_no_text_is_named(tmp_path: Path) -> None:
    path = store(tmp_path, article(1))
    start = path.stat().st_size
    with path.open("ab") as file:
        file.write(b"\0\0\0\0\xff\n")
    for task in (("latest",), ("latest", "--group")):
        done = scrapy(*command(tmp_path, *task))
        assert (done.returncode, json.loads(done.stdout)["id"]) == (1, "kinhtedothi:1")
        assert f"{path}, byte {start}: " in done.stderr
