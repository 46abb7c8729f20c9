"""Scrapy's private parts are used in one module, and are as in the version it was written for."""

from __future__ import annotations

import inspect
import os
import re
import signal
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import scrapy
from scrapy.core.downloader import Downloader, Slot
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.core.engine import ExecutionEngine, _Slot
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle

from scrapers.web.scrapy_internals import VERSION, hear_signals, is_ending
from tests.support import PROJECT
from tests.support.warm import forked

PRIVATE = re.compile(
    r"_signal_shutdown|crawler\._engine|engine\._|\b_slot\b|\.slots\b|per_slot_settings|\._pool\b|_adjust_delay|_min_delay|_parse_robots|_parsers"
)


def test_the_version_is_the_one_that_they_are_true_of() -> None:
    assert scrapy.__version__.startswith(f"{VERSION}.")


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        (AutoThrottle._adjust_delay, "self slot latency response"),
        (AutoThrottle._min_delay, "self"),
        (RobotsTxtMiddleware._parse_robots, "self response netloc request"),
        (RobotsTxtMiddleware._robots_error, "self exc netloc"),
        (RobotsTxtMiddleware.robot_parser, "self request"),
        (AsyncCrawlerProcess._signal_shutdown, "self signum _"),
    ],
)
def test_what_is_overridden_is_called_the_same_way(function: Callable[..., Any], parameters: str) -> None:
    assert list(inspect.signature(function).parameters) == parameters.split()


@pytest.mark.parametrize(
    ("made_by", "names"),
    [
        (Downloader, "slots per_slot_settings"),
        (Slot, "concurrency delay jitter lastseen queue transferring"),
        (ExecutionEngine, "_slot"),
        (Crawler, "_engine"),
        (_Slot, "closing"),
        (HTTP11DownloadHandler, "_pool"),
        (RobotsTxtMiddleware, "_parsers"),
    ],
)
def test_what_is_read_or_set_is_there(made_by: type, names: str) -> None:
    source = inspect.getsource(made_by)
    for name in names.split():
        assert re.search(rf"^\s+(?:self\.)?{name}\s*[:=]", source, re.M), name


def test_no_other_module_uses_them() -> None:
    files = [path for room in ("scrapers", "pipelines") for path in (PROJECT / room).rglob("*.py")]
    users = {path.name for path in files if PRIVATE.search(path.read_text("utf-8"))}
    assert users == {"scrapy_internals.py"}


class Busy(scrapy.Spider):
    """Is told to end by a signal while it is busy."""

    name = "busy"

    async def start(self) -> AsyncIterator[scrapy.Request]:
        before = is_ending(self.crawler)
        os.kill(os.getpid(), signal.SIGTERM)
        print(before, is_ending(self.crawler))
        return
        yield


def crawl_busily() -> None:
    """Prints whether the run is ending before and right behind the signal."""
    process = AsyncCrawlerProcess({"LOG_ENABLED": False})
    process.crawl(Busy)
    hear_signals(process)
    process.start()


def test_a_signal_is_heard_before_scrapy_acts_on_it() -> None:
    done = forked(crawl_busily)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"False True\n", b"")
