"""Tells people of alarms: by e-mail, webhook or whatever else the addresses in ALARM_URLS name (apprise)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

MISSING = "apprise is not installed, which sends alarms: pip install 'vietnamese-news-crawler[alarms]'"


class Untold(Exception):
    """An address did not take the message."""


def can_tell() -> bool:
    """Whether the extra `alarms` is installed."""
    return find_spec("apprise") is not None


def tell(title: str, text: str, addresses: Sequence[str]) -> None:
    """Sends a message to every address (https://github.com/caronc/apprise). Raises `Untold`."""
    if not can_tell():
        raise Untold(MISSING)
    from apprise import Apprise, NotifyType  # half a second, which only a day with alarms is worth

    messenger = Apprise()
    wrong = sum(not messenger.add(address) for address in addresses)
    sent = messenger.notify(body=text, title=title, notify_type=NotifyType.WARNING)
    if wrong or not sent:
        raise Untold(f"{wrong} addresses make no sense" if wrong else "an address did not take the message")
