"""A hostile server costs its own outlet alone: truncated, endless or invalid responses, forbidden redirects."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.hostile import strays, transport
from tests.hostile.stage import Case, Run, play

KINDS: dict[str, tuple[list[Case], dict[str, Any]]] = {
    "strays": (strays.CASES, {"CRAWL_DELAY_MAX": 0.2}),
    "transport": (transport.CASES, {}),
}
Runs = Callable[[str], Run]
pytestmark = pytest.mark.hostile


def of(kind: str, *values: Any, name: str = "") -> Any:
    """A parameter of a test that looks at the run of a kind, which is made by one worker alone."""
    return pytest.param(kind, *values, id=name or kind, marks=pytest.mark.xdist_group(f"hostile-{kind}"))


CASES = [of(kind, case, name=case.name) for kind, (cases, _) in KINDS.items() for case in cases]
ASTRAY = pytest.mark.xdist_group("hostile-strays")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """One harvest over all cases of a kind, run on first use."""

    @cache
    def made(kind: str) -> Run:
        cases, options = KINDS[kind]
        return play(tmp_path_factory.mktemp(kind) / "news", cases, **options)

    return made


@pytest.mark.parametrize(("kind", "case"), CASES)
def test_it_costs_itself_alone_and_nobody_else_is_reached(run: Runs, kind: str, case: Case) -> None:
    run(kind).outcomes[case.name].check()


@pytest.mark.parametrize("kind", list(map(of, KINDS)))
def test_the_run_ends_as_it_should(run: Runs, kind: str) -> None:
    done = run(kind)
    assert done.code == 1
    assert "Traceback" not in done.err
    assert done.memory < 300
    assert done.strays == []


@ASTRAY
def test_no_password_is_repeated(run: Runs) -> None:
    done = run("strays")
    written = [path for path in done.output.rglob("*") if path.is_file() and b"hunter2" in path.read_bytes()]
    assert (written, "hunter2" in done.out + done.err) == ([], False)


@ASTRAY
def test_what_was_refused_is_listed_without_a_page(run: Runs) -> None:
    folder = run("strays").output / "rejected" / "tometadata"
    [line] = [json.loads(line) for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()]
    assert (line["url"], line["page"]) == ("http://169.254.169.254/latest/meta-data/", None)
    assert [path.name for path in folder.iterdir()] == ["2026-03-16.jsonl"]


@ASTRAY
def test_only_the_same_page_of_another_public_site_is_taken_for_a_move(run: Runs) -> None:
    outcomes = run("strays").outcomes
    found = {name: outcome.record.get("findings", []) for name, outcome in outcomes.items()}
    away = {(name, one["subject"], one["value"]) for name in found for one in found[name] if one["kind"] == "away"}
    assert away == {("feedelsewhere", "tohex.vn", "https://tohex.vn")}
