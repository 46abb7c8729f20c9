"""Regression corpus of past crashes and slow inputs, and a few hundred mutations; `make fuzz` looks for more."""

import pytest

from scrapers.processor_time import processor_time
from tests.fuzz.mutations import mutated
from tests.fuzz.targets import TARGETS

# So many as take a second or two: a page takes 30 ms, a date line a tenth of that.
ROUNDS = {"parser": 25, "feeds": 60, "sitemaps": 60}


@pytest.mark.parametrize("name", TARGETS)
def test_nothing_but_a_refusal_comes_out(name: str) -> None:
    """And in the time that a page has."""
    target = TARGETS[name]
    for seed in range(ROUNDS.get(name, 150)):
        data = mutated(target.seeds[seed % len(target.seeds)], seed)
        with processor_time(2):
            target.run(data)
