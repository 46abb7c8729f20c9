"""What all commands of this project share: strict options, one-line errors, exit codes, a quiet log, a progress bar.

It lives beside `scrapers/commands/`, not in it, because Scrapy takes every command class it finds there for a command.
"""

from __future__ import annotations

import argparse
import codecs
import difflib
import io
import logging
import os
import re
import signal
import sys
import tempfile
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import ClassVar, NoReturn, final

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.settings import Settings
from scrapy.utils.log import configure_logging

from scrapers.terminal.plain import PlainRecord, printable
from scrapers.terminal.settings_schema import check_settings
from scrapers.version import checkout, program

OTHERS = 0o022
"""Nobody but the owner may write to what a command leaves, whatever the umask of who started it."""


class ExitCode(IntEnum):
    """Exit codes (75 is EX_TEMPFAIL of sysexits.h, 130 is 128 + SIGINT)."""

    FINE = 0
    FAILED = 1
    USAGE = 2
    LOCKED = 75
    INTERRUPTED = 130


class Failure(Exception):
    """Ends a command with one line on stderr and an exit code."""

    def __init__(self, message: str, code: ExitCode = ExitCode.FAILED) -> None:
        super().__init__(message)
        self.code = code


class NewsCommand(ScrapyCommand):
    """A command of this project; its name is that of its module in `scrapers.commands`.

    A subclass gives `short_desc`, `syntax` and `work`; options are added in `add_options`, checked in `check`.
    """

    requires_project = True
    requires_crawler_process = False
    arguments: ClassVar[tuple[int, int | None]] = (0, 0)
    """Fewest and most arguments besides the options; None is no limit."""
    task = ""
    """The task that was asked for, of a command that has several."""
    needs_checkout: ClassVar[bool] = False
    """Whether it writes into the project's own folders, which an installed program does not have."""

    @property
    def name(self) -> str:
        """The usage line behind `scrapy` or `vnnews`."""
        return type(self).__module__.rpartition(".")[2]

    @property
    def project(self) -> Settings:
        """The settings of the project, `-s` included."""
        assert self.settings is not None
        return self.settings

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Scrapy's global options; abbreviated ones are unknown ones."""
        write_utf8()
        parser.allow_abbrev = False
        parser.error = self._refuse  # type: ignore[method-assign]
        parser.set_defaults(parser=parser)  # a task's own stands above its command's
        super().add_options(parser)
        for action in parser._actions:  # Scrapy's text names a default that our commands do not have
            if action.dest == "loglevel":
                action.help = "write a log from this level on: DEBUG, INFO, WARNING, ERROR (default: no log)"

    def add_task(self, parser: argparse.ArgumentParser, name: str) -> None:
        """Scrapy's global options of a task; they may stand before its name or behind it."""
        NewsCommand.add_options(self, parser)
        parser.error = partial(self._refuse, task=name)  # type: ignore[method-assign]
        for action in parser._actions:
            action.default = argparse.SUPPRESS

    def _refuse(self, message: str, task: str = "") -> NoReturn:
        if choice := _NO_CHOICE.search(message):
            known = re.findall(r"[\w-]+", choice[2])
            message = f"{message[: choice.start()]}no {choice[1]}{_nearest(choice[1], known)}"
        self.say(f"{message} (see {' '.join(filter(None, (program(), self.name, task or self.task)))} -h)")
        sys.exit(ExitCode.USAGE)

    def unknown(self, argument: str) -> str:
        """The message for a superfluous argument."""
        return f"unknown argument {argument}"

    @final
    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Rejects unknown arguments, silences the log unless requested, then calls `check`."""
        os.umask(os.umask(OTHERS) | OTHERS)
        self.task = getattr(opts, "task", "")
        args[:] = self._positional(args, opts.parser)
        super().process_options(args, opts)
        fewest, most = self.arguments
        if len(args) < fewest:
            raise UsageError(f"something is missing: {program()} {self.name} {self.syntax()}")
        if most is not None and len(args) > most:
            raise UsageError(self.unknown(args[most]))
        if self.needs_checkout and not checkout():
            raise UsageError(
                "this writes into the project's own folders: run it in a checkout, not where it is installed"
            )
        try:
            check_settings(self.project)
        except ValueError as error:
            raise UsageError(str(error)) from None
        logging.setLogRecordFactory(PlainRecord)
        if not (opts.loglevel or opts.logfile):
            self.project.set("LOG_ENABLED", False, priority="cmdline")
        if not self.requires_crawler_process:
            configure_logging(self.project)
        try:
            self.check(args, opts)
        except Failure as error:
            self.say(str(error))
            sys.exit(error.code)

    def _positional(self, args: list[str], parser: argparse.ArgumentParser) -> list[str]:
        """The arguments that argparse left over; raises `UsageError` for an option among them."""
        options, rest = (args[: args.index("--")], args[args.index("--") + 1 :]) if "--" in args else (args, [])
        for arg in options:
            if arg.startswith("-") and arg != "-":
                names = (name for action in parser._actions for name in action.option_strings)
                known = [name.removeprefix("--") for name in names if name.startswith("--")]
                near = difflib.get_close_matches(arg.partition("=")[0].lstrip("-"), known, n=1)
                raise UsageError(f"unknown option {arg}" + (f": did you mean --{near[0]}?" if near else ""))
        return options + rest

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Everything that can be known to be wrong before work starts: raises `UsageError` or `Failure`."""

    @final
    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Runs `work` and turns how it ended into an exit code; only mistakes of the program show a traceback."""
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # timeout and shutdown end a command as Ctrl-C does
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:  # closed by the caller (`>&-`): what is said goes nowhere
                setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        try:
            self.work(args, opts)
            sys.stdout.flush()
        except Failure as error:
            self.fail(str(error), error.code)
        except BrokenPipeError:
            _let_go_of_stdout()  # the reader has seen enough (`| head`)
        except OSError as error:
            self.fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))
            _let_go_of_stdout()
        except KeyboardInterrupt:
            self.fail("interrupted", ExitCode.INTERRUPTED)

    @abstractmethod
    def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """What the command does; sets `exitcode` (or calls `fail`) where it did not all go well."""

    def check_output(self) -> None:
        """Raises `UsageError` where nothing can be written to the output folder."""
        folder = Path(self.project["OUTPUT"])
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            raise UsageError(f"cannot write to {folder}: {error.strerror}") from None

    def say(self, message: str) -> None:
        """One line on stderr that names the command."""
        print(f"{program()} {self.name}: {printable(' '.join(message.split()))}", file=sys.stderr, flush=True)

    def fail(self, message: str, code: ExitCode = ExitCode.FAILED) -> None:
        """One line on stderr; the command goes on and ends with `code`."""
        self.say(message)
        self.exitcode = code

    @contextmanager
    def progress(self, label: str, total: int | None = None, shown: bool = True) -> Iterator[Callable[[], None]]:
        """A bar on stderr where that is a terminal, nothing in a pipe; what it yields is called once per step."""
        if not (shown and sys.stderr.isatty()):
            yield lambda: None
            return
        # A third of the start time of a command that shows no bar.
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        from scrapers.terminal.plain_console import PlainConsole

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=PlainConsole(stderr=True), transient=True, redirect_stdout=False) as bar:
            task = bar.add_task(label, total=total)
            yield lambda: bar.advance(task)


def write_utf8() -> None:
    """Vietnamese can be printed in every locale: one that is ASCII (`LC_ALL=C`, cron's) says nothing of the reader."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            ascii_alone = codecs.lookup(stream.encoding).name == "ascii"
            stream.reconfigure(encoding="utf-8" if ascii_alone else None, errors="backslashreplace")


def _let_go_of_stdout() -> None:
    """What is still buffered goes nowhere, so that the interpreter does not complain when it flushes at exit."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


# argparse's words for a value that is none of those allowed.
_NO_CHOICE = re.compile(r"invalid choice: '(.*?)' \(choose from (.*)\)")


def _nearest(name: str, known: Sequence[str]) -> str:
    """`: did you mean this one?`, else which there are."""
    near = difflib.get_close_matches(name, known, n=1)
    return f": did you mean {near[0]}?" if near else f", there are {', '.join(known)}"
