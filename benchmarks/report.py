"""`python -m benchmarks.report [LINES]`: making the report over a large feed, and opening it in Chromium."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from benchmarks.cost import cost
from tests.support.browser import Window, chromium
from tests.support.newsroom import NOW, make_large_feed


class Made(NamedTuple):
    """A report, and what it cost."""

    file: Path
    seconds: float
    memory: float
    """Greatest resident size in MB."""


def make_report(output: Path) -> Made:
    """Runs `scrapy report` in a process of its own. Raises RuntimeError where it does not end well."""
    return Made(output / "report.html", *cost("report", f"-sOUTPUT={output}", f"-sNOW={NOW.isoformat()}"))


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
