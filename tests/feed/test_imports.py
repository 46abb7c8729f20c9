"""`from pipelines.feed import read` imports no Scrapy and no parser."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.support import PROJECT

CODE = "import json, sys; from pipelines.feed import read; print(json.dumps(sorted(sys.modules)))"


def test_the_feeds_reader_loads_neither_scrapy_nor_the_parser() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=PROJECT, capture_output=True, text=True, check=True)
    modules = set(json.loads(done.stdout))
    assert "pipelines.feed.reader" in modules
    assert not modules & {"scrapy", "twisted", "lxml", "bs4", "dateparser", "scrapers.parser", "scrapers.state"}
    assert len(modules) < 300  # 256 with CPython 3.11; with Scrapy it would be 600
