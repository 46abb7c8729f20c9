"""The console script `vnnews`: the commands of this project in any folder, without Scrapy's own."""

from __future__ import annotations

import argparse
import codecs
import difflib
import importlib
import os
import pkgutil
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from scrapy.commands import ScrapyHelpFormatter
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

import scrapers.commands
from scrapers.terminal.command import ExitCode, NewsCommand
from scrapers.terminal.plain import printable
from scrapers.version import version

NAME = "vnnews"
SHELLS = ("bash", "zsh", "tcsh")
"""Shells that `shtab` writes completion for."""
ABOUT_COMPLETION = f"Print what makes a shell complete commands and options: {', '.join(SHELLS)}"


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Runs the command that `argv` (default: the command line) names, and exits with its code."""
    try:
        if argv is None and codecs.lookup(sys.getfilesystemencoding()).name == "ascii":
            _again_in_utf8()
        _main(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:  # before the command has begun, which says more
        print(f"{NAME}: interrupted", file=sys.stderr)
        sys.exit(ExitCode.INTERRUPTED)


def _again_in_utf8() -> NoReturn:
    """A locale without Vietnamese (`LC_ALL=C`, cron's) says nothing of files, arguments and the terminal: UTF-8."""
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], os.environ | {"PYTHONUTF8": "1"})  # noqa: S606  # itself


def _main(argv: Sequence[str]) -> NoReturn:
    name, *rest = [*argv] or ["--help"]
    if name == "help":  # as git and pip have it: `vnnews help crawl`
        name, rest = (rest[0], ["-h"]) if rest else ("--help", [])
    if name in {"-h", "--help"}:
        print(_overview())
    elif name == "--version":
        print(NAME, version())
    elif name == "completion":
        _complete(rest)
    elif name in command_names():
        sys.exit(_run(name, rest))
    else:
        near = difflib.get_close_matches(name, [*command_names(), "completion"], n=1)
        _refuse(f"unknown command {name}: " + (f"did you mean {near[0]}?" if near else f"see {NAME} -h"))
    sys.exit(ExitCode.FINE)


def command_names() -> list[str]:
    """Every command, sorted."""
    return sorted(module.name for module in pkgutil.iter_modules(scrapers.commands.__path__))


def settings_here() -> Settings:
    """The packaged settings, changed by settings.py of the current folder where there is one.

    Raises `ValueError` where that cannot be run.
    """
    os.environ["SCRAPY_SETTINGS_MODULE"] = "settings"
    settings = Settings()
    defaults = importlib.import_module("settings")
    settings.setmodule(defaults, priority="project")
    own = Path("settings.py")
    if own.is_file() and not own.samefile(str(defaults.__file__)):
        try:
            found = runpy.run_path(str(own))
        except Exception as error:  # whatever a person has written there
            raise ValueError(f"settings.py of this folder: {type(error).__name__}: {error}") from None
        settings.setdict({name: value for name, value in found.items() if name.isupper()}, priority="project")
    return settings


def _run(name: str, args: Sequence[str]) -> int:
    """The exit code of a command."""
    try:
        command = _command(name, settings_here())
    except ValueError as error:
        _refuse(str(error))
    parser = _parser(command)
    opts, rest = parser.parse_known_args(args)
    try:
        command.process_options(rest, opts)
        if command.requires_crawler_process:
            command.crawler_process = AsyncCrawlerProcess(command.project)
        command.run(rest, opts)
    except UsageError as error:
        parser.error(str(error))
    return command.exitcode


def _command(name: str, settings: Settings) -> NewsCommand:
    module = importlib.import_module(f"{scrapers.commands.__name__}.{name}")
    own = (value for value in vars(module).values() if isinstance(value, type) and value.__module__ == module.__name__)
    command = next(kind for kind in own if issubclass(kind, NewsCommand))()
    settings.setdict(command.default_settings, priority="command")
    command.settings = settings
    return command


def _parser(command: NewsCommand) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"{NAME} {command.name}",
        usage=f"{NAME} {command.name} {command.syntax()}",
        description=command.long_desc(),
        formatter_class=ScrapyHelpFormatter,
        conflict_handler="resolve",
    )
    command.add_options(parser)
    return parser


def _overview() -> str:
    settings = Settings()
    about = {name: _command(name, settings).short_desc() for name in command_names()}
    about["completion"] = ABOUT_COMPLETION
    commands = "\n".join(f"  {name:<12}{description}" for name, description in sorted(about.items()))
    return (
        f"Usage: {NAME} <command> [options] [args]\n\n{commands}\n\n"
        f"{NAME} <command> -h says more about one, {NAME} --version which version this is."
    )


def _complete(args: Sequence[str]) -> None:
    asked = argparse.ArgumentParser(
        prog=f"{NAME} completion", description="Print what makes the shell complete commands and options."
    )
    asked.add_argument("shell", choices=SHELLS, help='for bash, in ~/.bashrc: eval "$(vnnews completion bash)"')
    if not {"-h", "--help"}.intersection(args) and (len(args) != 1 or args[0] not in SHELLS):
        _refuse(f"completion: name one shell: {', '.join(SHELLS)} (see {NAME} completion -h)")
    shell = asked.parse_args(args).shell
    import shtab  # for this alone

    parser = argparse.ArgumentParser(prog=NAME)
    commands = parser.add_subparsers()
    commands.add_parser("completion", help=ABOUT_COMPLETION).add_argument("shell", choices=SHELLS)
    settings = settings_here()
    for name in command_names():
        command = _command(name, settings)
        own = commands.add_parser(name, help=command.short_desc(), conflict_handler="resolve")
        command.add_options(own)
    print(shtab.complete(parser, shell), flush=True)


def _refuse(message: str) -> NoReturn:
    print(f"{NAME}: {printable(message)}", file=sys.stderr)
    sys.exit(ExitCode.USAGE)
