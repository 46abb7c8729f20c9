"""Tells a watchdog that a run has started, succeeded or failed, in the manner of healthchecks.io (its API of 2026)."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException

from scrapers.version import version

TIMEOUT = 10.0
"""Seconds for a watchdog to answer; a run waits for none but at its end."""
LATE = f"no answer in {TIMEOUT:.0f} s"
MOST = 10_000
"""Bytes of a message that are kept there."""


class Ping:
    """Reports one run to the watchdog at `url`; does nothing where that is empty.

    It is told beside the run, on threads that end with the process: what answers garbage, or a byte every two
    seconds, costs one line and TIMEOUT at the end.
    """

    def __init__(self, url: str, say: Callable[[str], None]) -> None:
        """`say` is called once if the watchdog cannot be reached, which does not fail the run."""
        self._url = url.rstrip("/")
        self._say = say
        self._troubles: list[str] = []

    def start(self) -> None:
        """The run begins."""
        self._starting = self._send("/start", "")

    def success(self, text: str) -> None:
        """Reports success with the summary `text`."""
        self._end("", text)

    def failure(self, text: str) -> None:
        """It did not."""
        self._end("/fail", text)

    def _end(self, path: str, text: str) -> None:
        """The last word, after the first one; both have TIMEOUT together."""
        if not self._url:
            return
        end = time.monotonic() + TIMEOUT
        self._starting.join(TIMEOUT)
        ending = self._send(path, text)
        ending.join(max(0.0, end - time.monotonic()))
        if ending.is_alive() or self._troubles:
            reason = self._troubles[-1] if self._troubles else LATE
            self._say(f"the watchdog cannot be told: {reason}")  # its address is a secret

    def _send(self, path: str, text: str) -> threading.Thread:
        sending = threading.Thread(target=self._post, args=(path, text), daemon=True)
        if self._url:
            sending.start()
        return sending

    def _post(self, path: str, text: str) -> None:
        headers = {"User-Agent": f"vietnamese-news-crawler/{version()}", "Content-Type": "text/plain; charset=utf-8"}
        try:
            # The setting is http or https (settings_schema.py).
            request = urllib.request.Request(self._url + path, text.encode()[:MOST], headers, method="POST")  # noqa: S310
            urllib.request.urlopen(request, timeout=TIMEOUT).close()  # noqa: S310
        except urllib.error.HTTPError as error:
            self._troubles.append(f"it answers {error.code}")
        except HTTPException:
            self._troubles.append("its answer is no HTTP")
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            late = isinstance(reason, TimeoutError)
            self._troubles.append(LATE if late else getattr(reason, "strerror", None) or type(reason).__name__)
