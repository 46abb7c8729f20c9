"""Work of several processes comes in order, and one that is killed is told in one line."""

from __future__ import annotations

import os
import signal

import pytest

from scrapers.parallel import in_parallel

MANY = 100


def double(number: int) -> int:
    """Work that any process can do; -50 kills the one that has it, as a kernel short of memory does."""
    if number == -50:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def test_answers_come_in_the_order_of_what_was_asked() -> None:
    assert list(in_parallel(double, range(MANY), 2)) == [2 * number for number in range(MANY)]


def test_a_process_that_is_killed_is_told_and_what_was_done_before_is_there() -> None:
    answers, done = in_parallel(double, (-number for number in range(MANY)), 2), list[int]()
    with pytest.raises(ChildProcessError, match="was killed: is memory short"):
        done.extend(answers)
    assert done == [-2 * number for number in range(len(done))]
    assert len(done) < 50
