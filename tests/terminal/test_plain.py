"""Control characters of pages, files and arguments reach neither terminal nor log."""

import io
import logging

import pytest
from rich.table import Table
from rich.text import Text

from scrapers.terminal.plain import PlainRecord, print_plain, printable
from scrapers.terminal.plain_console import PlainConsole

STEERING = {
    "colour": "\x1b[31m",
    "title of the window": "\x1b]0;x\x07",
    "one-byte CSI": "\x9b31m",
    "bell": "\a",
    "backspace": "\b",
    "delete": "\x7f",
    "right to left": "\u202e",
    "isolate": "\u2066",
    "mark of direction": "\u200f",
    "zero width": "\u200b",
    "byte order mark": "\ufeff",
    "tag letter": "\U000e0041",
    "byte of a file name": "\udcff",
    "private use": "\ue000",
}


@pytest.mark.parametrize("sign", STEERING.values(), ids=STEERING)
def test_what_steers_or_hides_is_shown_as_a_sign(sign: str) -> None:
    """It can be seen that something was there, and it does nothing."""
    assert printable(f"Giá {sign}gạo").startswith("Giá \ufffd")
    assert printable(f"Giá {sign}gạo").isprintable()


def test_white_space_is_a_blank_and_all_else_stays() -> None:
    """NBSP, line ends of all kinds; letters of all alphabets, and pictures."""
    assert printable("a\u00a0b\tc\nd\r\ne\u2028f\x85g") == "a b c d  e f g"
    assert printable("Phường Ô Chợ Dừa “đẹp” — 東京 😀") == "Phường Ô Chợ Dừa “đẹp” — 東京 😀"


def test_lines_stay_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Those of the program, not those of a title."""
    print_plain(f"one\n{printable('two' + chr(10) + 'three')}\x1b[2J")
    assert capsys.readouterr().out == "one\ntwo three\ufffd[2J\n"


def test_a_table_holds_no_escape_but_its_own_colours() -> None:
    """Also where it is a terminal."""
    out = io.StringIO()
    table = Table("title")
    table.add_row(Text("Giá\x1b[2J gạo\u202e", "bold"))
    PlainConsole(file=out, force_terminal=True, width=40).print(table)
    assert "\x1b[1m" in out.getvalue()
    assert "Giá\ufffd[2J" in out.getvalue()
    assert "\x1b[2J" not in out.getvalue()
    assert "\u202e" not in out.getvalue()


def test_a_log_line_is_one_line() -> None:
    """Whatever an address or a reason holds."""
    record = PlainRecord("x", logging.INFO, "f", 1, "%s: %s", ("http://a/\x1b[2J", "b\nFATAL: c"), None)
    assert record.getMessage() == "http://a/\ufffd[2J: b FATAL: c"
