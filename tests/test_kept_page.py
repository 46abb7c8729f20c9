"""A page and what was said of it are read back as they were kept, from files of earlier versions, too."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from scrapers.kept_page import KeptPage, pack

AT = datetime(2026, 3, 16, 2, 30, tzinfo=UTC)
READING = {"id": "mau:1", "url": "https://mau.vn/1.html", "title": "Cầu mới thông xe", "body": ["Một.", "Hai."]}
WRITTEN = {
    "a fixture": {"reading": READING, "at": AT, "checked": True},
    "a sample": {"reading": READING},
    "a rejected page": {"reading": {"url": "https://mau.vn/1.html"}, "reason": "no title", "at": AT},
}


@pytest.mark.parametrize("fields", WRITTEN.values(), ids=WRITTEN)
def test_what_is_written_is_read_back(fields: dict[str, Any], tmp_path: Path) -> None:
    kept = KeptPage(file=tmp_path / "mau" / "2026-03-16-1.html.gz", **fields)
    kept.write(pack(b"<html>"))
    assert KeptPage.load(kept.file) == kept
    assert (kept.read(), kept.name, kept.url) == (b"<html>", "mau/2026-03-16-1", "https://mau.vn/1.html")


def test_the_same_page_is_the_same_file() -> None:
    """A fixture that is written again makes no change in git."""
    assert pack(b"<html>")[4:8] == bytes(4)  # where gzip has the time


EARLIER = {
    "a fixture": ({"checked": True, "crawled_at": "2026-03-16T09:30:00+07:00"} | READING, {"checked": True, "at": AT}),
    "a sample": ({"checked": False} | READING, {}),
    "a rejected page": (
        READING | {"reason": "no title", "at": "2026-03-16T02:30:00Z"},
        {"reason": "no title", "at": AT},
    ),
    "an alarm's page": (READING | {"reason": "no title"}, {"reason": "no title"}),
}


@pytest.mark.parametrize(("record", "fields"), EARLIER.values(), ids=EARLIER)
def test_records_of_earlier_versions_are_read(record: dict[str, Any], fields: dict[str, Any]) -> None:
    """Fixtures in `tests/pages`, and what stands in the output folders of users."""
    file = Path("1.html.gz")
    assert KeptPage.of(record, file) == KeptPage(file=file, reading=READING, **fields)


def test_a_torn_record_is_an_error_and_a_missing_one_is_empty(tmp_path: Path) -> None:
    kept = KeptPage(file=tmp_path / "1.html.gz")
    assert KeptPage.load(kept.file) == kept
    kept.record_file.write_text('{"checked": fal')
    with pytest.raises(ValueError, match="Expecting value"):
        KeptPage.load(kept.file)
