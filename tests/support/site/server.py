"""Serves the routes over HTTP/1.1 on 127.0.0.1: conditional requests, gzip, fault injection, a request log."""

import contextlib
import gzip
import hashlib
import socket
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import urlsplit

from tests.support.site.routes import Answer


@dataclass(frozen=True)
class Request:
    """A logged request; `time` is time.monotonic() at its arrival, `path` includes the query."""

    time: float
    host: str
    method: str
    path: str
    status: int
    headers: Mapping[str, str]


@dataclass
class Fault:
    """A path that answers `status` the next `times` times; status 0 closes the connection instead."""

    status: int
    times: int
    retry_after: int | str | None = None


@dataclass
class Faults:
    """Paths that fail or are slow; a path without a query stands for every query of it."""

    failing: dict[str, Fault] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    rewritten: dict[str, Callable[[Answer], Answer]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def delay(self, target: str) -> float:
        """Seconds to wait before the answer."""
        return self.slow.get(target, self.slow.get(urlsplit(target).path, 0.0))

    def rewrite(self, target: str, answer: Answer) -> Answer:
        """The answer as the rewritings of its path leave it."""
        for prefix, change in self.rewritten.items():
            if target.startswith(prefix):
                answer = change(answer)
        return answer

    def strike(self, target: str) -> Fault | None:
        """The fault of a target, counted down."""
        with self.lock:
            fault = self.failing.get(target) or self.failing.get(urlsplit(target).path)
            if fault is None or fault.times <= 0:
                return None
            fault.times -= 1
            return fault


class Pages(Protocol):
    """What a server shows."""

    @property
    def clock(self) -> datetime:
        """What time it is there."""

    def answer(self, host: str, target: str) -> Answer:
        """What the host answers to a request target."""


class Server(ThreadingHTTPServer):
    """The server with what its handlers share."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, port: int, routes: Pages, faults: Faults) -> None:
        self.routes, self.faults = routes, faults
        self.log: list[Request] = []
        self.logging = threading.Lock()
        self.connections: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), Handler)

    def get_request(self) -> tuple[socket.socket, object]:
        """A new connection, remembered until it closes."""
        connection, client = super().get_request()
        self.connections.add(connection)
        return connection, client

    def shutdown_request(self, request: Any) -> None:
        """Forgets a connection that is done."""
        self.connections.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        """Frees the port and hangs up on clients that still hold a connection."""
        super().server_close()
        for connection in tuple(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Silent: a client that goes away is no error of the site."""


class Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # one packet an answer: small ones wait for acknowledgements
    disable_nagle_algorithm = True
    server: Server

    def do_GET(self) -> None:
        """A page, or the reason why not."""
        arrived = time.monotonic()
        if pause := self.server.faults.delay(self.path):
            time.sleep(pause)
        fault = self.server.faults.strike(self.path)
        answer = self._fault(fault) if fault else self._answer()
        status = self._status(answer) if answer else 0
        self._record(arrived, status)
        if answer is None:
            self.close_connection = True
            return
        self._send(answer, status)

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        """Silent: `log` keeps the requests."""

    def version_string(self) -> str:
        """As most Vietnamese outlets say."""
        return "nginx"

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The site's clock, which is the only one that it has."""
        return http_date(self.server.routes.clock)

    def _host(self) -> str:
        host = (self.headers.get("Host") or "").partition(":")[0].lower()
        return "kinhtedothi.vn" if host in {"", "127.0.0.1", "localhost"} else host

    def _answer(self) -> Answer:
        return self.server.faults.rewrite(self.path, self.server.routes.answer(self._host(), self.path))

    def _fault(self, fault: Fault) -> Answer | None:
        if not fault.status:
            return None
        headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
        return Answer(fault.status, f"<html><body>{fault.status}</body></html>".encode(), headers=headers)

    def _status(self, answer: Answer) -> int:
        return 304 if answer.status == 200 and unchanged(self.headers, answer) else answer.status

    def _record(self, arrived: float, status: int) -> None:
        request = Request(arrived, self._host(), self.command, self.path, status, dict(self.headers.items()))
        with self.server.logging:
            self.server.log.append(request)

    def _send(self, answer: Answer, status: int) -> None:
        body = b"" if status == 304 else answer.body
        self.send_response(status)
        self.send_header("Content-Type", answer.type)
        if answer.status == 200:
            self.send_header("ETag", etag(answer))
            self.send_header("Vary", "Accept-Encoding")
            self.send_header("Cache-Control", "no-cache")
        if answer.changed:
            self.send_header("Last-Modified", http_date(answer.changed))
        if body and "gzip" in self.headers.get("Accept-Encoding", "") and not answer.type.startswith("image/"):
            body = gzip.compress(body, compresslevel=1, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def http_date(moment: datetime) -> str:
    """An HTTP date (RFC 9110, 5.6.7)."""
    return format_datetime(moment.astimezone(tz=UTC), usegmt=True)


def etag(answer: Answer) -> str:
    """A weak entity tag: plain and gzipped answers are the same page."""
    return f'W/"{hashlib.sha256(answer.body).hexdigest()[:20]}"'


def unchanged(headers: Message, answer: Answer) -> bool:
    """Whether the client has it already; If-None-Match counts before If-Modified-Since (RFC 9110, 13.2.2)."""
    if tags := headers.get("If-None-Match"):
        return etag(answer).removeprefix("W/") in (tag.strip().removeprefix("W/") for tag in tags.split(","))
    since = headers.get("If-Modified-Since")
    return bool(since and answer.changed and answer.changed.replace(microsecond=0) <= parsedate_to_datetime(since))
