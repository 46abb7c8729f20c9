"""Saved pages, archives and addresses as lines of the feed, one after another, on stdout, in a file or in a table."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from pipelines.feed.schema import dump
from pipelines.page_to_line import read_line
from pipelines.validate import InvalidLine
from scrapers.archive.capture import NoArchive
from scrapers.archive.files import captures, is_archive
from scrapers.items import Line, NotAnArticle
from scrapers.parallel import in_parallel
from scrapers.processor_time import TooLong, processor_time
from scrapers.reparse.wanted import unwanted
from scrapers.terminal.article_table import ArticleTable
from scrapers.terminal.command import NewsCommand
from scrapers.terminal.page_arguments import as_text, open_page
from scrapers.web.fetch import Fetched, fetch
from scrapers.web.saved_pages import Unreadable, files, is_address
from scrapers.whole_file import whole_file


@dataclass(frozen=True, slots=True)
class Page:
    """One page to be read, by whichever process."""

    name: str
    at: datetime
    url: str | None = None
    body: bytes | None = None
    """None: the file is opened by the process that reads it."""
    why: str = ""
    """Why it cannot be read, where that is known: told in its turn."""
    archived: bool = False
    """It is one of many in an archive: what is no article there is counted, no failure."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a page."""

    page: str
    archived: bool
    line: Line | None = None
    why: str = ""


def extract(command: NewsCommand, args: Sequence[str], opts: argparse.Namespace) -> None:
    """A line for each article; the command fails with a line on stderr for each page that is none.

    All cores read; lines keep the order of the pages.
    """
    fetched = fetch([arg for arg in args if is_address(arg)], command.project)
    # Lines that scroll by on a terminal are progress enough.
    bar = bool(opts.output or opts.table or not sys.stdout.isatty())
    skipped: dict[str, Counter[str]] = {}
    read = partial(read_one, seconds=command.project.getfloat("PAGE_SECONDS"))
    with _receiver(opts) as receive, command.progress("reading", shown=bar) as step:
        for answer in in_parallel(read, _pages(command, args, fetched, opts, skipped), opts.processes):
            if answer.line:
                receive(answer.page, answer.line)
            elif answer.archived:
                skipped[answer.page][answer.why] += 1
            else:
                command.fail(f"{answer.page}: {answer.why}")
            step()
    for name, reasons in skipped.items():
        told = (f"{why}{f' ({count} times)' if count > 1 else ''}" for why, count in (+reasons).most_common())
        if said := "; ".join(told):
            command.say(f"{name}: skipped: {said}")


def read_one(page: Page, seconds: float = 0) -> Answer:
    """Reads one page, within so many seconds of processor time."""
    answer = partial(Answer, page.name, page.archived)
    if page.why:
        return answer(why=page.why)
    try:
        url, body = (page.url, page.body) if page.body is not None else open_page(page.name, {})
        with processor_time(seconds):
            line = read_line(body or b"", page.url or url, page.at)
        why = unwanted(line) if page.archived else ""
        return answer(None if why else line, why)
    except (Unreadable, NotAnArticle, InvalidLine, TooLong) as error:
        return answer(why=str(error))
    except Exception as error:  # one page that the parser cannot stand must not end a night's work
        return answer(why=f"a fault of this program, please report it: {error!r}")


def _pages(
    command: NewsCommand,
    args: Sequence[str],
    fetched: Mapping[str, Fetched],
    opts: argparse.Namespace,
    skipped: dict[str, Counter[str]],
) -> Iterator[Page]:
    for name in _names(command, args):
        try:
            if name != "-" and name not in fetched and is_archive(Path(name)):
                yield from _archived(name, skipped.setdefault(name, Counter()))
            elif name == "-" or name in fetched:
                url, body = open_page(name, fetched)
                yield Page(name, opts.at, opts.url or url, body)
            else:
                yield Page(name, opts.at, opts.url)
        except (Unreadable, NoArchive) as error:
            yield Page(name, opts.at, why=str(error))
        except OSError as error:
            yield Page(name, opts.at, why=(error.strerror or str(error)).lower())


def _archived(name: str, skipped: Counter[str]) -> Iterator[Page]:
    """The pages of an archive that may be articles of Vietnamese outlets. Raises `NoArchive`, OSError."""
    for capture in captures(Path(name), skipped):
        if why := unwanted(capture):
            skipped[why] += 1
        else:
            yield Page(name, capture.at, capture.url or None, capture.body, archived=True)


def _names(command: NewsCommand, args: Sequence[str]) -> Iterator[str]:
    for arg in args:
        if not os.path.isdir(arg):
            yield arg
            continue
        found = files(arg)
        first = next(found, None)
        if first is None:
            command.fail(f"{arg}: holds no page")
        else:
            yield first
            yield from found


@contextmanager
def _receiver(opts: argparse.Namespace) -> Iterator[Callable[[str, Line], None]]:
    """Where lines go: FILE, else stdout, unless only the table is wanted."""
    table = ArticleTable() if opts.table else None
    with _lines(opts) as write:

        def receive(name: str, line: Line) -> None:
            write(dump(line, as_text(name)))
            if table:
                table.add(as_text(name), line)

        yield receive
    if table:
        table.show()


@contextmanager
def _lines(opts: argparse.Namespace) -> Iterator[Callable[[bytes], object]]:
    if opts.output:
        with whole_file(opts.output) as file:
            yield file.write
    else:
        yield (lambda line: None) if opts.table else _print


def _print(line: bytes) -> None:
    # Flushed line by line: whatever ends the process, a reader never sees half a line.
    sys.stdout.buffer.write(line)
    sys.stdout.buffer.flush()
