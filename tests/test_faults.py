"""Fault injection at every disk operation: after the next run each article is stored exactly once."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest

from tests.support.faults import MODES, main
from tests.support.warm import forked

LEAST = dict.fromkeys(MODES, 100) | {"torn": 5, "full": 90}
"""Minimum of steps for each mode."""


@pytest.mark.parametrize("mode", MODES)
def test_each_write_sync_rename_and_statement_may_go_wrong(mode: str) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        done = forked(main, mode, Path(folder), timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    report = json.loads(done.stdout)
    assert report["problems"] == []
    assert report["articles"] >= 4
    assert report["steps"][mode] >= LEAST[mode]
