"""Hostile servers cost themselves alone: answers that break off, never end or are none, addresses that lead astray."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.hostile import strays, transport
from tests.hostile.stage import Case, Run, play

KINDS: dict[str, tuple[list[Case], dict[str, Any]]] = {
    "strays": (strays.CASES, {"CRAWL_DELAY_MAX": 0.2}),
    "transport": (transport.CASES, {}),
}
pytestmark = pytest.mark.hostile


def of(kind: str, *values: Any, name: str = "") -> Any:
    """A parameter of a test that looks at the run of a kind, which is made by one worker alone."""
    return pytest.param(kind, *values, id=name or kind, marks=pytest.mark.xdist_group(f"hostile-{kind}"))


CASES = [of(kind, case, name=case.name) for kind, (cases, _) in KINDS.items() for case in cases]
astray = pytest.mark.parametrize("run", [of("strays")], indirect=True)


@pytest.fixture(scope="module")
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One harvest over all cases of a kind."""
    cases, options = KINDS[request.param]
    return play(tmp_path_factory.mktemp(request.param) / "news", cases, **options)


@pytest.mark.parametrize(("run", "case"), CASES, indirect=["run"])
def test_it_costs_itself_alone_and_nobody_else_is_reached(run: Run, case: Case) -> None:
    run.outcomes[case.name].check()


@pytest.mark.parametrize("run", list(map(of, KINDS)), indirect=True)
def test_the_run_ends_as_it_should(run: Run) -> None:
    assert run.code == 1
    assert "Traceback" not in run.err
    assert run.memory < 300
    assert run.strays == []


@astray
def test_no_password_is_repeated(run: Run) -> None:
    written = [path for path in run.output.rglob("*") if path.is_file() and b"hunter2" in path.read_bytes()]
    assert (written, "hunter2" in run.out + run.err) == ([], False)


@astray
def test_what_was_refused_is_listed_without_a_page(run: Run) -> None:
    folder = run.output / "rejected" / "tometadata"
    [line] = [json.loads(line) for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()]
    assert (line["url"], line["page"]) == ("http://169.254.169.254/latest/meta-data/", None)
    assert [path.name for path in folder.iterdir()] == ["2026-03-16.jsonl"]
