"""`make bench-outlets`: what one machine pays to keep up with many outlets, measured over the sample site.

Each outlet has a feed and a few articles in the mark-up of kinhtedothi.vn, so that requests, robots.txt among them, are
those of a first harvest. Processor time and memory are the harvest's; the site answers from another process.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.support.press import press

ARTICLES = 10
"""Of each outlet."""


def main(outlets: int) -> None:
    """Prints the figures of a first harvest and of one that finds nothing new."""
    names = [f"bao{number:03}" for number in range(outlets)]
    with (
        tempfile.TemporaryDirectory(prefix="bench-outlets-") as folder,
        press(Path(folder) / "news", names, ARTICLES) as runs,
    ):
        for what in ("first harvest", "nothing new"):
            asked, spent, begun = len(runs.site.log), _spent(), time.monotonic()
            done = subprocess.run(
                runs.command("harvest", *names), cwd=runs.project, capture_output=True, text=True, check=False
            )
            wall, core, requests = time.monotonic() - begun, _spent() - spent, len(runs.site.log) - asked
            if done.returncode:
                sys.exit(f"harvest ended with {done.returncode}: {done.stderr}")
            print(f"{what}: {done.stdout.splitlines()[-1]}")
            print(f"  {requests} requests, {core:.0f} s of a core, {wall:.0f} s", flush=True)
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"memory at most {memory:.0f} MB")


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]))
