"""Which date counts: each sentence of that chapter in docs/feed.md, on dates as Vietnamese pages offer them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from pipelines.choose_date import Choice, choose_date, counts
from scrapers.clock import VIETNAM
from scrapers.items import Origin, PageDate

FETCHED = datetime(2019, 4, 12, 9, 0, tzinfo=VIETNAM)
VISIBLE = "Thứ Năm, 11/4/2019, 15:30 (GMT+7)"


def said(origin: Origin, text: str, **more: Any) -> PageDate:
    return PageDate(text, origin, f"rule of {origin}", **more)


def choose(*dates: PageDate, recent: bool = False) -> Choice:
    return choose_date(dates, FETCHED, recent)


def day_in_text(sentence: str, day: str = "Ngày 11/4") -> PageDate:
    return said("dateline", day, context=sentence)


def outcome(choice: Choice) -> tuple[str | None, str | None, str | None]:
    return choice.date, choice.precision, choice.source


UNDATED = (None, None, None)


def test_the_visible_line_decides_where_it_shows_a_clock() -> None:
    choice = choose(said("json-ld", "2019-04-10T08:00:00+07:00"), said("page", VISIBLE))
    assert outcome(choice) == ("2019-04-11T15:30:00+07:00", "minute", "page")
    assert choice.text == VISIBLE


@pytest.mark.parametrize("origin", ["json-ld", "meta"])
@pytest.mark.parametrize("stamp", ["2019-04-11T15:30:27+07:00", "2019-04-11T08:30:27Z", "2019-04-11T15:30:27"])
def test_metadata_that_agrees_to_the_minute_adds_the_seconds(origin: Origin, stamp: str) -> None:
    choice = choose(said("page", VISIBLE), said(origin, stamp))
    assert outcome(choice) == ("2019-04-11T15:30:27+07:00", "second", "page")


def test_a_feed_adds_no_seconds_to_what_the_page_says() -> None:
    choice = choose(said("page", VISIBLE), said("feed", "Thu, 11 Apr 2019 15:30:27 +0700"))
    assert outcome(choice) == ("2019-04-11T15:30:00+07:00", "minute", "page")


def test_a_feed_gives_a_day_its_time() -> None:
    choice = choose(said("page", "Thứ Năm, 11/4/2019"), said("feed", "Thu, 11 Apr 2019 15:30:27 +0700"))
    assert outcome(choice) == ("2019-04-11T15:30:27+07:00", "second", "feed")


@pytest.mark.parametrize("stamp", ["2019-04-11T15:30:27+08:00", "2019-04-11T15:30:27.000Z", "2019-04-11T15:30:27+0000"])
def test_metadata_whose_zone_contradicts_the_visible_clock_is_wrong(stamp: str) -> None:
    choice = choose(said("page", VISIBLE), said("meta", stamp))
    assert outcome(choice) == ("2019-04-11T15:30:00+07:00", "minute", "page")
    assert "refused/wrong zone" in counts(choice)


def test_the_last_change_under_a_zone_that_lies_is_read_as_hanoi_time() -> None:
    changed = said("meta", "2019-04-11T16:10:05+08:00", role="modified")
    lying = said("json-ld", "2019-04-11T15:30:27+08:00")
    assert choose(said("page", VISIBLE), lying, changed).modified == "2019-04-11T16:10:05+07:00"
    assert choose(said("page", VISIBLE), changed).modified == "2019-04-11T15:10:05+07:00"


def test_where_the_visible_line_has_only_a_day_metadata_of_that_day_gives_the_time() -> None:
    day = said("page", "Thứ Năm, 11/4/2019")
    assert outcome(choose(day, said("meta", "2019-04-11T08:05:00+07:00"))) == (
        "2019-04-11T08:05:00+07:00",
        "second",
        "meta",
    )


@pytest.mark.parametrize("stamp", ["2019-04-10T23:59:00+07:00", "2019-04-11T00:00:00+07:00", "2019-04-11"])
def test_metadata_of_another_day_or_at_midnight_sharp_gives_no_time(stamp: str) -> None:
    choice = choose(said("page", "Thứ Năm, 11/4/2019"), said("meta", stamp))
    assert outcome(choice) == ("2019-04-11T00:00:00+07:00", "day", "page")


def test_an_address_or_a_sitemap_knows_no_time_of_publication() -> None:
    choice = choose(
        said("page", "11/4/2019"),
        said("url", "2019-04-11T03:00:00+07:00"),
        said("sitemap", "2019-04-11T22:00:00+07:00"),
    )
    assert outcome(choice) == ("2019-04-11T00:00:00+07:00", "day", "page")


def test_the_first_origin_of_the_order_counts_and_the_others_do_not() -> None:
    days: list[tuple[Origin, str]] = [
        ("sitemap", "01/04/2019"),
        ("feed", "02/04/2019"),
        ("dateline", "03/04/2019"),
        ("url", "04/04/2019"),
        ("meta", "05/04/2019"),
        ("json-ld", "06/04/2019"),
        ("page", "07/04/2019"),
    ]
    for number, (origin, _) in enumerate(days, start=1):
        choice = choose(*(said(o, text) for o, text in days[:number]))
        assert outcome(choice) == (f"2019-04-0{number}T00:00:00+07:00", "day", origin)


def test_a_relative_visible_line_gives_way_to_metadata() -> None:
    stamp = said("meta", "2019-03-01T06:31:07+07:00")
    assert outcome(choose(said("page", "2 giờ trước"), stamp)) == ("2019-03-01T06:31:07+07:00", "second", "meta")
    assert outcome(choose(said("page", "2 giờ trước"))) == ("2019-04-12T07:00:00+07:00", "hour", "page")
    assert choose(said("page", "2 giờ trước"), stamp).text == "2 giờ trước"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 11/4, thành phố tổ chức hội nghị giao ban quý I/2018.",
        "Ngày 11/4, thành phố công bố kế hoạch năm 2018.",
        "Ngày 11/4, hội nghị năm 2018 về nhiệm kỳ 2016 - 2020 và giai đoạn 2021–2025.",
        "Ngày 11/4, hội nghị năm 2018 về Nghị định 100/2015/NĐ-CP.",
    ],
)
def test_a_day_in_the_text_takes_the_one_year_of_its_sentence(sentence: str) -> None:
    choice = choose(day_in_text(sentence))
    assert outcome(choice) == ("2018-04-11T00:00:00+07:00", "day", "dateline")
    assert choice.text == "Ngày 11/4"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ngày 11/4, thành phố tổ chức hội nghị giao ban.",
        "Ngày 11/4, đại hội nhiệm kỳ 2014 - 2019 khai mạc.",
        "Ngày 11/4, đại hội so sánh năm 2017 với năm 2018.",
        "Ngày 11/4, thành phố bàn kế hoạch đến năm 2030.",
        "Ngày 11/4, gặp mặt cựu chiến binh năm 1975.",
    ],
    ids=["no year", "a range", "two years", "a year to come", "a year long past"],
)
def test_without_one_year_it_is_dated_only_where_something_else_tells_the_year(sentence: str) -> None:
    alone = choose(day_in_text(sentence))
    assert outcome(alone) == UNDATED
    assert alone.text == "Ngày 11/4"
    assert "refused/no year" in counts(alone)
    assert choose(day_in_text(sentence), recent=True).date == "2019-04-11T00:00:00+07:00"
    feed = said("feed", "Thu, 12 Apr 2018 07:00:00 +0700")
    assert outcome(choose(day_in_text(sentence), feed)) == ("2018-04-11T00:00:00+07:00", "day", "dateline")


def test_the_year_of_another_date_turns_at_new_year() -> None:
    choice = choose(day_in_text("Ngày 31/12, họp.", "Ngày 31/12"), said("feed", "Tue, 01 Jan 2019 07:00:00 +0700"))
    assert choice.date == "2018-12-31T00:00:00+07:00"


def test_a_visible_line_without_a_year_is_not_guessed_either() -> None:
    assert outcome(choose(said("page", "15:30 ngày 11/4"))) == UNDATED
    assert choose(said("page", "15:30 ngày 11/4"), recent=True).date == "2019-04-11T15:30:00+07:00"
    choice = choose(said("page", "15:30 ngày 11/4"), said("meta", "2017-04-11T15:30:09+07:00"))
    assert outcome(choice) == ("2017-04-11T15:30:09+07:00", "second", "page")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("12/04/2019 10:01", "in the future"), ("31/12/1997 10:00", "before 1998"), ("mới đăng tải", "unreadable")],
)
def test_an_impossible_date_stays_in_date_text_and_is_counted(text: str, verdict: str) -> None:
    choice = choose(said("page", text))
    assert outcome(choice) == UNDATED
    assert choice.text == text
    assert f"refused/{verdict}" in counts(choice)
    assert choose(said("page", text), said("meta", "2019-04-11T08:00:00")).source == "meta"


def test_clocks_may_differ_by_an_hour() -> None:
    assert choose(said("page", "12/04/2019 10:00")).date == "2019-04-12T10:00:00+07:00"


def test_the_last_change_stays_as_declared_even_before_publication() -> None:
    earlier = said("meta", "2019-04-11T14:00:00+07:00", role="modified")
    assert choose(said("page", VISIBLE), earlier).modified == "2019-04-11T14:00:00+07:00"
    assert choose(said("page", VISIBLE), said("sitemap", "2019-04-12", role="modified")).modified is None


def test_a_last_change_that_only_repeats_the_publication_is_none() -> None:
    stamp = "2019-04-11T15:30:27+07:00"
    assert choose(said("page", VISIBLE), said("meta", stamp), said("meta", stamp, role="modified")).modified is None


def test_months_stand_first_only_where_the_outlet_says_so() -> None:
    assert choose(said("meta", "3/9/2019 1:30:00 PM")).offers[0].verdict == "in the future"
    assert choose(said("meta", "3/9/2019 1:30:00 PM", order="MDY")).date == "2019-03-09T13:30:00+07:00"


@pytest.mark.parametrize(("text", "answered"), [("11 avril 2019", 1), ("không rõ", 0)])
def test_how_often_the_last_resort_is_asked_and_answers_is_counted(text: str, answered: int) -> None:
    choice = choose(said("page", text), said("meta", "2019-04-10"))
    assert list(counts(choice)).count("last_resort/asked") == 1
    assert list(counts(choice)).count("last_resort/answered") == answered
    assert choice.source == ("page" if answered else "meta")


def test_dates_are_written_in_hanoi_time_whatever_zone_the_crawler_runs_in() -> None:
    choice = choose_date([said("meta", "2019-04-11T20:00:00Z")], FETCHED.astimezone() + timedelta(0))
    assert choice.date == "2019-04-12T03:00:00+07:00"


def test_no_date_at_all_is_no_date() -> None:
    assert outcome(choose()) == UNDATED
    assert choose().text is None


def test_a_clock_elsewhere_on_the_page_contradicts_no_zone() -> None:
    elsewhere = said("page", "11/4/2019 08:30", beside=False)
    assert outcome(choose(elsewhere, said("json-ld", "2019-04-11T01:30:27Z"))) == (
        "2019-04-11T08:30:27+07:00", "second", "page"
    )  # fmt: skip
    other = said("page", "10/4/2019 07:10", beside=False)
    assert choose(other, said("json-ld", "2019-04-11T07:10:27Z")).date == "2019-04-11T14:10:27+07:00"


def test_a_foreign_clock_is_in_the_zone_of_its_metadata() -> None:
    dates = [said("page", "Apr 11, 2019, 8:30"), said("json-ld", "2019-04-11T08:30:27+02:00")]
    assert choose_date(dates, FETCHED, language="de").date == "2019-04-11T13:30:27+07:00"


def test_a_foreign_day_is_that_of_its_metadata_though_it_is_the_next_one_in_vietnam() -> None:
    dates = [said("page", "Apr 11, 2019"), said("json-ld", "2019-04-11T20:30:27+02:00")]
    assert choose_date(dates, FETCHED, language="de").date == "2019-04-12T01:30:27+07:00"
    bare = [said("page", "Apr 11, 2019"), said("meta", "2019-04-11 20:30:27"), dates[1]]
    assert choose_date(bare, FETCHED, language="de").date == "2019-04-12T01:30:27+07:00"


@pytest.mark.parametrize("stamp", ["4/9/2019 1:30:27 PM", "4/9/2019 13:30:27"])
def test_a_stamp_in_us_order_is_known_by_the_day_that_others_name(stamp: str) -> None:
    assert choose(said("page", "09/04/2019"), said("json-ld", "2019-04-09"), said("meta", stamp)).date == (
        "2019-04-09T13:30:27+07:00"
    )


def test_a_change_before_the_publication_is_none() -> None:
    changed = said("json-ld", "2019-02-09T08:00:00+07:00", role="modified")
    assert choose(said("json-ld", "2019-04-09T08:00:00+07:00"), changed).modified is None


def test_a_day_that_only_the_us_order_has_is_read_so_in_other_languages_than_vietnamese() -> None:
    dates = [PageDate("2/24/2019", "page", ".date")]
    assert choose_date(dates, FETCHED, language="en").date == "2019-02-24T00:00:00+07:00"
    assert choose_date(dates, FETCHED, language="vi").date is None
    assert choose_date([PageDate("2/4/2019", "page", ".date")], FETCHED, language="en").date == (
        "2019-04-02T00:00:00+07:00"
    )
