"""Whether there is a network at all, before a run asks hundreds of addresses in vain."""

from __future__ import annotations

import queue
import socket
import threading
import time
import urllib.request
from collections.abc import Mapping, Sequence
from urllib.parse import SplitResult, urlsplit

from scrapy.settings import BaseSettings

from scrapers.outlet import Outlet
from scrapers.terminal.command import Failure

ASKED = 8
"""How many outlets' hosts are tried: all of them down at once means no network."""
PATIENCE = 8.0
"""Connection timeout in seconds; a user waits at most ten."""


def demand_network(settings: BaseSettings, outlets: Sequence[Outlet]) -> None:
    """Connects to a few of the outlets' hosts without a request. Raises `Failure` if none answers.

    Where a proxy is set only a request can tell; where hosts are answered elsewhere (SITE_ADDRESS) that has to answer.
    """
    if urllib.request.getproxies():
        return
    if elsewhere := settings.getdict("SITE_ADDRESS"):
        _demand_somebody(elsewhere)
        return
    hosts = [urlsplit(outlet.home).hostname or "" for outlet in outlets[:ASKED]]
    reasons = [reason for reason in _answers(hosts) if reason]
    if len(reasons) == len(hosts):
        raise Failure(f"no network: {', '.join(hosts[:3])} cannot be reached ({reasons[0]})")


def _demand_somebody(elsewhere: Mapping[str, str]) -> None:
    """Raises `Failure` where nobody listens at any address that hosts are sent to."""
    if not any(_listens(urlsplit(address)) for address in dict.fromkeys(elsewhere.values())):
        host, address = next(iter(elsewhere.items()))
        raise Failure(
            f"nobody answers at {address}, where SITE_ADDRESS sends {host} (make site serves the sample site)"
        )


def _listens(address: SplitResult) -> bool:
    try:
        port = address.port or (443 if address.scheme == "https" else 80)
        socket.create_connection((address.hostname or "", port), PATIENCE).close()
    except OSError:
        return False
    return True


def _answers(hosts: Sequence[str]) -> list[str]:
    """Why each host cannot be reached, until one can: an empty text. Those that say nothing in time cannot."""
    results: queue.Queue[str] = queue.Queue()
    for host in hosts:
        threading.Thread(target=lambda host=host: results.put(_why(host)), daemon=True).start()
    found: list[str] = []
    last = time.monotonic() + PATIENCE
    while len(found) < len(hosts):
        try:
            found.append(results.get(timeout=max(0.0, last - time.monotonic())))
        except queue.Empty:
            found.append("no answer")
        if not found[-1]:
            break
    return found


def _why(host: str) -> str:
    try:
        socket.create_connection((host, 443), PATIENCE).close()
    except ConnectionRefusedError:
        return ""  # the host is there
    except OSError as error:
        return (error.strerror or str(error) or type(error).__name__).lower()
    return ""
