"""Work that exceeds its limit of processor time is stopped with a named error."""

import re
import time

import pytest

from scrapers.processor_time import TooLong, processor_time


def compute() -> None:
    """Computes without end, and does not let itself be disturbed once."""
    try:
        while True:
            sum(range(1000))
    except Exception:  # the first `TooLong`, as code does that catches everything; a second one follows
        while True:
            sum(range(1000))


def search() -> None:
    """A regular expression that would take years."""
    re.fullmatch(r"(a|aa)+b", "a" * 200)


@pytest.mark.parametrize("work", [search, compute])
def test_work_that_takes_too_long_is_stopped(work: object) -> None:
    """Python's own code and its regular expressions alike."""
    start = time.process_time()
    with pytest.raises(TooLong, match=r"takes more than 0\.1 s of processor time"), processor_time(0.1):
        work()  # type: ignore[operator]
    assert time.process_time() - start < 1.5


def test_other_work_is_not_disturbed() -> None:
    """Neither within its time, nor behind it, nor while it waits."""
    with processor_time(0.2):
        time.sleep(0.4)
    with processor_time(0):
        compute_for(0.3)
    with processor_time(0.1):
        pass
    compute_for(0.3)


def compute_for(seconds: float) -> None:
    """Takes so much processor time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        sum(range(1000))
