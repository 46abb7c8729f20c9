"""Whatever step on the disk goes wrong, and however: the next run ends with every article, once."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.support.faults import MODES
from tests.support.runs import PROJECT


@pytest.mark.parametrize("mode", MODES)
def test_each_write_sync_rename_and_statement_may_go_wrong(mode: str) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        command = [sys.executable, "-m", "tests.support.faults", mode, folder]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300, check=True)
    told = json.loads(done.stdout)
    assert told["problems"] == []
    assert told["articles"] >= 4
    assert told["steps"] > 100
