"""`make renamed`: how real pages are read where a site has renamed what one rule of its layouts looks for.

The outlets' files fit the pages beside the project; this is what becomes of them after the next change of a site. In a
copy of the program each layout's rule for one field names a class that no page has.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.score import AT, GOLD, PAGES
from scrapers.authoring.patch import FileChange
from tests.support import SHARED
from tests.support.checkout import Checkout

RULES = ("title", "lead", "body", "author", "date", "section", "caption", "drop")
"""Rules of a layout, each of which is lost in turn."""


def lose(rule: str, outlets: Path) -> None:
    """Rewrites the files of the outlets: what has this rule has one that finds nothing."""
    for path in sorted(outlets.glob("*.py")):
        if "OUTLET = " in path.read_text("utf-8"):
            change = FileChange(path)
            lost = f"o.but({rule}=o.{rule} and '.renamed', seen=o.seen)"
            change.put("layouts", f"tuple({lost} for o in {change.value('layouts')})")
            path.write_text(change.new(), "utf-8")


def score(rule: str, folder: Path) -> str:
    """The scorer's figures over all articles."""
    copy, feed = Checkout(folder / "program"), folder / "feed.jsonl"
    lose(rule, copy.folder / "scrapers" / "outlets")
    copy.scrapy("extract", *sorted(PAGES.glob("*.html")), "--at", AT, "-o", feed, "--processes", "1")
    command = [sys.executable, str(SHARED / "score.py"), "--gold", str(GOLD), str(feed)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return next(line for line in done.stdout.splitlines() if line.startswith("title="))


def main() -> int:
    """Each rule in turn, or those that are named."""
    if not GOLD.is_dir():
        print(f"skipped: no pages in {SHARED}")
        return 0
    for rule in sys.argv[1:] or RULES:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{rule:8}{score(rule, Path(folder))}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
