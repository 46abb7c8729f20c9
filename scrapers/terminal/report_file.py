"""The report's page, written from what the output folder holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from scrapers import clock
from scrapers.health import alarms
from scrapers.health.alarm_folder import AlarmFolder
from scrapers.outlets import outlets
from scrapers.report.articles import read_articles
from scrapers.report.html_page import Report, page
from scrapers.report.runs import read_runs
from scrapers.report.words import Language
from scrapers.terminal.command import NewsCommand
from scrapers.whole_file import whole_file


def write_report(command: NewsCommand, path: Path, language: Language) -> None:
    """Writes it whole or not at all; broken lines and records fail the command, one line each."""
    contents = _contents(command, Path(command.project["OUTPUT"]), clock.now(command.project).astimezone(clock.VIETNAM))
    with whole_file(path) as file:
        file.writelines(part.encode() for part in page(contents, language))


def _contents(command: NewsCommand, output: Path, now: datetime) -> Report:
    return Report(
        made=now,
        articles=read_articles(output, now.date(), command.fail),
        runs=read_runs(output, now.date(), command.fail),
        alarms=[AlarmFolder.of(output, alarm).keep(output, alarm) for alarm in alarms(output, now)],
        titles={name: outlet.title for name, outlet in outlets().items()},
    )
