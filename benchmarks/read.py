"""How fast pages are read: `read_page` against a bare `lxml.html.fromstring` of the same bytes, in one run."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import html

from scrapers.parser import NotAnArticle, read_page

PAGES = Path(__file__).parents[2] / "shared" / "pages" / "articles"
ROUNDS = 7
LIMIT = 2.5


def measure(pages: list[bytes], rounds: int = ROUNDS) -> tuple[float, float]:
    """Seconds of processor time that the bare parse and `read_page` take for all pages, the least of several rounds."""
    bare = read = float("inf")
    for _ in range(rounds):
        bare = min(bare, _timed(html.fromstring, pages))
        read = min(read, _timed(_read, pages))
    return bare, read


def _timed(work: Callable[[bytes], object], pages: list[bytes]) -> float:
    start = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - start


def _read(page: bytes) -> None:
    try:
        read_page(page)
    except NotAnArticle:
        return


def main() -> int:
    """Print both times and their ratio; 1 where the ratio is above the limit, 0 else and where there are no pages."""
    pages = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    if not pages:
        print(f"skipped: no pages in {PAGES}")
        return 0
    bare, read = measure(pages)
    size = sum(map(len, pages)) / 1e6
    print(f"{len(pages)} pages, {size:.1f} MB: bare parse {bare * 1000:.1f} ms, read_page {read * 1000:.1f} ms, "
          f"ratio {read / bare:.2f} (limit {LIMIT})")  # fmt: skip
    return int(read / bare > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
