"""Without a network a run fails at once with one line, before it requests hundreds of URLs."""

from __future__ import annotations

import socket
import threading
import time

import pytest
from scrapy.settings import Settings

from scrapers.outlet import Outlet
from scrapers.terminal import network
from scrapers.terminal.command import Failure
from scrapers.terminal.network import demand_network

NOWHERE = [Outlet(name=f"bao{n}", title="Báo", home=f"https://bao{n}.invalid", article="/") for n in range(3)]
HERE = Outlet(name="day", title="Đây", home="https://127.0.0.1", article="/")


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


def test_hosts_that_nobody_knows_are_no_network() -> None:
    begun = time.monotonic()
    with pytest.raises(Failure, match=r"^no network: bao0\.invalid, bao1\.invalid, bao2\.invalid cannot be reached"):
        demand_network(Settings(), NOWHERE)
    assert time.monotonic() - begun < 10


def test_one_host_that_answers_is_a_network() -> None:
    demand_network(Settings(), [*NOWHERE, HERE])  # which refuses the connection, or takes it


def test_who_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "PATIENCE", 0.2)
    monkeypatch.setattr(network, "_why", lambda host: threading.Event().wait(5) or "")
    with pytest.raises(Failure, match="no answer"):
        demand_network(Settings(), [HERE])


def test_where_hosts_are_answered_elsewhere_somebody_has_to_answer_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = f"http://127.0.0.1:{server.getsockname()[1]}"
        demand_network(Settings({"SITE_ADDRESS": {"x.invalid": "http://127.0.0.1:1", "bao0.invalid": place}}), NOWHERE)
    with pytest.raises(Failure, match=f"^nobody answers at {place}, where SITE_ADDRESS sends bao0.invalid"):
        demand_network(Settings({"SITE_ADDRESS": {"bao0.invalid": place}}), NOWHERE)
