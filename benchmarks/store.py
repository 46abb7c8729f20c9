"""`python -m benchmarks.store`: lines a second that become durable, singly and in groups, and what opening costs."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path

from pipelines.day_files import DayFiles
from scrapers.items import Line
from scrapers.state.crawl_state import State
from scrapers.state.lock import Lock

LINES = 2_000
ARTICLES = 100_000
"""Lines of the state that is opened."""
LINE = Line(
    id="kinhtedothi:1",
    url="https://kinhtedothi.vn/1.html",
    outlet="kinhtedothi",
    kind="article",
    language="vi",
    title="Một đầu đề dài như ở tờ báo nào cũng thấy, mười lăm tiếng",
    lead="Một đoạn dẫn " * 10,
    byline=None,
    source=None,
    date="2026-03-16T08:00:00+07:00",
    authors=[],
    dateline=None,
    body="\n\n".join(["Một đoạn văn trong bài, dài chừng sáu mươi chữ. " * 10] * 8),
    captions=[],
    section=None,
    tags=[],
    images=[],
    paywalled=False,
    crawled_at="2026-03-16T02:00:00Z",
    parser="kinhtedothi/2025",
)


def store(folder: Path, lines: int, group: int) -> float:
    """Lines a second, stored in groups of so many."""
    feed = DayFiles(folder / "articles" / "kinhtedothi")
    state = State(folder / "state.sqlite", Lock(folder / "lock", ""))
    begun = time.perf_counter()
    for number in range(lines):
        made = replace(LINE, id=f"kinhtedothi:{number}", url=f"https://kinhtedothi.vn/{number}.html")
        state.store(*feed.add(made))
        state.settle([made.url or ""], made.id)
        if number % group == group - 1:
            feed.sync()
            state.commit()
    taken = time.perf_counter() - begun
    state.close()
    return lines / taken


def main() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory(dir="output") as folder:
        for group in (1, 10, 100):
            rate = store(Path(folder) / str(group), LINES, group)
            print(f"{rate:8,.0f} lines/s, durable in groups of {group}")
        store(Path(folder) / "large", ARTICLES, ARTICLES)
        begun = time.perf_counter()
        State(Path(folder) / "large" / "state.sqlite").close()
        print(f"{time.perf_counter() - begun:8.2f} s to open and check a state of {ARTICLES:,} articles")


if __name__ == "__main__":
    main()
