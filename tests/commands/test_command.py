"""What all commands share: strict options, one-line errors, exit codes, a quiet log, a progress bar on a terminal."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from scrapers.terminal.moments import first_and_last_day
from tests.support import PROJECT

PROBE = """
import logging
from scrapers.terminal.command import ExitCode, Failure, NewsCommand

class Probe(NewsCommand):
    arguments = (1, 2)

    def syntax(self):
        return "WHAT [MORE]"

    def short_desc(self):
        return "What a test asks for"

    def add_options(self, parser):
        super().add_options(parser)
        parser.add_argument("--table", action="store_true")

    def work(self, args, opts):
        match args[0]:
            case "say":
                print(args, opts.table)
                logging.getLogger("probe").warning("a log line")
            case "missing":
                open("/nowhere/at-all")
            case "locked":
                raise Failure("held by\\nprocess 7", ExitCode.LOCKED)
            case "interrupt":
                raise KeyboardInterrupt
            case "bar":
                with self.progress("reading", total=3) as step:
                    step()
            case "bug":
                raise ZeroDivisionError
"""

Probe = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def probe(tmp_path: Path) -> Probe:
    """A command on the shared base, in a project of its own."""
    (tmp_path / "probes").mkdir()
    (tmp_path / "probes" / "__init__.py").touch()
    (tmp_path / "probes" / "probe.py").write_text(PROBE)
    (tmp_path / "probe_settings.py").write_text(
        'from settings import *\nCOMMANDS_MODULE = "probes"\nBOT_NAME = "probe"\n'
    )
    environment = os.environ | {
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{PROJECT}",
        "SCRAPY_SETTINGS_MODULE": "probe_settings",
    }

    def run(*args: str, stderr: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "scrapy", "probe", *args],
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            cwd=tmp_path,
            env=environment,
            timeout=60,
            check=False,
        )

    return run


@pytest.mark.parametrize(
    ("args", "code", "line"),
    [
        ([], 2, "something is missing: scrapy probe WHAT [MORE] (see scrapy probe -h)"),
        (["a", "b", "c"], 2, "unknown argument c (see scrapy probe -h)"),
        (["a", "--tabel"], 2, "unknown option --tabel: did you mean --table? (see scrapy probe -h)"),
        (["a", "--tab"], 2, "unknown option --tab: did you mean --table? (see scrapy probe -h)"),
        (["a", "-L"], 2, "argument -L/--loglevel: expected one argument (see scrapy probe -h)"),
        (["missing"], 1, "/nowhere/at-all: No such file or directory"),
        (["locked"], 75, "held by process 7"),
        (["interrupt"], 130, "interrupted"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_mistakes_are_one_line_on_stderr_and_an_exit_code(probe: Probe, args: list[str], code: int, line: str) -> None:
    done = probe(*args)
    assert (done.returncode, done.stdout, done.stderr) == (code, "", f"scrapy probe: {line}\n")


@pytest.mark.parametrize(
    ("since", "until", "days"),
    [
        (None, None, ("", "9999")),
        ("thứ hai", None, ("2026-03-16", "9999")),
        ("7d", "hôm qua", ("2026-03-11", "2026-03-17")),
        ("", "2/2026", ("", "2026-02-28")),
    ],
)
def test_days_are_named_as_people_say_them(since: str | None, until: str | None, days: tuple[str, str]) -> None:
    assert first_and_last_day(since, until, datetime.fromisoformat("2026-03-18T09:00:00+07:00")) == days


def test_a_mistake_of_the_program_shows_where_it_is(probe: Probe) -> None:
    done = probe("bug")
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_arguments_that_look_like_options_stand_behind_two_dashes(probe: Probe) -> None:
    assert probe("say", "--table", "--", "-x").stdout == "['say', '-x'] True\n"


def test_no_log_line_unless_asked_for(probe: Probe) -> None:
    assert probe("say").stderr == ""
    assert "a log line" in probe("say", "-L", "WARNING").stderr


def test_a_bar_on_a_terminal_and_none_in_a_pipe(probe: Probe) -> None:
    assert probe("bar").stderr == ""
    ours, theirs = pty.openpty()
    done = probe("bar", stderr=theirs)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert (done.returncode, done.stdout) == (0, "")
    assert "reading" in shown
    assert "1/3" in shown


@pytest.mark.parametrize("arguments", [["crawl", "-h"], ["outlets", "kinhtedothi"]])
def test_vietnamese_is_printed_in_a_locale_without_it(arguments: list[str]) -> None:
    env = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    env.pop("PYTHONIOENCODING", None)
    done = subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments], cwd=PROJECT, env=env, capture_output=True, timeout=60, check=False
    )
    assert b"Traceback" not in done.stderr
    assert re.search("hôm qua|Kinh tế", done.stdout.decode())


INTERRUPTED = """
import sys

class CtrlC:
    def find_spec(self, name, *_):
        if name == "{name}":
            raise KeyboardInterrupt

sys.meta_path.insert(0, CtrlC())
from {program} import {main}
{main}()
"""


@pytest.mark.parametrize(
    ("names", "code", "said"),
    [
        (("scrapers.program", "scrapers.start", "main"), 130, "vnnews: interrupted"),
        (("scrapers.commands.date", "scrapy.cmdline", "execute"), -signal.SIGINT, "scrapy: interrupted"),
    ],
    ids=["vnnews", "scrapy"],
)
def test_ctrl_c_while_the_program_is_still_being_read_is_one_line(names: tuple[str, ...], code: int, said: str) -> None:
    script = INTERRUPTED.format(**dict(zip(("name", "program", "main"), names, strict=True)))
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (code, f"{said}\n")
