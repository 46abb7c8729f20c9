"""Findings about a wrong outlet file become named alarms on the same day, with the command that fixes it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from scrapers.clock import VIETNAM
from scrapers.health.alarm import Alarm
from scrapers.health.contact_alarms import SOME, contacts, silence
from scrapers.health.history import Answers, Crawl, CrawlFinding, Pages
from scrapers.health.judge import judge

NOW = datetime(2026, 11, 16, 9, tzinfo=VIETNAM)
DAY = timedelta(days=1)


def crawl(*found: CrawlFinding, at: datetime = NOW, stored: int = 9, **more: object) -> Crawl:
    """A whole crawl that found this."""
    return Crawl("phohoa", at, True, stored, findings=found, **more)  # type: ignore[arg-type]


def alarms(*found: CrawlFinding, **more: object) -> list[Alarm]:
    return list(contacts([crawl(*found, **more)]))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("dead", "source:dead"),
        ("empty", "source:empty"),
        ("still", "source:still"),
        ("order", "source:order"),
        ("links", "listing:rule"),
        ("form", "addresses"),
        ("site", "site:moved"),
        ("away", "site:moved"),
        ("disagreement:authors", "disagreement:authors"),
    ],
)
def test_each_finding_has_its_alarm_with_since_and_what_to_type(kind: str, name: str) -> None:
    [alarm] = alarms(CrawlFinding(kind, "bao.vn", "value", "so it is", "2026-11-10T09:00:00+07:00"))
    assert (alarm.name, alarm.since, alarm.todo) == (name, "2026-11-10T09:00:00+07:00", "probe phohoa --diff")
    assert "so it is" in alarm.message or kind == "links"


def test_a_dead_source_for_which_another_stands_in_has_moved() -> None:
    [alarm] = alarms(CrawlFinding("dead", "/rss"), CrawlFinding("source", "https://phohoa.vn/moi.rss"))
    assert alarm.name == "source:moved"
    assert alarm.message.endswith("https://phohoa.vn/moi.rss stands in")


def test_the_odd_page_of_no_layout_is_no_alarm_but_a_part_of_them_is() -> None:
    pages = {"family/epi": Pages(60, {}, 1800.0, 0, 0, {}, {})}
    unknown = CrawlFinding("layout", "family/epi")
    assert alarms(unknown, layouts=pages, guessed=SOME - 1) == []
    assert alarms(unknown, layouts=pages, guessed=SOME) == []
    [alarm] = alarms(unknown, layouts=pages, guessed=10)
    assert alarm.name == "layout:unknown"


def test_an_outlet_that_has_moved_has_one_alarm_whatever_its_sources_do() -> None:
    found = (
        CrawlFinding("away", "bao.vn", "https://bao.vn"),
        CrawlFinding("dead", "/rss"),
        CrawlFinding("empty", "/tin"),
    )
    assert [alarm.name for alarm in judge([crawl(*found, stored=0)])] == ["site:moved"]


def test_nothing_found_is_no_alarm_unless_nothing_was_ever_stored() -> None:
    assert alarms() == []
    assert [alarm.name for alarm in alarms(stored=0)] == ["outlet:never"]
    dead = {"/rss": Answers(failed=1), "/tin": Answers(failed=2)}
    assert [alarm.name for alarm in alarms(stored=0, sources=dead)] == ["unreachable"]
    assert [alarm.name for alarm in alarms(stored=0, sources=dead | {"/tin": Answers(read=1)})] == ["outlet:never"]


def test_an_outlet_is_silent_that_misses_twice_its_usual_interval() -> None:
    crawls = [crawl(at=NOW - n * DAY) for n in range(6)]
    assert list(silence(crawls, NOW + 1.9 * DAY, NOW)) == []
    [alarm] = silence(crawls, NOW + 2.1 * DAY, NOW)
    assert (alarm.name, alarm.todo) == ("silent", "harvest phohoa")
    assert list(silence(crawls[:3], NOW + 9 * DAY, NOW)) == []


def test_an_outlet_that_others_have_outlived_for_a_month_was_left_out_on_purpose() -> None:
    crawls = [crawl(at=NOW - n * DAY) for n in range(6)]
    assert list(silence(crawls, NOW + 31 * DAY, NOW + 31 * DAY)) == []
    assert [alarm.name for alarm in silence(crawls, NOW + 31 * DAY, NOW)] == ["silent"]
