"""The record of a run, `output/runs/<started>-<process>.json`: figures of every outlet, for `health` and `report`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from scrapers.clock import stamp
from scrapers.crawl.harvester import Visit
from scrapers.records.coverage import CoverageStats
from scrapers.state.run_times import long_ago, record_name, run_times
from scrapers.version import version
from scrapers.whole_file import whole_file

SCHEMA = "1.1"
"""Version of the record's form, MAJOR.MINOR."""
ASKED = ("read", "unchanged", "failed", "named", "links", "fresh")
"""What is counted of a source: its pages, and the articles that they named."""
FAILURES = 50
"""Failures of an outlet that are kept."""


@dataclass(frozen=True)
class Run:
    """A run of a command that crawls."""

    command: str
    arguments: Mapping[str, Any]
    started: datetime
    visits: Iterable[Visit]

    def write(self, output: Path, ended: datetime, exit_code: int | None = None) -> Path:
        """Writes the record, whole or not at all. Raises OSError.

        Without an exit code it says what has been done so far, and is all that is left of a run that is killed.
        """
        folder = output / "runs"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / record_name(self.started, os.getpid())
        with whole_file(path) as file:
            file.write(json.dumps(self._record(ended, exit_code), ensure_ascii=False, default=str).encode() + b"\n")
        return path

    @staticmethod
    def remove_old(output: Path, now: datetime, days: int) -> None:
        """Removes the records of runs that began so many days ago, by the time that runs have lived through."""
        old = long_ago(output, now, timedelta(days=days))
        for at, path in run_times(output):
            if at < old:
                path.unlink(missing_ok=True)

    def _record(self, ended: datetime, exit_code: int | None) -> dict[str, Any]:
        begun = [visit for visit in self.visits if visit.started]
        return {
            "schema": SCHEMA,
            "started": stamp(self.started),
            "ended": stamp(ended),
            "seconds": round((ended - self.started).total_seconds(), 3),
            "command": self.command,
            "arguments": dict(self.arguments),
            "version": version(),
            "exit_code": exit_code,
            "outlets": {visit.outlet: outlet_record(visit, ended) for visit in begun},
            "not_reached": [visit.outlet for visit in self.visits if not visit.started],
        }


def outlet_record(visit: Visit, ended: datetime) -> dict[str, Any]:
    """One outlet's part of the record; where it could not begin (locked, broken) the figures are empty."""
    assert visit.started
    stats = {name: _plain(value) for name, value in sorted(visit.stats.items())}
    ledger = visit.spider.ledger if visit.spider else None
    return {
        "started": stamp(visit.started),
        "ended": stamp(visit.ended or ended),
        "reason": visit.reason,
        "arguments": visit.arguments,
        "stats": stats,
        "failures": (visit.spider.ledger.failures if visit.spider else visit.troubles)[:FAILURES],
        "findings": [one.record() for one in ledger.fallbacks.findings.values()] if ledger else [],
        **_tally(visit),
        "rejected": _after("rejected: ", ledger.reasons) if ledger else {},
        "sources": {url: {what: counts[what] for what in ASKED} for url, counts in ledger.sources.items()}
        if ledger
        else {},
        "statuses": _after("downloader/response_status_count/", stats),
        "blocked": stats.get("blocked", 0),
    }


def _tally(visit: Visit) -> dict[str, Any]:
    found = visit.crawler.get_extension(CoverageStats) if visit.spider and visit.crawler else None
    layouts = {name: layout.record() for name, layout in sorted(found.layouts.items())} if found else {}
    return {"slowest": found.slowest if found else [], "layouts": layouts}


def _plain(value: Any) -> Any:
    return stamp(value) if isinstance(value, datetime) else value


def _after(prefix: str, counts: Mapping[str, Any]) -> dict[str, Any]:
    return {name.removeprefix(prefix): count for name, count in counts.items() if name.startswith(prefix)}
