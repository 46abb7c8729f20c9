"""The report's page, written from what the output folder holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from pipelines.feed.latest import Complain
from scrapers import clock
from scrapers.health import alarms
from scrapers.health.alarm_folder import AlarmFolder
from scrapers.outlets import outlets
from scrapers.report.articles import read_articles
from scrapers.report.html_page import Report, page
from scrapers.report.runs import read_runs
from scrapers.report.words import Language
from scrapers.terminal.alarm_message import command as command_about
from scrapers.terminal.command import NewsCommand
from scrapers.whole_file import whole_file


def write_report(command: NewsCommand, path: Path, language: Language) -> None:
    """Writes it whole or not at all; broken lines and records fail the command, one line each."""
    report = contents(Path(command.project["OUTPUT"]), clock.now(command.project), command.fail)
    with whole_file(path) as file:
        file.writelines(part.encode() for part in page(report, language))


def contents(output: Path, at: datetime, complain: Complain) -> Report:
    """What the folder holds at that moment; the pages behind alarms are kept, as `health` does."""
    now = at.astimezone(clock.VIETNAM)
    found = [AlarmFolder.of(output, alarm).keep(output, alarm) for alarm in alarms(output, now)]
    return Report(
        made=now,
        articles=read_articles(output, now.date(), complain),
        runs=read_runs(output, now.date(), complain),
        alarms=[(alarm, command_about(alarm, output)) for alarm in found],
        titles={name: outlet.title for name, outlet in outlets().items()},
    )
