"""`python -m benchmarks.report_picture`: renews docs/report.png, the report on a month of ten made-up outlets."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.report import make_report
from tests.support.browser import Window, chromium
from tests.support.newsroom import make_newsroom

PICTURE = Path(__file__).parent.parent / "docs" / "report.png"
SIZE = (1120, 1500)


def main() -> None:
    """Writes the picture and prints its size."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        make_newsroom(Path(folder))
        Window(browser, make_report(Path(folder)).file, SIZE).page.screenshot(path=PICTURE)
    print(f"{PICTURE}: {PICTURE.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
