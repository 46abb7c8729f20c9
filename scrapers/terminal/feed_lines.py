"""The tasks of `scrapy feed` that give lines: tail, since and latest."""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from heapq import nlargest
from pathlib import Path

from pydantic import ValidationError
from rich.text import Text
from scrapy.exceptions import UsageError

from pipelines.feed.cursor import START, Cursor
from pipelines.feed.days import Raw, days, outlet_names
from pipelines.feed.filters import Filter
from pipelines.feed.head import is_plainly_whole
from pipelines.feed.latest import latest
from pipelines.feed.reader import BadLine, Walk, end, explain, parse
from pipelines.feed.schema import LINE
from scrapers.items import Line
from scrapers.terminal.command import NewsCommand
from scrapers.terminal.plain import print_plain, printable
from scrapers.terminal.plain_console import PlainConsole
from scrapers.whole_file import whole_file

END = "end"
"""The cursor behind all that is there."""
PAUSE = 1.0
"""Polling interval of a followed feed, in seconds."""
ROWS = 100
"""Default number of rows of `latest --table`."""
# In a string of JSON the quotation marks would be escaped.
_DATE = re.compile(rb'"date":"([^"]{25})"')
_CRAWLED = re.compile(rb'"crawled_at":"([^"]{20})"')


def tail(command: NewsCommand, output: Path, opts: argparse.Namespace) -> int | None:
    """The last lines of all outlets by the time of their crawl; with `--follow` those that come, as they come."""
    query, write = opts.query, _writer(shows_table(opts))
    cursor = end(output, query.outlets)
    newest = _last(output, cursor, opts.n, query, command)
    for raw in newest:
        write(raw.text)
    if not opts.follow:
        return len(newest)
    while True:
        for raw in Walk(output, query.outlets, cursor):
            if _wanted(raw, query, command):
                write(raw.text)
        time.sleep(PAUSE)


def since(command: NewsCommand, output: Path, opts: argparse.Namespace) -> None:
    """Prints the lines behind the cursor; the new cursor is printed, or saved, only after all of them."""
    query, write = opts.query, _writer(opts.table)
    place = _place(opts.place, opts.cursor)
    walk = Walk(output, query.outlets, end(output, query.outlets) if place == END else Cursor(place))
    left = opts.n
    for raw in walk if left != 0 else ():
        if _wanted(raw, query, command):
            write(raw.text)
            left = left and left - 1
            if left == 0:
                break
    _flush()
    if opts.cursor:
        with whole_file(opts.cursor) as file:
            file.write(f"{walk.cursor}\n".encode())
    else:
        print(walk.cursor, file=sys.stderr)


def latest_lines(command: NewsCommand, output: Path, opts: argparse.Namespace) -> int:
    """The last line of each id: all in the order of the feed, in a table or with `-n` the newest first."""
    table = shows_table(opts)
    write, count = _writer(table), Counter[str]()
    texts = _counted(latest(output, opts.query, command.fail, opts.removed, opts.group), count)
    most = opts.n if opts.n is not None else ROWS if table else None
    for text in texts if most is None else nlargest(most, texts, key=_published):
        write(text)
    if table and opts.n is None and count["lines"] > ROWS:
        command.say(f"the newest {ROWS} of {count['lines']} articles: -n shows more")
    return count["lines"]


def _counted(texts: Iterable[bytes], count: Counter[str]) -> Iterator[bytes]:
    for text in texts:
        count["lines"] += 1
        yield text


def _published(text: bytes) -> datetime:
    """Publication time of a line's article, else its crawl time; read without parsing the line."""
    found = _DATE.search(text) or _CRAWLED.search(text)
    return datetime.fromisoformat(found[1].decode()) if found else datetime.min.replace(tzinfo=UTC)


def _place(named: str | None, path: Path | None) -> str:
    """The cursor that was named, else the one that the file holds."""
    if path and (not path.absolute().parent.is_dir() or (path.exists() and not path.is_file())):
        raise UsageError(f"cannot write a file {path}")
    if named:
        return named
    if path is None:
        raise UsageError("since what? write start, a cursor, or --cursor FILE")
    try:
        text = path.read_text(encoding="utf-8").strip()
        Cursor(text)
        return text
    except FileNotFoundError:
        return START
    except ValueError:
        raise UsageError(f"{path} holds no cursor") from None


def _wanted(raw: Raw, query: Filter, command: NewsCommand) -> bool:
    if query.open and is_plainly_whole(raw.text):
        return True
    try:
        return query.wants(parse(raw))
    except BadLine as error:
        command.fail(str(error))
        return False


def _last(output: Path, cursor: Cursor, count: int, query: Filter, command: NewsCommand) -> list[Raw]:
    """The newest wanted lines before the cursor; days are read from the newest back until there are enough."""
    found: list[tuple[str, Raw]] = []
    for outlet in outlet_names(output, query.outlets):
        newest: list[Raw] = []
        for day in reversed(days(output, outlet)):
            stop = cursor.start(day)
            lines = (raw for raw in day.lines() if stop is None or raw.end <= stop)
            newest[:0] = deque((raw for raw in lines if _wanted(raw, query, command)), maxlen=count - len(newest))
            if len(newest) == count:
                break
        found += [(_crawled_at(raw), raw) for raw in newest]
    found.sort(key=lambda pair: pair[0])
    return [raw for _, raw in found[-count:]] if count else []


def _crawled_at(raw: Raw) -> str:
    try:
        return parse(raw).crawled_at
    except BadLine:
        return raw.day.name


def shows_table(opts: argparse.Namespace) -> bool:
    """Whether people read along: rows were asked for, or nothing was and stdout is a terminal."""
    return bool(opts.table or (sys.stdout.isatty() and not opts.json))


def _writer(table: bool) -> Callable[[bytes], object]:
    """Writes a line to stdout, raw or as a row; flushed on terminals and when following."""
    write = _print_row if table else sys.stdout.buffer.write

    def put(text: bytes) -> None:
        write(text)
        sys.stdout.flush()

    return put


def _flush() -> None:
    sys.stdout.flush()
    with suppress(OSError):  # a pipe cannot be synced
        os.fsync(sys.stdout.fileno())


def _print_row(text: bytes) -> None:
    try:
        line = LINE.validate_json(text)
    except ValidationError as error:
        print_plain(f"(a broken line: {explain(error)})")
        return
    console = PlainConsole(highlight=False)
    if console.is_terminal:  # cut to one line; the headline leads to the page
        console.print(row(line), no_wrap=True, overflow="ellipsis", crop=True)
    else:
        print_plain(f"{row(line).plain}  {line.url or ''}".rstrip())


def row(line: Line) -> Text:
    """An article on one line: when, its id, the headline (a link where the terminal knows links) and its authors."""
    clock = (line.date or "–").replace("T", " ")[: 10 if line.date_precision == "day" else 16]
    revision = f"({line.kind if line.kind == 'removed' else f'revision {line.revision}'}) " if line.revision > 1 else ""
    authors = f" – {', '.join(line.authors)}" if line.authors else ""
    title = Text(printable(line.title), f"link {printable(line.url)}" if line.url else "")
    return Text.assemble(f"{clock:16}  {line.id:24}  {revision}", title, authors)
