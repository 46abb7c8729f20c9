"""Aggregates the run records for the report, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from heapq import nlargest
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipelines.feed.latest import Complain
from scrapers import clock
from scrapers.report.articles import DAYS, RECENT, cut

MOST = 15
"""Addresses in a list."""
_KEPT = 2000
"""Failing addresses that are counted: a site that is down makes more than anybody reads."""


@dataclass(frozen=True)
class OutletRun:
    """One outlet's part of a run record."""

    ended: datetime
    reason: str
    failures: list[str] = field(default_factory=list)
    slowest: list[tuple[str, float]] = field(default_factory=list)
    rejected: dict[str, int] = field(default_factory=dict)
    blocked: int = 0


@dataclass(frozen=True)
class Record:
    """The parts of a run record that the report shows."""

    started: datetime
    exit_code: int | None
    """None: it was killed, or is still under way."""
    outlets: dict[str, OutletRun]
    ended: datetime | None = None
    """So far, where it is still under way."""


RECORD = TypeAdapter(Record)


@dataclass(frozen=True)
class Failing:
    """A URL that failed."""

    outlet: str
    address: str
    reason: str
    times: int
    last: datetime


@dataclass
class Runs:
    """All figures about the runs; all but `newest` and `last` are of the recent days."""

    today: date
    begun: int = 0
    """Runs of today."""
    failed: int = 0
    """Those among them that did not end well."""
    newest: Record | None = None
    last: dict[str, OutletRun] = field(default_factory=dict)
    """The last run of each outlet."""
    rejected: Counter[str] = field(default_factory=Counter)
    """Pages by outlet that are no article or of an unknown layout, in the run with the most: they are tried again."""
    blocked: Counter[str] = field(default_factory=Counter)
    """Block pages by outlet."""
    _slow: dict[tuple[str, str], float] = field(default_factory=dict)
    _failures: Counter[tuple[str, str]] = field(default_factory=Counter)
    _failed_at: dict[tuple[str, str], datetime] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """One record more; the newest come first."""
        self.newest = self.newest or record
        age = (self.today - record.started.astimezone(clock.VIETNAM).date()).days
        if age == 0:
            self.begun += 1
            self.failed += record.exit_code != 0
        for outlet, run in record.outlets.items():
            self.last.setdefault(outlet, run)
            if age < RECENT:
                self._add_outlet(outlet, run)

    def _add_outlet(self, outlet: str, run: OutletRun) -> None:
        self.rejected[outlet] = max(self.rejected[outlet], sum(run.rejected.values()))
        self.blocked[outlet] += run.blocked
        for url, seconds in run.slowest:
            self._slow[outlet, url] = max(seconds, self._slow.get((outlet, url), 0.0))
        self._slow = dict(nlargest(MOST, self._slow.items(), key=lambda slow: slow[1]))
        for failure in run.failures:
            key = outlet, failure
            if key in self._failures or len(self._failures) < _KEPT:
                self._failures[key] += 1
                self._failed_at.setdefault(key, run.ended)

    def slowest(self) -> list[tuple[str, str, float]]:
        """Outlet, address and seconds, the slowest first."""
        return [(outlet, cut(url, 300), seconds) for (outlet, url), seconds in self._slow.items()]

    def failing(self) -> list[Failing]:
        """The most frequent first."""
        return [
            Failing(outlet, *_address_and_reason(failure), times, self._failed_at[outlet, failure])
            for (outlet, failure), times in self._failures.most_common(MOST)
        ]


def read_runs(output: Path, today: date, complain: Complain) -> Runs:
    """Reads the records of the days looked back on."""
    runs = Runs(today)
    first = today - timedelta(days=DAYS - 1)
    for record in _newest_first(output / "runs", complain):
        if record.started.astimezone(clock.VIETNAM).date() < first:
            break
        runs.add(record)
    return runs


def _newest_first(folder: Path, complain: Complain) -> Iterator[Record]:
    for path in sorted(folder.glob("*.json"), reverse=True):  # their names begin with the time
        try:
            yield RECORD.validate_json(path.read_bytes())
        except ValidationError as error:
            first = error.errors(include_url=False, include_context=False)[0]
            complain(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}")


def _address_and_reason(failure: str) -> tuple[str, str]:
    """What `url: reason` says; no address where it does not begin with one."""
    address, _, reason = failure.partition(": ")
    if not address.startswith(("http://", "https://")):
        return "", cut(failure, 300)
    return cut(address, 300), cut(reason, 300)
