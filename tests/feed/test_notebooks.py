"""docs/feed.md, "From a notebook": each snippet reads a feed of plain and compacted days."""

from __future__ import annotations

import glob
import importlib
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipelines.feed.schema import PATH
from tests.feed.test_feed_reading import pack
from tests.support.feeds import article, store
from tests.support.java import INSTALL, JAVA, QUICK_START

SECTION = PATH.with_name("feed.md").read_text("utf-8").partition("### From a notebook")[2].partition("###")[0]
LINES = {name.lower(): line for name, line in re.findall(r"^\| (\w+).*? \| `(.+)` \|$", SECTION, re.M)}
LINES_OF_OUTLETS = {"kinhtedothi": 2, "vnexpress": 1}
SPARK = """import json
from pyspark.sql import SparkSession
quiet = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
spark = quiet.config("spark.driver.extraJavaOptions", "{java}").getOrCreate()
print(json.dumps([row.asDict() for row in ({line}).collect()]))"""


@pytest.fixture
def feed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    output = tmp_path / "output"
    store(output, article(1), article(2, outlet="vnexpress", section="Kinh tế"))
    store(output, article(3, "2026-03-09T09:30+07:00"))
    monkeypatch.chdir(tmp_path)
    return output


@pytest.mark.parametrize("package", ["duckdb", "polars", "pandas"])
def test_a_line_of_python_reads_plain_and_packed_days(feed: Path, package: str) -> None:
    pack(feed)
    names = {package: importlib.import_module(package), "glob": glob}
    assert counts(eval(LINES[package], names)) == LINES_OF_OUTLETS  # noqa: S307 our own document


def test_a_line_of_spark_reads_plain_days(feed: Path) -> None:
    pytest.importorskip("pyspark.sql", reason="the extra 'spark' is not installed")
    if not JAVA:
        pytest.skip(INSTALL)
    # A process of its own: a JVM keeps the folder in which the first test that asks for Spark has started it.
    script = SPARK.format(line=LINES["spark"], java=QUICK_START)
    done = subprocess.run([sys.executable, "-c", script], cwd=feed.parent, capture_output=True, text=True, check=True)
    rows = json.loads(done.stdout.splitlines()[-1])
    assert {row["outlet"]: row["count"] for row in rows} == LINES_OF_OUTLETS


def counts(found: Any) -> dict[str, int]:
    """Lines by outlet, in whichever package's table."""
    if hasattr(found, "fetchall"):
        return dict(found.fetchall())
    if hasattr(found, "rows"):
        return dict(found.rows())
    return {str(name): int(count) for name, count in found.groupby("outlet").size().items()}
