"""`scrapy explain`: which rules parsed a page and why, as text and as JSON."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scrapers.items import Line
from scrapers.state.rejected_pages import Rejected
from tests.support.site import SampleSite
from tests.support.site.client import ask
from tests.support.site.special import EMPTY, REDESIGN
from tests.support.warm import scrapy

AT = "2026-03-16T09:00:00+07:00"


def explain(*args: str | Path) -> subprocess.CompletedProcess[str]:
    return scrapy("explain", *map(str, args))


def explained(*args: str | Path) -> dict[str, Any]:
    done = explain(*args, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    data: dict[str, Any] = json.loads(done.stdout)
    return data


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with SampleSite(slow_seconds=0.1) as running:
        yield running


@pytest.fixture
def page(site: SampleSite, tmp_path: Path) -> Path:
    """A good article of the layout of 2025."""
    path = tmp_path / "page.html"
    path.write_bytes(ask(site, site.url(site.articles[0])).body)
    return path


def test_it_names_the_layout_and_why_it_was_chosen(page: Path) -> None:
    data = explained(page, "--at", AT)
    assert (data["accepted"], data["reason"]) == (True, None)
    assert (data["outlet"], data["parser"]) == ("kinhtedothi", "kinhtedothi/2025")
    assert ".content-ktdt-article" in data["why"]


def test_a_page_that_a_browser_saved_as_mhtml_is_explained_like_any_other(
    site: SampleSite, page: Path, tmp_path: Path
) -> None:
    url = site.url(site.articles[0])
    message = f"Snapshot-Content-Location: {url}\nContent-Type: multipart/related; boundary=b\n\n--b\n".encode()
    message += b"Content-Type: text/html\n\n" + page.read_bytes() + b"\n--b--\n"
    (tmp_path / "page.mhtml").write_bytes(message)
    data = explained(tmp_path / "page.mhtml", "--at", AT)
    assert (data["accepted"], data["parser"]) == (True, "kinhtedothi/2025")
    assert data["fields"]["url"]["value"] == url
    (tmp_path / "page.mhtml").write_bytes(message.replace(b"text/html", b"image/png"))
    assert "a message without an HTML part" in explain(tmp_path / "page.mhtml").stderr


def test_it_gives_value_rule_and_raw_text_of_every_field(site: SampleSite, page: Path) -> None:
    found = explained(page, "--at", AT)["fields"]
    made = {"schema", "revision", "outlet", "parser", "duplicate_of", "crawled_at", "reason", "content_hash"}
    assert set(found) == {field.name for field in fields(Line)} - made
    truth = site.expected(site.url(site.articles[0]))
    assert found["title"] == {"value": truth["title"], "rule": "h1.article-title", "raw": None}
    assert found["body"]["value"] == truth["body"]
    assert found["id"]["rule"] == "the outlet's own id in the address"
    assert found["date"]["rule"] == "page .article-published-on, then json-ld datePublished"
    assert found["date"]["raw"] == "Thứ Hai, 08:52 16/03/2026"


def test_it_shows_every_date_that_was_offered_and_what_became_of_it(page: Path) -> None:
    dates = explained(page, "--at", AT)["dates"]
    assert [(date["origin"], date["verdict"]) for date in dates if date["role"] == "published"] == [
        ("page", "chosen"),
        ("json-ld", "adds time"),
        ("meta", "read"),
    ]
    assert dates[0]["value"] == "2026-03-16T08:52:00+07:00"
    too_early = explained(page, "--at", "2026-03-15")
    assert too_early["fields"]["date"]["value"] is None
    assert {date["verdict"] for date in too_early["dates"]} == {"in the future"}


def test_people_read_it_at_80_columns(page: Path) -> None:
    done = explain(page, "--at", AT)
    assert (done.returncode, done.stderr) == (0, "")
    rows = done.stdout.splitlines()
    assert all(len(row) <= 80 and row == row.rstrip() for row in rows)
    assert "\x1b" not in done.stdout
    for row in ("verdict         an article", "date            2026-03-16T08:52:11+07:00", "section         Thời sự"):
        assert row in rows
    assert "(10 paragraphs, 186 words)" in done.stdout


@pytest.mark.parametrize(
    ("path", "reason"),
    [(EMPTY, "no title"), (REDESIGN, "unknown layout of kinhtedothi: none of its markers is on the page")],
    ids=["no article", "a redesign"],
)
def test_of_a_rejected_page_it_gives_the_reason(site: SampleSite, tmp_path: Path, path: str, reason: str) -> None:
    page = tmp_path / "page.html"
    page.write_bytes(ask(site, path).body)
    address = f"https://kinhtedothi.vn{path}"
    assert explained(page, "--url", address) == {"file": str(page), "accepted": False, "reason": reason}
    assert reason in " ".join(explain(page, "--url", address).stdout.split())


@pytest.mark.parametrize(("dated", "what"), [(True, "stores"), (False, "refuses")])
def test_of_a_page_that_fits_no_layout_it_says_what_a_crawl_does(page: Path, dated: bool, what: str) -> None:
    """It stores what is surely read; without any date nothing is."""
    text = page.read_text("utf-8").replace("content-ktdt-article", "text")
    page.write_text(
        text if dated else re.sub(r'"date\w+":.*|article-published-on.*|.*article:\w+_time.*', "", text), "utf-8"
    )
    said = " ".join(explain(page, "--at", AT).stdout.split())
    assert f"verdict an article, guessed at; a crawl {what} it: unknown layout of kinhtedothi" in said


def test_of_a_rejected_page_that_a_crawl_has_kept_the_address_is_known(site: SampleSite, tmp_path: Path) -> None:
    kept = Rejected(tmp_path, most=2)
    reason = "unknown layout of kinhtedothi: none of its markers is on the page"
    for path in (EMPTY, REDESIGN):
        kept.add(f"https://kinhtedothi.vn{path}", reason, ask(site, path).body, datetime.fromisoformat(AT))
    (day,) = tmp_path.glob("*.jsonl")
    with day.open("a") as file:
        file.write('{"url": "https://kinhtedothi.vn/to')
    pages = [tmp_path / json.loads(line)["page"] for line in day.read_text().splitlines()[:2]]
    assert [explained(page)["reason"] for page in pages] == ["no title", reason]
    day.unlink()
    assert reason not in explained(pages[1])["reason"]


def test_what_cannot_be_read_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    done = explain(tmp_path / "missing.html")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"scrapy explain: {tmp_path}/missing.html: no such file or directory\n"


@pytest.mark.parametrize("args", [[], ["a.html", "b.html"], ["a.html", "--jason"], ["a.html", "--url", "x"]], ids=str)
def test_usage_errors_are_one_line_and_exit_code_2(args: list[str]) -> None:
    done = explain(*args)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
