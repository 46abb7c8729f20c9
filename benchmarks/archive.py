"""`make bench-archive`: what each step from an archive to the feed costs.

In processor time, which other work on the machine hardly moves. Pages are the project's frozen ones, in WARC as a crawl
writes it. Wall time is printed beside the work of two processes: it says something on a quiet machine only.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.read import articles
from pipelines.choose_date import choose_date
from pipelines.near.near_index import NearIndex
from scrapers.archive import files
from scrapers.archive.capture import Capture
from scrapers.archive.folder import warc_files
from scrapers.parallel import in_parallel
from scrapers.parser import read_page
from scrapers.reparse.batch import ALL, mark_copies, read_page_of, revisions
from tests.commands.test_extract_archives import frozen
from tests.support.archives import AT, exchange, writer

ROUNDS = 20
"""How often each page is in the archive, under an address of its own each time."""


def main() -> None:
    """Prints a line a step."""
    with tempfile.TemporaryDirectory(prefix="bench-archive-") as folder:
        _bench(Path(folder))


def _bench(folder: Path) -> None:
    pages = list(_pages())
    size = sum(len(page) for _, page in pages) / 1e6
    print(f"{len(pages)} pages, {size:.1f} MB of HTML, {1000 * size / len(pages):.0f} kB each")
    tell = partial(_tell, len(pages), size)
    tell("write WARC (gzip)", lambda: _write(folder / "archive", pages))
    (path,) = (file.path for file in warc_files(folder / "archive"))
    print(f"  on the disk {path.stat().st_size / len(pages) / 1000:.1f} kB a page")
    captures: list[Capture] = tell("read WARC", lambda: list(files.captures(path, Counter())))
    parsed = tell("parse", lambda: [read_page(one.body, one.url) for one in captures])
    tell("choose dates", lambda: [choose_date(one.dates, AT) for one in parsed])
    read = partial(read_page_of, seconds=5)
    found = tell("page to line (parse, date, clean, validate)", lambda: [read(one) for one in captures])
    if real := [Capture(url, AT, page) for page, url in articles()]:
        deque(map(read, real), maxlen=0)  # what is compiled with the first pages is no cost of a page
        weight = sum(len(one.body) for one in real) / 1e6
        _tell(len(real), weight, f"the same, {len(real)} real pages", lambda: deque(map(read, real), maxlen=0))
    lines = [line for one in found if one.id for line in revisions([one.text])]
    print(f"  {len(lines)} lines")
    tell("near duplicates", lambda: list(mark_copies(lines, NearIndex(folder / "near", ALL), timedelta(days=30))))
    for processes in (1, 2):
        begun = time.monotonic()
        list(in_parallel(read, files.captures(path, Counter()), processes))
        wall, load = time.monotonic() - begun, os.getloadavg()[0]
        print(f"{processes} process{'es' * (processes > 1)}: {wall:.1f} s (load {load:.1f})")
    _spark(path, folder)
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")


def _pages() -> Iterator[tuple[str, bytes]]:
    """Address and page, each round under other numbers: what is no article's address is not read."""
    for shift in range(ROUNDS):
        for url, page in frozen():
            for number in re.findall(r"\d{5,}", url)[-1:]:
                other = str(int(number) + shift)
                yield url.replace(number, other), page.replace(number.encode(), other.encode())


def _write(folder: Path, pages: list[tuple[str, bytes]]) -> None:
    archive = writer(folder)
    for url, page in pages:
        archive.add(replace(exchange("", page), url=url))
    archive.sync()


def _tell(pages: int, size: float, what: str, work: Callable[[], Any]) -> Any:
    spent = _spent()
    made = work()
    core = max(_spent() - spent, 1e-6)
    print(f"{what}: {pages / core:,.0f} pages, {size / core:,.1f} MB a core-second")
    return made


def _spent() -> float:
    """Processor time of this process."""
    return time.process_time()


def _spark(path: Path, folder: Path) -> None:
    if not shutil.which("java"):
        print("Spark: no Java runtime here")
        return
    from scrapers.reparse import cluster

    skipped: Counter[str] = Counter()
    begun = time.monotonic()
    with cluster.session("local[2]", spark_default_parallelism="2") as spark:
        ready = time.monotonic()
        to = f"file://{folder}/feed"
        count = cluster.make_feed(spark, f"file://{path}", to, 5, timedelta(days=30), skipped, [])
        print(f"Spark, local[2]: {time.monotonic() - ready:.1f} s for {count} lines, {ready - begun:.1f} s to start")


if __name__ == "__main__":
    main()
