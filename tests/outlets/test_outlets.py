"""`scrapy outlets`: every outlet is one file of data; layouts are confirmed by pages or listed as unverified."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from scrapers.authoring.catalogue import END, README, START, markdown, with_table
from scrapers.authoring.house_rules import faults_of_files
from scrapers.authoring.page_rules import faults_on_pages
from scrapers.clock import VIETNAM
from scrapers.cms import FAMILIES
from scrapers.kept_page import KeptPage, pack
from scrapers.outlet import Feed, Layout, Outlet
from scrapers.outlets import outlets
from scrapers.records.frozen_pages import frozen_pages, page_file
from tests.support import warm
from tests.support.checkout import Checkout

BROKEN = '''"""Báo Thử."""

import os
from scrapers.outlet import Feed, Layout, Outlet

if os.sep:
    MARK = "div.css-1dbjc4n"

OUTLET = Outlet(
    name="thu",
    title="Báo Thử",
    home="https://thu.example",
    article=r"/(",
    sources=(Feed(url="/rss"),),
    layouts=(Layout(name="2099", marker=MARK, seen="2099-13", body="div > p:nth-child(2)"),),
)
'''


def scrapy(*args: str) -> subprocess.CompletedProcess[str]:
    return warm.scrapy("outlets", *args)


def test_the_table_fits_a_terminal_and_names_every_outlet() -> None:
    done = scrapy()
    assert (done.returncode, done.stderr) == (0, "")
    shown = done.stdout.splitlines()
    assert max(map(len, shown)) <= 80
    assert set(outlets()) <= {line.partition(" ")[0] for line in shown}
    assert len(outlets()) >= 40


def test_an_outlet_is_named_in_any_way_and_shown_as_switched_off() -> None:
    off = ("-s", 'OUTLETS_OFF=["genk"]')
    assert "off (OUTLETS_OFF)" in scrapy("GenK", *off).stdout
    assert "off (OUTLETS_OFF)" not in scrapy("kenh14.vn", *off).stdout


def test_json_has_every_rule_with_the_month_that_confirmed_it() -> None:
    (outlet,) = json.loads(scrapy("--json", "vnexpress").stdout)
    assert (outlet["name"], outlet["title"], outlet["home"]) == ("vnexpress", "VnExpress", "https://vnexpress.net")
    assert outlet["families"] == ["fpt_online"]
    assert all(source["url"].startswith("https://") for source in outlet["sources"])
    for rule in (*outlet["layouts"], *outlet["sources"]):
        assert rule["seen"] is None or re.fullmatch(r"20\d\d-\d\d", rule["seen"])


@pytest.mark.parametrize(("args", "reason"), [
    (["vnexpres"], "unknown outlet vnexpres: did you mean vnexpress?"),
    (["--check", "vnexpress"], "--check stands alone"),
    (["--check", "--json"], "--check stands alone"),
])  # fmt: skip
def test_mistakes_are_usage_errors(args: list[str], reason: str) -> None:
    done = scrapy(*args)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert reason in done.stderr


def test_outlet_files_keep_the_house_rules() -> None:
    assert sorted(map(str, faults_of_files(f"{datetime.now(VIETNAM):%Y-%m}"))) == []


def test_every_layout_and_every_selector_is_at_home_on_a_kept_page() -> None:
    assert sorted(map(str, faults_on_pages(outlets(), frozen_pages()))) == []


def test_a_file_that_breaks_the_rules_is_named_with_what_is_wrong(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path / "project")
    (checkout.folder / "scrapers/outlets/baothu.py").write_text(BROKEN)
    done = checkout.scrapy("outlets", "--check")
    assert done.returncode == 1
    printed = done.stdout.splitlines()
    place = "scrapers/outlets/baothu.py"
    for fault in (
        f"{place}: is not where an outlet named thu belongs: thu.py",
        f"{place}: line 3: imports more than families and the words for outlets",
        f"{place}: line 6: code; an outlet is data",
        f"{place}: line 15: counts elements, and no comment says why it needs the position",
        f"{place}: seen='2099-13' is no month that has been",
        f"{place}: has rules that nothing real has confirmed; its docstring has to say which are unverified",
        "div.css-1dbjc4n: class name css-1dbjc4n is a hash",
        "thu/2099: has no kept page",
    ):
        assert fault in printed
    assert any(line.startswith(f"{place}: article pattern: ") for line in printed)


def test_a_kept_page_shows_wrong_layouts_dead_selectors_and_patterns(tmp_path: Path) -> None:
    new = Layout(name="2026", marker=".moi", title="h1", body=".moi", drop=".ads, .banner")
    old = new.but(name="2019", marker="h1", body=".cu", drop="")
    outlet = Outlet(name="thu", title="Báo Thử", home="https://thu.vn", article=r"/tin/", layouts=(new, old))
    reading = {"outlet": "thu", "url": "https://thu.vn/bai-312057.html", "parser": "thu/2019"}
    frozen = KeptPage(file=page_file("thu", "2019-04-11-1", tmp_path), reading=reading)
    frozen.write(pack(b'<h1>A</h1><p class="moi">B</p><p class="ads">C</p>'))
    assert {f"{fault.place}: {fault.what}" for fault in faults_on_pages({"thu": outlet}, [frozen])} == {
        "thu/2019-04-11-1: markers choose thu/2026, the expectation names thu/2019",
        "thu/2019-04-11-1: the marker of 2019 is on it too, which reads another body than 2026",
        "thu/2019-04-11-1: the article pattern of thu does not match https://thu.vn/bai-312057.html",
        "thu/2019: has no kept page",
        "thu/2019: marker: nothing is found by h1",
        "thu/2019: body: nothing is found by .cu",
        "thu/2026: drop: nothing is found by .banner",
    }


def test_the_readme_has_the_table_of_today() -> None:
    readme = README.read_text() if README.exists() else ""
    if START not in readme:
        pytest.skip(f"README.md has no {START}")
    assert readme == with_table(readme, markdown(list(outlets().values())))


def test_the_table_goes_between_its_marks() -> None:
    readme = f"# Title\n\n{START}\nold\n{END}\n\nmore\n"
    assert with_table(readme, "| a |") == f"# Title\n\n{START}\n| a |\n{END}\n\nmore\n"
    with pytest.raises(ValueError, match="has no <!-- outlets -->"):
        with_table("# Title", "| a |")


def test_a_family_claims_no_confirmation_and_passes_none_on() -> None:
    assert {layout.name for layout in FAMILIES if layout.seen} == set()
    confirmed = Layout(name="2026", marker="h1", seen="2026-09")
    assert confirmed.but(title="h1").seen == ""
    assert confirmed.but(title="h1", seen="2026-10").seen == "2026-10"
    assert Feed(url="/rss", seen="2026-09").but(url="/rss/home").seen == ""
