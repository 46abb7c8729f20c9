"""Measures near duplicates: precision and recall on the test set, milliseconds an article and bytes of a large index.

Run as `python -m benchmarks.near [ARTICLES]`.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory

from pipelines.near.mark import Near
from scrapers.items import Line
from tests.near.pairs import pairs
from tests.near.score import score

SEEDS = range(2026, 2031)
ARTICLES = 20_000
SYLLABLES = 640
"""The median of real articles of 25 Vietnamese outlets."""
NOW = datetime(2026, 3, 17, tzinfo=UTC)


def show_score() -> None:
    """Right answers for each kind of pair, over a few draws of the set."""
    total = score(pair for seed in SEEDS for pair in pairs(seed))
    for kind, (right, count) in sorted(total.kinds.items()):
        print(f"  {right:5} of {count:5}  {kind}")
    print(f"pairs {sum(count for _, count in total.kinds.values())} ({len(SEEDS)} draws)")
    print(f"precision {total.precision:.4f}  recall {total.recall:.4f}")


def written(count: int, chance: random.Random) -> Iterator[Line]:
    """Articles of the usual length, mixed from the test set; two have 9 shingles in 1,000 in common, real ones 1."""
    stories = [pair.first for pair in pairs(1) if pair.copy]
    words = [word for story in stories for part in story.text for word in part.split()]
    model = stories[0].line("vov:0")
    for number in range(count):
        starts = chance.choices(range(len(words) - 2), k=SYLLABLES // 2)
        body = " ".join(" ".join(words[start : start + 2]) for start in starts)
        yield replace(model, id=f"vov:{number}", lead=None, body=body, content_hash=f"{number:016x}")


def show_cost(count: int) -> None:
    """Time of a look-up with its claim while the index grows, and of one copy in ten."""
    chance = random.Random(1)
    lines = list(written(count, chance))
    with TemporaryDirectory() as folder:
        near = Near(Path(folder), NOW, timedelta(days=30), count)
        near.open()
        times, copies, began = list[float](), 0, time.process_time()
        for line in lines:
            copy = replace(line, id=line.id.replace("vov", "nld"))
            for asked in (line, copy) if chance.random() < 0.1 else (line,):
                start = time.perf_counter()
                copies += near.original(asked) is not None
                times.append(time.perf_counter() - start)
        busy = time.process_time() - began
        near.close()
        size = sum(file.stat().st_size for file in (Path(folder) / "state").iterdir())
    print(f"articles {len(times)}, of them copies {copies}, {size / len(times):.0f} bytes each")
    print(f"ms of processor an article: {1e3 * busy / len(times):.2f}")
    for name, part in (("all", times), ("last tenth", times[-len(times) // 10 :])):
        figures = (1e3 * figure for figure in (mean(part), median(part), max(part)))
        print("ms an article, {}: mean {:.2f}, median {:.2f}, slowest {:.1f}".format(name, *figures))


if __name__ == "__main__":
    show_score()
    show_cost(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES)
