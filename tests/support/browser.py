"""Opens a page in Chromium, and records its console messages and network requests."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or ""
INSTALL = "no Chromium: sudo apt-get install chromium"
DESKTOP = (1280, 900)
PHONE = (360, 740)
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of its own, with a fresh profile."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_FLAGS], env={"HOME": home})
        try:
            yield browser
        finally:
            browser.close()


class Window:
    """A window that shows a file."""

    def __init__(self, browser: Browser, file: Path, size: tuple[int, int] = DESKTOP, **how: Any) -> None:
        self.page: Page = browser.new_page(viewport={"width": size[0], "height": size[1]}, **how)
        self.page.set_default_timeout(20_000)
        self.said: list[str] = []
        """Messages and errors of the console."""
        self.asked: list[str] = []
        """Requested URLs, besides the file itself and data URLs."""
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self._ask(request.url))
        self._file = file.resolve().as_uri()
        began = time.monotonic()
        self.page.goto(self._file, wait_until="load")
        self.seconds = time.monotonic() - began
        """Until it was loaded, script and all."""

    def _ask(self, url: str) -> None:
        if url != self._file and not url.startswith("data:"):
            self.asked.append(url)
