"""Everything that `scrapy doctor` looks at, one after another, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text
from scrapy.settings import Settings

from scrapers import clock
from scrapers.terminal import machine
from scrapers.terminal.article_table import show
from scrapers.terminal.home_pages import ask_home_pages
from scrapers.terminal.machine import CheckResult
from scrapers.terminal.settings_advice import advise
from scrapers.terminal.settings_schema import check_settings
from scrapers.version import requirements

MARKS = {"fine": ("✓", "green"), "odd": ("!", "yellow"), "wrong": ("✗", "red")}


def examine(homes: Sequence[str], settings: Settings) -> Iterator[CheckResult]:
    """All check results; requests the sites of `homes`."""
    output = Path(settings["OUTPUT"])
    yield from machine.python(requirements())
    yield machine.disk(output)
    yield machine.permissions(output)
    yield machine.zone()
    yield from machine.locks(output, clock.now(settings))
    yield from advise(check_settings(settings))
    yield from machine.alarms(settings["ALARM_URLS"])
    answers = ask_home_pages(homes, settings)
    yield machine.clock_against(answers, clock.now(settings))
    yield from machine.leaps(output, clock.now(settings))
    yield from machine.sites(answers)


def show_findings(findings: Sequence[CheckResult]) -> None:
    """A line for each, and what to do below it."""
    table = Table.grid(padding=(0, 1))
    for finding in findings:
        mark, colour = MARKS[finding.grade]
        table.add_row(Text(mark, colour), finding.subject, Text(finding.detail))
        if finding.advice:
            table.add_row("", "", Text(f"→ {finding.advice}", "bold"))
    show(table)
