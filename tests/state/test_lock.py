"""A lock or a state that cannot be had is told by its path and the system's own reason."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scrapers.state.lock import Lock, holder
from tests.support import PROJECT

ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from scrapers.state.crawl_state import State
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
try:
    State(Path(sys.argv[1]))
except OSError as error:
    print(error.errno, error.filename)
"""


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["a pipe", "a folder"])
def test_what_is_no_file_is_named_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "anhai.lock"
    make(path)
    for take in (lambda: Lock(path, ""), lambda: holder(path)):
        with pytest.raises(OSError, match=r"no file|directory") as raised:
            take()
        assert raised.value.filename == str(path)


def test_a_state_without_room_is_named_with_what_the_disk_says(tmp_path: Path) -> None:
    path = tmp_path / "anhai.sqlite"
    command = [sys.executable, "-c", ON_A_FULL_DISK, str(path)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [str(errno.EFBIG), str(path)], done.stderr
