"""`python -m benchmarks.report [LINES]`: making the report over a large feed, and opening it in Chromium."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.browser import Window, chromium
from tests.newsroom import NOW, make_large_feed


class Made(NamedTuple):
    """A report, and what it cost."""

    file: Path
    seconds: float
    memory: float
    """Greatest resident size of the process in MB (getrusage(2), ru_maxrss)."""


def make_report(output: Path) -> Made:
    """Runs `scrapy report` in a process of its own. Raises RuntimeError where it does not end well."""
    command = [sys.executable, "-m", "scrapy", "report", f"-sOUTPUT={output}", f"-sNOW={NOW.isoformat()}"]
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    began = time.monotonic()
    _, status, usage = os.wait4(os.posix_spawn(sys.executable, command, os.environ, file_actions=quiet), 0)
    if status:
        raise RuntimeError(f"{' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}")
    return Made(output / "report.html", time.monotonic() - began, usage.ru_maxrss / 1024)


def main() -> None:
    """Prints one line."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        make_large_feed(Path(folder), lines)
        made = make_report(Path(folder))
        opened = Window(browser, made.file).seconds
        size = made.file.stat().st_size / 1e6
        print(
            f"{lines:,} articles: made in {made.seconds:.1f} s with {made.memory:.0f} MB,"
            f" {size:.1f} MB large, opened in {opened:.2f} s"
        )


if __name__ == "__main__":
    main()
