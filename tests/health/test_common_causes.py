"""Alarms of many outlets with one local cause (cron, the network) are joined into one."""

from __future__ import annotations

from scrapers.health.alarm import Alarm
from scrapers.health.common_causes import joined

DAY = "2026-03-16"
NAMES = [f"bao{n}" for n in range(8)]


def silent(outlet: str, hour: int = 7) -> Alarm:
    since = f"2026-03-15T{hour:02}:17:00+07:00"
    return Alarm(outlet, "silent", f"no crawl since 15/03/2026 {hour:02}:17, usually one every 1 h", DAY, since=since)


def test_a_dead_cron_is_one_alarm_with_what_to_type() -> None:
    [alarm] = joined([silent(name, hour) for hour, name in enumerate(NAMES)], crawled=8)
    assert (alarm.outlet, alarm.name, alarm.todo) == ("all", "silent", "harvest")
    assert alarm.message == (
        "all 8 outlets: no crawl since 15/03/2026 07:17, usually one every 1 h; does cron still run?"
    )
    assert (alarm.since, alarm.subjects) == ("2026-03-15T00:17:00+07:00", tuple(NAMES))


def test_a_group_that_is_not_started_any_more_is_one_alarm_and_two_outlets_are_two() -> None:
    [alarm] = joined(list(map(silent, NAMES[:6])), crawled=40)
    assert alarm.message.startswith("6 of 40 outlets (bao0, bao1, bao2, bao3, bao4 and 1 more): no crawl since ")
    assert alarm.todo == "harvest bao0 bao1 bao2 bao3 bao4 bao5"
    two = list(map(silent, NAMES[:2]))
    assert list(joined(two, crawled=40)) == two


def test_a_dead_network_is_one_alarm_and_a_few_dead_sites_are_theirs() -> None:
    dead = [Alarm(name, "unreachable", "every source failed in the last crawls", DAY) for name in NAMES]
    other = Alarm("bao0", "selector:date", "date on 2 of 30 pages", DAY)
    alarm, rest = joined([*dead, other], crawled=10)
    assert (alarm.outlet, alarm.todo, rest) == ("all", "doctor", other)
    assert list(joined(dead[:4], crawled=10)) == dead[:4]
