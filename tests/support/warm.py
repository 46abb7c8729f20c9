"""`scrapy` in processes that find Scrapy imported: forks of one interpreter, of which each begins a second sooner.

Nothing of the project is imported before the fork. Tests of signals, pipes, terminals and of the start itself take
`subprocess`, and so do those that read the documentation.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).parents[2]
SLOW = ("scrapy.cmdline", "scrapy.core.downloader.handlers.http11", "tldextract", "bs4", "pydantic", "rich.table")
"""What takes the time: the packages that the project is built on."""
OWN = frozenset(["scrapers", "pipelines", "settings"])
"""The project's own packages."""

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(list(SLOW))


def scrapy(
    *args: str, cwd: Path = PROJECT, env: Mapping[str, str] | None = None, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """What `scrapy` with these arguments does in a folder: exit code (-9: killed), stdout, stderr. No stdin.

    Raises `subprocess.TimeoutExpired` after so many seconds.
    """
    with tempfile.TemporaryDirectory() as folder:
        outputs = [Path(folder, name) for name in ("stdout", "stderr")]
        fork = _FORKS.Process(target=_execute, args=(args, cwd, dict(env or os.environ), outputs))
        fork.start()
        fork.join(timeout)
        if fork.exitcode is None:
            fork.kill()
            fork.join()
            raise subprocess.TimeoutExpired(args, timeout)
        said = [path.read_text("utf-8") if path.exists() else "" for path in outputs]
        return subprocess.CompletedProcess(args, fork.exitcode, *said)


def _execute(args: Sequence[str], cwd: Path, env: dict[str, str], outputs: Sequence[Path]) -> None:
    for number, path in enumerate(outputs, start=1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    # The folder's own program, as `python -m scrapy` takes it, not that of the tests: whoever else asks the fork server
    # of this process for help (`scrapers.parallel`) has it import that.
    sys.path[:] = [str(cwd), *(place for place in sys.path if Path(place).resolve() != PROJECT)]
    for name in [name for name in sys.modules if name.partition(".")[0] in OWN]:
        del sys.modules[name]

    from scrapy.cmdline import execute

    execute(["scrapy", *args])
