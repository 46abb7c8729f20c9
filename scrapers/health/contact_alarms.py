"""Alarms about a wrong outlet file, from the findings of crawls; they need no history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from scrapers.health.alarm import Alarm
from scrapers.health.history import Crawl, CrawlFinding
from scrapers.state.findings import GUESSED

SOME = 5
"""Minimum of pages or responses for an alarm on the first day."""
PART = 6
"""One page in so many that fits no layout is more than the odd one."""
RUNS = 4
"""Runs from which a habit of running is known."""
LEAST = timedelta(hours=3)
"""Time without a run up to which no alarm is raised."""
LONGEST = timedelta(days=30)
"""An outlet that others have outlived for so long was left out on purpose."""

NAMES = {
    "dead": ("source:dead", "cannot be had"),
    "empty": ("source:empty", "names no article"),
    "still": ("source:still", "stands still"),
    "order": ("source:order", "writes the month first, the file says day first"),
    "links": ("listing:rule", "has no link that the file's rule finds; all its links that are articles are followed"),
    "form": ("addresses", "is a form of addresses that the article pattern leaves out"),
    "site": ("site:moved", "is where the outlet's addresses lead now"),
    "away": (
        "site:moved",
        "is another site, where the outlet's addresses lead; it is not asked before the file names it",
    ),
    "id": ("articles:one-id", "has the id of another article and is not stored"),
    "layout": ("layout:unknown", "reads pages that fit no layout of the file"),
    "title": ("selector:title", "reads pages whose headline their layout's rule does not find"),
    "body": ("selector:body", "reads pages whose text their layout's rule does not find"),
}
"""Alarm and words of each kind of finding."""


def contacts(crawls: Sequence[Crawl]) -> Iterator[Alarm]:
    """What the newest crawl has found; `crawls` newest first."""
    newest, outlet = crawls[0], crawls[0].outlet
    standing = [one for one in newest.findings if one.kind == "source"]
    for kind, (name, words) in NAMES.items():
        found = [one for one in newest.findings if one.kind == kind]
        if found and (kind not in GUESSED or (newest.guessed >= SOME and PART * newest.guessed >= newest.pages)):
            yield _alarm(newest.outlet, "source:moved" if kind == "dead" and standing else name, words, found, standing)
    for field in dict.fromkeys(one.kind for one in newest.findings if one.kind.startswith("disagreement:")):
        found = [one for one in newest.findings if one.kind == field]
        message = f"the rule of {found[0].subject} and the general reading differ: {found[0].value}; {found[0].how}"
        yield Alarm(outlet, field, message, subjects=_subjects(found), since=_since(found), todo=_probe(outlet))
    yield from firsts(crawls)


def firsts(crawls: Sequence[Crawl]) -> Iterator[Alarm]:
    """An outlet that nothing was ever stored of: blocked, of unknown layout, or for no reason that is known."""
    newest = crawls[0]
    if not newest.whole or newest.kept or any(one.stored or one.kept for one in crawls):
        return
    since = crawls[-1].started.isoformat(timespec="seconds")
    unknown = sum(count for reason, count in newest.rejected.items() if reason.startswith("unknown layout"))
    if newest.refused and 2 * newest.refused >= newest.answers:
        message = f"{newest.refused} of {newest.answers} answers are {newest.guard or 'refusals'}; it is left alone"
        yield Alarm(newest.outlet, "blocked", message, clue="blocked", since=since)
    elif unknown >= SOME and 2 * unknown >= newest.pages:
        message = f"{unknown} of {newest.pages} pages have a layout that is not known"
        yield Alarm(newest.outlet, "layout:unknown", message, clue="", since=since, todo=_probe(newest.outlet))
    elif newest.sources and all(answers.failed and not answers.had for answers in newest.sources.values()):
        yield Alarm(newest.outlet, "unreachable", "every source failed from the first crawl on", since=since)
    else:
        message = f"no article was ever stored, in {len(crawls)} crawl{'s' * (len(crawls) > 1)}"
        yield Alarm(newest.outlet, "outlet:never", message, since=since, todo=_probe(newest.outlet))


def silence(crawls: Sequence[Crawl], now: datetime, last: datetime) -> Iterator[Alarm]:
    """An outlet that was not crawled for longer than usual; `crawls` newest first, `last` the newest of any outlet."""
    starts = [one.started for one in crawls]
    gaps = [one - other for one, other in pairwise(starts)]
    if len(gaps) < RUNS:
        return
    usual, quiet = timedelta(seconds=median(gap.total_seconds() for gap in gaps)), now - starts[0]
    if quiet > max(LEAST, 2 * usual, *gaps[:20]) and last - starts[0] < LONGEST:
        message = f"no crawl since {starts[0]:%d/%m/%Y %H:%M}, usually one every {_hours(usual)}"
        outlet, day = crawls[0].outlet, f"{now.astimezone(starts[0].tzinfo):%Y-%m-%d}"
        todo = f"harvest {outlet}"
        yield Alarm(outlet, "silent", message, day, since=starts[0].isoformat(timespec="seconds"), todo=todo)


def _alarm(
    outlet: str, name: str, words: str, found: Sequence[CrawlFinding], standing: Sequence[CrawlFinding]
) -> Alarm:
    shown = ", ".join(one.value if one.kind == "form" else one.subject for one in found[:3])
    more = f" and {len(found) - 3} more" if len(found) > 3 else ""
    detail = f" ({found[0].how})" if found[0].how and found[0].kind not in (*GUESSED, "links") else ""
    message = f"{shown}{more} {words}{detail}"
    if standing and found[0].kind in ("dead", "empty", "still"):
        message += f"; {', '.join(one.subject for one in standing[:3])} stand{'s' * (len(standing) == 1)} in"
    return Alarm(outlet, name, message, subjects=_subjects(found), since=_since(found), todo=_probe(outlet))


def _subjects(found: Sequence[CrawlFinding]) -> tuple[str, ...]:
    return tuple(one.subject for one in found)


def _since(found: Sequence[CrawlFinding]) -> str:
    return min(one.since for one in found)


def _probe(outlet: str) -> str:
    return f"probe {outlet} --diff"


def _hours(span: timedelta) -> str:
    hours = round(span.total_seconds() / 3600)
    return f"{hours // 24} days" if hours >= 48 else f"{hours or 1} h"
