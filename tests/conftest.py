"""Fixtures for all tests: the sample site and crawls of it."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.nodeid import coerce_node_id

from tests.support.runs import OPEN, Runs
from tests.support.site import SampleSite

HERE = Path(__file__).parent

# A thousand processes of the tests import the project: they compile it once, even where the machine keeps nothing.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# It logs that connections of Spark close when pytest has closed its own streams.
logging.getLogger("py4j").setLevel(logging.WARNING)


MEMORY, ROOM = Path("/dev/shm"), 4 << 30
"""Folders of tests are in memory where it has so many bytes of room: a thousand crawls wait for no disk to sync."""


def pytest_configure() -> None:
    """Chooses where the folders of tests are made, if nobody else has."""
    if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one group run in one worker: xdist 3.8 writes the group where pytest 9.2 looks for no name any more.

    Without it every worker makes the runs that the tests of a group look at, each for itself. The tests of this folder
    itself, of whole months and pages of commands, are the longest: they begin, so that both workers end together.
    """
    items.sort(key=lambda item: item.path.parent != HERE)
    for item in items:
        if grouped := vars(item).get("_nodeid"):
            item._id = coerce_node_id(grouped)


@pytest.fixture
def site() -> Iterator[SampleSite]:
    """The sample site, quick and without a Crawl-delay."""
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        yield site


@pytest.fixture
def runs(site: SampleSite, tmp_path: Path) -> Runs:
    """Runs that have stored nothing yet."""
    return Runs(site, tmp_path / "output")


@pytest.fixture(scope="session")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The output folder and stdout of a first run."""
    output = tmp_path_factory.mktemp("crawled") / "output"
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        done = Runs(site, output).crawl()
    assert done.returncode == 0, done.stderr
    return output, done.stdout


@pytest.fixture
def again(runs: Runs, crawled: tuple[Path, str]) -> Runs:
    """Runs after a complete first one."""
    shutil.copytree(crawled[0], runs.output)
    return runs
