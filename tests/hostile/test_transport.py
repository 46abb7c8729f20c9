"""Answers that break off, never end or are none: said, bounded, and the articles beside them stored."""

from __future__ import annotations

import pytest

from tests.hostile.stage import Case, Run, play
from tests.hostile.transport import CASES

pytestmark = [pytest.mark.hostile, pytest.mark.xdist_group("hostile-transport")]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return play(tmp_path_factory.mktemp("transport") / "news", CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_answer_costs_itself_alone(run: Run, case: Case) -> None:
    run.outcomes[case.name].check()


def test_the_run_ends_as_it_should(run: Run) -> None:
    assert run.code == 1
    assert "Traceback" not in run.err
    assert run.memory < 300
    assert run.strays == []
