"""Tells a watchdog that a run has started, succeeded or failed, in the manner of healthchecks.io (its API of 2026)."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Callable

from scrapers.version import version

TIMEOUT = 10.0
"""Seconds for a watchdog to answer."""
MOST = 10_000
"""Bytes of a message that are kept there."""


class Ping:
    """One run's word to the watchdog at `url`; where that is empty there is nobody to tell."""

    def __init__(self, url: str, say: Callable[[str], None]) -> None:
        """`say` is told when the watchdog cannot be reached, which is no failure of the run."""
        self._url = url.rstrip("/")
        self._say = say

    def start(self) -> None:
        """The run begins."""
        self._send("/start", "")

    def success(self, text: str) -> None:
        """It went well; `text` says what it did."""
        self._send("", text)

    def failure(self, text: str) -> None:
        """It did not."""
        self._send("/fail", text)

    def _send(self, path: str, text: str) -> None:
        if not self._url:
            return
        headers = {"User-Agent": f"vietnamese-news-crawler/{version()}", "Content-Type": "text/plain; charset=utf-8"}
        # The setting is http or https (settings_schema.py).
        request = urllib.request.Request(self._url + path, text.encode()[:MOST], headers, method="POST")  # noqa: S310
        try:
            urllib.request.urlopen(request, timeout=TIMEOUT).close()  # noqa: S310
        except (OSError, ValueError) as error:
            reason = error.code if isinstance(error, urllib.error.HTTPError) else getattr(error, "reason", error)
            self._say(f"the watchdog cannot be told: {reason}")  # its address is a secret
