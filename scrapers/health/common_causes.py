"""Alarms of many outlets that have one cause, which lies here and not with the sites: cron, the network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scrapers.health.alarm import Alarm

MANY = 3
"""Outlets from which on one cause is likelier than as many."""
ALL = "all"
"""What such an alarm names as its outlet; its `subjects` are the outlets."""
_SHOWN = 5


def joined(found: Sequence[Alarm], crawled: int) -> Iterator[Alarm]:
    """The alarms with those of many outlets in one, of each day; `crawled` is how many outlets have been crawled.

    Nothing runs any more: whatever starts the runs does not. Half of all outlets cannot be reached: the network.
    """
    alike: defaultdict[tuple[str, str], list[Alarm]] = defaultdict(list)
    for alarm in found:
        alike[alarm.day, alarm.name].append(alarm)
    for (_, name), alarms in alike.items():
        many = len(alarms) >= MANY
        if name == "silent" and many:
            yield _join(alarms, _silent(alarms, crawled), "harvest" if len(alarms) == crawled else _harvest(alarms))
        elif name == "unreachable" and many and 2 * len(alarms) >= crawled:
            message = f"every source of {_of(alarms, crawled)} failed in the last crawls: is there a network?"
            yield _join(alarms, message, "doctor")
        else:
            yield from alarms


def _join(alarms: Sequence[Alarm], message: str, todo: str) -> Alarm:
    first = min(alarms, key=lambda alarm: alarm.since or alarm.day)
    outlets = tuple(alarm.outlet for alarm in alarms)
    return Alarm(ALL, first.name, message, first.day, outlets, since=first.since, todo=todo)


def _silent(alarms: Sequence[Alarm], crawled: int) -> str:
    last = max(alarms, key=lambda alarm: alarm.since)
    return f"{_of(alarms, crawled)}: {last.message}; does cron still run?"


def _of(alarms: Sequence[Alarm], crawled: int) -> str:
    if len(alarms) == crawled:
        return f"all {crawled} outlets"
    shown = ", ".join(alarm.outlet for alarm in alarms[:_SHOWN])
    more = f" and {len(alarms) - _SHOWN} more" if len(alarms) > _SHOWN else ""
    return f"{len(alarms)} of {crawled} outlets ({shown}{more})"


def _harvest(alarms: Sequence[Alarm]) -> str:
    return " ".join(["harvest", *(alarm.outlet for alarm in alarms)])
