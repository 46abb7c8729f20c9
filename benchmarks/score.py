"""How well pages are read: figures on the real pages beside the project, their floors, and what libraries reach."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from rich.table import Table

from benchmarks import listings, read
from pipelines.feed.schema import dump
from pipelines.page_to_line import read_line
from pipelines.validate import InvalidLine
from scrapers.items import NotAnArticle
from scrapers.terminal.article_table import show
from tests.support import PROJECT, SHARED

PAGES = SHARED / "pages" / "articles"
GOLD = SHARED / "pages" / "gold"
FLOORS = Path(__file__).with_name("floors.json")
# When the pages count as fetched.
AT = "2026-11-01T00:00:00+07:00"

# The best library for each field on the same 26 pages, and trafilatura on those of 2018 or later; measured in 2026-11,
# dates without a zone counted as Vietnamese time. No library gives `source` apart; leaked and lost were not counted.
LIBRARIES = {
    "title": 0.92,
    "lead": 0.46,
    "byline": 0.27,
    "date": 0.35,
    "body": 0.89,
    "exact": 0.23,
    "paragraphs": 0.83,
    "captions": 0.0,
    "section": 0.0,
}
TRAFILATURA_2018 = {"body": 0.97, "exact": 0.27}
TRAFILATURA_SPEED = 46
# Of these fewer are better, of all other figures more.
COUNTS = ("leaked", "lost", "missing")
COLUMNS = {"all": "all pages", "2018": "2018 or later", "unknown": "no outlet files"}

Figures = dict[str, float]


def measure() -> dict[str, Figures]:
    """The scorer's figures of all pages, of those of 2018 or later, and of all read without the outlets' files."""
    with tempfile.TemporaryDirectory() as folder:
        extracted, guessed = Path(folder, "extracted.jsonl"), Path(folder, "guessed.jsonl")
        _extract(extracted)
        guessed.write_bytes(b"".join(_guess(page) for page in sorted(PAGES.glob("*.html"))))
        recent = Path(folder, "gold")
        recent.mkdir()
        for gold in GOLD.glob("*.json"):
            if _year(gold) >= 2018:
                (recent / gold.name).symlink_to(gold)
        return {"all": _score(extracted, GOLD), "2018": _score(extracted, recent), "unknown": _score(guessed, GOLD)}


def _extract(feed: Path) -> None:
    command = [sys.executable, "-m", "scrapy", "extract", str(PAGES), "--at", AT, "-o", str(feed)]
    subprocess.run(command, cwd=PROJECT, check=False, stdin=subprocess.DEVNULL)


def _guess(page: Path) -> bytes:
    """The page's line, read by families and the generic reader alone; nothing where they find no article."""
    try:
        return dump(read_line(page.read_bytes(), None, datetime.fromisoformat(AT), known=False), str(page))
    except (NotAnArticle, InvalidLine) as error:
        print(f"{page.name} without outlet files: {error}", file=sys.stderr)
        return b""


def _year(gold: Path) -> int:
    """The year that the name of a page ends in, as in `plo.vn-2025-10`."""
    found = re.search(r"-(20\d\d)(?:-\d\d)?[a-z]?$", gold.stem)
    return int(found[1]) if found else 0


def _score(feed: Path, gold: Path) -> Figures:
    command = [sys.executable, str(SHARED / "score.py"), "--json", "--gold", str(gold), str(feed)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return {name: value for name, value in json.loads(done.stdout).items() if value is not None}


def floors() -> dict[str, Figures]:
    """The pinned floors by column and figure; of `COUNTS` they are ceilings."""
    found: dict[str, Figures] = json.loads(FLOORS.read_text("utf-8"))
    return found


def below(figures: dict[str, Figures], pinned: dict[str, Figures]) -> list[str]:
    """A line for each figure that is worse than its floor, or not there at all."""
    return [
        f"{COLUMNS[column]}: {name} is {figures[column].get(name)}, its floor is {floor}"
        for column, wanted in pinned.items()
        for name, floor in wanted.items()
        if name not in figures[column] or _better(name, floor, figures[column][name]) != figures[column][name]
    ]


def lifted(figures: dict[str, Figures], pinned: dict[str, Figures]) -> dict[str, Figures]:
    """The floors raised to the figures where those are better; never lowered."""
    return {
        column: {
            name: _better(name, value, pinned.get(column, {}).get(name, value))
            for name, value in (pinned.get(column, {}) | found).items()
            if name != "pages"
        }
        for column, found in figures.items()
    }


def _better(name: str, one: float, other: float) -> float:
    return min(one, other) if name in COUNTS else max(one, other)


def _show(figures: dict[str, Figures]) -> None:
    table = Table(box=None, pad_edge=False)
    for title in ("", *COLUMNS.values(), "best library", "trafilatura, 2018"):
        table.add_column(title, justify="left" if not title else "right")
    for name in figures["all"]:
        values = [*(figures[column].get(name) for column in COLUMNS), LIBRARIES.get(name), TRAFILATURA_2018.get(name)]
        table.add_row(name, *map(_number, values))
    show(table)


def _number(value: float | None) -> str:
    return "–" if value is None else str(value) if isinstance(value, int) else f"{value:.3f}"


def _show_speed() -> None:
    speed = read.measure(read.articles(), known=True, rounds=3)
    print(f"\nread_page takes {1000 * sum(speed.read):.0f} ms for all pages, {speed.ratio:.2f} × a bare lxml parse; "
          f"trafilatura {TRAFILATURA_SPEED}")  # fmt: skip


def _lists() -> list[str]:
    """Prints how well the links of real listings and feeds are found; gives a line for each page that falls short."""
    pages = list(listings.figures())
    links, found = sum(len(page.links) for page in pages), sum(len(page.links & page.found) for page in pages)
    others = sum(len(page.others) for page in pages)
    print(
        f"{len(pages)} listings and feeds: {found} of {links} article links found without link rules, {others} others"
    )
    short = [page for page in pages if page.share < listings.FOUND or page.others]
    return [f"{page.name}: {page.share:.3f} of its links found, {len(page.others)} others" for page in short]


def main() -> int:
    """Print figures and speed; 1 where a figure is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score", description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to the figures of today")
    options = parser.parse_args()
    if not PAGES.is_dir():
        print(f"skipped: there are no pages in {PAGES}")
        return 0
    figures = measure()
    _show(figures)
    _show_speed()
    faults = [*below(figures, floors()), *_lists()]
    for fault in faults:
        print(fault, file=sys.stderr)
    if options.lift:
        FLOORS.write_text(json.dumps(lifted(figures, floors()), indent=1) + "\n", "utf-8")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main())
