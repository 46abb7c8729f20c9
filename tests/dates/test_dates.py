"""Date parsing: every form that Vietnamese outlets print; never swaps day and month, never guesses."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from scrapers.dates.date_table import Row, as_written, differences, read_table
from scrapers.dates.last_resort import last_resort
from scrapers.dates.parse import DateReading, parse_date

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
REFERENCE = datetime(2019, 4, 12, 9, 0, tzinfo=VIETNAM)
OWN = Path(__file__).parents[1] / "dates.tsv"
SHARED = Path(__file__).parents[3] / "shared" / "dates.tsv"


def rows(table: Path) -> list[Row]:
    if not table.exists():
        pytest.skip(f"{table.name} of ../shared is not here")
    with table.open(encoding="utf-8") as lines:
        return list(read_table(lines))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize("table", [OWN, SHARED], ids=["own", "shared"])
def test_every_row_of_the_table_is_read_as_it_says(table: Path) -> None:
    wrong = [f"{row.text!r}: {as_written(reading)}" for row, reading in differences(rows(table))]
    assert wrong == []


@pytest.mark.parametrize("table", [OWN, SHARED], ids=["own", "shared"])
def test_no_row_without_a_date_gets_one_from_the_last_resort(table: Path) -> None:
    guessed = [row.text for row in rows(table) if not row.expected and last_resort(row.text, row.reference)]
    assert guessed == []


def test_own_table_has_no_row_twice() -> None:
    keys = [(row.text, row.reference) for row in rows(OWN)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("text", ["07/03/2026 08:01 GMT+7", "Vừa xong", "1584068400", "2018-09-29T12:40:25+08:00"])
def test_value_is_aware_and_in_vietnam(text: str) -> None:
    reading = parse_date(text, datetime(2026, 3, 7, 12, tzinfo=UTC))
    assert reading is not None
    assert reading.value.tzinfo == VIETNAM


def test_a_minute_of_one_figure_is_one_where_its_mark_stands_behind_it() -> None:
    assert parse_date("Thứ Tư, 10/4/2019 17:5'(GMT+7)", REFERENCE) == DateReading(
        moment("2019-04-10T17:05:00"), "minute", "numeric"
    )
    assert parse_date("10/4/2019, tỷ lệ 17:5", REFERENCE) == DateReading(moment("2019-04-10"), "day", "numeric")


def test_us_order_only_where_the_outlet_says_so() -> None:
    us = parse_date("9/5/2026 1:30:00 PM", REFERENCE, order="MDY")
    assert us == DateReading(moment("2026-09-05T13:30:00"), "second", "numeric")
    glued = parse_date("7/16/2026 11:47:00\u202fPM+07:00", REFERENCE, order="MDY")
    assert glued == DateReading(moment("2026-07-16T23:47:00"), "second", "numeric")
    assert parse_date("25/12/2012", REFERENCE, order="MDY") is None
    assert parse_date("12/25/2012", REFERENCE) is None


def test_us_order_leaves_dates_that_name_their_parts() -> None:
    for text in ("2012-12-05", "5 tháng 12 năm 2012", "December 5, 2012"):
        reading = parse_date(text, REFERENCE, order="MDY")
        assert reading is not None
        assert reading.value == moment("2012-12-05")


def test_days_without_a_year_are_read_against_the_reference_in_vietnam() -> None:
    late = datetime(2019, 4, 11, 18, 0, tzinfo=UTC)
    reading = parse_date("ngày 12/4", late)
    assert reading is not None
    assert reading.value == moment("2019-04-12")


def test_relative_time_does_not_depend_on_the_zone_of_the_reference() -> None:
    abroad = REFERENCE.astimezone(timezone(timedelta(hours=-8)))
    assert parse_date("2 giờ trước", abroad) == parse_date("2 giờ trước", REFERENCE)


def test_naive_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        parse_date("Hôm qua", datetime(2019, 4, 12, 9))  # noqa: DTZ001


def test_a_date_far_into_a_text_is_found_and_one_at_the_cut_is_not_misread() -> None:
    assert parse_date("x" * 300 + " 11/04/2019", REFERENCE) is not None
    for length in range(380, 510):
        reading = parse_date("x" * length + " 11/04/2019 15:30 " + "y" * 500, REFERENCE)
        assert reading is None or reading.value == moment("2019-04-11T15:30:00")


def test_rule_names_what_fitted() -> None:
    rules = {
        "15:30 11/04/2019": "numeric",
        "11/4": "day_and_month",
        "11 tháng 4, 2019": "words",
        "2019-04-11": "iso",
        "2 giờ trước": "ago",
        "Hôm qua": "near_day",
        "1554971400": "epoch",
    }
    assert {text: reading.rule for text in rules if (reading := parse_date(text, REFERENCE))} == rules


@pytest.mark.parametrize(
    ("text", "day"),
    [("11 avril 2019", "2019-04-11"), ("11 de abril de 2019", "2019-04-11"), ("11_04_2019", "2019-04-11")],
)
def test_last_resort_reads_other_languages_and_odd_separators(text: str, day: str) -> None:
    assert parse_date(text, REFERENCE) is None
    assert last_resort(text, REFERENCE) == DateReading(moment(day), "day", "dateparser")


@pytest.mark.parametrize(
    "text",
    ["04 13 2019", "le 31 avril 2019", "avril 2019", "11 mars", "hier", "4/13/2019", "11 avril 2019" + " et" * 30],
)
def test_last_resort_never_swaps_completes_or_reads_a_long_text(text: str) -> None:
    assert last_resort(text, REFERENCE) is None


def test_table_with_a_broken_row_names_its_line() -> None:
    table = ["text\treference\texpected\tprecision\n", "11/4\t2019-04-12\t\t\n"]
    with pytest.raises(ValueError, match="line 2"):
        list(read_table(table))
