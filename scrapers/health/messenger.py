"""Sends alarms by e-mail, webhook or any other service that ALARM_URLS names (apprise)."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from importlib.util import find_spec

from scrapers.version import install

MISSING = f"apprise is not installed, which sends alarms: {install('alarms')}"

TIMEOUT = 10.0
"""Seconds for all addresses together."""


class NotSent(Exception):
    """A service did not accept the message."""


def can_send() -> bool:
    """Whether the extra `alarms` is installed."""
    return find_spec("apprise") is not None


def send(title: str, text: str, addresses: Sequence[str]) -> None:
    """Sends a message to every address (https://github.com/caronc/apprise). Raises `NotSent`, after TIMEOUT at last."""
    if not can_send():
        raise NotSent(MISSING)
    for name in ("apprise", "requests", "urllib3"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they write addresses, which are secrets
    done: list[str] = []
    sending = threading.Thread(target=lambda: done.append(_deliver(title, text, addresses)), daemon=True)
    sending.start()
    sending.join(TIMEOUT)
    if trouble := done[0] if done else f"no answer in {TIMEOUT:.0f} s":
        raise NotSent(trouble)


def _deliver(title: str, text: str, addresses: Sequence[str]) -> str:
    """What went wrong; empty where nothing did."""
    from apprise import Apprise, NotifyType  # half a second, which only a day with alarms is worth

    messenger = Apprise()
    wrong = sum(not messenger.add(address) for address in addresses)
    sent = messenger.notify(body=text, title=title, notify_type=NotifyType.WARNING)
    if wrong:
        return f"{wrong} addresses make no sense"
    return "" if sent else "an address did not take the message"
