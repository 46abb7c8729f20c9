"""Composes the notification about all alarms: language, machine, commands to type."""

from __future__ import annotations

import platform
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from scrapers.health import Alarm
from scrapers.report.words import Language
from scrapers.version import program

NO_ARTICLES = {"blocked", "source:empty"}
"""Alarms whose page is no article's and of no use as a test of a layout."""
_TITLE = {"vi": "{n} cảnh báo: {outlets} ({place})", "en": "{n} alarm{s}: {outlets} ({place})"}
_TYPE = {"vi": "gõ", "en": "type"}


def title(alarms: Sequence[Alarm], output: Path, language: Language) -> str:
    """How many, of which outlets, on which machine and in which folder."""
    outlets = ", ".join(dict.fromkeys(alarm.outlet for alarm in alarms))
    place = f"{platform.node()}:{output.resolve()}"
    plural = "s" * (len(alarms) != 1)
    return _TITLE[language.code].format(n=len(alarms), s=plural, outlets=outlets, place=place)


def text(alarms: Sequence[Alarm], output: Path, language: Language) -> str:
    """A paragraph for each: what was seen, the page, what to type."""
    return "\n\n".join("\n    ".join(_lines(alarm, output, language)) for alarm in alarms)


def _lines(alarm: Alarm, output: Path, language: Language) -> Iterator[str]:
    words = "" if language.code == "en" else language.alarm(alarm.name)  # the English sentence says it all
    yield f"{alarm.outlet} {alarm.name}: {'; '.join(filter(None, (words, language.alarmed(alarm))))}"
    if alarm.url:
        yield alarm.url
    yield f"{_TYPE[language.code]}: cd {shlex.quote(str(Path.cwd()))} && {command(alarm, output)}"


def command(alarm: Alarm, output: Path) -> str:
    """What to type about an alarm: what it says itself, else its page becomes a test or the site is looked at."""
    if alarm.todo:
        return f"{program()} {alarm.todo}"
    if alarm.kept and alarm.url and alarm.name not in NO_ARTICLES:
        kept = shlex.quote(str(output / alarm.kept))
        return f"{program()} {'freeze' if program() == 'scrapy' else 'explain'} {kept} --url {shlex.quote(alarm.url)}"
    look = alarm.name.startswith(("source:", "articles:"))
    return f"{program()} {'check' if look else 'doctor'} {alarm.outlet}"
