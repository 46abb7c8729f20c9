"""Scrapy's private parts are used in one module, and are as in the version it was written for."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest
import scrapy
from scrapy.core.downloader import Downloader, Slot
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.core.engine import ExecutionEngine, _Slot
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.extensions.throttle import AutoThrottle

from scrapers.web.scrapy_internals import VERSION
from tests.support import PROJECT

PRIVATE = re.compile(
    r"engine\._|\b_slot\b|\.slots\b|per_slot_settings|\._pool\b|_adjust_delay|_min_delay|_parse_robots|_parsers"
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
