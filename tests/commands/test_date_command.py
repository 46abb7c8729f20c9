"""`scrapy date`: how a date string is parsed, and checks of a table of expected results."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.support import PROJECT
from tests.support.warm import scrapy

AT = "2019-04-12T09:00:00+07:00"
HEADER = "text\treference\texpected\tprecision\n"


def date(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return scrapy("date", *map(str, args))


def test_value_precision_and_rule_of_every_text() -> None:
    done = date("15h30 ngày 11/4/2019", "Hôm qua", "--at", AT)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "2019-04-11T15:30:00+07:00\tminute\tnumeric",
        "2019-04-11T00:00:00+07:00\tday\tnear_day",
    ]


def test_the_clock_is_the_setting_now() -> None:
    done = date("ngày 31/12", "-s", "NOW=2020-01-01T00:00:00+07:00")
    assert done.stdout.startswith("2019-12-31T00:00:00+07:00\tday")


def test_us_order_where_it_is_asked_for() -> None:
    assert date("9/5/2026 1:30:00 PM", "--order", "MDY").stdout.startswith("2026-09-05T13:30:00+07:00")


def test_no_date_is_exit_1_and_one_line() -> None:
    done = date("Nghị định 100/2019/NĐ-CP", "--at", AT)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "scrapy date: no date in 'Nghị định 100/2019/NĐ-CP'\n"


def test_a_table_that_is_right_is_exit_0() -> None:
    done = date("--file", PROJECT / "tests" / "dates.tsv")
    assert done.returncode == 0, done.stdout
    assert done.stdout.endswith(" right\n")


def test_a_table_that_differs_is_exit_1_and_names_the_lines(tmp_path: Path) -> None:
    table = tmp_path / "dates.tsv"
    table.write_text(f"{HEADER}11/4\t{AT}\t2019-04-11T00:00:00+07:00\tday\n04/2019\t{AT}\t{AT}\tday\n", "utf-8")
    done = date("--file", table)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        f"{table}:3: '04/2019' is no date, not 2019-04-12T09:00:00+07:00 day",
        "1 of 2 right",
    ]


def test_a_table_in_another_form_is_one_line(tmp_path: Path) -> None:
    table = tmp_path / "dates.tsv"
    table.write_text(f"{HEADER}11/4\tgestern\t\t\n", "utf-8")
    done = date("--file", table)
    assert done.returncode == 1
    assert done.stderr.startswith(f"scrapy date: {table}: line 2:")
    assert done.stderr.count("\n") == 1


def test_neither_text_nor_table_is_a_usage_error() -> None:
    assert date().returncode == 2
    assert date("11/4", "--file", "tests/dates.tsv").returncode == 2


def test_a_missing_table_is_one_line() -> None:
    done = date("--file", "no-such-table.tsv")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
