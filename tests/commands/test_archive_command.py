"""`scrapy archive`: list, show, check, export and prune."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from scrapers.archive import files
from tests.support.archives import AT, HOME, exchange, writer
from tests.support.warm import scrapy

DAY = timedelta(days=1)
FIRST, LAST = b"<p>first</p>", b"<p>last</p>"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three days: a page that changed, one that did not."""
    output = tmp_path_factory.mktemp("archived")
    archive = writer(output / "archive" / "kinhtedothi")
    archive.add(exchange("a.html", FIRST))
    archive.add(exchange("rss", b"<p>1</p>", kind="listing"))
    archive.add(exchange("a.html", FIRST, AT + DAY))
    archive.add(exchange("a.html", LAST, AT + 2 * DAY))
    return output


def archive(output: Path, *args: str) -> tuple[int, str, str]:
    done = scrapy("archive", *args, f"-sOUTPUT={output}", "-sNOW=2026-03-20T09:00")
    return done.returncode, done.stdout, done.stderr


def test_a_page_is_shown_as_it_was(output: Path) -> None:
    code, listed, _ = archive(output, "list", f"{HOME}/a.html")
    assert code == 0
    assert [line[:10] for line in listed.splitlines()] == ["2026-03-16", "2026-03-17", "2026-03-18"]
    assert "unchanged" in listed.splitlines()[1]
    assert archive(output, "show", f"{HOME}/a.html")[1] == LAST.decode()
    code, page, errors = archive(output, "show", f"{HOME}/a.html", "--at", "17/3/2026 23:00")
    assert (code, page, errors) == (
        0,
        FIRST.decode(),
        "scrapy archive: fetched 2026-03-17T02:00:00Z, unchanged since an earlier time\n",
    )
    code, page, errors = archive(output, "show", f"{HOME}/b.html")
    assert (code, page, errors) == (1, "", f"scrapy archive: {HOME}/b.html is not in the archive\n")


def test_all_of_it_is_listed_checked_handed_out_and_pruned(output: Path, tmp_path: Path) -> None:
    code, out, _ = archive(output, "list")
    assert (code, out.startswith("kinhtedothi: 2026-03-16 to 2026-03-18, 2 article, 1 listing, 1 unchanged, ")) == (
        0,
        True,
    )
    assert archive(output, "verify")[:2] == (0, "3 pages, 1 unchanged ones, 3 files: nothing wrong\n")
    code, out, _ = archive(output, "export", str(tmp_path / "a.warc.gz"), "--since", "17/3/2026")
    assert (code, [page.body for page in files.captures(tmp_path / "a.warc.gz", Counter())]) == (0, [LAST])
    assert archive(output, "prune", "--keep", "3d")[1].startswith("0 files removed"), "the second day repeats the first"
    assert archive(output, "prune", "--keep", "2d")[1].startswith("2 files removed")
    assert archive(output, "prune", "--keep", "a month")[0] == 2
