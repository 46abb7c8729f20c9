"""A copy of the project for tests of commands that write into it."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.support import PROJECT
from tests.support.warm import scrapy


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
        if stdin:
            return self._run("scrapy", *map(str, args), stdin=stdin)
        return scrapy(*map(str, args), cwd=self.folder, timeout=120)

    def test_pages(self) -> subprocess.CompletedProcess[str]:
        """Runs the copy's test of its frozen pages."""
        return self._run("pytest", "-p", "no:xdist", "-p", "no:cacheprovider", "-o", "addopts=", "-q", "tests")

    def _run(self, module: str, *args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", module, *args]
        done = subprocess.run(command, input=stdin, capture_output=True, cwd=self.folder, timeout=120, check=False)
        return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())
