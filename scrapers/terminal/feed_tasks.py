"""What `scrapy feed` does: each task with its options, and what it calls."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pipelines.feed.cursor import Cursor
from pipelines.feed.days import Displaced, outlet_names
from pipelines.feed.export import FORMATS
from pipelines.feed.filters import Filter
from scrapers.dates.window import read_window
from scrapers.terminal import feed_keep, feed_lines, feed_search, feed_stats, feed_view
from scrapers.terminal.command import Failure, NewsCommand
from scrapers.terminal.line_files import NoLines, as_feed
from scrapers.version import program

Option = Callable[[argparse.ArgumentParser], object]


def _option(*names: str, **how: object) -> Option:
    return lambda parser: parser.add_argument(*names, **how)  # type: ignore[arg-type]


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"'{text}' is no number")
    return int(text)


_OUTLET = _option("--outlet", action="append", default=[], metavar="NAME", help="of this outlet (may be repeated)")
_WINDOW = (
    _option("--since", default="", metavar="WHEN", help="published since: 2026-03-16, monday, 'thứ hai', 3/2026"),
    _option("--until", default="", metavar="WHEN", help="published until then, its whole day included"),
)
FILTERS = (
    _OUTLET,
    _option(
        "--date", default="", metavar="WHEN", help="published then: 2026-03-16, 'hôm qua', 3/2026, 1/3/2026..hôm nay"
    ),
    *_WINDOW,
    _option("--section", default="", metavar="NAME", help="in the section of that name or slug: 'kinh tế', kinh-te"),
    _option("--author", default="", metavar="NAME", help="by an author of that name, or a part of it"),
    _option(
        "--text",
        default="",
        metavar="WORDS",
        help="with these words in title, lead, body or a caption: 'ha noi' finds Hà Nội, 'Hà Nội' nothing else",
    ),
)
_IN = _option(
    "--in",
    dest="files",
    action="append",
    default=[],
    type=Path,
    metavar="FILE",
    help="read the lines of this file, not the feed: what `extract -o x.jsonl` wrote (may be repeated)",
)
_TABLE = _option("--table", action="store_true", help="one short row for each, for people")
_JSON = _option("--json", action="store_true", help="lines of JSON on a terminal, too, which shows rows otherwise")
_ID = _option("id", metavar="ARTICLE", help="its id (kinhtedothi:312057), the number alone, or its address")
_REMOVED = _option("--removed", action="store_true", help="also articles that were taken down")


class Task(NamedTuple):
    """One task of the command."""

    work: Callable[[NewsCommand, Path, argparse.Namespace], int | None]
    """Returns the number of lines or articles that match, None if that is not meaningful."""
    about: str
    options: tuple[Option, ...]


TASKS = {
    "tail": Task(
        feed_lines.tail,
        "the newest lines, and those to come",
        (
            _option("-n", type=_count, default=10, metavar="N", help="how many lines (10)"),
            _option("-f", "--follow", action="store_true", help="go on with lines as they are stored, until Ctrl-C"),
            _TABLE,
            _JSON,
            *FILTERS,
        ),
    ),
    "since": Task(
        feed_lines.since,
        "the lines behind a cursor, and the next cursor as the last line on stderr",
        (
            _option("place", nargs="?", metavar="CURSOR", help="start, end, or the cursor that the last reading gave"),
            _option("--cursor", type=Path, metavar="FILE", help="keep the cursor there; from the start without a file"),
            _option("-n", type=_count, metavar="N", help="at most so many lines"),
            _TABLE,
            *FILTERS,
        ),
    ),
    "latest": Task(
        feed_lines.latest_lines,
        "the last revision of each article, the newest first in a table or with -n",
        (
            _IN,
            _option("-n", type=_count, metavar="N", help="only the newest N (--table: 100)"),
            _REMOVED,
            _option(
                "--group", action="store_true", help="duplicate_of names the earliest published of near duplicates"
            ),
            _TABLE,
            _JSON,
            *FILTERS,
        ),
    ),
    "search": Task(
        feed_search.search,
        "the newest articles that hold the words, from a full-text index that it keeps up to date",
        (
            _IN,
            _option(
                "words", nargs="+", metavar="WORDS", help="a phrase: 'hà nội'; without tones it finds all: 'ha noi'"
            ),
            _OUTLET,
            *_WINDOW,
            _option("-n", type=_count, default=10, metavar="N", help="how many (10)"),
            _option("--json", action="store_true", help="a JSON object for each"),
        ),
    ),
    "show": Task(
        feed_view.show_article,
        "an article to read",
        (_IN, _ID, _option("--revision", type=_count, metavar="N", help="not the last one")),
    ),
    "diff": Task(
        feed_view.show_diff,
        "what changed between the last two revisions of an article, or between two others",
        (_IN, _ID, _option("revisions", nargs="*", type=_count, metavar="REV", help="two revisions: 1 3")),
    ),
    "stats": Task(
        feed_stats.show_stats,
        "how many articles, by day, hour, outlet, author, section, tag …",
        (
            _IN,
            _option(
                "--by",
                default="day,outlet",
                metavar="KEYS",
                help=f"of {', '.join(feed_stats.KEYS)} (day,outlet)",
            ),
            _option("--chart", type=Path, metavar="FILE", help="draw it, too: FILE.svg or FILE.png"),
            _option("-n", type=_count, default=40, metavar="N", help="at most so many rows (40)"),
            *FILTERS,
        ),
    ),
    "export": Task(
        feed_keep.export,
        "the lines as a file for other programs",
        (
            _IN,
            _option("file", type=Path, metavar="FILE", help="its ending names the format; - is stdout"),
            _option("--to", default="", choices=sorted(FORMATS), help="the format"),
            _option("--columns", default="", metavar="NAMES", help="only these fields: title,date,url"),
            _option("--delimiter", default="", metavar="SIGN", help="between the cells of csv: ; or tab (,)"),
            _option("--latest", action="store_true", help="only the last revision of each article"),
            _REMOVED,
            *FILTERS,
        ),
    ),
    "verify": Task(
        feed_keep.verify_feed, "whether the feed keeps its contract; exit 1 and the places if not", (_OUTLET,)
    ),
    "merge": Task(
        feed_keep.merge_feeds,
        "takes over the new lines of the output folders of other machines",
        (_option("folders", nargs="+", type=Path, metavar="FOLDER", help="output folder of another machine"),),
    ),
    "compact": Task(
        feed_keep.compact_days,
        "closes the days that are over and packs old ones (zstd); all of the above reads them as before",
        (_OUTLET, _option("--keep", type=_count, default=30, metavar="DAYS", help="leave so many days plain (30)")),
    ),
}


def read_filter(opts: argparse.Namespace, now: datetime) -> Filter:
    """Builds the filter of the options. Raises ValueError for invalid options or an invalid cursor."""
    if opts.task == "since" and opts.place not in (None, feed_lines.END):
        Cursor(opts.place)
    options = _filter_options(opts)
    date, since, until = (options.pop(name) for name in ("date", "since", "until"))
    if date and (since or until):
        raise ValueError("--date stands alone: leave it out, or --since and --until")
    if date:
        since, dots, until = (end.strip() for end in date.partition(".."))
        until = until if dots else since
    return Filter(frozenset(getattr(opts, "outlet", ())), read_window(since, until, now), **options)


def _filter_options(opts: argparse.Namespace) -> dict[str, str]:
    """What the options of FILTERS say, besides the outlets."""
    return {name: getattr(opts, name, "") for name in ("date", "since", "until", "section", "author", "text")}


def work(command: NewsCommand, output: Path, opts: argparse.Namespace) -> None:
    """Does the task over the feed, or over the files that are named instead. Raises `Failure`."""
    if files := getattr(opts, "files", None):
        try:
            with as_feed(files, command.fail) as folder:
                _work(command, folder, opts)
        except NoLines as error:
            raise Failure(str(error)) from None
        return
    if opts.task != "merge" and not (output / "articles").is_dir():
        raise Failure(f"there is no feed in {output}: crawl first")
    _work(command, output, opts)


def _work(command: NewsCommand, output: Path, opts: argparse.Namespace) -> None:
    known = outlet_names(output) if opts.task != "merge" else []
    if unknown := opts.query.outlets.difference(known):
        raise Failure(f"the feed holds nothing of {min(unknown)}, it has {', '.join(known)}")
    try:
        if TASKS[opts.task].work(command, output, opts) == 0 and not opts.query.open:
            options = (f"--{name} '{value}'" for name, value in _filter_options(opts).items() if value)
            command.say(f"no article has {', '.join(options)}")
    except Displaced as error:
        raise Failure(f"{error}; start again with: {program()} feed since start") from None
