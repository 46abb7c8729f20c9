"""`python -m benchmarks.soak N`: kills a crawl of 1,000 pages at random moments N times, and compares what is left.

Each round is an output folder of its own: a crawl is killed (SIGKILL) and begun again some ten times, then it may end
undisturbed, and the feed must hold every article of the site, once. Only kills that hit a living crawl count; they
fall on its start, its listings, its articles and its end in turn.
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
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.runs import OPEN, Runs
from tests.support.site import SampleSite

FAST = {"CONCURRENT_REQUESTS": "16", "CONCURRENT_REQUESTS_PER_DOMAIN": "16"}
A_ROUND = 10
"""Kills of a round."""
PHASES = ("start", "listings", "articles", "end")
PATIENCE = 120.0
"""Seconds after which a crawl hangs."""


@dataclass
class Soak:
    """The rounds so far, and what was wrong with them."""

    site: SampleSite
    chance: random.Random
    kills: Counter[str] = field(default_factory=Counter)
    fewest: int | None = None
    """Articles of the worst round."""
    torn: int = 0
    double: int = 0
    failed: int = 0
    """Undisturbed runs that ended with another exit code than 0."""
    answers: int = 60
    """So many at least come before a crawl ends: fewer once all articles are stored."""

    @property
    def wanted(self) -> set[str]:
        """The addresses of all articles."""
        return set(map(self.site.url, self.site.articles))

    @property
    def fine(self) -> bool:
        """Whether nothing was lost, torn or doubled."""
        return self.fewest == len(self.wanted) and not (self.torn or self.double or self.failed)

    def round(self, output: Path, kills: int) -> None:
        """Kills the crawl of one folder so many times, lets it end and looks at the feed."""
        runs, before, self.answers = Runs(self.site, output), self.kills.total(), Soak.answers
        while self.kills.total() < before + kills:
            phase = PHASES[self.kills.total() % len(PHASES)]
            self.kills[phase] += self._kill(runs, phase)
        done = runs.crawl(**FAST)
        self.failed += done.returncode != 0
        self._compare(output)

    def _kill(self, runs: Runs, phase: str) -> bool:
        """Whether the crawl was still alive at the phase's random moment."""
        asked = len(self.site.log)
        run = runs.start(**FAST)
        due = self._moment(phase, runs.output, asked)
        begun = time.monotonic()
        while run.poll() is None and not due() and time.monotonic() < begun + PATIENCE:
            time.sleep(0.002)
        run.send_signal(signal.SIGKILL)
        _, errors = run.communicate()
        if time.monotonic() > begun + PATIENCE:
            raise RuntimeError(f"a crawl hung before its {phase}")
        if run.returncode not in {0, -signal.SIGKILL}:
            raise RuntimeError(f"a crawl failed by itself: {errors.decode()}")
        if run.returncode == 0:
            self.answers = min(self.answers, max(1, len(self.site.log) - asked))
        return run.returncode != 0

    def _moment(self, phase: str, output: Path, asked: int) -> Callable[[], bool]:
        """When to kill: so long after the start, after so many answers, so many lines, or so long after the last."""
        begun, chance, held = time.monotonic(), self.chance, count(output)
        if phase == "start":
            delay = chance.uniform(0.0, 1.0)
            return lambda: time.monotonic() > begun + delay
        if phase == "listings":
            answers = chance.randint(1, self.answers)
            return lambda: len(self.site.log) >= asked + answers
        if phase == "articles":
            enough = min(held + chance.randint(1, len(self.wanted) // 3), len(self.wanted))
            return lambda: count(output) >= enough
        delay, ended = chance.uniform(0.0, 0.3), list[float]()

        def near_the_end() -> bool:
            if not ended and count(output) >= len(self.wanted) and len(self.site.log) > asked:
                ended.append(time.monotonic())
            return bool(ended) and time.monotonic() > ended[0] + delay

        return near_the_end

    def _compare(self, output: Path) -> None:
        urls, names = set[str](), Counter[str]()
        for text in lines(output):
            try:
                line = json.loads(text)
                urls.add(line["url"])
                names[line["id"]] += 1
            except ValueError:
                self.torn += 1
        self.double += sum(times - 1 for times in names.values())
        self.fewest = min(len(urls & self.wanted), len(self.wanted) if self.fewest is None else self.fewest)


def lines(output: Path) -> Iterator[bytes]:
    """Every line of the feed, also one that is torn."""
    for path in sorted((output / "articles").glob("*/*.jsonl")):
        whole, _, rest = path.read_bytes().rpartition(b"\n")
        yield from whole.split(b"\n") if whole else ()
        yield from [rest] if rest else ()


def count(output: Path) -> int:
    """How many lines the feed has."""
    return sum(path.read_bytes().count(b"\n") for path in (output / "articles").glob("*/*.jsonl"))


def soak(kills: int, articles: int, folder: Path, seed: int = 0) -> Soak:
    """So many kills of a crawl of a site of so many articles, in rounds."""
    with SampleSite(slow_seconds=0, articles=articles) as site:
        site.robots(OPEN)
        made = Soak(site, random.Random(seed))
        while made.kills.total() < kills:
            made.round(folder / f"round-{made.kills.total()}", min(A_ROUND, kills - made.kills.total()))
            print(f"{made.kills.total()} kills, {dict(made.kills)}", file=sys.stderr, flush=True)
    return made


def main() -> int:
    """0 where every article was there once."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.soak", description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=100)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 16), help="of the random moments")
    given = parser.parse_args()
    print(f"seed {given.seed}", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        made = soak(given.kills, given.articles, Path(folder), given.seed)
    if made.failed:
        print(f"{made.failed} undisturbed runs failed")
    wanted = len(made.wanted)
    print(
        f"{made.kills.total()} kills: {made.fewest} of {wanted} articles, {made.torn} torn, {made.double} double",
        flush=True,
    )
    return 0 if made.fine else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (subprocess.TimeoutExpired, RuntimeError) as error:
        sys.exit(str(error))
