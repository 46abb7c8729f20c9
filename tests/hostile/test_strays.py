"""Nobody is reached who should not be, and what robots.txt says is kept, whatever becomes of it."""

from __future__ import annotations

import json

import pytest

from tests.hostile.stage import Case, Run, play
from tests.hostile.strays import CASES

pytestmark = [pytest.mark.hostile, pytest.mark.xdist_group("hostile-strays")]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return play(tmp_path_factory.mktemp("strays") / "news", CASES, CRAWL_DELAY_MAX=0.2)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_nobody_else_is_reached(run: Run, case: Case) -> None:
    run.outcomes[case.name].check()


def test_the_run_ends_as_it_should(run: Run) -> None:
    assert run.code == 1
    assert "Traceback" not in run.err
    assert run.memory < 300
    assert run.strays == []


def test_no_password_is_repeated(run: Run) -> None:
    written = [path for path in run.output.rglob("*") if path.is_file() and b"hunter2" in path.read_bytes()]
    assert (written, "hunter2" in run.out + run.err) == ([], False)


def test_what_was_refused_is_listed_without_a_page(run: Run) -> None:
    folder = run.output / "rejected" / "tometadata"
    [line] = [json.loads(line) for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()]
    assert (line["url"], line["page"]) == ("http://169.254.169.254/latest/meta-data/", None)
    assert [path.name for path in folder.iterdir()] == ["2026-03-16.jsonl"]


def test_only_the_same_page_of_another_public_site_is_taken_for_a_move(run: Run) -> None:
    found = {name: outcome.record.get("findings", []) for name, outcome in run.outcomes.items()}
    away = {(name, one["subject"], one["value"]) for name in found for one in found[name] if one["kind"] == "away"}
    assert away == {("feedelsewhere", "tohex.vn", "https://tohex.vn")}
