"""`since`, `until` and `refresh`: Vietnamese calendar days, inclusive, and Vietnamese words for them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from scrapers.clock import VIETNAM
from scrapers.dates.window import Window, read_age, read_span, read_window
from scrapers.items import PageDate

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=VIETNAM)  # a Monday


@pytest.mark.parametrize(
    ("text", "first", "behind"),
    [
        ("2019-04-11", "2019-04-11 00:00", "2019-04-12 00:00"),
        ("11/4/2019", "2019-04-11 00:00", "2019-04-12 00:00"),
        ("15h30 ngày 11/4/2019", "2019-04-11 15:30", "2019-04-11 15:31"),
        ("hôm nay", "2026-03-16 00:00", "2026-03-17 00:00"),
        ("hôm qua", "2026-03-15 00:00", "2026-03-16 00:00"),
        ("thứ hai", "2026-03-16 00:00", "2026-03-17 00:00"),
        ("Thứ Ba", "2026-03-10 00:00", "2026-03-11 00:00"),
        ("thứ 7", "2026-03-14 00:00", "2026-03-15 00:00"),
        ("T6", "2026-03-13 00:00", "2026-03-14 00:00"),
        ("CHỦ NHẬT", "2026-03-15 00:00", "2026-03-16 00:00"),
        ("tuần này", "2026-03-16 00:00", "2026-03-23 00:00"),
        ("tuần trước", "2026-03-09 00:00", "2026-03-16 00:00"),
        ("tháng trước", "2026-02-01 00:00", "2026-03-01 00:00"),
        ("tháng 12/2025", "2025-12-01 00:00", "2026-01-01 00:00"),
        ("2025-12", "2025-12-01 00:00", "2026-01-01 00:00"),
        ("quý 4/2025", "2025-10-01 00:00", "2026-01-01 00:00"),
        ("năm 2019", "2019-01-01 00:00", "2020-01-01 00:00"),
        ("năm nay", "2026-01-01 00:00", "2027-01-01 00:00"),
        ("năm ngoái", "2025-01-01 00:00", "2026-01-01 00:00"),
        ("7d", "2026-03-09 00:00", "2026-03-17 00:00"),
        ("30 ngày qua", "2026-02-14 00:00", "2026-03-17 00:00"),
        ("thu tu", "2026-03-11 00:00", "2026-03-12 00:00"),
        ("chu nhat", "2026-03-15 00:00", "2026-03-16 00:00"),
        ("tuan truoc", "2026-03-09 00:00", "2026-03-16 00:00"),
        ("2 tuần qua", "2026-03-02 00:00", "2026-03-17 00:00"),
        ("2w", "2026-03-02 00:00", "2026-03-17 00:00"),
        ("3 days", "2026-03-13 00:00", "2026-03-17 00:00"),
        ("36h", "2026-03-14 21:00", "2026-03-16 09:00"),
        ("Monday", "2026-03-16 00:00", "2026-03-17 00:00"),
        ("sunday", "2026-03-15 00:00", "2026-03-16 00:00"),
        ("yesterday", "2026-03-15 00:00", "2026-03-16 00:00"),
        ("last week", "2026-03-09 00:00", "2026-03-16 00:00"),
        ("this month", "2026-03-01 00:00", "2026-04-01 00:00"),
        ("2026-W11", "2026-03-09 00:00", "2026-03-16 00:00"),
    ],
)
def test_a_text_names_a_stretch_of_time(text: str, first: str, behind: str) -> None:
    start, end = read_span(text, NOW)
    assert (f"{start:%Y-%m-%d %H:%M}", f"{end:%Y-%m-%d %H:%M}") == (first, behind)
    assert start.utcoffset() == end.utcoffset() == timedelta(hours=7)


def test_a_weekday_is_counted_in_vietnam_also_late_at_night_in_london() -> None:
    london = datetime.fromisoformat("2026-03-15T20:00:00+00:00")
    assert f"{read_span('thứ hai', london)[0]:%Y-%m-%d}" == "2026-03-16"


def test_until_includes_its_whole_day() -> None:
    window = read_window("11/4/2019", "11/4/2019", NOW)
    assert window.holds("2019-04-11T00:00:00+07:00")
    assert window.holds("2019-04-11T23:59:59+07:00")
    assert not window.holds("2019-04-12T00:00:00+07:00")
    assert not window.holds("2019-04-10T23:59:59+07:00")


def test_a_day_without_a_time_is_in_a_window_that_begins_within_it() -> None:
    window = read_window("15h30 ngày 11/4/2019", "", NOW)
    assert window.holds("2019-04-11T00:00:00+07:00", "day")
    assert not window.holds("2019-04-11T00:00:00+07:00", "minute")


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("hôm kìa", "", "is no date"),
        ("", "31/2/2026", "is no date"),
        ("12/4/2019", "11/4/2019", "later than"),
        ("17/3/2026", "", "future"),
    ],
)
def test_a_window_that_makes_no_sense_is_refused(since: str, until: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        read_window(since, until, NOW)


def test_a_source_excludes_only_what_its_dates_prove() -> None:
    window = read_window("1/4/2019", "30/4/2019", NOW)

    def excluded(text: str, role: str = "published") -> bool:
        return window.excludes((PageDate(text, "sitemap", "lastmod", role=role),), NOW)  # type: ignore[arg-type]

    assert excluded("2019-05-02")
    assert not excluded("2019-04-30")
    assert not excluded("Tue, 30 Apr 2019 22:00:00 GMT"), "perhaps Hanoi's time, written as GMT"
    assert excluded("2019-05-01T15:00:00+07:00"), "no zone makes that of it"
    assert not excluded("nobody knows")
    assert excluded("2019-03-30", "modified")
    assert not excluded("2019-05-01", "modified"), "published earlier, perhaps"
    assert not Window().excludes((PageDate("2019-05-01", "feed", "pubDate"),), NOW)


@pytest.mark.parametrize(("text", "hours"), [("90m", 1.5), ("36h", 36), ("7d", 168), ("2w", 336)])
def test_an_age_is_a_number_and_a_unit(text: str, hours: float) -> None:
    assert read_age(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "7", "d7", "7 days", "-1d", "7y"])
def test_anything_else_is_no_age(text: str) -> None:
    with pytest.raises(ValueError, match="is no age"):
        read_age(text)
