"""Processes that find Scrapy and the project ready (`ready.py`): forks of one interpreter, each two seconds sooner.

In a copy of the project its own modules are imported anew. Tests of pipes, terminals and of the start itself take
`subprocess`; `warm_venv` has a `scrapy` for shells.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from tests.support import PROJECT

OWN = frozenset(["scrapers", "pipelines", "settings"])
"""The project's own packages."""

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["tests.support.ready"])


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
    done = forked(execute, args, cwd, dict(env or os.environ), stdin=stdin, timeout=timeout)
    return subprocess.CompletedProcess(args, done.returncode, done.stdout, done.stderr)


def forked(
    work: Callable[..., None], *args: object, stdin: bytes = b"", timeout: float = 60
) -> subprocess.CompletedProcess[bytes]:
    """What a function does in a fork. Raises `subprocess.TimeoutExpired` after so many seconds."""
    fork = Fork(work, *args, stdin=stdin)
    out, err = fork.communicate(timeout)
    return subprocess.CompletedProcess(work.__name__, fork.returncode, out, err)


class Fork:
    """A function in a fork, in the background: what tests need of `subprocess.Popen`."""

    def __init__(self, work: Callable[..., None], *args: object, stdin: bytes = b"") -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._files = [Path(self._folder.name, name) for name in ("stdin", "stdout", "stderr")]
        for path, content in zip(self._files, (stdin, b"", b""), strict=True):
            path.write_bytes(content)
        self._process = FORKS.Process(target=_work, args=(self._files, work, args))
        self._process.start()

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.ident or 0

    @property
    def returncode(self) -> int:
        """Exit code, -9 where it was killed. Only once it has ended."""
        assert self._process.exitcode is not None
        return self._process.exitcode

    def poll(self) -> int | None:
        """Exit code; None while it runs."""
        return self._process.exitcode

    def send_signal(self, number: signal.Signals) -> None:
        """Nothing where it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def communicate(self, timeout: float | None = None) -> tuple[bytes, bytes]:
        """Waits for its end; gives stdout and stderr. Kills it after so many seconds (`subprocess.TimeoutExpired`)."""
        with self._folder:
            self._process.join(timeout)
            if self.poll() is None:
                self._process.kill()
                self._process.join()
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            _, out, err = (path.read_bytes() for path in self._files)
            return out, err


def _work(files: Sequence[Path], work: Callable[..., None], args: Sequence[object]) -> None:
    connect([os.open(path, os.O_RDWR | os.O_APPEND) for path in files])
    work(*args)


def connect(files: Sequence[int]) -> None:
    """Takes three open files as stdin, stdout and stderr of this process: those of a fork are the first test's."""
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, errors="backslashreplace", closefd=False)  # noqa: SIM115


def execute(args: Sequence[str], cwd: Path, env: Mapping[str, str]) -> None:
    """`scrapy` in this process, as if it had been started in the folder with these variables."""
    settle(cwd, env)

    from scrapy import cmdline

    cmdline.execute(["scrapy", *args])


def settle(cwd: Path, env: Mapping[str, str], own: Collection[str] = OWN) -> None:
    """Takes a folder and variables; in a copy of the project packages of its `own` are imported anew."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    if cwd.resolve() != PROJECT:  # its own program, as `python -m scrapy` takes it
        sys.path[:] = [str(cwd), *(place for place in sys.path if Path(place).resolve() != PROJECT)]
        for name in [name for name in sys.modules if name.partition(".")[0] in own]:
            del sys.modules[name]
        sys.dont_write_bytecode = True  # a test may edit a module twice in the second that Python's cache tells apart
