"""A copy of the project for tests of commands that write into it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import PROJECT
from tests.support.warm import OWN, forked, scrapy_bytes, settle


class Checkout:
    """The program's own files in a folder of a test, without its frozen pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("scrapers", "pipelines"):
            shutil.copytree(PROJECT / name, folder / name)  # what is compiled, too
        (folder / "tests" / "parser").mkdir(parents=True)
        for name in (
            "scrapy.cfg",
            "settings.py",
            "pyproject.toml",
            "tests/__init__.py",
            "tests/parser/__init__.py",
            "tests/parser/test_pages.py",
        ):
            shutil.copy(PROJECT / name, folder / name)

    def scrapy(self, *args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
        """Runs a command of the copy."""
        return _decoded(scrapy_bytes(*map(str, args), stdin=stdin, cwd=self.folder, timeout=120))

    def test_pages(self) -> subprocess.CompletedProcess[str]:
        """Runs the copy's test of its frozen pages."""
        return _decoded(forked(_test, self.folder, timeout=120))


def _decoded(done: subprocess.CompletedProcess[bytes]) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def _test(folder: Path) -> None:
    settle(folder, dict(os.environ), OWN | {"tests"})
    sys.exit(pytest.main(["-p", "no:xdist", "-p", "no:cacheprovider", "-o", "addopts=", "-q", "tests"]))
