"""Saved pages, archives and addresses as lines of the feed, one after another, on stdout, in a file or in a table."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from pipelines.page_to_line import read_line
from pipelines.validate import InvalidLine
from scrapers.archive import mhtml
from scrapers.archive.capture import NoArchive
from scrapers.archive.files import captures, is_archive
from scrapers.items import Line, NotAnArticle
from scrapers.parallel import in_parallel
from scrapers.processor_time import TooLong, processor_time
from scrapers.reparse.wanted import unwanted
from scrapers.terminal.command import NewsCommand
from scrapers.terminal.extraction_output import put_out
from scrapers.terminal.page_arguments import as_text, open_page
from scrapers.web.fetch import Fetched, fetch
from scrapers.web.saved_pages import Unreadable, files, is_address
from scrapers.web.zipped_pages import is_zip, zipped_pages


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to be parsed, in whichever process."""

    name: str
    at: datetime
    url: str | None = None
    body: bytes | None = None
    """None: the file is opened by the process that reads it."""
    why: str = ""
    """Why it cannot be read, if known; reported in its turn."""
    archived: bool = False
    """It is one of many in an archive: what is no article there is counted, no failure."""


@dataclass(frozen=True, slots=True)
class PageResult:
    """The outcome of a page."""

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
    refused, count = Counter[str](), Counter[str]()
    read = partial(read_one, seconds=command.project.getfloat("PAGE_SECONDS"))

    def articles() -> Iterator[tuple[str, Line]]:
        for answer in in_parallel(read, _pages(command, args, fetched, opts, skipped), opts.processes):
            count["pages"] += 1
            step()
            if answer.line:
                count["articles"] += 1
                yield as_text(answer.page), answer.line
            elif answer.archived:
                skipped[answer.page][answer.why] += 1
            else:
                refused[answer.why] += 1
                command.fail(f"{answer.page}: {answer.why}")

    with command.progress("reading", shown=bar) as step:
        put_out(articles(), opts)
    for name, reasons in skipped.items():
        causes = (f"{why}{f' ({count} times)' if count > 1 else ''}" for why, count in (+reasons).most_common())
        if line := "; ".join(causes):
            command.say(f"{name}: skipped: {line}")
    if opts.output or count["pages"] > 1:
        sys.stdout.flush()
        command.say(_summary(count, refused, opts))


def _summary(count: Counter[str], refused: Counter[str], opts: argparse.Namespace) -> str:
    """`46 pages: 44 articles in x.csv, 2 refused (no headline: 2)`."""
    pages, articles = (f"{count[what]} {what if count[what] != 1 else what[:-1]}" for what in ("pages", "articles"))
    summary = f"{pages}: {articles}{f' in {opts.output}' if opts.output else ''}"
    reasons = "; ".join(f"{why}: {times}" for why, times in refused.most_common(5))
    return f"{summary}, {refused.total()} refused ({reasons})" if refused else summary


def read_one(page: PageTask, seconds: float = 0) -> PageResult:
    """Reads one page, within so many seconds of processor time."""
    answer = partial(PageResult, page.name, page.archived)
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
) -> Iterator[PageTask]:
    for name in _names(command, args):
        try:
            if name != "-" and name not in fetched and is_archive(Path(name)):
                yield from _archived(name, skipped.setdefault(name, Counter()))
            elif name != "-" and name not in fetched and is_zip(name):
                yield from _zipped(name, opts)
            elif name == "-" or name in fetched:
                url, body = open_page(name, fetched)
                yield PageTask(name, opts.at, opts.url or url, body)
            else:
                yield PageTask(name, opts.at, opts.url)
        except (Unreadable, NoArchive) as error:
            yield PageTask(name, opts.at, why=str(error))
        except OSError as error:
            yield PageTask(name, opts.at, why=(error.strerror or str(error)).lower())


def _archived(name: str, skipped: Counter[str]) -> Iterator[PageTask]:
    """The pages of an archive that may be articles of Vietnamese outlets. Raises `NoArchive`, OSError."""
    for capture in captures(Path(name), skipped):
        if why := unwanted(capture):
            skipped[why] += 1
        else:
            yield PageTask(name, capture.at, capture.url or None, capture.body, archived=True)


def _zipped(name: str, opts: argparse.Namespace) -> Iterator[PageTask]:
    """The pages of a ZIP, each as if it lay in a folder. Raises `Unreadable`, OSError."""
    for page, body in zipped_pages(name):
        try:
            if isinstance(body, Unreadable):
                raise body
            message = mhtml.capture(body, page, opts.at) if mhtml.is_mhtml(body[:4096]) else None
        except (Unreadable, NoArchive) as error:
            yield PageTask(page, opts.at, why=str(error))
        else:
            yield (
                PageTask(page, message.at, message.url, message.body)
                if message
                else PageTask(page, opts.at, None, body)
            )


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
