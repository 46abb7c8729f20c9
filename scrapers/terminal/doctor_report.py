"""Everything that `scrapy doctor` looks at, one after another, and how it is shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.table import Table
from rich.text import Text
from scrapy.settings import Settings

from scrapers import clock
from scrapers.terminal import doctor
from scrapers.terminal import settings_model as config
from scrapers.terminal import settings_sense as senseless
from scrapers.terminal.doctor import Finding
from scrapers.terminal.home_pages import knock
from scrapers.terminal.table import show

MARKS = {"fine": ("✓", "green"), "odd": ("!", "yellow"), "wrong": ("✗", "red")}
PROJECT = Path(__file__).parents[2]


def examine(homes: Sequence[str], settings: Settings) -> Iterator[Finding]:
    """All findings; the sites of `homes` are asked."""
    output = Path(settings["OUTPUT"])
    yield from doctor.python(PROJECT)
    yield doctor.disk(output)
    yield doctor.permissions(output)
    yield doctor.zone()
    yield from doctor.locks(output, clock.now(settings))
    yield from senseless.settings(config.check(settings))
    answers = knock(homes, settings)
    yield doctor.clock_against(answers, clock.now(settings))
    yield from doctor.sites(answers)


def show_findings(findings: Sequence[Finding]) -> None:
    """A line for each, and what to do below it."""
    table = Table.grid(padding=(0, 1))
    for finding in findings:
        mark, colour = MARKS[finding.grade]
        table.add_row(Text(mark, colour), finding.subject, Text(finding.said))
        if finding.advice:
            table.add_row("", "", Text(f"→ {finding.advice}", "bold"))
    show(table)
