"""`scrapy` in processes that find Scrapy and the project imported: forks of one interpreter, each two seconds sooner.

In a copy of the project its own modules are imported anew. Tests of signals, pipes, terminals and of the start itself
take `subprocess`, and so do those that read the documentation.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from pkgutil import iter_modules

from scrapy import commands

PROJECT = Path(__file__).parents[2]
COMMANDS = {"scrapy.commands": commands.__path__, "scrapers.commands": [str(PROJECT / "scrapers/commands")]}
SLOW = (
    *("scrapy.core.downloader.handlers.http11", "itemadapter", "tldextract", "bs4", "dateparser", "rich.table"),
    *(f"{name}.{module.name}" for name, place in COMMANDS.items() for module in iter_modules(place)),
    *("scrapers.crawl.spiders", "pipelines.store", "pipelines.near.mark"),
)
"""What takes the time: the packages that the project is built on, what Scrapy asks for commands, and what crawls."""
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
    done = scrapy_bytes(*args, cwd=cwd, env=env, timeout=timeout)
    return subprocess.CompletedProcess(args, done.returncode, done.stdout.decode(), done.stderr.decode())


def scrapy_bytes(
    *args: str, stdin: bytes = b"", cwd: Path = PROJECT, env: Mapping[str, str] | None = None, timeout: float = 60
) -> subprocess.CompletedProcess[bytes]:
    """The same with what it reads, and what it writes as it is."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder, name) for name in ("stdin", "stdout", "stderr")]
        for path, content in zip(files, (stdin, b"", b""), strict=True):
            path.write_bytes(content)
        fork = _FORKS.Process(target=_execute, args=(args, cwd, dict(env or os.environ), files))
        fork.start()
        fork.join(timeout)
        if fork.exitcode is None:
            fork.kill()
            fork.join()
            raise subprocess.TimeoutExpired(args, timeout)
        return subprocess.CompletedProcess(args, fork.exitcode, *(path.read_bytes() for path in files[1:]))


def _execute(args: Sequence[str], cwd: Path, env: dict[str, str], files: Sequence[Path]) -> None:
    for number, path in enumerate(files):
        os.dup2(os.open(path, os.O_RDWR | os.O_APPEND), number)
    sys.stdin = open(0)  # noqa: SIM115 — multiprocessing has closed that of the fork
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    if cwd.resolve() != PROJECT:  # its own program, as `python -m scrapy` takes it
        sys.path[:] = [str(cwd), *(place for place in sys.path if Path(place).resolve() != PROJECT)]
        for name in [name for name in sys.modules if name.partition(".")[0] in OWN]:
            del sys.modules[name]
        sys.dont_write_bytecode = True  # a test may edit a module twice in the second that Python's cache tells apart

    from scrapy.cmdline import execute

    execute(["scrapy", *args])
