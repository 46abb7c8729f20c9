"""Archived pages that older rules rejected and today's may accept."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scrapers.archive.folder import archived_outlets
from scrapers.clock import day
from scrapers.state.rules_fingerprint import fingerprint


@dataclass(frozen=True)
class Pending:
    """The rejected pages of an outlet whose rules have changed since."""

    outlet: str
    pages: int
    since: str
    """The Vietnamese day of the first, ISO."""


def pending(output: Path, outlet: str = "") -> list[Pending]:
    """Of all outlets with an archive, or of one. A state that cannot be read has nothing to say here."""
    found = []
    for name in archived_outlets(output / "archive"):
        rejected = _rejected(output / "state" / f"{name}.sqlite", name) if outlet in {"", name} else []
        if rejected:
            found.append(Pending(name, len(rejected), day(datetime.fromisoformat(min(rejected)))))
    return found


def _rejected(state: Path, outlet: str) -> list[str]:
    """When the pages were first rejected."""
    query = "SELECT first FROM attempts WHERE rules IS NOT NULL AND rules <> ?"
    try:
        with closing(sqlite3.connect(f"file:{state}?mode=ro", uri=True)) as file:
            return [first for (first,) in file.execute(query, (fingerprint(outlet),))]
    except sqlite3.Error:
        return []
