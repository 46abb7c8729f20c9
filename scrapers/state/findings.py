"""Findings: what runs discovered about an outlet whose file is wrong, each with when it was first seen."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from scrapers.clock import stamp
from scrapers.state.sqlite_file import StateFile

FINDINGS = (
    "CREATE TABLE findings (kind TEXT, subject TEXT, value TEXT, how TEXT, since TEXT, PRIMARY KEY (kind, subject));"
)

MISFITS = {"no title": "title", "no body": "body"}
"""Kinds of findings by what the layout of a page, which was guessed at then, had not found."""
GUESSED = ("layout", *MISFITS.values())
"""Kinds of findings about pages that no layout has read."""


@dataclass(frozen=True)
class Finding:
    """Something that runs discovered about an outlet."""

    kind: str
    """What it is: a `source` that stands in, a `form` of addresses, a `site` of
    its own to which it has moved, or a `part` of it, another site `away`, the `order` of dates, a `trouble`."""
    subject: str
    """What it is about: the address of a source, a pattern, a host."""
    value: str = ""
    how: str = ""
    """How it was found, as text."""
    since: str = ""
    """When it was seen first, ISO."""

    def record(self) -> dict[str, str]:
        """As JSON holds it."""
        return asdict(self)


class FindingsFile(StateFile):
    """A state file with a table of findings."""

    def findings(self, kind: str) -> dict[str, Finding]:
        """Those of a kind by subject, oldest first."""
        rows = self._db.execute("SELECT * FROM findings WHERE kind = ? ORDER BY since, subject", (kind,))
        return {row["subject"]: Finding(**dict(row)) for row in rows.fetchall()}

    def find(self, kind: str, subject: str, value: str, how: str, now: datetime, again: bool = False) -> Finding:
        """Keeps a finding; it is as old as the last one of the same value, or of now where it was made `again`."""
        before = self.findings(kind).get(subject)
        since = before.since if before and before.value == value and not again else stamp(now)
        found = Finding(kind, subject, value, how, since)
        if found != before:
            with self._change():
                self._db.execute("REPLACE INTO findings VALUES (?, ?, ?, ?, ?)", (kind, subject, value, how, since))
        return found

    def lose(self, kind: str, subject: str) -> None:
        """It is so no more."""
        if self._row("SELECT 1 FROM findings WHERE kind = ? AND subject = ?", kind, subject):
            with self._change():
                self._db.execute("DELETE FROM findings WHERE kind = ? AND subject = ?", (kind, subject))
