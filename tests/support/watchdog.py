"""A watchdog on 127.0.0.1, like healthchecks.io, that records the pings that it receives."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest


class Watchdog(HTTPServer):
    """Records the pings."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Ear)
        self.heard: list[tuple[str, str]] = []
        self.url = f"http://127.0.0.1:{self.server_port}/check"


class _Ear(BaseHTTPRequestHandler):
    server: Watchdog

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append((self.path, text))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def watchdog() -> Iterator[Watchdog]:
    dog = Watchdog()
    threading.Thread(target=dog.serve_forever, args=(0.05,), daemon=True).start()
    yield dog
    dog.shutdown()
    dog.server_close()
