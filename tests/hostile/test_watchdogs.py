"""A misbehaving watchdog costs a run one line and a bounded wait at its end; its address is never logged."""

from __future__ import annotations

import time

import pytest

from scrapers.terminal import ping
from tests.hostile.wire import Script, Wire, answer, drips, hangs, head, resets, says

pytestmark = pytest.mark.hostile

MANY = {f"X-{n}": "a" for n in range(200)}
ANSWERS: dict[str, tuple[Script, str]] = {
    "garbage": (says(b"\x00\xff" * 900 + b"\r\n\r\n"), "no HTTP"),
    "a banner": (says(b"SSH-2.0-OpenSSH_9.6\r\n"), "no HTTP"),
    "a long status line": (says(b"HTTP/1.1 200 " + b"O" * 100_000 + b"\r\n\r\n"), "no HTTP"),
    "many headers": (says(head(headers=MANY)), "no HTTP"),
    "nothing": (says(), "no HTTP|RemoteDisconnected|reset"),
    "a reset": (resets(), "reset|Connection|no HTTP"),
    "a refusal": (says(answer("", status="500 Oops")), "it answers 500"),
    "silence": (hangs(), "no answer in"),
    "a byte now and then": (drips(b"HTTP/1.1 200 OK\r\n", b"X", 0.2), "no answer in"),
    "a loop": (lambda line, asked: line.sendall(head("302 Found", {"Location": asked.path})), "it answers 302"),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_it_costs_one_line(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script, reason = ANSWERS[kind]
    monkeypatch.setattr(ping, "TIMEOUT", 1.0)
    messages: list[str] = []
    with Wire(lambda asked: script) as wire:
        dog = ping.Ping(f"{wire.address}/secret", messages.append)
        began = time.monotonic()
        dog.start()
        assert time.monotonic() - began < 10, "the run waits for it"
        dog.success("5 new")
        assert time.monotonic() - began < 15
    [line] = messages
    assert line.startswith("the watchdog cannot be told: ")
    assert any(part in line for part in reason.split("|")), line
    assert "secret" not in line


def test_a_mistyped_address_is_no_traceback() -> None:
    messages: list[str] = []
    dog = ping.Ping("http://[::1/secret", messages.append)
    dog.start()
    dog.failure("")
    assert len(messages) == 1
    assert "secret" not in messages[0]
