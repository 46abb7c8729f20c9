"""The feed as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO

from pipelines.feed.rows import TIMES, cell_text, row
from scrapers.clock import VIETNAM
from scrapers.items import Line

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FIRST = ("title", "date", "authors", "section", "url")
"""What people look for, in front where nobody has chosen columns."""
CELL = 32_767
"""Most characters in a cell of Excel (Microsoft, 'Excel specifications and limits')."""
ROWS = 1_048_575
"""Most articles on a sheet: Excel's rows less the heading."""
_WIDTHS = {"file": 40, "title": 60, "authors": 24, "url": 40, "lead": 60, "body": 80}
_DAY, _MINUTE = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"


class TooManyRows(ValueError):
    """More lines than a sheet has rows."""


def for_people(columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns in the order of a sheet."""
    return (*FIRST, *(name for name in columns if name not in FIRST))


def to_xlsx(lines: Iterable[Line], file: BinaryIO, columns: tuple[str, ...]) -> None:
    """A sheet `lines`: times in Vietnamese local time, long texts wrapped, one too long for a cell cut with a note.

    Rows leave memory as they come. Raises `TooManyRows`, ModuleNotFoundError without XlsxWriter.
    """
    import xlsxwriter

    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet("lines"), book.add_format({"bold": True})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        times = {form: book.add_format({"num_format": form, "valign": "top"}) for form in (_DAY, _MINUTE)}
        sheet.freeze_panes(1, 1)
        for number, name in enumerate(columns):
            sheet.set_column(number, number, _WIDTHS.get(name, 18))
            sheet.write_string(0, number, name, bold)
        for number, line in enumerate(lines, 1):
            if number > ROWS:
                raise TooManyRows(f"a sheet holds {ROWS:,} articles at most: narrow the question, or write csv")
            for place, (name, value) in enumerate(row(line, columns).items()):
                if name in TIMES and value:
                    form = _DAY if name == "date" and line.date_precision == "day" else _MINUTE
                    local = datetime.fromisoformat(value).astimezone(VIETNAM).replace(tzinfo=None)
                    sheet.write_datetime(number, place, local, times[form])
                else:
                    _write(sheet, number, place, name, value, text)
        sheet.autofilter(0, 0, max(sheet.dim_rowmax or 0, 1), len(columns) - 1)


def _write(sheet: Worksheet, number: int, place: int, name: str, value: Any, form: Format) -> None:
    if isinstance(value, bool):
        sheet.write_boolean(number, place, value, form)
    elif isinstance(value, int | float):
        sheet.write_number(number, place, value, form)
    elif text := cell_text(name, value):
        sheet.write_string(number, place, _cut(text), form)


def _cut(text: str) -> str:
    """What a cell can hold. Excel counts UTF-16 code units."""
    size = len(text.encode("utf-16-le")) // 2
    if size <= CELL:
        return text
    note = f" … (cut here: {size:,} characters, the feed has all of them)"
    kept = text.encode("utf-16-le")[: 2 * (CELL - len(note))].decode("utf-16-le", errors="ignore")
    return kept + note
