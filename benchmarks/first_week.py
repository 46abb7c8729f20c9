"""`python -m benchmarks.first_week`: outlets whose files are wrong, each in its way, and what a crawl makes of them.

The outlets stand on 127.0.0.1 as they are; the program has files of them that name other sources, hosts, links,
addresses and layouts. At the end nearly all that was published is stored as it was, every wrong file has its alarm on
the first day, and no right one has any.
"""

from __future__ import annotations

import argparse
import json
import random
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from benchmarks.month import DAY
from benchmarks.soak import lines
from scrapers.authoring.catalogue import outlet_file
from scrapers.authoring.patch import FileChange
from scrapers.clock import VIETNAM
from scrapers.outlet import Outlet
from scrapers.outlets import outlets
from tests.support.checkout import Checkout
from tests.support.drifts import challenged, guarded, month_first
from tests.support.runs import QUICK
from tests.support.site.newsstand import FROZEN, Change, Newsstand
from tests.support.warm import scrapy

START = datetime(2027, 3, 15, 6, tzinfo=VIETNAM)
THEN = "# then: "
"""Prefix of the line of a patch with the command to run after it is applied."""
NOWHERE = ".khong-co"
"""A selector that finds nothing."""
STORED = 0.95
"""Share of the articles of readable outlets that has to be stored."""


@dataclass(frozen=True)
class Way:
    """A kind of fault in a file: its wrong values, the behaviour of the site, and the alarm that names it."""

    name: str
    alarm: str
    rules: Mapping[str, str] = field(default_factory=dict)
    """Wrong values of the outlet's arguments; `{}` is replaced by the right one."""
    rule: str = ""
    """Field of the layouts whose selector finds nothing."""
    change: Change | None = None
    places: tuple[str, ...] = ("article", "source")
    readable: bool = True
    """Whether its articles are stored all the same."""
    mends: bool = True
    """Whether another file would be right."""


def _sources(what: str, kind: str = "") -> dict[str, str]:
    return {"sources": f"(*({what} if s.kind.endswith({kind!r}) else s for n, s in enumerate({{}})),)"}


WAYS = {
    way.name: way
    for way in (
        Way("moved", "source:moved", _sources("s.but(url=f'/cu/{n}', seen=s.seen)")),
        Way("frozen", "source:still", _sources(f"s.but(url='{FROZEN}', section='', seen=s.seen)", "rss")),
        Way(
            "month-first",
            "source:order",
            _sources("s.but(order='DMY', seen=s.seen)", "rss"),
            change=month_first,
            places=("source",),
        ),
        Way("links", "listing:rule", _sources(f"s.but(links='{NOWHERE} a', seen=s.seen)", "listing")),
        Way("pattern", "addresses", {"article": r'r"/(?P<id>\d{30})$"'}),
        Way("host", "site:moved", {"home": '{}.replace("//", "//cu.")', "hosts": "()"}),
        Way("site", "site:moved", {"home": '{}.replace("//", "//cu")', "hosts": "()"}, readable=False),
        Way("marker", "layout:unknown", rule="marker"),
        Way("title", "selector:title", rule="title"),
        Way("body", "selector:body", rule="body"),
        Way("author", "disagreement:authors", rule="author"),
        Way("cookie", "blocked", change=challenged, readable=False, mends=False),
        Way("agent", "blocked", change=guarded, readable=False, mends=False),
    )
}


def break_file(path: Path, outlet: Outlet, ways: Sequence[str]) -> None:
    """Makes an outlet's file wrong in these ways: rules where they stand in it, a family's for all layouts at once."""
    change = FileChange(path)
    values = [pair for way in ways for pair in WAYS[way].rules.items()]
    for rule in filter(None, (WAYS[way].rule for way in ways)):
        selectors = [selector for layout in outlet.layouts if (selector := getattr(layout, rule))]
        written = [change.rewrite(rule, selector, NOWHERE) for selector in selectors]
        if not all(written):
            values.append(("layouts", f"(*(o.but({rule}={NOWHERE!r}, seen=o.seen) for o in {{}}),)"))
    for name, value in values:
        change.put(name, value.replace("{}", change.value(name) or "()"))
    path.write_text(change.new(), "utf-8")


@dataclass
class FirstWeek:
    """The days so far, and all that was not as it should be."""

    wrong_files: Mapping[str, tuple[str, ...]]
    """Ways in which each outlet's file is wrong; none where it is right."""
    days: int
    folder: Path
    chance: random.Random
    daily: int = 24
    mistakes: list[str] = field(default_factory=list)
    mended: list[str] = field(default_factory=list)
    """Outlets whose files are right by now."""
    stored: int = 0
    published: int = 0

    def run(self) -> None:
        """All days, then the accounts."""
        self.project, self.output = Checkout(self.folder / "program").folder, self.folder / "output"
        for outlet, ways in self.wrong_files.items():
            break_file(self._file(outlet), outlets()[outlet], ways)
        with Newsstand(self.wrong_files, START) as self.stand:
            for outlet, ways in self.wrong_files.items():
                for way in (WAYS[name] for name in ways):
                    if way.change:
                        self.stand.papers[outlet].changes |= dict.fromkeys(way.places, way.change)
            for day in range(1, self.days + 1):
                self._day(day)
            self._mend()
            self._account()

    def _file(self, outlet: str) -> Path:
        return self.project / "scrapers" / "outlets" / outlet_file(outlet).name

    def _day(self, day: int) -> None:
        begun, now = time.monotonic(), self.stand.clock
        for outlet in self.wrong_files:
            ago = sorted(self.chance.sample(range(1, 86_400), self.daily), reverse=True)
            self.stand.publish(outlet, [now - timedelta(seconds=seconds) for seconds in ago])
        done = self.scrapy("harvest", *self.wrong_files)
        if "Traceback" in done.stderr:
            self.mistakes.append(f"day {day}: {done.stderr[-2000:]}")
        alarms = json.loads(self.scrapy("health", "--json").stdout)
        self._alarms(day, {(alarm["outlet"], alarm["name"]): alarm["message"] for alarm in alarms})
        print(f"day {day}: {sum(1 for _ in lines(self.output))} lines, {time.monotonic() - begun:.0f} s", flush=True)
        self.stand.advance(DAY)

    def _mend(self) -> None:
        """Takes over every patch that a probe proposes: the files keep the house rules, and a day later all is well."""
        self.mended = [one for one, ways in self.wrong_files.items() if ways and all(WAYS[way].mends for way in ways)]
        done = self.scrapy("probe", "--diff", *self.mended)
        self.patches = done.stdout
        applied = subprocess.run(
            ["patch", "-p1"], cwd=self.project, input=self.patches, capture_output=True, text=True, check=False
        )
        for line in done.stdout.splitlines():
            if line.startswith(THEN):
                frozen = self.scrapy(*shlex.split(line.removeprefix(THEN))[1:])
                self.mistakes += [f"{line}: {frozen.stderr}"] if frozen.returncode else []
        checked = self.scrapy("outlets", "--check")
        self.mistakes += [f"patch: {text}" for text in (done.stderr, applied.returncode and applied.stdout) if text]
        # What the files alone can break: the program here has no frozen pages of the layouts that it had before.
        self.mistakes += [line for line in checked.stdout.splitlines() if line.startswith("scrapers/")]
        self._day(self.days + 1)

    def _alarms(self, day: int, raised: Mapping[tuple[str, str], str]) -> None:
        for outlet, wrong in self.wrong_files.items():
            ways = () if outlet in self.mended else wrong
            names = {name: message for (paper, name), message in raised.items() if paper == outlet}
            due = [WAYS[way].alarm for way in ways]
            if not any(fnmatch(name, alarm) for name in names for alarm in due) and ways:
                self.mistakes.append(f"day {day}: {outlet} ({', '.join(ways)}): {sorted(names)}, none of {due}")
            if names and not ways:
                self.mistakes.append(f"day {day}: {outlet} is right and has {names}")

    def _account(self) -> None:
        newest = {line["id"]: line for line in map(json.loads, lines(self.output))}
        for outlet, ways in self.wrong_files.items():
            if all(WAYS[way].readable for way in ways):
                copies = self.stand.papers[outlet].copies
                right = sum(
                    _is_right(newest.get(copy.truth["id"]) or _by_url(newest, copy.url), copy.truth) for copy in copies
                )
                self.published, self.stored = self.published + len(copies), self.stored + right
                if right < STORED * len(copies):
                    self.mistakes.append(f"{outlet} ({', '.join(ways)}): {right} of {len(copies)} stored and right")
        if self.stored < STORED * self.published:
            self.mistakes.append(f"{self.stored} of {self.published} stored and right")

    def scrapy(self, *args: str) -> subprocess.CompletedProcess[str]:
        """A command of the program, at the time of the stand."""
        given = {"OUTPUT": str(self.output), "NOW": self.stand.clock.isoformat()}
        given |= QUICK | {"SITE_ADDRESS": json.dumps(self.stand.settings["SITE_ADDRESS"])}
        settings = (f"-s{name}={value}" for name, value in given.items())
        return scrapy(*args, *settings, cwd=self.project, timeout=600)


def _by_url(newest: Mapping[str, Any], url: str) -> Any:
    slug = url.rpartition("/")[2]
    return next((line for line in newest.values() if line["url"] and line["url"].endswith(slug)), None)


def _is_right(line: Mapping[str, Any] | None, truth: Mapping[str, Any]) -> bool:
    """Title, body and the minute of the date are those of the page."""
    if line is None:
        return False
    same = all(line[name] == truth[name] for name in ("title", "body"))
    return same and (line["date"] or "")[:16] == (truth["date"] or "")[:16]


def wrong_files(outlets: list[str], chance: random.Random, right: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Ways for each outlet in turn, every second one wrong in two that go together; the last ones are right."""
    ways = list(WAYS)
    for number, outlet in enumerate(outlets):
        first = ways[number % len(ways)]
        if number >= len(outlets) - right:
            yield outlet, ()
        elif number % 2 and WAYS[first].readable:
            second = chance.choice([way for way in ("marker", "author", "links") if way != first])
            yield outlet, tuple(dict.fromkeys((first, second)))
        else:
            yield outlet, (first,)


def main() -> int:
    """0 where everything was as it should be."""
    from tests.support.site.reprint import models

    parser = argparse.ArgumentParser(prog="python -m benchmarks.first_week", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 16))
    parser.add_argument("--days", type=int, default=7)
    parser.add_argument("--outlets", type=int, default=40)
    given = parser.parse_args()
    print(f"seed {given.seed}", file=sys.stderr)
    chance = random.Random(given.seed)
    names = [name for name in models() if name != "nld"][: given.outlets]
    with tempfile.TemporaryDirectory(prefix="first-week-") as folder:
        week = FirstWeek(dict(wrong_files(names, chance, len(names) // 8)), given.days, Path(folder), chance)
        week.run()
    for what in week.mistakes:
        print(what)
    wrong = sum(bool(ways) for ways in week.wrong_files.values())
    print(f"{wrong} wrong files, {week.stored} of {week.published} articles right, {len(week.mistakes)} mistakes")
    return 1 if week.mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
