"""What a command of ours costs: the time until its end, and the greatest size of its process."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from tests.support import PROJECT

# getrusage(2) would count in what the process was before it became ours: a part of whoever started it.
TELLING = r"""
import atexit, re, sys
from pathlib import Path
from scrapy.cmdline import execute
from tests.support import PROJECT
told, status = Path(sys.argv.pop(1)), Path("/proc/self/status")
atexit.register(lambda: told.write_text(re.search(r"VmHWM:\s*(\d+)", status.read_text())[1]))
execute(["scrapy", *sys.argv[1:]])
"""


class Cost(NamedTuple):
    """Of one run."""

    seconds: float
    memory: float
    """Greatest resident size in MB (VmHWM of proc(5))."""


def cost(*args: str) -> Cost:
    """Runs `scrapy` with these arguments. Raises RuntimeError where it does not end well."""
    with tempfile.NamedTemporaryFile() as memory:
        began = time.monotonic()
        command = [sys.executable, "-c", TELLING, memory.name, *args]
        done = subprocess.run(
            command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
        )
        seconds = time.monotonic() - began
        if done.returncode:
            raise RuntimeError(f"scrapy {' '.join(args)} ended with {done.returncode}: {done.stderr}")
        return Cost(seconds, int(Path(memory.name).read_text()) / 1024)
