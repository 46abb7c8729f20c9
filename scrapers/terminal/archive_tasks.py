"""What `scrapy archive` does: each task by its name."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from scrapers import clock
from scrapers.archive.folder import archived_outlets, warc_files
from scrapers.archive.http_message import BrokenMessage
from scrapers.archive.keeping import prune, verify
from scrapers.archive.lookup import NotArchived, of_address, page_at
from scrapers.outlets import outlet_of
from scrapers.state.lock import Lock, Locked
from scrapers.terminal.command import ExitCode, Failure, NewsCommand
from scrapers.terminal.plain import print_plain
from scrapers.whole_file import whole_file

Task = Callable[[NewsCommand, Path, argparse.Namespace], None]


def _outlets(folder: Path, opts: argparse.Namespace) -> list[str]:
    """Those asked for, or all. Raises `Failure`."""
    known = archived_outlets(folder)
    if missing := sorted(set(opts.outlet) - set(known)):
        raise Failure(f"the archive holds nothing of {', '.join(missing)}, it has {', '.join(known) or 'nothing'}")
    return opts.outlet or known


def _folder_of(folder: Path, address: str) -> Path:
    """Where pages of the address lie. Raises `Failure`."""
    outlet = outlet_of(address)
    if outlet is None or not (folder / outlet.name).is_dir():
        raise Failure(f"{address} is of no outlet in the archive")
    return folder / outlet.name


def show_list(command: NewsCommand, folder: Path, opts: argparse.Namespace) -> None:
    """A line for each outlet; of an address a line for each time."""
    if opts.address:
        found = of_address(_folder_of(folder, opts.address), opts.address)
        if not found:
            raise Failure(f"{opts.address} is not in the archive")
        for entry in found:
            counts = "unchanged" if entry.revisit else f"{entry.length:,} bytes packed"
            print_plain(f"{clock.stamp(entry.at)}  {entry.status}  {counts}  {entry.filename}")
        return
    for outlet in _outlets(folder, opts):
        files = warc_files(folder / outlet, opts.since, opts.until)
        entries = [entry for file in files for entry in file.entries()]
        if not files:
            continue
        kinds = Counter("unchanged" if entry.revisit else entry.kind or "page" for entry in entries)
        counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        size = sum(file.path.stat().st_size for file in files) / 1e6
        days = f"{files[0].day} to {files[-1].day}" if files[0].day != files[-1].day else files[0].day
        print_plain(f"{outlet}: {days}, {counts}, {size:.1f} MB")


def show_page(command: NewsCommand, folder: Path, opts: argparse.Namespace) -> None:
    """The page itself on stdout, when it was fetched on stderr."""
    try:
        entry, page = page_at(_folder_of(folder, opts.address), opts.address, opts.at)
    except (NotArchived, BrokenMessage) as error:
        raise Failure(str(error)) from None
    command.say(f"fetched {clock.stamp(entry.at)}" + (", unchanged since an earlier time" if entry.revisit else ""))
    sys.stdout.buffer.write(page)
    sys.stdout.buffer.flush()


def verify_archive(command: NewsCommand, folder: Path, opts: argparse.Namespace) -> None:
    """Every record of every outlet."""
    count: Counter[str] = Counter()
    wrong = 0
    for outlet in _outlets(folder, opts):
        for problem in verify(folder / outlet, count):
            wrong += 1
            print_plain(problem)
    counts = f"{count['page']} pages, {count['revisit']} unchanged ones, {count['file']} files"
    print_plain(f"{counts}: {f'{wrong} problems' if wrong else 'nothing wrong'}")
    if wrong:
        command.exitcode = ExitCode.FAILED


def export(command: NewsCommand, folder: Path, opts: argparse.Namespace) -> None:
    """The files of some days behind one another: WARC allows that."""
    files = [one for outlet in _outlets(folder, opts) for one in warc_files(folder / outlet, opts.since, opts.until)]
    if len({file.packing for file in files}) > 1:
        raise Failure("some days are packed by gzip and some by zstd: export them one by one")
    if not files:
        raise Failure("nothing of these days is in the archive")
    with whole_file(opts.file) as whole:
        for file in files:
            with file.path.open("rb") as part:
                shutil.copyfileobj(part, whole, 1 << 20)
    print_plain(f"{len(files)} files in {opts.file}")


def prune_archive(command: NewsCommand, folder: Path, opts: argparse.Namespace) -> None:
    """Outlet by outlet, each under its lock."""
    now = clock.now(command.project)
    removed, freed = 0, 0
    for outlet, lock in _locked(command, folder, _outlets(folder, opts)):
        count, size = prune(folder / outlet, clock.day(now - timedelta(days=opts.keep)))
        removed, freed = removed + count, freed + size
        lock.release()
    print_plain(f"{removed} files removed, {freed / 1e6:.1f} MB")


def _locked(command: NewsCommand, folder: Path, outlets: list[str]) -> Iterator[tuple[str, Lock]]:
    for outlet in outlets:
        try:
            since = clock.stamp(clock.now(command.project))
            yield outlet, Lock(folder.parent / "state" / f"{outlet}.lock", since)
        except Locked as error:
            command.fail(str(error), ExitCode.LOCKED)


TASKS: Mapping[str, Task] = {
    "list": show_list,
    "show": show_page,
    "verify": verify_archive,
    "export": export,
    "prune": prune_archive,
}
