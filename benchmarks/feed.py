"""`python -m benchmarks.feed [LINES]`: speed and memory of `scrapy feed` over a generated feed of a million lines."""

from __future__ import annotations

import random
import sys
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.cost import Cost, cost
from pipelines.feed.schema import dump
from scrapers.items import Caption, Line

OUTLETS = 10
DAYS = 100
REVISED = 0.05
"""Share of lines that are a second revision."""
COPIED = 0.1
"""Share of articles that are near duplicates of an earlier one of another outlet."""
TASKS = (
    ("since", "start"),
    ("since", "start", "--text", "ngõ Vọng Hà"),
    ("latest",),
    ("latest", "--group"),
    ("stats",),
    ("verify",),
    ("export", "--to", "parquet", "{out}/feed.parquet"),
    ("export", "--to", "duckdb", "{out}/feed.duckdb"),
    ("export", "--to", "sqlite", "{out}/feed.sqlite"),
    ("export", "--to", "csv", "{out}/feed.csv"),
    ("compact", "--keep", "0"),
    ("since", "start"),
    ("latest",),
    ("verify",),
)
SYLLABLES = (
    "cầu phố chợ sông làng nghề phường hồ sơ trường học giá rau cây xanh người dân thành phố mùa nước đường".split()
)


def main() -> None:
    """Makes the feed in a temporary folder and prints a row for each task."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        size = generate(output, lines)
        print(f"{lines:,} lines, {size / 1e6:,.0f} MB, {OUTLETS} outlets, {DAYS} days")
        print(f"{'scrapy feed':40}{'s':>8}{'lines/s':>12}{'RSS MB':>9}")
        for task in TASKS:
            seconds, memory = measure(output, [word.format(out=folder) for word in task])
            print(
                f"{' '.join(task).replace('{out}/', ''):40}{seconds:8.1f}{lines / seconds:12,.0f}{memory:9.0f}",
                flush=True,
            )


def generate(output: Path, lines: int, days: int = DAYS) -> int:
    """Writes the feed; gives its bytes."""
    size, per_day = 0, lines // (OUTLETS * days)
    for number in range(OUTLETS):
        folder = output / "articles" / f"bao{number}"
        folder.mkdir(parents=True)
        articles = Articles(folder.name, number)
        for n in range(days):
            day = date(2026, 1, 1) + timedelta(days=n)
            with (folder / f"{day}.jsonl").open("wb") as file:
                for k in range(per_day):
                    size += file.write(dump(articles.line(day, k * 36_000 // per_day)))
    return size


class Articles:
    """The lines of an outlet, one after another: new articles, some of them revised once."""

    def __init__(self, outlet: str, seed: int) -> None:
        self.outlet = outlet
        self.random = random.Random(seed)
        self.count = 0
        self.once: list[Line] = []
        """The last articles of which there is one revision."""

    def line(self, day: date, second: int) -> Line:
        """The next line, crawled at that second after nine in the morning of Hanoi."""
        crawled_at = f"{day}T{2 + second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}Z"
        if self.once and self.random.random() < REVISED:
            first = self.once.pop(self.random.randrange(len(self.once)))
            body, digest = f"{first.body}\n\nThêm một đoạn.", f"{self.random.getrandbits(64):016x}"
            return replace(first, revision=2, body=body, crawled_at=crawled_at, content_hash=digest)
        self.count += 1
        line = self._article(f"{self.outlet}:{1_000_000 + self.count}", f"{day}T08:30:00+07:00", crawled_at)
        if self.random.random() < COPIED:
            line.duplicate_of = f"bao{self.random.randrange(OUTLETS)}:{1_000_000 + self.count // 2}"
        self.once = [*self.once[-500:], line]
        return line

    def _words(self, count: int) -> str:
        return " ".join(self.random.choices(SYLLABLES, k=count)).capitalize()

    def _article(self, name: str, published: str, crawled_at: str) -> Line:
        url = f"https://{self.outlet}.vn/{name.partition(':')[2]}"
        picture = f"{url}.jpg"
        return Line(
            id=name, url=f"{url}.html", outlet=self.outlet, kind="article", language="vi", title=self._words(12),
            lead=self._words(35), byline="Lê Nam", authors=["Lê Nam"], source=None, date=published,
            date_precision="minute", date_source="page", date_text=published, dateline=None,
            body="\n\n".join(self._words(60) for _ in range(6)), captions=[Caption(self._words(15), None, picture)],
            section="Đô thị", tags=["cầu", "sông"], images=[picture], paywalled=False, crawled_at=crawled_at,
            parser=f"{self.outlet}/2025", content_hash=f"{self.random.getrandbits(64):016x}",
        )  # fmt: skip


def measure(output: Path, task: list[str]) -> Cost:
    """What one run costs. Raises RuntimeError where it does not end well."""
    return cost("feed", *task, f"-sOUTPUT={output}", "-sNOW=2026-06-01T09:00")


if __name__ == "__main__":
    main()
