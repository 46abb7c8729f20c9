"""Lists alarms with the page behind each, and notifies people once a day."""

from __future__ import annotations

import argparse
import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from scrapers import clock
from scrapers.health import WINDOW, Alarm, alarms
from scrapers.health.alarm_folder import AlarmFolder
from scrapers.health.history import ran
from scrapers.health.messenger import MISSING, NotSent, can_send, send
from scrapers.reparse.pending import pending
from scrapers.report.words import Language
from scrapers.terminal import alarm_message
from scrapers.terminal.command import ExitCode, NewsCommand
from scrapers.terminal.ping import Ping
from scrapers.terminal.plain import print_plain
from scrapers.version import program

HEALED = ("layout:", "selector:", "body:", "dates", "articles:rejected")
"""How alarms begin whose pages other rules may read."""


def show_health(command: NewsCommand, outlet: str, opts: argparse.Namespace) -> None:
    """Keeps the pages behind the alarms of today, tells people once a day, prints; tells the watchdog how all are."""
    ping = Ping("" if outlet or opts.since else command.project["HEALTH_PING_URL"], command.say)
    ping.start()
    output, now = Path(command.project["OUTPUT"]), clock.now(command.project)
    found = alarms(output, now, outlet, opts.since)
    if opts.since is None:
        found = [AlarmFolder.of(output, alarm).keep(output, alarm) for alarm in found]
        _tell(command, output, found)
    silent = "" if ran(output, now - WINDOW, now) else f"nothing has run in the last {WINDOW.days} days"
    if silent:
        command.fail(silent)
    if opts.json:
        print(json.dumps([asdict(alarm) for alarm in found], ensure_ascii=False, indent=2))
    else:
        _show(found, output)
        if not found and not silent:
            print("no alarms")
        _show_pending(output, outlet)
    if found:
        command.exitcode = ExitCode.FAILED
    if command.exitcode == ExitCode.FINE:
        ping.success("no alarms")
    else:
        ping.failure(silent or alarm_message.text(found, output, Language(command.project["LANGUAGE"])))


def _tell(command: NewsCommand, output: Path, found: Sequence[Alarm]) -> None:
    addresses = command.project["ALARM_URLS"].split()
    new = [alarm for alarm in found if not AlarmFolder.of(output, alarm).notified]
    if addresses and not can_send():  # before there is an alarm that nobody hears of
        command.fail(f"ALARM_URLS is set, but {MISSING}")
        return
    if not new or not addresses:
        return
    try:
        language = Language(command.project["LANGUAGE"])
        send(alarm_message.title(new, output, language), alarm_message.text(new, output, language), addresses)
    except NotSent as error:
        command.fail(f"alarms were not sent: {error}")
        return
    for alarm in new:
        AlarmFolder.of(output, alarm).mark_notified()


def _show(found: Sequence[Alarm], output: Path) -> None:
    """A few lines an alarm: what, the page, and the command that takes the page over into the tests."""
    for alarm in found:
        print_plain(f"{alarm.day}  {alarm.outlet}  {alarm.name}\n  {alarm.message}")
        if alarm.since:
            print_plain(f"  since: {alarm.since}")
        test = _test(alarm, output)
        if alarm.todo or not test:
            print_plain(f"  do: {alarm_message.command(alarm, output)}")
        if alarm.url:
            print_plain(f"  page: {alarm.url}")
        if alarm.kept:
            print_plain(f"  kept: {output / alarm.kept}")
        if test:
            print_plain(f"  test: {test}")
        if alarm.name.startswith(HEALED) and (output / "archive" / alarm.outlet).is_dir():
            again = f"{program()} reparse --outlet {alarm.outlet} --since {alarm.day}"
            print_plain(f"  then: {again}  (once the rules have followed)")


def _test(alarm: Alarm, output: Path) -> str:
    """The command that makes a test of the kept page; nothing where there is no such page."""
    if not (alarm.kept and alarm.url) or alarm.name in alarm_message.NO_ARTICLES:
        return ""
    return f"{program()} freeze {shlex.quote(str(output / alarm.kept))} --url {shlex.quote(alarm.url)}"


def _show_pending(output: Path, outlet: str) -> None:
    """The command that heals the days between an alarm and the rules that have followed."""
    for one in pending(output, outlet):
        print(f"{one.outlet}: its rules have changed since {one.pages} archived pages were rejected")
        print(f"  heal: {program()} reparse --outlet {one.outlet} --since {one.since}")
