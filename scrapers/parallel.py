"""Ordered parallel map over processes with few items in memory at once."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

BATCH = 8
"""Things given to a process at once; more are in memory longer, fewer cost more talk between processes."""
FEW = 2 * BATCH
"""So many are done before another process has started (half a second)."""


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0))


def in_parallel(work: Callable[[T], R], things: Iterable[T], processes: int = 0) -> Iterator[R]:
    """`work` of each thing, in their order, by so many processes (0: one for each core).

    `work` must be a function of a module; what it raises ends the iteration. At most 3 batches a process wait. Raises
    ChildProcessError where a process was killed.
    """
    rest, processes = iter(things), processes or cores()
    first = list(islice(rest, FEW + 1))
    if processes == 1 or len(first) <= FEW:
        yield from map(work, chain(first, rest))
        return
    context = get_context("forkserver")
    context.set_forkserver_preload([getattr(work, "func", work).__module__])
    with ProcessPoolExecutor(processes, context, _ignore_interrupts) as pool:
        waiting: deque[Future[list[R]]] = deque()
        rest = chain(first, rest)
        try:
            while batch := list(islice(rest, BATCH)):
                waiting.append(pool.submit(_all, work, batch))
                if len(waiting) > 3 * processes:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise ChildProcessError("a process that reads was killed: is memory short?") from None


def _all(work: Callable[[T], R], batch: list[T]) -> list[R]:
    return [work(thing) for thing in batch]


def _ignore_interrupts() -> None:
    """Ctrl-C goes to all processes of a terminal: the one that asked ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
