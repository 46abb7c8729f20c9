"""The tasks of `scrapy feed` that keep the feed or copy it: export, verify and compact."""

from __future__ import annotations

import argparse
import errno
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from scrapy.exceptions import UsageError

from pipelines.feed.compact import compact, old_days
from pipelines.feed.days import days, outlet_names, zstd
from pipelines.feed.export import FORMATS, STDOUT, Shape, format_of, read_shape
from pipelines.feed.latest import latest
from pipelines.feed.manifest import close_days
from pipelines.feed.reader import BadLine, Walk, parse
from pipelines.feed.schema import LINE
from pipelines.feed.spreadsheet import TooManyRows
from pipelines.feed.verify import verify
from pipelines.near.mark import Near
from scrapers import clock
from scrapers.items import Line
from scrapers.state.lock import Lock, Locked
from scrapers.terminal.command import ExitCode, Failure, NewsCommand
from scrapers.terminal.plain import print_plain
from scrapers.version import install, program

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""A write that found no room: its error does not name the file."""


def export(command: NewsCommand, output: Path, opts: argparse.Namespace) -> int:
    """Writes the file atomically and prints the number of its lines."""
    try:
        form = format_of(opts.file, opts.to)
        shape = read_shape(opts.columns, opts.delimiter, form, opts.file)
    except ValueError as error:
        raise UsageError(str(error)) from None
    if opts.file != STDOUT and (not opts.file.absolute().parent.is_dir() or opts.file.is_dir()):
        raise UsageError(f"cannot write a file {opts.file}")
    if opts.removed and not opts.latest:
        raise UsageError("--removed belongs to --latest: without it every line is exported")
    count = Counter[str]()
    lines = _latest(command, output, opts) if opts.latest else _all(command, output, opts)
    with command.progress("exporting") as step:
        write(form, _counted(lines, count, step), opts.file, shape)
    command.say(f"{count['lines']} lines in {'stdout' if opts.file == STDOUT else opts.file}")
    return count["lines"]


def write(form: str, lines: Iterable[Line], path: Path, shape: Shape) -> None:
    """Writes an export. Raises `Failure` where there is no room, a package is missing or a sheet too short."""
    try:
        FORMATS[form](lines, path, shape)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        raise Failure(f"cannot write {path}: {error.strerror}") from None
    except ModuleNotFoundError as error:
        raise Failure(f"{form} needs {error.name}: {install('export')}") from None
    except TooManyRows as error:
        raise Failure(str(error)) from None


def _all(command: NewsCommand, output: Path, opts: argparse.Namespace) -> Iterator[Line]:
    for raw in Walk(output, opts.query.outlets):
        try:
            line = parse(raw)
        except BadLine as error:
            command.fail(str(error))
            continue
        if opts.query.wants(line):
            yield line


def _latest(command: NewsCommand, output: Path, opts: argparse.Namespace) -> Iterator[Line]:
    return map(LINE.validate_json, latest(output, opts.query, command.fail, opts.removed, group=False))


def _counted(lines: Iterator[Line], count: Counter[str], step: Callable[[], None]) -> Iterator[Line]:
    for line in lines:
        count["lines"] += 1
        step()
        yield line


def verify_feed(command: NewsCommand, output: Path, opts: argparse.Namespace) -> None:
    """Prints one line for each violation, and a summary."""
    count, wrong = Counter[str](), 0
    for problem in verify(output, opts.query.outlets, count):
        print_plain(problem)
        wrong += 1
    lines, articles, days, outlets = (_some(count[what], what) for what in ("line", "article", "day", "outlet"))
    print(f"{lines} of {articles}, {days}, {outlets}: {_some(wrong, 'problem') if wrong else 'nothing wrong'}")
    if wrong:
        command.exitcode = ExitCode.FAILED


def _some(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def compact_days(command: NewsCommand, output: Path, opts: argparse.Namespace) -> None:
    """Every outlet under its lock; one that is being crawled is left for the next time."""
    now = clock.now(command.project)
    names = outlet_names(output, opts.query.outlets)
    locked = 0
    for name in names:
        try:
            lock = Lock(output / "state" / f"{name}.lock", clock.stamp(now))
        except Locked as error:
            command.fail(str(error))
            locked += 1
            continue
        try:
            _compact_outlet(command, output, name, clock.day(now), opts.keep)
        finally:
            lock.release()
    if names and locked == len(names):
        command.exitcode = ExitCode.LOCKED


def _compact_outlet(command: NewsCommand, output: Path, name: str, today: str, keep: int) -> None:
    closed = len(close_days(output, name, today))
    for day in days(output, name):
        if day.name < today and not day.closed:
            command.fail(f"{day.file} stays open, a line is broken: {program()} feed verify says which")
    before = after = packed = 0
    for day in old_days(output, name, today, keep):
        size = day.path.stat().st_size
        try:
            compact(day)
        except (ValueError, zstd.ZstdError) as error:
            command.fail(str(error))
            continue
        before, after, packed = before + size, after + day.packed.stat().st_size, packed + 1
    saved = f", {before / 1e6:.1f} MB became {after / 1e6:.1f} MB" if packed else ""
    print(f"{name}: {_some(closed, 'day')} closed, {packed} compacted{saved}", flush=True)


def merge_feeds(command: NewsCommand, output: Path, opts: argparse.Namespace) -> None:
    """A line for each outlet of each folder; one that cannot be read fails, and the others go on."""
    from pipelines.merge import merge  # with all that stores: the other tasks read

    now = clock.now(command.project)
    with closing(Near.of(output, command.project)) as near:
        for folder in opts.folders:
            if not (folder / "articles").is_dir():
                command.fail(f"there is no feed in {folder}")
                continue
            try:
                near.open()
                for outlet, count in merge(output, folder, now, near):
                    print_plain(f"{outlet}: {count} lines from {folder}")
            except Locked as error:
                command.fail(str(error), ExitCode.LOCKED)
            except (ValueError, OSError) as error:
                command.fail(f"{folder}: {error}")
