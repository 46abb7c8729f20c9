"""The probe record of an outlet's file: its verdict, and which layouts were confirmed on which day."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.authoring.catalogue import as_data
from scrapers.clock import VIETNAM
from scrapers.outlets import outlets
from scrapers.records.probe_record import keep_probe, probe_record, probed
from scrapers.terminal.outlet_table import show_outlets

NOW = datetime(2026, 11, 16, 9, tzinfo=VIETNAM)


def crawl(layouts: dict[str, int], links: dict[str, int], *found: tuple[str, str]) -> dict[str, Any]:
    """An outlet's part of a run record, as far as a probe looks at it."""
    return {
        "layouts": {name: {"pages": pages} for name, pages in layouts.items()},
        "sources": {url: {"links": count} for url, count in links.items()},
        "findings": [{"kind": kind, "subject": subject} for kind, subject in found],
    }


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (crawl({"kinhtedothi/2025": 5}, {"/rss": 9}), "confirmed"),
        (crawl({"kinhtedothi/2025": 5}, {"/rss": 9}, ("dead", "/tin.rss")), "by fallback"),
        (crawl({"family/pkg": 5}, {"/rss": 9}, ("layout", "family/pkg")), "by fallback"),
        (crawl({}, {"/rss": 0}), "broken"),
        (None, "broken"),
    ],
)
def test_the_verdict_is_by_articles_and_by_what_stood_in(said: dict[str, Any] | None, verdict: str) -> None:
    assert probe_record("kinhtedothi", said, NOW)["verdict"] == verdict


def test_confirmed_is_what_the_files_own_rules_have_read() -> None:
    said = crawl(
        {"kinhtedothi/2025": 5, "kinhtedothi/2022": 1, "family/pkg": 2},
        {"/rss": 9, "/do-thi": 20, "/tin.rss": 0},
        ("disagreement:authors", "kinhtedothi/2022"),
        ("links", "/do-thi"),
    )
    assert probe_record("kinhtedothi", said, NOW)["confirmed"] == {
        "kinhtedothi/2025": "2026-11-16",
        "/rss": "2026-11-16",
    }


def test_what_an_earlier_record_confirmed_keeps_its_day(tmp_path: Path) -> None:
    keep_probe(tmp_path, probe_record("kinhtedothi", crawl({"kinhtedothi/2022": 3}, {"/rss": 9}), NOW))
    later = NOW + timedelta(days=30)
    keep_probe(tmp_path, probe_record("kinhtedothi", crawl({"kinhtedothi/2025": 3}, {"/rss": 9}), later))
    found = probed(tmp_path, "kinhtedothi")
    days = {"kinhtedothi/2022": "2026-11-16", "kinhtedothi/2025": "2026-12-16", "/rss": "2026-12-16"}
    assert (found["at"][:10], found["confirmed"]) == ("2026-12-16", days)


def test_a_record_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    assert probed(tmp_path, "kinhtedothi") == {}
    (tmp_path / "probe").mkdir()
    for text in ("", "[1]", "{"):
        (tmp_path / "probe" / "kinhtedothi.json").write_text(text)
        assert probed(tmp_path, "kinhtedothi") == {}


def test_programs_read_it_beside_the_files_own_marks(tmp_path: Path) -> None:
    outlet = outlets()["kinhtedothi"]
    source = outlet.sources[0].url
    record = probe_record("kinhtedothi", crawl({"kinhtedothi/2025": 3}, {source: 9}), NOW)
    data = as_data(outlet, record)
    assert (data["probed"], data["verdict"]) == ("2026-11-16T02:00:00Z", "confirmed")
    assert {one["name"]: one["probed"] for one in data["layouts"]}["2025"] == "2026-11-16"
    assert [one["probed"] for one in data["sources"]].count("2026-11-16") == 1
    assert as_data(outlet)["probed"] is None


def test_people_see_the_verdict_its_day_and_the_layouts_that_it_confirmed(capsys: pytest.CaptureFixture[str]) -> None:
    record = probe_record("kinhtedothi", crawl({"kinhtedothi/2025": 3}, {}), NOW)
    show_outlets([outlets()["kinhtedothi"]], {"kinhtedothi": record})
    shown = capsys.readouterr().out
    assert ("confirmed 2026-11-16" in shown, "2025?*" in shown, "2022?*" in shown) == (True, True, False)
    assert "*: a page of it was read by its rules" in shown
