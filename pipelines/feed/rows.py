"""Lines of the feed as table rows: columns and cell values."""

from __future__ import annotations

import json
from typing import Any

from pipelines.feed.schema import LINE, NAMES
from scrapers.items import Line

COLUMNS = ("file", *NAMES)
"""What a table may show: the contract's fields, and the `file` of lines that `extract` made."""
LISTS = frozenset({"authors", "tags", "images"})
TIMES = frozenset({"date", "modified", "crawled_at"})


def row(line: Line, columns: tuple[str, ...]) -> dict[str, Any]:
    """The values of a line in the order of the columns, as JSON would hold them."""
    values = LINE.dump_python(line)
    return {name: values[name] if name in values else getattr(line, name, None) for name in columns}


def cell_text(name: str, value: Any) -> str:
    """A value as one cell of a spreadsheet: lists joined by `; `, captions as JSON, nothing that is a formula."""
    if name in LISTS:
        value = "; ".join(value)
    elif name == "captions":
        value = json.dumps(value, ensure_ascii=False)
    return "" if value is None else no_formula(str(value))


def no_formula(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe in front (OWASP, CSV Injection)."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
