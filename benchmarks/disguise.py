"""`python -m benchmarks.disguise [NAME …]`: how reading holds on pages that say less than real ones do.

The real Vietnamese pages and those of public suites, each in five disguises that nobody has tuned the rules on: class
names and ids replaced by hashes as CSS modules do, JSON-LD taken out, all that machines are told taken out, elements
with a meaning (`article`, `figure`, `time` …) turned into `div` and `span`, and all of these at once.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from lxml import html

from benchmarks.score import AT, GOLD, PAGES
from scrapers.parser.encoding.decode import to_utf8
from tests.support import PROJECT, SHARED

Change = Callable[[html.HtmlElement], None]
_MEANING = frozenset("article main header footer aside nav section figure figcaption time".split())


def without_names(root: html.HtmlElement) -> None:
    """Replaces each class and id by its hash: equal names stay equal, without meaning.

    React's ids of what it streams (`S:0`) stay: they are no names, but how the page works.
    """
    for element in root.iter("*"):
        for attribute in ("class", "id"):
            names = (element.get(attribute) or "").split()
            if names and not names[0].startswith("S:"):
                element.set(attribute, " ".join("c" + hashlib.sha256(n.encode()).hexdigest()[:6] for n in names))


def without_json_ld(root: html.HtmlElement) -> None:
    """No structured data in scripts."""
    for script in list(root.iter("script")):
        if "ld+json" in (script.get("type") or "").lower():
            script.drop_tree()


def without_meta(root: html.HtmlElement) -> None:
    """Removes metadata except title and canonical URL."""
    without_json_ld(root)
    for meta in list(root.iter("meta")):
        if meta.get("property") or meta.get("name") or meta.get("itemprop"):
            meta.drop_tree()


def without_meaning(root: html.HtmlElement) -> None:
    """Elements that say what they are become `div` and `span`."""
    for element in root.iter(*_MEANING):
        element.tag = "span" if element.tag == "time" else "div"
    for element in root.iter("*"):
        element.attrib.pop("role", None)


def bare(root: html.HtmlElement) -> None:
    """All of these at once."""
    for change in (without_names, without_meta, without_meaning):
        change(root)


DISGUISES: Mapping[str, Change] = {
    "as it is": lambda root: None,
    "no names": without_names,
    "no JSON-LD": without_json_ld,
    "no metadata": without_meta,
    "no meaning": without_meaning,
    "bare": bare,
}


def disguised(page: bytes, change: Change) -> bytes:
    """The page as UTF-8 with this change."""
    root = html.document_fromstring(to_utf8(page).page.decode(), parser=html.HTMLParser(huge_tree=True))
    change(root)
    return bytes(html.tostring(root, encoding="utf-8", doctype="<!DOCTYPE html>"))


def score(change: Change, folder: Path) -> None:
    """Prints the scorers' figures of all pages in this disguise."""
    articles, suites = folder / "articles", folder / "suites"
    (suites / "pages").mkdir(parents=True)
    articles.mkdir()
    for path in PAGES.glob("*.html"):
        (articles / path.name).write_bytes(disguised(path.read_bytes(), change))
    golds = (SHARED / "suites" / "gold.jsonl").read_text("utf-8")
    (suites / "gold.jsonl").write_text(golds, "utf-8")
    for name in (json.loads(line)["page"] for line in golds.splitlines()):
        page = gzip.decompress((SHARED / "suites" / "pages" / name).read_bytes())
        (suites / "pages" / name).write_bytes(gzip.compress(disguised(page, change), 1))
    feed = str(folder / "feed.jsonl")
    scrapy = [sys.executable, "-m", "scrapy", "extract"]
    subprocess.run([*scrapy, *map(str, articles.iterdir()), "--at", AT, "-o", feed], cwd=PROJECT, capture_output=True)
    for script, *arguments in (
        ("score.py", "--gold", str(GOLD), feed),
        ("suites/run.py", "--suites", str(suites)),
    ):
        command = [sys.executable, str(SHARED / script), *arguments]
        done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
        print("\n".join(line for line in done.stdout.splitlines() if re.match(r"title=|\w+: ", line)), flush=True)


def main() -> int:
    """Every disguise in turn, or those that are named."""
    if not (SHARED / "suites" / "gold.jsonl").is_file():
        print(f"skipped: no pages in {SHARED}")
        return 0
    for name in sys.argv[1:] or DISGUISES:
        print(f"{name}:", flush=True)
        with tempfile.TemporaryDirectory() as folder:
            score(DISGUISES[name], Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
