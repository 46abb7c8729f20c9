"""The task of `scrapy feed` that searches: articles by their words, the newest first, each with the place of a hit."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from rich.text import Text
from scrapy.exceptions import UsageError

from pipelines.feed.search_index import Hit, open_search
from scrapers.spelling import find
from scrapers.terminal.command import NewsCommand
from scrapers.terminal.plain import print_plain, printable
from scrapers.terminal.plain_console import PlainConsole

AROUND = 70
"""Characters on each side of a hit."""
HIT = "bold yellow"


def search(command: NewsCommand, output: Path, opts: argparse.Namespace) -> None:
    """Updates the index, with a progress bar if that takes a while, then queries it."""
    window = opts.query.window
    with open_search(output / "state" / "search.sqlite") as index:
        with command.progress("indexing") as step:
            index.update(output, command.fail, step)
        try:
            hits = index.search(opts.words, opts.outlet, window.since, window.until, opts.n)
        except ValueError as error:
            raise UsageError(str(error)) from None
    if not hits:
        command.say("no article has " + " and ".join(f"'{words}'" for words in opts.words))
    for hit in hits:
        _show(hit, opts)


def _show(hit: Hit, opts: argparse.Namespace) -> None:
    before, found, after = snippet(hit.text, opts.words[0])
    if opts.json:
        about = {name: getattr(hit, name) for name in ("id", "outlet", "date", "title", "url")}
        print(json.dumps(about | {"snippet": before + found + after}, ensure_ascii=False), flush=True)
        return
    clock = (hit.date or "–").replace("T", " ")[:16]
    console = PlainConsole(highlight=False)
    if console.is_terminal:
        title = Text(printable(hit.title), f"bold link {printable(hit.url)}" if hit.url else "bold")
        console.print(Text.assemble(f"{clock}  {hit.id}  ", title))
        console.print(Text.assemble("    ", printable(before), (printable(found), HIT), printable(after)))
    else:
        print_plain(f"{clock}  {hit.id}  {hit.title}  {hit.url or ''}".rstrip())
        print_plain(f"    {before}**{found}**{after}")


def snippet(text: str, phrase: str) -> tuple[str, str, str]:
    """The text around the first place of a phrase, in whole words: before, the words themselves, behind."""
    for paragraph in text.split("\n"):
        if place := find(paragraph, phrase):
            before, after = paragraph[: place.start()], paragraph[place.end() :]
            if len(before) > AROUND:
                before = "… " + before[-AROUND:].partition(" ")[2]
            if len(after) > AROUND:
                after = after[:AROUND].rpartition(" ")[0] + " …"
            return before, paragraph[place.start() : place.end()], after
    return "", "", ""
