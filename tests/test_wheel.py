"""The wheel in a fresh environment, used outside the checkout, with its declared dependencies alone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import PROJECT
from tests.support.runs import OPEN, QUICK
from tests.support.site import SampleSite

DECLARED = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
UV = Path(sys.executable).with_name("uv")


@dataclass(frozen=True)
class Machine:
    """An environment with the wheel in it, and an empty folder to work in."""

    environment: Path
    folder: Path

    def vnnews(self, *args: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """What the program does there; nothing of the test's own environment is passed on."""
        command = [str(self.environment / "bin" / "vnnews"), *args]
        env = {"PATH": os.defpath, "HOME": str(self.folder), "LANG": "C.UTF-8", **variables}
        return subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, text=True, timeout=60, check=False
        )  # fmt: skip


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment: the wheel and its requirements, in the versions of the lock file."""
    folder = tmp_path_factory.mktemp("wheel")
    if not UV.exists():
        pytest.skip(f"no {UV}: make setup")
    _uv("build", "--quiet", "--wheel", "--out-dir", str(folder / "dist"), str(PROJECT))
    _uv("venv", "--quiet", "--python", sys.executable, str(folder / "env"))
    [wheel] = (folder / "dist").glob("*.whl")
    into = ("--python", str(folder / "env" / "bin" / "python"), "--constraint", str(PROJECT / "requirements.run.lock"))
    _uv("pip", "install", "--quiet", *into, str(wheel))
    return folder / "env"


def _uv(*args: str) -> None:
    done = subprocess.run([UV, *args], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode and re.search(r"error sending request|dns error|[Nn]etwork|connect", done.stderr):
        pytest.skip(f"packages cannot be had here, and are not in uv's cache: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def machine(environment: Path, tmp_path: Path) -> Machine:
    return Machine(environment, tmp_path)


@pytest.fixture(scope="module")
def crawled(environment: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    """A machine that has crawled the sample site, which its own settings.py names."""
    machine = Machine(environment, tmp_path_factory.mktemp("desk"))
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        given = {"SITE_ADDRESS": site.settings["SITE_ADDRESS"], "NOW": site.clock.isoformat()}
        text = "".join(f"{name} = {value!r}\n" for name, value in given.items())
        (machine.folder / "settings.py").write_text(text)
        done = machine.vnnews("crawl", "kinhtedothi", *(f"-s{name}={value}" for name, value in QUICK.items()))
        assert done.returncode == 0, done.stderr
        assert ": 76 found, 69 stored" in done.stdout
        yield machine


def test_it_crawls_into_the_current_folder_and_reports(crawled: Machine) -> None:
    [record] = map(json.loads, (path.read_text() for path in (crawled.folder / "output" / "runs").iterdir()))
    assert record["version"] == DECLARED["version"]
    assert "Phường Ô Chợ Dừa" in crawled.vnnews("feed", "latest", "--table").stdout
    done = crawled.vnnews("report")
    assert (done.returncode, done.stdout) == (0, "output/report.html\n"), done.stderr
    page = (crawled.folder / "output" / "report.html").read_text("utf-8")
    assert "Phường Ô Chợ Dừa" in page
    assert "<style>" in page
    assert not [path for path in crawled.folder.iterdir() if path.name not in {"output", "settings.py"}]


def test_the_machine_is_looked_at_by_what_the_wheel_asks_for(machine: Machine) -> None:
    done = machine.vnnews("doctor", "--offline")
    assert done.returncode == 0, done.stdout
    assert re.search(r"✓ python +3\.\S+ with the \d\d packages that it needs", done.stdout)


def test_it_names_itself_and_its_own_commands_alone(machine: Machine) -> None:
    assert machine.vnnews("--version").stdout == f"vnnews {DECLARED['version']}\n"
    overview = machine.vnnews().stdout
    own = {path.stem for path in (PROJECT / "scrapers" / "commands").glob("[a-z]*.py")}
    assert set(re.findall(r"^  (\w+) ", overview, re.M)) == own | {"completion"}
    assert "scrapy" not in overview.lower()
    assert machine.vnnews("help").stdout == overview
    assert machine.vnnews("help", "date").stdout == machine.vnnews("date", "-h").stdout
    done = machine.vnnews("haverst")
    assert (done.returncode, done.stderr) == (2, "vnnews: unknown command haverst: did you mean harvest?\n")
    done = machine.vnnews("crawl", "kinhtedoti")
    assert done.stderr.startswith(
        "vnnews crawl: unknown outlet kinhtedoti: did you mean kinhtedothi? (see vnnews crawl"
    )


def test_the_shell_completes_commands_and_options(machine: Machine) -> None:
    script = machine.vnnews("completion", "bash").stdout
    for typed, completed in (("har", "harvest"), ("compl", "completion"), ("feed lat", "latest")):
        asks = f"{script}\nCOMP_WORDS=(vnnews {typed}); COMP_CWORD={len(typed.split())}; _shtab_vnnews"
        asks += "; echo ${COMPREPLY[@]}"
        done = subprocess.run(["bash", "-c", asks], capture_output=True, text=True, timeout=20, check=False)
        assert done.stdout.split() == [completed], done.stderr
    assert 'eval "$(vnnews completion bash)"' in machine.vnnews("completion", "-h").stdout
    told = "vnnews: completion: name one shell: bash, zsh, tcsh (see vnnews completion -h)\n"
    assert machine.vnnews("completion", "fish").stderr == told
    assert machine.vnnews("compltion").stderr == "vnnews: unknown command compltion: did you mean completion?\n"


@pytest.mark.parametrize(
    "command", [("new", "baoxyz.vn", "page.html"), ("freeze", "page.html"), ("outlets", "--check")]
)
def test_what_writes_into_the_project_needs_a_checkout(command: tuple[str, ...], machine: Machine) -> None:
    done = machine.vnnews(*command)
    assert done.returncode == 2
    assert "run it in a checkout" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_locale_without_vietnamese_changes_nothing(machine: Machine) -> None:
    done = machine.vnnews("date", "15h30 ngày 11/4/2019", LC_ALL="C", PYTHONUTF8="0")
    assert (done.stdout, done.stderr) == ("2019-04-11T15:30:00+07:00\tminute\tnumeric\n", "")


def test_settings_that_cannot_be_run_are_named_in_one_line(machine: Machine) -> None:
    (machine.folder / "settings.py").write_text("OUTPUT = \n")
    done = machine.vnnews("feed", "latest")
    assert done.returncode == 2
    assert done.stderr.startswith("vnnews: settings.py of this folder: SyntaxError: invalid syntax")
    assert len(done.stderr.splitlines()) == 1


def test_addresses_for_alarms_without_the_extra_are_named(machine: Machine) -> None:
    done = machine.vnnews("health", NEWS_ALARM_URLS="json://127.0.0.1:9/alarms")
    assert done.returncode == 1
    assert "pip install 'vietnamese-news-crawler[alarms]'" in done.stderr
    done = machine.vnnews("doctor", "--offline", NEWS_ALARM_URLS="json://127.0.0.1:9/alarms")
    assert "✗ alarms" in done.stdout
