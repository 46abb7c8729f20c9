"""Ctrl-C before a command has begun, which handles it from then on."""

from __future__ import annotations

import sys
from types import TracebackType


def show_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Shows what nobody has caught (for `sys.excepthook`): of Ctrl-C one line, the exit code is Python's."""
    if issubclass(kind, KeyboardInterrupt):
        print("scrapy: interrupted", file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)
