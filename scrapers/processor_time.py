"""A bound on the processor time that one piece of work may take."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 0.5
"""Seconds after which work that has swallowed the exception is told once more."""


class TooLong(Exception):
    """The work has taken more processor time than it may."""


@contextmanager
def processor_time(seconds: float) -> Iterator[None]:
    """Raise `TooLong` inside the block once it has taken so many seconds of processor time; 0 is no bound.

    In the main thread only, where signals arrive. Python's own code and its regular expressions are stopped at once,
    C code that looks for no signals (libxml2, json) as soon as it is done.
    """
    if not seconds or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TooLong(f"takes more than {seconds:g} s of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
