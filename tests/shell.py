"""The commands of a Markdown page, run as a reader types them: in a copy of the project, against the sample site.

Settings of the copy say where kinhtedothi.vn is answered and what time it is; nothing else is changed, so that
`scrapy`, `make` and `python` are the reader's own.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.checkout import PROJECT, Checkout
from tests.site import SampleSite

HOUR = timedelta(hours=1)
STEP = re.compile(r"^```(\S+)(| no-run)\n(.*?)^```$|^<!-- (an hour later) -->$", re.DOTALL | re.MULTILINE)
END = "\x1e"
"""Printed behind each command of a block."""
# What differs from run to run is compared by its form: seconds, ports, times of fetching. `…` stands for what was cut.
FORMS = (r"\d+\.\d s\b", r"127\.0\.0\.1:\d+", r"\d\d:\d\d:\d\dZ", r"…\n", r"…")
FORM = re.compile("|".join(f"({form})" for form in FORMS))
CUT = {r"…\n": r"(?:.*\n)*?", r"…": r".*"}


@dataclass(frozen=True)
class Step:
    """A fenced block of a page with its language, or what happens between two blocks (no text)."""

    language: str
    text: str
    run: bool = True


@dataclass(frozen=True)
class Call:
    """A command and what the page says that a terminal shows then."""

    command: str
    shown: str


def steps(page: str) -> Iterator[Step]:
    """The blocks of a Markdown page in their order."""
    for language, mark, text, meanwhile in STEP.findall(page):
        yield Step(meanwhile, "") if meanwhile else Step(language, text, not mark)


def calls(block: str) -> list[Call]:
    """The commands of a `console` block; one that ends with a backslash goes on in the next line."""
    parts = re.findall(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    return [Call(command, shown) for command, shown in parts]


def fits(shown: str, real: str) -> bool:
    """Whether a real output is the one that the page shows."""
    pattern, end = "", 0
    for found in FORM.finditer(shown):
        form = FORMS[(found.lastindex or 1) - 1]
        whole_line = found.start() == 0 or shown[found.start() - 1] == "\n"
        cut = CUT.get(form, form) if whole_line or form != r"…\n" else r".*\n"
        pattern += re.escape(shown[end : found.start()]) + cut
        end = found.end()
    return re.fullmatch(pattern + re.escape(shown[end:]), real) is not None


class Desk:
    """A copy of the project at which a reader sits; an hour may pass, and an editor changes a headline meanwhile."""

    def __init__(self, folder: Path, site: SampleSite) -> None:
        self.folder, self.site = folder, site
        Checkout(folder)
        for name in ("Makefile", "requirements.lock", "tests/demo.py"):
            shutil.copy(PROJECT / name, folder / name)
        for name in ("tests/site", "tests/pages/kinhtedothi"):
            shutil.copytree(PROJECT / name, folder / name)
        (folder / ".venv").mkdir()
        for path in Path(sys.prefix).iterdir():
            (folder / ".venv" / path.name).symlink_to(path)
        (folder / ".venv" / "ready").unlink(missing_ok=True)
        (folder / ".venv" / "ready").touch()
        self._set(SITE_ADDRESS=site.settings["SITE_ADDRESS"], NOW=site.clock.isoformat())

    def _set(self, **settings: object) -> None:
        with (self.folder / "settings.py").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = {value!r}\n" for name, value in settings.items())

    def hour(self) -> None:
        """An hour passes, on the site too, where the newest headline is changed."""
        self.site.advance(HOUR)
        newest = self.site.articles[0]
        self.site.edit(self.site.url(newest), title=f"{newest.title} đầu tuần")
        self._set(NOW=self.site.clock.isoformat())

    def run(self, script: str, language: str = "bash") -> tuple[str, int]:
        """What a script prints, errors among it as on a terminal, and its exit code."""
        path = f"{self.folder}/.venv/bin:/usr/local/bin:/usr/bin:/bin"
        done = subprocess.run(
            [language, "-c", script],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            env={"PATH": path, "HOME": str(self.folder), "LANG": "C.UTF-8"},
            timeout=120,
            check=False,
        )
        return done.stdout.decode(), done.returncode

    def outputs(self, block: list[Call]) -> list[str]:
        """What each command of a block prints, in one shell, so that `$?` is the code of the one before."""
        script = "\n".join(f"{call.command}\ncode=$?; printf '{END}'; (exit $code)" for call in block)
        return self.run(script)[0].split(END)[:-1]
