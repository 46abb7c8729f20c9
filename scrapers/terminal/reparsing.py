"""Archived pages read again: what would change, outlet by outlet, then the lines."""

from __future__ import annotations

import argparse
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from pipelines.near.mark import Near
from pipelines.recover import open_storage
from scrapers import clock
from scrapers.archive.files import archives_in
from scrapers.archive.folder import archived_outlets, warc_files
from scrapers.archive.newest import last_times, newest_pages
from scrapers.parallel import in_parallel
from scrapers.reparse import cluster, one_machine
from scrapers.reparse.differences import CHANGED, FILLED, LOST, Account
from scrapers.reparse.heal import Healing
from scrapers.reparse.read_again import Reread, read_again
from scrapers.state.lock import Locked
from scrapers.terminal.command import ExitCode, Failure, NewsCommand
from scrapers.terminal.plain import print_plain
from scrapers.version import install


def reparse(command: NewsCommand, opts: argparse.Namespace) -> None:
    """The given outlets, or all of the archive. Raises `Failure` if there is no archive."""
    output = Path(command.project["OUTPUT"])
    known = archived_outlets(output / "archive")
    if missing := sorted(set(opts.outlet) - set(known)):
        raise Failure(f"the archive in {output / 'archive'} holds nothing of {', '.join(missing)}")
    if not known:
        raise Failure(f"there is no archive in {output}: crawl with ARCHIVE = True first")
    for outlet in opts.outlet or known:
        try:
            _outlet(command, output, outlet, opts)
        except Locked as error:
            command.fail(str(error), ExitCode.LOCKED)


def _outlet(command: NewsCommand, output: Path, outlet: str, opts: argparse.Namespace) -> None:
    storage = open_storage(output, outlet, clock.now(command.project))
    failures: list[str] = []
    with closing(storage.state), closing(Healing(storage)) as healing, command.progress(outlet) as step:
        rereads = _read(command, output / "archive" / outlet, opts, failures)
        account = healing.take(_stepping(rereads, step))
        for line in summary(outlet, account):
            print_plain(line)
        for failure in failures:
            command.fail(failure)
        if opts.dry_run or not account.revisions:
            return
        if account.lost > account.won and not opts.accept_loss:
            command.fail(f"{outlet}: more is lost than won, nothing written; with --accept-loss it is")
            return
        with closing(Near.of(output, command.project)) as near:
            near.open()
            written = healing.write(near)
        print(f"{outlet}: {written} line{'s' * (written != 1)} written, reason reparse")


def _read(command: NewsCommand, folder: Path, opts: argparse.Namespace, failures: list[str]) -> Iterator[Reread]:
    """The newest pages of an archive by today's rules, on all cores or on a cluster."""
    seconds = command.project.getfloat("PAGE_SECONDS")
    if not opts.spark:
        pages = newest_pages(folder, opts.since, opts.until, Counter(), failures)
        yield from in_parallel(partial(read_again, seconds=seconds), pages)
        return
    paths = [file.path for file in warc_files(folder, opts.since, opts.until)]
    if paths:
        with _session(opts.spark) as spark:
            yield from cluster.read_newest(spark, paths, last_times(folder), seconds, failures)


def _stepping(rereads: Iterable[Reread], step: Callable[[], None]) -> Iterator[Reread]:
    for found in rereads:
        yield found
        step()


def summary(outlet: str, account: Account) -> Iterator[str]:
    """The pending changes as text: a line for each field, and examples."""
    yield f"{outlet}: {account.pages} pages read, {account.revisions} lines differ"
    names = dict.fromkeys(name for name, _ in account.counts)
    for name in sorted(names, key=lambda name: -sum(account.counts[name, how] for how in (FILLED, CHANGED, LOST))):
        counts = {how: account.counts[name, how] for how in (FILLED, CHANGED, LOST) if account.counts[name, how]}
        yield f"  {name}: {', '.join(f'{count} {how}' for how, count in counts.items())}"
        for how in counts:
            yield from (f"    {how}: {title}" for title in account.titles[name, how])
    if account.silent:
        fields = ", ".join(f"{name} of {count}" for name, count in account.silent.most_common())
        yield f"  no revision for a difference that content_hash leaves out: {fields}"
    for why, count in account.untouched.most_common():
        yield f"  left alone: {why}{f' ({count} times)' if count > 1 else ''}"


def make_feed(command: NewsCommand, args: Sequence[str], opts: argparse.Namespace) -> None:
    """All pages of some archives, or of our own, as a new feed. Raises `Failure`."""
    skipped: Counter[str] = Counter()
    failures: list[str] = []
    seconds = command.project.getfloat("PAGE_SECONDS")
    remembered = timedelta(days=command.project.getint("NEAR_DAYS"))
    own = Path(command.project["OUTPUT"]) / "archive"
    folders = [str(own / name) for name in opts.outlet] or [str(own)]
    if opts.spark:
        with _session(opts.spark) as spark:
            places = ",".join(_places(args or folders))
            count = cluster.make_feed(spark, places, opts.to, seconds, remembered, skipped, failures)
    else:
        paths = [Path(place.removeprefix("file://")) for place in _places(args or folders)]
        if (Path(opts.to) / "articles").exists():
            raise Failure(f"{opts.to} holds a feed already: --to writes a new one")
        count = one_machine.make_feed(paths, Path(opts.to), seconds, remembered, skipped, failures)
    for failure in failures:
        command.fail(failure)
    print_plain(f"{count} line{'s' * (count != 1)} in {opts.to}")
    for why, times in skipped.most_common():
        print_plain(f"  no article: {why}{f' ({times} times)' if times > 1 else ''}")


def _places(args: Sequence[str]) -> Iterator[str]:
    """Files, those in local folders, and what Spark looks for (hdfs://, s3a://, wildcards). Raises `Failure`."""
    for arg in args:
        path = Path(arg)
        if path.is_dir():
            found = archives_in(path)
            if not found:
                raise Failure(f"{arg}: holds no WARC, WACZ or MHTML file")
            yield from (f"file://{one.resolve()}" for one in found)
        elif path.exists():
            yield f"file://{path.resolve()}"
        else:
            yield arg


@contextmanager
def _session(master: str) -> Iterator[Any]:
    """Raises `Failure` where Spark cannot be had or gives up."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        raise Failure("Spark needs a Java runtime, 17 or newer: apt-get install default-jre-headless")
    try:
        with cluster.session(master) as spark:
            yield spark
    except ImportError:
        raise Failure(f"--spark needs pyspark: {install('spark')}") from None
    except Exception as error:
        if type(error).__module__.startswith(("pyspark", "py4j")):
            raise Failure(f"Spark: {str(error).strip().splitlines()[0]}") from error
        raise
