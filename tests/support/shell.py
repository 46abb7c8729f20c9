"""Runs the commands of a Markdown page as a reader types them: in a copy of the project, against the sample site.

Settings of the copy say where kinhtedothi.vn is answered and what time it is; nothing else is changed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.support import PROJECT
from tests.support.checkout import Checkout
from tests.support.site import SampleSite

LATER = {"an hour": timedelta(hours=1), "a day": timedelta(days=1)}
STEP = re.compile(r"^```(\S+)(| no-run)\n(.*?)^```$|^<!-- (an hour|a day) later -->$", re.DOTALL | re.MULTILINE)
END = "\x1e"
"""Printed behind each command of a block."""
FORMS = {
    r"^…\n": r"(?:.*\n)*?",
    r"…": r".*",
    r"\b\d+\.\d s\b": r"\d+\.\d s",
    r"127\.0\.0\.1:\d+": r"127\.0\.0\.1:\d+",
    r"\d\d:\d\d:\d\dZ": r"\d\d:\d\d:\d\dZ",
}
"""What a page may show, and what the terminal may: `…` is what was cut, a line of it any number of lines; seconds that
passed, ports and times of fetching are different each time."""


@dataclass(frozen=True)
class Step:
    """A fenced block of a page with its language, or what happens between two blocks (no text)."""

    language: str
    text: str
    run: bool = True


@dataclass(frozen=True)
class Call:
    """A command and the output that the page shows."""

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
    parts = re.split(f"({'|'.join(FORMS)})", shown, flags=re.MULTILINE)
    return re.fullmatch("".join(map(_pattern, parts)), real) is not None


def _pattern(part: str) -> str:
    return next((real for form, real in FORMS.items() if re.fullmatch(form, part)), re.escape(part))


DEMO = ("tests/support/__init__.py", "tests/support/demo.py")
"""Modules beside the sample site that a reader's commands run."""


class Desk:
    """A copy of the project at which a reader sits, who brings its .venv; time may pass while they do."""

    def __init__(self, folder: Path, site: SampleSite) -> None:
        self.folder, self.site = folder, site
        Checkout(folder)
        for name in ("tests/support/site", "tests/pages/kinhtedothi"):
            shutil.copytree(PROJECT / name, folder / name)
        for name in ("Makefile", "requirements.lock", "requirements.run.lock", *DEMO):
            shutil.copy(PROJECT / name, folder / name)
        for stamp in ("run", "ready"):
            (folder / ".venv" / stamp).unlink(missing_ok=True)
            (folder / ".venv" / stamp).touch()
        self._set(SITE_ADDRESS=site.settings["SITE_ADDRESS"], NOW=site.clock.isoformat())

    def _set(self, **settings: object) -> None:
        with (self.folder / "settings.py").open("a", encoding="utf-8") as file:
            file.writelines(f"{name} = {value!r}\n" for name, value in settings.items())

    def later(self, step: str) -> None:
        """Time passes, on the site too, where an editor meanwhile changes a headline."""
        self.site.advance(LATER[step])
        self.site.edit("680672", title="Phường Ô Chợ Dừa trả hồ sơ đất đai ngay trong một buổi sáng")
        self._set(NOW=self.site.clock.isoformat())

    def run(self, *command: str) -> tuple[str, int]:
        """What a command prints, errors among it as on a terminal, and its exit code."""
        path = f"{self.folder}/.venv/bin:/usr/local/bin:/usr/bin:/bin"
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            # Nothing of the environment of the tests: not make's, nor addresses of watchdogs.
            # .venv is another checkout's, which is installed in it.
            env={"PATH": path, "HOME": str(self.folder), "LANG": "C.UTF-8", "PYTHONPATH": str(self.folder)},
            timeout=300,
            check=False,
        )
        return done.stdout.decode(), done.returncode

    def outputs(self, block: list[Call]) -> list[str]:
        """What each command of a block prints, in one shell, so that `$?` is the code of the one before."""
        script = "\n".join(f"{call.command}\ncode=$?; printf '{END}'; (exit $code)" for call in block)
        return self.run("bash", "-c", script)[0].split(END)[:-1]
