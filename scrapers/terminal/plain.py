"""Strips control sequences from text that goes to a terminal or a log."""

from __future__ import annotations

import logging


def printable(text: str) -> str:
    """One line of the text: white space is a blank, and what steers or hides is U+FFFD.

    That is what Unicode does not call printable: escape sequences, marks of direction, zero width, lone surrogates.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def print_plain(text: str) -> None:
    """Prints text to stdout, without control characters."""
    print("\n".join(map(printable, text.split("\n"))), flush=True)


class PlainRecord(logging.LogRecord):
    """A log record on one line."""

    def getMessage(self) -> str:
        """The message as a terminal can show it."""
        return printable(super().getMessage())
