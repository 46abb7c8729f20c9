"""After a layout change one command repairs the rejected days from the archive, without requests."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from benchmarks.month import NEW_LAYOUT, START
from pipelines.feed import Cursor, Reader
from pipelines.feed.filters import Filter
from pipelines.feed.reader import Walk
from pipelines.feed.verify import verify
from tests.support.checkout import Checkout
from tests.support.drifts import renamed
from tests.support.runs import QUICK
from tests.support.site.newsstand import Newsstand
from tests.support.warm import scrapy

DAY = timedelta(days=1)
NEWS = 3
"""Articles a day."""


class House:
    """An outlet, the program with rules of its own, and its output."""

    def __init__(self, stand: Newsstand, folder: Path) -> None:
        self.stand, self.output = stand, folder / "output"
        self.project = Checkout(folder / "program").folder

    def scrapy(self, *args: str, **settings: str) -> tuple[int, str, str]:
        """Exit code, stdout, stderr."""
        said = {"SITE_ADDRESS": json.dumps(self.stand.settings["SITE_ADDRESS"]), "NOW": self.stand.clock.isoformat()}
        # Rejected, not guessed at: what a page of a new layout says is read by its own rules later.
        said |= {"OUTPUT": str(self.output), "ARCHIVE": "1", "STRICT_LAYOUTS": "1"}
        given = QUICK | said | settings
        done = scrapy(*args, *(f"-s{name}={value}" for name, value in given.items()), cwd=self.project, timeout=120)
        return done.returncode, done.stdout, done.stderr

    def day(self) -> None:
        """News comes out in the night; a crawl in the morning."""
        self.stand.publish("laodong", [self.stand.clock - timedelta(hours=n) for n in range(NEWS, 0, -1)])
        code, _, errors = self.scrapy("crawl", "laodong")
        assert code == 0, errors
        self.stand.clock += DAY

    def mend(self) -> None:
        """Somebody adds the new layout to the outlet's file."""
        with (self.project / "scrapers" / "outlets" / "laodong.py").open("a") as file:
            file.write(NEW_LAYOUT)

    def lines(self) -> list[dict[str, Any]]:
        files = sorted((self.output / "articles" / "laodong").glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One good day, three days whose pages are rejected; the first days are closed, and the rules have followed."""
    with Newsstand(["laodong"], START) as stand:
        house = House(stand, tmp_path_factory.mktemp("healing"))
        house.day()
        stand.papers["laodong"].changes["article"] = renamed("art-body", "than-bai")
        for _ in range(3):
            house.day()
        assert len(house.lines()) == NEWS
        house.mend()
        yield house


@pytest.fixture
def house(broken: House, tmp_path: Path) -> House:
    """The same with an output of its own."""
    copy = object.__new__(House)
    copy.stand, copy.project, copy.output = broken.stand, broken.project, tmp_path / "output"
    shutil.copytree(broken.output, copy.output)
    return copy


def newest(lines: list[dict[str, Any]]) -> Mapping[str, dict[str, Any]]:
    return {line["id"]: line for line in lines}


def test_one_command_heals_three_days_without_a_request(house: House) -> None:
    cursor = Cursor()
    before = list(Reader(Walk(house.output, cursor=cursor), Filter()))
    assert len(before) == NEWS
    code, output, _ = house.scrapy("health")
    assert "reparse --outlet laodong --since 2027-01-12" in output
    requests = len(house.stand.log)
    code, output, why = house.scrapy("reparse", "--outlet", "laodong")
    assert (code, why) == (0, "")
    assert f"articles that were rejected: {3 * NEWS} filled" in output
    assert f"{3 * NEWS} lines written" in output
    assert len(house.stand.log) == requests, "a page was asked for"

    lines = newest(house.lines())
    assert len(lines) == 4 * NEWS
    for copy in house.stand.copies:
        line, truth = lines[copy.truth["id"]], copy.truth
        assert {name: line[name] for name in truth if name not in {"date", "date_precision", "parser"}} == {
            name: value for name, value in truth.items() if name not in {"date", "date_precision", "parser"}
        }
    healed = [line for line in house.lines() if line["reason"] == "reparse"]
    assert {line["revision"] for line in healed} == {1}
    assert sorted({line["crawled_at"][:10] for line in healed}) == ["2027-01-11", "2027-01-12", "2027-01-13"]
    assert list(verify(house.output, (), Counter())) == []

    late = list(Reader(Walk(house.output, cursor=Cursor(str(cursor))), Filter()))
    assert sorted(line.id for line in late) == sorted(line["id"] for line in healed), "a reader who was past these days"

    code, output, _ = house.scrapy("reparse")
    assert (code, "0 lines differ" in output) == (0, True)
    requests = len(house.stand.log)
    assert house.scrapy("crawl", "laodong")[0] == 0
    assert len(house.lines()) == 4 * NEWS
    assert not [one for one in house.stand.log[requests:] if one.path.endswith(".ldo")], "the healed ones are settled"
    assert "reparse" not in house.scrapy("health")[1]
    assert list(verify(house.output, (), Counter())) == []


def test_a_dry_run_says_what_would_change_and_writes_nothing(house: House) -> None:
    before = {path: path.read_bytes() for path in house.output.glob("articles/*/*")}
    code, output, _ = house.scrapy("reparse", "--dry-run", "--since", "2027-01-13")
    assert code == 0
    assert f"laodong: {2 * NEWS} pages read, {2 * NEWS} lines differ" in output
    titles = [copy.title for copy in house.stand.copies[2 * NEWS :]]
    assert sum(f"filled: {title}" in output for title in titles) == 3, "three examples"
    assert {path: path.read_bytes() for path in house.output.glob("articles/*/*")} == before


def test_rules_that_lose_more_than_they_win_write_nothing_unless_asked_to(house: House, tmp_path: Path) -> None:
    worse = tmp_path / "worse"
    shutil.copytree(house.project, worse)
    with (worse / "scrapers" / "outlets" / "laodong.py").open("a") as file:
        file.write("\nOUTLET = replace(OUTLET, layouts=tuple(one.but(lead='', author='') for one in OUTLET.layouts))\n")
    assert house.scrapy("reparse")[0] == 0
    healthy, house.project = house.lines(), worse
    code, output, why = house.scrapy("reparse")
    assert (code, house.lines()) == (1, healthy), output
    assert "more is lost than won, nothing written; with --accept-loss it is" in why
    code, _, _ = house.scrapy("reparse", "--accept-loss")
    revised = [line for line in house.lines() if line["revision"] == 2]
    assert (code, len(revised)) == (0, 4 * NEWS)
    assert {line["reason"] for line in revised} == {"reparse"}
    assert list(verify(house.output, (), Counter())) == []
