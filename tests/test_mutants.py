"""The table of `make mutants` matches the code; running the mutants takes minutes and is not part of the suite."""

from __future__ import annotations

import pytest

from tests.support import PROJECT
from tests.support.mutants import MUTANTS, Mutant


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.rule)
def test_each_rule_stands_once_in_its_file_and_its_tests_are_there(mutant: Mutant) -> None:
    assert (PROJECT / mutant.file).read_text("utf-8").count(mutant.old) == 1
    named = [name for name in mutant.tests.split() if name.startswith("tests/")]
    assert named
    assert all((PROJECT / name).exists() for name in named)
