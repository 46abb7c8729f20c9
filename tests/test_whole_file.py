"""Files and lines are written atomically, whatever the disk does."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from scrapers.whole_file import append_line, make_folder, whole_file
from tests.support import PROJECT

FULL = """
import resource, signal, sys
from pathlib import Path
from scrapers.whole_file import append_line
from tests.support import PROJECT
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (150, 150))
try:
    append_line(Path(sys.argv[1]), b"y" * 99 + b"\\n")
except OSError as error:
    sys.exit(error.errno)
"""
"""Appends a hundred bytes to a file that may grow to 150: the kernel writes what still fits, as on a full disk."""


@pytest.mark.parametrize("before", [b"x" * 99 + b"\n", b"x" * 149 + b"\n"])
def test_a_line_that_does_not_fit_leaves_no_part_of_it(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "day.jsonl"
    path.write_bytes(before)
    done = subprocess.run([sys.executable, "-c", FULL, path], cwd=PROJECT, check=False)
    assert done.returncode in {errno.ENOSPC, errno.EFBIG}
    assert path.read_bytes() == before


def test_lines_are_added_at_the_end_and_know_where_they_start(tmp_path: Path) -> None:
    path = tmp_path / "day.jsonl"
    assert [append_line(path, text) for text in (b"one\n", b"two\n", b"three\n")] == [0, 4, 8]
    assert path.read_bytes() == b"one\ntwo\nthree\n"


def test_a_file_keeps_its_old_content_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_bytes(b"old")
    with pytest.raises(TypeError), whole_file(path) as file:
        file.writelines([b"half", None])  # type: ignore[list-item]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    with whole_file(path) as file:
        file.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced() -> None:
    with whole_file(Path("/dev/null")) as file:
        file.write(b"gone")
    assert Path("/dev/null").is_char_device()


def test_folders_are_made_with_those_above_them(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
