"""Runs `scrapy` as users do: in a process of its own, against the sample site, into a test's folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support import PROJECT
from tests.support.site import SampleSite, special
from tests.support.warm import Fork, execute, scrapy

QUICK = {"DOWNLOAD_DELAY": "0", "AUTOTHROTTLE_ENABLED": "False", "RETRY_BACKOFF": "0", "CONCURRENT_REQUESTS": "8"}
OPEN = "User-agent: *\nDisallow: /noi-bo/\n"
"""A robots.txt without a Crawl-delay, for the tests that are not about it."""
BROKEN = {special.EMPTY, special.REDESIGN, special.GONE, special.MISSING}
"""What the site links to and no article can be read from: tried again after 1 h, 6 h, 1, 3 and 7 days."""


class Runs:
    """The crawls of one test, which share an output folder; `project` is where they run."""

    def __init__(self, site: SampleSite, output: Path, project: Path = PROJECT) -> None:
        self.site = site
        self.output = output
        self.project = project

    def arguments(self, *args: str, now: str = "", **settings: str) -> list[str]:
        """The arguments of `scrapy` for a quick crawl, with further `settings`."""
        address = json.dumps(self.site.settings["SITE_ADDRESS"])
        fixed = {"SITE_ADDRESS": address, "OUTPUT": str(self.output), "NOW": now or self.site.clock.isoformat()}
        chosen = [f"-s{name}={value}" for name, value in (QUICK | fixed | settings).items()]
        return [*args, *chosen]

    def command(self, *args: str, now: str = "", **settings: str) -> list[str]:
        """The whole command line, for a process of its own."""
        return [sys.executable, "-m", "scrapy", *self.arguments(*args, now=now, **settings)]

    def start(self, *args: str, now: str = "", **settings: str) -> Fork:
        """`scrapy crawl kinhtedothi` in the background."""
        arguments = self.arguments("crawl", "kinhtedothi", *args, now=now, **settings)
        return Fork(execute, arguments, self.project, dict(os.environ))

    def crawl(self, *args: str, now: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        """`scrapy crawl kinhtedothi` to its end."""
        return scrapy(*self.arguments("crawl", "kinhtedothi", *args, now=now, **settings), cwd=self.project)

    def lines(self) -> list[dict[str, Any]]:
        """Every line of the feed, in the order of files and lines."""
        files = sorted((self.output / "articles").glob("*/*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_bytes().split(b"\n") if line]

    def ids(self) -> list[str]:
        """The ids of those lines."""
        return [line["id"] for line in self.lines()]

    def rejected(self) -> list[dict[str, Any]]:
        """Every line about a rejected page."""
        files = sorted((self.output / "rejected").glob("*/*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]


def end(run: Fork, number: signal.Signals) -> subprocess.CompletedProcess[str]:
    """Sends the signal and waits for the end."""
    run.send_signal(number)
    out, err = run.communicate(timeout=30)
    return subprocess.CompletedProcess((), run.returncode, out.decode(), err.decode())


def asked(site: SampleSite, since: int = 0) -> list[str]:
    """The paths of articles that were requested, by request number."""
    return [request.path for request in site.log[since:] if request.path.endswith(".html")]


def path(url: str) -> str:
    """The path of an address of the site."""
    return url.removeprefix(special.HOME)
