"""A server on raw sockets: writes its responses byte by byte, valid HTTP or not."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

HANG = 20.0
"""Seconds after which a server that never answers gives up: longer than any client of the tests waits."""


@dataclass(frozen=True)
class Asked:
    """A request; header names are in lower case."""

    host: str
    path: str
    headers: Mapping[str, str]
    canary: str = ""
    """Address of a server that must not be reached."""


Script = Callable[[socket.socket, Asked], None]
"""Answers a request on its connection, which is closed afterwards."""


def answer(
    body: bytes | str,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    headers: Mapping[str, str] | None = None,
) -> bytes:
    """A whole and honest answer."""
    body = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close", **(headers or {})}
    return head(status, fields) + body


def head(status: str = "200 OK", headers: Mapping[str, str] | None = None) -> bytes:
    """The first part of an answer, up to the empty line."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def says(*parts: bytes) -> Script:
    """Sends the parts and closes the connection."""

    def script(line: socket.socket, asked: Asked) -> None:
        for part in parts:
            line.sendall(part)

    return script


def fills(body: str, kind: str = "text/html; charset=utf-8") -> Script:
    """A complete response; CANARY is replaced by the server that must not be reached, HOST by the requested host."""

    def script(line: socket.socket, asked: Asked) -> None:
        line.sendall(answer(_filled(body, asked), kind))

    return script


def redirects(to: str, status: str = "302 Found") -> Script:
    """Sends the client elsewhere; CANARY and HOST as above."""

    def script(line: socket.socket, asked: Asked) -> None:
        line.sendall(answer(b"", status=status, headers={"Location": _filled(to, asked)}))

    return script


def _filled(text: str, asked: Asked) -> str:
    return text.replace("CANARY", asked.canary.removeprefix("http://")).replace("HOST", asked.host)


def resets(*parts: bytes) -> Script:
    """Sends the parts and resets the connection (TCP RST)."""

    def script(line: socket.socket, asked: Asked) -> None:
        for part in parts:
            line.sendall(part)
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return script


def hangs(*parts: bytes) -> Script:
    """Sends the parts and then nothing more."""

    def script(line: socket.socket, asked: Asked) -> None:
        for part in parts:
            line.sendall(part)
        _wait(line, HANG)

    return script


def drips(start: bytes, part: bytes, pause: float = 0.002, most: float = HANG) -> Script:
    """Sends the part over and over until the client has had enough."""

    def script(line: socket.socket, asked: Asked) -> None:
        line.sendall(start)
        end = time.monotonic() + most
        while time.monotonic() < end:
            line.sendall(part)
            time.sleep(pause)

    return script


def in_turn(*scripts: Script) -> Script:
    """The first request gets the first answer, and so on; the last one is given to all that follow."""
    left, lock = list(scripts), threading.Lock()

    def script(line: socket.socket, asked: Asked) -> None:
        with lock:
            now = left.pop(0) if len(left) > 1 else left[0]
        now(line, asked)

    return script


def _wait(line: socket.socket, seconds: float) -> None:
    """Until the client hangs up."""
    line.settimeout(seconds)
    with contextlib.suppress(OSError):
        while line.recv(4096):
            pass


class Wire(socketserver.ThreadingTCPServer):
    """The server on 127.0.0.1: `route` gives the response for a host and path. A context manager."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(
        self, route: Callable[[Asked], Script], context: ssl.SSLContext | None = None, canary: str = ""
    ) -> None:
        self.route = route
        self.canary = canary
        self.context = context
        self.log: list[Asked] = []
        super().__init__(("127.0.0.1", 0), _Connection)
        scheme = "https" if context else "http"
        self.address = f"{scheme}://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Silent: a client that goes away is what most of these answers are for."""

    def asked(self, host: str) -> list[str]:
        """The paths requested of a host, in order."""
        return [one.path for one in self.log if one.host == host]


class _Connection(socketserver.BaseRequestHandler):
    """One connection, one request."""

    server: Wire

    def handle(self) -> None:
        line: socket.socket = self.request
        if self.server.context:
            line = self.request = self.server.context.wrap_socket(line, server_side=True)
        line.settimeout(HANG)
        for asked in _requests(line, self.server.canary):
            self.server.log.append(asked)
            self.server.route(asked)(line, asked)


def _requests(line: socket.socket, canary: str) -> Iterator[Asked]:
    """The request on a connection, read to the end of its body; None if the client sends nothing.

    An answer amid the body would find the client still sending: a broken pipe, now and then, whatever is answered.
    """
    received = b""
    while b"\r\n\r\n" not in received:
        part = line.recv(65536)
        if not part:
            return
        received += part
    top, _, body = received.partition(b"\r\n\r\n")
    first, *fields = top.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (field.partition(":") for field in fields)}
    left = int(headers.get("content-length", "0")) - len(body)
    while left > 0:
        left -= len(line.recv(left)) or left
    yield Asked(headers.get("host", "").partition(":")[0], first.split(" ")[1], headers, canary)
