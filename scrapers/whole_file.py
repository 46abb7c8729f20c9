"""Atomic writes of files and of single lines."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; it takes its name only when the block ends well. Raises `OSError` as opening a file does."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as device:  # /dev/stdout must not be renamed away
            yield device
        return
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
        sync(target.parent)
    except OSError as error:
        if error.errno == errno.ENOSPC and error.filename is None:  # write(2) does not name the file
            raise OSError(error.errno, error.strerror, str(target)) from None
        raise
    finally:
        part.unlink(missing_ok=True)


def append_line(path: Path, text: bytes) -> int:
    """Adds a line to a file in one write(2); gives where it starts. Raises OSError, leaving no part of it.

    It is durable after `sync(path)`, and the name of a new file after `sync(path.parent)`.
    """
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        start = os.fstat(file).st_size
        try:
            if os.write(file, text) < len(text):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            with suppress(OSError):
                os.ftruncate(file, start)
            raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        os.close(file)
    return start


def sync(path: Path) -> None:
    """Syncs a file or directory to disk. Raises OSError."""
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def make_folder(path: Path) -> None:
    """Makes a folder and those above it, on the disk when it returns. Raises OSError."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    sync(path.parent)
