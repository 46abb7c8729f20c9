"""The tasks of `scrapy feed` that show one article to people: show and diff."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text
from scrapy.exceptions import UsageError

from pipelines.feed.days import Raw, days, outlet_names
from pipelines.feed.reader import BadLine, parse
from scrapers.address import canonical, own_id
from scrapers.crawl.address_lists import is_list
from scrapers.items import Line
from scrapers.outlets import outlet_of
from scrapers.terminal.article_table import show
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.web.saved_pages import is_address

GONE, NEW = "red", "green"


def show_article(command: NewsCommand, output: Path, opts: argparse.Namespace) -> None:
    """One revision, by default the last."""
    revisions = find(output, opts.id, command)
    line = _revision(revisions, opts.revision) if opts.revision is not None else revisions[-1]
    show(page(line, len(revisions)))


def show_diff(command: NewsCommand, output: Path, opts: argparse.Namespace) -> None:
    """What a reader sees changed between two revisions."""
    if len(opts.revisions) not in (0, 2):
        raise UsageError("name two revisions, or none for the last two")
    revisions = find(output, opts.id, command)
    if len(revisions) < 2:
        raise Failure(f"{opts.id} has one revision only, there is nothing to compare")
    old, new = (_revision(revisions, n) for n in opts.revisions) if opts.revisions else revisions[-2:]
    show(difference(old, new))


def find(output: Path, name: str, command: NewsCommand) -> list[Line]:
    """Every revision of an article in the order of the feed. Raises `Failure` where there is none, or several."""
    found: dict[str, list[Line]] = {}
    for raw, named in _named(output, name):
        try:
            line = parse(raw)
        except BadLine as error:
            command.fail(str(error))
            continue
        if named(line):
            found.setdefault(line.id, []).append(line)
    if not found:
        raise Failure(f"the feed holds no {name}")
    if len(found) > 1:
        raise Failure(f"{name} may be {', '.join(sorted(found))}: name one of them")
    return next(iter(found.values()))


def _named(output: Path, name: str) -> Iterator[tuple[Raw, Callable[[Line], bool]]]:
    """Lines that may be of the article, each with the test of it: by address, id, or the part behind the colon."""
    outlets: tuple[str, ...] = ()
    signs: tuple[str, ...] = (name,)
    if is_list(name):
        name = name if is_address(name) else f"https://{name}"
        outlet = outlet_of(name)
        url = canonical(name, outlet)
        own = f"{outlet.name}:{own_id(outlet, name)}" if outlet and own_id(outlet, name) else url
        outlets, signs = (outlet.name,) if outlet else (), (url, own)
    elif ":" in name:
        outlets = (name.partition(":")[0],)
    else:
        signs = (f":{name}",)
    marks = [json.dumps(sign, ensure_ascii=False)[1:-1].encode() for sign in signs]

    def named(line: Line) -> bool:
        return line.id in signs or line.url in signs or (":" not in name and line.id.endswith(signs[0]))

    for outlet_name in outlet_names(output, outlets):
        for day in days(output, outlet_name):
            yield from ((raw, named) for raw in day.lines() if any(mark in raw.text for mark in marks))


def _revision(revisions: list[Line], number: int) -> Line:
    found = next((line for line in revisions if line.revision == number), None)
    if found is None:
        has = ", ".join(str(line.revision) for line in revisions)
        raise Failure(f"{revisions[0].id} has no revision {number}, only {has}")
    return found


def page(line: Line, revisions: int) -> RenderableType:
    """An article as people read it."""
    removed = "taken down · " if line.kind == "removed" else ""
    about = [line.byline, _date(line), line.section, line.source and f"source: {line.source}"]
    crawled = (
        f"{line.id} · {removed}revision {line.revision} of {revisions} · crawled {line.crawled_at} · {line.parser}"
    )
    blocks = [Text(line.title, "bold"), Text(" · ".join(filter(None, about)), "dim")]
    blocks += [Text(line.lead, "italic")] if line.lead else []
    blocks += [Text(paragraph) for paragraph in _paragraphs(line)]
    blocks += [Text(f"[{caption.text}]", "dim") for caption in line.captions]
    blocks += [Text(f"Tags: {', '.join(line.tags)}")] if line.tags else []
    blocks += [Text(f"Near duplicate of {line.duplicate_of}")] if line.duplicate_of else []
    blocks += [Text("\n".join(filter(None, (line.url, crawled))), "dim")]
    return Text("\n\n").join(blocks)


def _date(line: Line) -> str | None:
    if not line.date:
        return line.date_text
    return line.date[:10] if line.date_precision == "day" else line.date[:16].replace("T", " ")


def _paragraphs(line: Line) -> list[str]:
    return line.body.split("\n\n") if line.body else []


def difference(old: Line, new: Line) -> RenderableType:
    """The changes between two revisions: what went in red behind `-`, what came in green behind `+`."""
    blocks: list[RenderableType] = [
        Text(f"{new.id}: revision {old.revision} ({old.crawled_at}) → {new.revision} ({new.crawled_at})")
    ]
    for name in ("kind", "title", "lead", "byline", "source", "dateline"):
        blocks += _changes(name, *([value] if (value := getattr(line, name)) else [] for line in (old, new)))
    blocks += _changes("paragraph", _paragraphs(old), _paragraphs(new))
    blocks += _changes("caption", *([caption.text for caption in line.captions] for line in (old, new)))
    if len(blocks) == 1:
        blocks.append(Text("\nnothing that a reader sees"))
    return Group(*blocks)


def _changes(name: str, old: list[str], new: list[str]) -> Iterator[RenderableType]:
    for what, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        for k, (gone, come) in enumerate(zip_longest(old[i:i_end], new[j:j_end])):
            number = f" {j + k + 1 if come is not None else i + k + 1}" if name in ("paragraph", "caption") else ""
            yield Text(f"\n{name}{number}", "bold")
            yield from _words(gone, come)


def _words(gone: str | None, come: str | None) -> Iterator[Text]:
    """The lines of a change; in a pair the differing words are highlighted."""
    if gone is None or come is None:
        yield Text(f"- {gone}", GONE) if come is None else Text(f"+ {come}", NEW)
        return
    old, new = gone.split(), come.split()
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    yield _marked("-", GONE, [(old[i:i_end], what) for what, i, i_end, _, _ in codes if i < i_end])
    yield _marked("+", NEW, [(new[j:j_end], what) for what, _, _, j, j_end in codes if j < j_end])


def _marked(sign: str, colour: str, parts: list[tuple[list[str], str]]) -> Text:
    text = Text(sign, colour)
    for words, what in parts:
        text.append(" ").append(" ".join(words), "" if what == "equal" else "bold underline")
    return text
