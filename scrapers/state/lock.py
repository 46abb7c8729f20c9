"""One run at a time for each outlet: a kernel lock, released when its process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path


class Locked(Exception):
    """Another run holds the lock; the message says which process, and since when."""


def holder(path: Path) -> str:
    """The holder of the lock as it wrote itself down (`process 4711, started …`); empty if free."""
    with path.open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return file.read().strip() or "another process"
    return ""


class Lock:
    """An exclusive flock(2) on a file that names its holder."""

    def __init__(self, path: Path, since: str) -> None:
        """Takes the lock at once; `since` is written into it. Raises `Locked` where another process holds it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.seek(0)
            holder = self._file.read().strip() or "another process"
            self._file.close()
            raise Locked(f"{path.stem} is being crawled already: {holder}") from None
        self._file.truncate(0)
        self._file.write(f"process {os.getpid()}, started {since}\n")
        self._file.flush()

    def release(self) -> None:
        """Lets the next run in."""
        self._file.close()
