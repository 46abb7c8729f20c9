"""A .venv for shells whose `scrapy` is run by forks of the warm interpreter, a second sooner than by a new one.

The rest of it is the real one's. What a signal does to a command is not seen with it: it reaches the client alone.
"""

from __future__ import annotations

import ast
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.warm import FORKS, connect, execute

CLIENT = """#!{python} -IS
import os, socket, sys

with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as server:
    server.connect({address!r})
    call = repr((sys.argv[1:], os.getcwd(), dict(os.environ)))
    socket.send_fds(server, [call.encode()], [0, 1, 2])
    sys.exit((server.recv(1) or bytes([1]))[0])
"""
"""Hands its arguments, folder, environment and open files over, and ends with the fork's exit code."""
LONGEST = 1 << 16
"""Bytes of a call."""


@contextmanager
def warm_venv(folder: Path) -> Iterator[None]:
    """Makes the folder, and answers its `scrapy` until the end."""
    _link(folder)
    with TemporaryDirectory() as place, socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        address = f"{place}/calls"
        script = folder / "bin" / "scrapy"
        script.unlink()
        script.write_text(CLIENT.format(python=sys.executable, address=address))
        script.chmod(0o755)
        listener.bind(address)
        listener.listen()
        threading.Thread(target=_answer, args=(listener,), daemon=True).start()
        yield
        listener.shutdown(socket.SHUT_RDWR)


def _link(folder: Path) -> None:
    """A .venv of links to the one of the tests."""
    (folder / "bin").mkdir(parents=True)
    for path in (*Path(sys.prefix).iterdir(), *Path(sys.prefix, "bin").iterdir()):
        if path.name != "bin":
            (folder / path.relative_to(sys.prefix)).symlink_to(path)


def _answer(listener: socket.socket) -> None:
    with suppress(OSError):  # it is shut down
        while True:
            call, _ = listener.accept()
            with call:
                FORKS.Process(target=_take, args=(call,)).start()


def _take(call: socket.socket) -> None:
    message, files, _, _ = socket.recv_fds(call, LONGEST, 3)
    args, folder, environment = ast.literal_eval(message.decode())
    connect(files)
    code = 1
    try:
        execute(args, Path(folder), environment)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        raise
    finally:
        sys.stdout.flush()
        call.send(bytes([code]))
