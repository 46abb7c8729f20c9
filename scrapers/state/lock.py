"""One run at a time for each outlet: a kernel lock, released when its process ends."""

from __future__ import annotations

import errno
import fcntl
import os
import stat
from pathlib import Path


class Locked(Exception):
    """Another run holds the lock; the message says which process, and since when."""


def _regular(path: str, flags: int) -> int:
    """Opens a file; a pipe in its place would wait for somebody at its other end."""
    file = os.open(path, flags | os.O_NONBLOCK, 0o666)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise OSError(errno.EINVAL, "no file", path)
    return file


def holder(path: Path) -> str:
    """The holder of the lock as it wrote itself down (`process 4711, started …`); empty if free. Raises OSError."""
    with open(path, encoding="utf-8", opener=_regular) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return file.read().strip() or "another process"
    return ""


class Lock:
    """An exclusive flock(2) on a file that names its holder."""

    def __init__(self, path: Path, since: str) -> None:
        """Takes the lock at once; `since` is written into it.

        Raises `Locked` where another process holds it, OSError that names the file.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = open(path, "a+", encoding="utf-8", opener=_regular)  # noqa: SIM115
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "another process"
            self._file.close()
            raise Locked(f"{path.stem} is being crawled already: {holder}") from None
        try:
            self._file.truncate(0)
            self._file.write(f"process {os.getpid()}, started {since}\n")
            self._file.flush()
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(path)) from None

    def release(self) -> None:
        """Lets the next run in."""
        self._file.close()
