"""`python -m tests.fuzz [SECONDS] [TARGET …]`: mutates valid input until the time is up; exits with 1 on a fault.

With atheris installed (`pip install atheris`) the search is guided by coverage. What is found is written to
`tests/fuzz/found/` and becomes a case of the tests once it is mended.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
import traceback
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from random import SystemRandom

from scrapers.processor_time import processor_time
from tests.fuzz.mutations import mutated
from tests.fuzz.targets import TARGETS, Target

FOUND = Path(__file__).parent / "found"
SLOW = 2.0
"""Seconds of processor time that an input may take."""


def main(seconds: float, names: list[str]) -> int:
    """The exit code."""
    faults = 0
    for name in names:
        search = _guided if find_spec("atheris") else _blind
        runs, found = search(name, TARGETS[name], seconds)
        faults += found
        print(f"{name}: {runs or 'many'} inputs, {found or 'no'} fault{'s' * (found != 1)}", flush=True)
    return int(faults > 0)


def _blind(name: str, target: Target, seconds: float) -> tuple[int, int]:
    end, start, faults = time.monotonic() + seconds, SystemRandom().randrange(1 << 40), set[str]()
    for n in count():
        if time.monotonic() > end:
            return n, len(faults)
        data = mutated(target.seeds[n % len(target.seeds)], start + n)
        try:
            with processor_time(SLOW):
                target.run(data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} {last.filename}:{last.lineno}"
            if place not in faults:
                _keep(name, data, place)
            faults.add(place)
    raise AssertionError


def _guided(name: str, target: Target, seconds: float) -> tuple[int, int]:
    done = subprocess.run([sys.executable, "-m", "tests.fuzz.guided", name, str(int(seconds))], check=False)
    return 0, int(done.returncode != 0)


def _keep(name: str, data: bytes, place: str) -> None:
    FOUND.mkdir(exist_ok=True)
    path = FOUND / f"{name.replace(' ', '-')}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    print(f"{name}: {place}: {path}", flush=True)


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(float(given[0]) if given else 600, given[1:] or list(TARGETS)))
