"""One harvest over many outlets, each with its own hostile server, valid articles beside it, and a canary."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.cost import TELLING
from tests.hostile import pages
from tests.hostile.wire import Asked, Script, Wire, answer, says
from tests.support import PROJECT
from tests.support.runs import OPEN, QUICK

GOOD = (100001, 100002)
"""The numbers of the honest articles of every outlet."""
BAD = pages.path(100009, "mot-bai-khac")
"""URL of the hostile article, first in the feed."""
NOW = "2026-03-16T09:00:00+07:00"
WAIT = 4.0
"""DOWNLOAD_TIMEOUT in seconds."""

OUTLET = '''"""An outlet of the tests."""

from dataclasses import replace

from scrapers.outlet import DayArchive, Feed, Listing, NewsSitemap, Sitemap
from scrapers.outlets.kinhtedothi import OUTLET as ELDER
from tests.support import PROJECT

OUTLET = replace(
    ELDER, name="{name}", title="{name}", home="https://{name}.vn", hosts=(), sources={sources}, settings={settings}
)
'''


@dataclass(frozen=True)
class Case:
    """A hostile outlet and what a user wants of the run all the same."""

    name: str
    """Of the outlet; its host is `<name>.vn`."""
    paths: Mapping[str, Script] = field(default_factory=dict)
    """What is hostile; everything else of the outlet is honest."""
    says: str = ""
    """The expected report: a regular expression over failures and reasons of rejection."""
    fails: bool = True
    """Whether it makes the run a failed one."""
    stored: tuple[int, ...] | None = GOOD
    """The numbers of the articles in the feed; None: whatever came before the run ended."""
    sources: str = '(Feed(url="/rss/home.rss"),)'
    settings: Mapping[str, Any] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    """Maximum of requests for a path."""

    @property
    def host(self) -> str:
        """The outlet's host."""
        return f"{self.name}.vn"

    def route(self, asked: Asked) -> Script:
        """What its host answers."""
        if script := self.paths.get(asked.path) or self.paths.get(asked.path.partition("?")[0]):
            return script
        honest = {pages.path(n): pages.article(n) for n in GOOD}
        if asked.path in honest:
            return says(answer(honest[asked.path]))
        if asked.path == "/robots.txt":
            return says(answer(OPEN, "text/plain"))
        if asked.path == "/rss/home.rss":
            named = [BAD, *honest] if BAD in self.paths else list(honest)
            return says(answer(pages.feed(self.host, named), "application/rss+xml"))
        return says(answer("<html><body>Không tìm thấy</body></html>", status="404 Not Found"))


@dataclass(frozen=True)
class Outcome:
    """What a case's outlet gave, and where else the run knocked."""

    case: Case
    record: Mapping[str, Any]
    lines: Sequence[Mapping[str, Any]]
    asked: Sequence[str]
    canary: Sequence[str]

    @property
    def stored(self) -> list[int]:
        """The numbers of the articles in the feed, in its order."""
        return [int(line["id"].rpartition(":")[2]) for line in self.lines]

    @property
    def said(self) -> str:
        """Failures and reasons, one a line."""
        return "\n".join([*self.record["failures"], *self.record["rejected"]])

    def check(self) -> None:
        """Asserts what the case wants."""
        said, wanted = self.said, self.case.says
        failed, stored = bool(self.record["failures"]), sorted(self.stored)
        reported = any(re.search(wanted, line) for line in said.splitlines()) or not wanted
        wants = sorted(GOOD if self.case.stored is None else self.case.stored)
        assert stored == wants or self.case.stored is None, said
        assert (failed, reported) == (self.case.fails, True), said
        assert self.canary == []
        for path, most in self.case.asked.items():
            assert list(self.asked).count(path) <= most


@dataclass(frozen=True)
class Run:
    """A harvest over all cases."""

    code: int
    out: str
    err: str
    seconds: float
    memory: float
    """Greatest resident size in MB."""
    outcomes: Mapping[str, Outcome]
    strays: Sequence[Path]
    """Files that it wrote outside of its output folder."""
    output: Path


def stage(folder: Path, cases: Sequence[Case], wire: Wire, **options: Any) -> None:
    """Makes a copy of the program that knows the cases' outlets alone, answered by the wire."""
    for name in ("scrapers", "pipelines"):
        shutil.copytree(PROJECT / name, folder / name)  # what is compiled, too
    for name in ("scrapy.cfg", "settings.py", "pyproject.toml"):
        shutil.copy(PROJECT / name, folder / name)
    for path in list((folder / "scrapers" / "outlets").glob("*.py")):
        if path.stem not in {"__init__", "kinhtedothi"}:
            path.unlink()
    for case in cases:
        sources = case.sources.replace("CANARY", wire.canary.replace("127.0.0.1", "localhost"))
        text = OUTLET.format(name=case.name, sources=sources, settings=dict(case.settings))
        (folder / "scrapers" / "outlets" / f"{case.name}.py").write_text(text)
    given = {name: float(value) for name, value in QUICK.items() if value not in {"False"}}
    settings = {
        **given,
        "CONCURRENT_REQUESTS": 8,
        "AUTOTHROTTLE_ENABLED": False,
        "SITE_ADDRESS": {case.host: wire.address for case in cases},
        "NOW": NOW,
        "DOWNLOAD_TIMEOUT": WAIT,
        "RETRY_TIMES": 1,
        "HARVEST_OUTLETS": 20,
        "HARVEST_REFRESH": "",
        **options,
    }
    with (folder / "settings.py").open("a") as file:
        file.writelines(f"{name} = {value!r}\n" for name, value in settings.items())


def command(
    folder: Path, *args: str, env: Mapping[str, str] | None = None, umask: int = -1
) -> tuple[subprocess.CompletedProcess[str], float, float]:
    """A command in a process of its own; how long it took, and its greatest size in MB."""
    memory = folder.parent / f"{folder.name}.memory"
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-B", "-c", TELLING, str(memory), *args],
        cwd=folder, env={**os.environ, **(env or {})}, timeout=240, umask=umask,
        capture_output=True, text=True, check=False, errors="replace",
    )  # fmt: skip
    return done, time.monotonic() - began, int(memory.read_text()) / 1024


def play(folder: Path, cases: Sequence[Case], *args: str, **options: Any) -> Run:
    """Harvests all cases at once."""
    hosts = {case.host: case for case in cases}
    canary = Wire(lambda asked: says(answer("<html><body>secret</body></html>")))
    with canary, Wire(lambda asked: hosts[asked.host].route(asked), canary=canary.address) as wire:
        stage(folder, cases, wire, **options)
        before = files(folder)
        done, seconds, memory = command(folder, "harvest", *args, *(case.name for case in cases))
        strays = sorted(files(folder) - before)
        records = sorted((folder / "output" / "runs").glob("*.json"))
        record = json.loads(records[-1].read_text())["outlets"] if records else {}
        outcomes = {
            case.name: Outcome(
                case,
                record.get(case.name, {"failures": [], "rejected": {}, "stats": {}}),
                lines(folder, case.name),
                wire.asked(case.host),
                [asked.path for asked in canary.log if asked.path.startswith(f"/{case.host}")],
            )
            for case in cases
        }
        return Run(done.returncode, done.stdout, done.stderr, seconds, memory, outcomes, strays, folder / "output")


def lines(folder: Path, outlet: str) -> list[dict[str, Any]]:
    """The outlet's lines of the feed."""
    days = sorted((folder / "output" / "articles" / outlet).glob("*.jsonl"))
    return [json.loads(line) for day in days for line in day.read_bytes().splitlines()]


def files(folder: Path) -> set[Path]:
    """What lies around the output folder: in the program's copy and beside it."""
    found = (path for path in folder.parent.rglob("*") if not path.is_relative_to(folder / "output"))
    return {path for path in found if path.suffix != ".memory" and path.name != "output"}
