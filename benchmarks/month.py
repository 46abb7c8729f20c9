"""`python -m benchmarks.month`: thirty mornings of cron over forty outlets, with all that goes wrong in a month.

The outlets' own rules crawl articles in the mark-up of their own pages, on 127.0.0.1; the setting NOW moves the clock.
Outlets change five times without telling, two runs are killed, one meets a full disk, and Tết comes. In the end the
feed, the alarms of every day and the report are compared with what was published and changed.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lxml import html

from benchmarks.soak import count, lines
from scrapers.clock import VIETNAM
from scrapers.outlets import outlets
from scrapers.report.articles import DAYS
from tests.support.checkout import Checkout
from tests.support.drifts import Drift, emptied, guarded, renamed, walled
from tests.support.health_days import TET, WEEK
from tests.support.runs import QUICK
from tests.support.site.newsstand import Newsstand
from tests.support.site.truth import moment
from tests.support.small_disk import on_a_full_disk
from tests.support.warm import scrapy

START = datetime(2027, 1, 11, 6, tzinfo=VIETNAM)
"""The first morning, a Monday; the 27th day is Tết."""
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PATIENCE = 300.0
"""Seconds after which a command hangs."""

FULL = ("No space left on device", "disk is full", "File too large", "disk I/O error")
"""What the system and SQLite say of a full disk, and of a file that may not grow."""

NEW_LAYOUT = """
from dataclasses import replace

_NEWEST = OUTLET.layouts[0]
OUTLET = replace(OUTLET, layouts=(_NEWEST.but(name="2027", marker=".than-bai", body=".than-bai"), *OUTLET.layouts))
"""
"""Added to laodong's file after the alarm."""


@dataclass(frozen=True)
class Change:
    """What an outlet changes on its `article` pages or `source`s from one day to another, and the alarm it raises."""

    outlet: str
    first: int
    last: int
    what: str
    drift: Drift
    alarm: str
    rules: str = ""
    """Added to the outlet's file on the morning after the last day: the change stays, the rules follow."""


@dataclass(frozen=True)
class Plan:
    """What happens when; days count from 1."""

    days: int
    outlets: tuple[str, ...]
    changes: tuple[Change, ...]
    killed: frozenset[int]
    full: frozenset[int]
    usual: int = 30
    """Articles on a working day of an outlet that changes; with few days it takes more to know its habits."""

    def due(self, day: int) -> set[tuple[str, str]]:
        """Outlets and alarms of a day."""
        return {(one.outlet, one.alarm) for one in self.changes if one.first <= day <= one.last}


CHANGES = (
    Change("vietnamnet", 8, 10, "article", renamed("article-detail-author", "nguoi-viet"), "selector:authors"),
    Change("tuoitre", 12, 13, "all", guarded, "blocked"),
    Change("kinhtedothi", 17, 19, "article", walled, "paywall"),
    Change("laodong", 21, 22, "article", renamed("art-body", "than-bai"), "layout:unknown", rules=NEW_LAYOUT),
    Change("nhandan", 29, 30, "source", emptied, "source:empty"),
)
CHANGED = tuple(change.outlet for change in CHANGES)
MONTH = Plan(
    30,
    (*CHANGED, *(name for name in outlets() if name not in CHANGED))[:40],
    CHANGES,
    killed=frozenset({11, 18}),
    full=frozenset({15}),
)
WEEK_OF_FIVE = Plan(
    5,
    CHANGED,
    (
        Change("vietnamnet", 5, 5, "article", renamed("article-detail-author", "nguoi-viet"), "selector:authors"),
        Change("tuoitre", 4, 4, "all", guarded, "blocked"),
    ),
    killed=frozenset({4}),
    full=frozenset({3}),
    usual=30,
)


@dataclass
class Month:
    """The days so far, and all that was not as it should be."""

    plan: Plan
    stand: Newsstand
    folder: Path
    chance: random.Random
    wrong: list[str] = field(default_factory=list)
    alarms: list[tuple[int, str, str]] = field(default_factory=list)
    """Day, outlet and name of all that were raised."""
    killed: int = 0
    """Runs that a kill hit."""
    full: int = 0
    """Runs that reported a full disk."""

    def __post_init__(self) -> None:
        self.output, self.received = self.folder / "output", self.folder / "received.jsonl"
        self.project = Checkout(self.folder / "program").folder

    def run(self) -> None:
        """All days, then the accounts."""
        for day in range(1, self.plan.days + 1):
            begun = time.monotonic()
            self._publish(day)
            self._change(day)
            accident = self._accident(day)
            self._check(self._harvest(), day)
            self._health(day)
            self._receive()
            note = f"day {day:2} {self.stand.clock:%d/%m}: {len(self.stand.copies):6} out, {count(self.output):6} lines"
            raised = ", ".join(f"{outlet} {name}" for on, outlet, name in self.alarms if on == day)
            print(f"{note}, {time.monotonic() - begun:3.0f} s  {accident}{raised}".rstrip(), flush=True)
            self.stand.clock = START + day * DAY
        self.stand.clock -= DAY - HOUR
        self._account()

    def arguments(self, *args: str, output: Path | None = None) -> list[str]:
        """Arguments of `scrapy` at the stand's time."""
        address, now = json.dumps(self.stand.settings["SITE_ADDRESS"]), self.stand.clock.isoformat()
        settings = QUICK | {"SITE_ADDRESS": address, "NOW": now, "OUTPUT": str(output or self.output)}
        return [*args, *(f"-s{name}={value}" for name, value in settings.items())]

    def command(self, *args: str, output: Path | None = None) -> list[str]:
        """The command line of a process of its own."""
        return [sys.executable, "-m", "scrapy", *self.arguments(*args, output=output)]

    def scrapy(self, *args: str) -> subprocess.CompletedProcess[str]:
        """Runs the command to its end."""
        return scrapy(*self.arguments(*args), cwd=self.project, timeout=PATIENCE)

    def _harvest(self) -> subprocess.CompletedProcess[str]:
        return self.scrapy("harvest", *self.plan.outlets)

    def _publish(self, day: int) -> None:
        """Each outlet's news of the 24 hours before; half on Sundays, a third around Tết."""
        now = self.stand.clock
        quiet = 0.3 if any(timedelta(-3) <= now.date() - tet <= timedelta(6) for tet in TET) else 1.0
        changing = {one.outlet for one in self.plan.changes}
        for rank, outlet in enumerate(self.plan.outlets):
            usual = self.plan.usual if outlet in changing else 10 + 2 * (rank % 6)
            number = max(1, round(usual * WEEK[now.weekday()] * quiet * self.chance.lognormvariate(0, 0.15)))
            ago = sorted(self.chance.sample(range(1, 86_400), number), reverse=True)
            self.stand.publish(outlet, [now - timedelta(seconds=seconds) for seconds in ago])

    def _change(self, day: int) -> None:
        for one in self.plan.changes:
            paper = self.stand.papers[one.outlet]
            places = ("article", "source") if one.what == "all" else (one.what,)
            if day == one.first:
                paper.changes |= dict.fromkeys(places, one.drift)
            if day == one.last + 1 and one.rules:
                with (self.project / "scrapers" / "outlets" / f"{one.outlet}.py").open("a") as file:
                    file.write(one.rules)
            elif day == one.last + 1:
                for place in places:
                    del paper.changes[place]

    def _accident(self, day: int) -> str:
        """What the first run of the day meets; the next one comes an hour later."""
        if day in self.plan.killed:
            self._kill()
        elif day in self.plan.full:
            self._fill()
        else:
            return ""
        self.stand.advance(HOUR)
        return "killed, run again  " if day in self.plan.killed else "disk full, run again  "

    def _kill(self) -> None:
        news = sum(copy.published > self.stand.clock - DAY for copy in self.stand.copies)
        enough = count(self.output) + self.chance.uniform(0.1, 0.75) * news
        command = self.command("harvest", *self.plan.outlets)
        run = subprocess.Popen(command, cwd=self.project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        begun = time.monotonic()
        while run.poll() is None and count(self.output) < enough and time.monotonic() < begun + PATIENCE:
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
        self.killed += run.wait() == -signal.SIGKILL

    def _fill(self) -> None:
        """A run on a disk with room for a part of the day's news."""
        where = self.folder / "small"
        command = self.command("harvest", *self.plan.outlets, output=where)
        done = on_a_full_disk(command, self.project, self.output, where)
        if done.returncode != 1 or not any(word in done.stderr for word in FULL):
            self.wrong.append(f"a full disk ends with {done.returncode}: {done.stderr[-500:]}")
        self.full += 1

    def _check(self, done: subprocess.CompletedProcess[str], day: int) -> None:
        refused = any(name == "blocked" for _, name in self.plan.due(day))
        if done.returncode != refused or "Traceback" in done.stderr:
            self.wrong.append(f"day {day}: harvest ends with {done.returncode}: {done.stderr[-2000:]}")

    def _health(self, day: int) -> None:
        done = self.scrapy("health", "--json")
        raised = {(alarm["outlet"], alarm["name"]) for alarm in json.loads(done.stdout)}
        self.alarms += [(day, *alarm) for alarm in sorted(raised)]
        for outlet, name in sorted(raised ^ self.plan.due(day)):
            what = "missing" if (outlet, name) in self.plan.due(day) else "raised for nothing"
            self.wrong.append(f"day {day}: alarm {name} of {outlet} {what}")
        if done.returncode != bool(raised):
            self.wrong.append(f"day {day}: health ends with {done.returncode}: {done.stderr[-500:]}")

    def _receive(self) -> None:
        """A program that reads the feed goes on from where it stopped."""
        done = self.scrapy("feed", "since", "--cursor", str(self.folder / "feed.cursor"))
        with self.received.open("a") as file:
            file.write(done.stdout)

    def _account(self) -> None:
        stored = [json.loads(line) for line in lines(self.output)]
        self.wrong += [f"feed: {what}" for what in self.mistakes(stored)]
        received = Counter(self.received.read_text("utf-8").splitlines())
        if received != Counter(line.decode() for line in lines(self.output)):
            self.wrong.append("the reader with a cursor has other lines than the feed")
        verified = self.scrapy("feed", "verify")
        if verified.returncode:
            self.wrong.append(f"feed verify: {verified.stdout[-500:]}{verified.stderr[-500:]}")
        written = self.scrapy("report", "--lang", "en")
        if written.returncode:
            self.wrong.append(f"report: {written.stderr[-500:]}")
        else:
            self.wrong += [f"report: {what}" for what in self._report(self.output / "report.html")]

    def mistakes(self, stored: Iterable[Mapping[str, Any]]) -> Iterator[str]:
        """Every article once, each field as its page showed it when it was last looked at."""
        newest: dict[str, Mapping[str, Any]] = {}
        for line in stored:
            if line["revision"] != newest.get(line["id"], {"revision": 0})["revision"] + 1:
                yield f"{line['id']} revision {line['revision']} does not follow the one before"
            if line["revision"] > 1 and line["outlet"] not in CHANGED:
                yield f"{line['id']} is revised though nothing has changed"
            newest[line["id"]] = line
        for copy in self.stand.copies:
            truth = copy.truth
            if truth["id"] not in newest:
                yield f"{copy.url} is missing"
                continue
            line = newest.pop(truth["id"])
            if copy.url not in self.stand.drifted:
                if line["date_precision"] == "second":  # by feeds and news sitemaps, where the page says less
                    truth |= {"date": moment(copy.published, "second"), "date_precision": "second"}
                wrong = [name for name, value in truth.items() if line[name] != value]
                yield from (f"{copy.url}: {name} is {line[name]!r}, not {truth[name]!r}" for name in wrong)
        yield from (f"{name} was never published" for name in newest)

    def _report(self, file: Path) -> Iterator[str]:
        """Articles of each outlet and the alarms of the last day, as a person reads them."""
        page: html.HtmlElement = html.document_fromstring(file.read_text("utf-8"))
        first = (self.stand.clock - (DAYS - 1) * DAY).date()
        rows = page.cssselect("#outlets tbody tr")
        counts = {row.findtext("th"): int(row.findtext("td[3]", "").replace(",", "")) for row in rows}
        for outlet, paper in self.stand.papers.items():
            number = sum(copy.published.date() >= first for copy in paper.copies)
            if counts.get(paper.label) != number:
                yield f"{outlet} has {number} articles, not {counts.get(paper.label)}"
        due = sorted(self.stand.papers[outlet].label for outlet, _ in self.plan.due(self.plan.days))
        cards = sorted((card.text or "").partition(":")[0] for card in page.cssselect("#alarms h3"))
        if cards != due:
            yield f"alarms of {cards}, not of {due}"


def month(plan: Plan, folder: Path, seed: int = 0) -> Month:
    """The plan, carried out in a folder."""
    with Newsstand(plan.outlets, START) as stand:
        made = Month(plan, stand, folder, random.Random(seed))
        made.run()
    return made


def main() -> int:
    """0 where everything was as it should be."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.month", description=__doc__)
    parser.add_argument("--week", action="store_true", help="the five outlets and five days of the tests")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 16))
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="an empty folder in which feed and report stay")
    given = parser.parse_args()
    print(f"seed {given.seed}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="month-") as folder:
        made = month(WEEK_OF_FIVE if given.week else MONTH, given.keep or Path(folder), given.seed)
    for what in made.wrong[:100]:
        print(what)
    plan, articles = made.plan, len(made.stand.copies)
    accidents = f"{made.killed} runs killed, {made.full} on a full disk"
    print(f"{plan.days} days of {len(plan.outlets)} outlets: {articles} articles, {accidents}")
    print(f"{len(plan.changes)} changes: {len(made.alarms)} alarms, {len(made.wrong)} mistakes", flush=True)
    return 1 if made.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
