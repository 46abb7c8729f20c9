"""The verdict of a first crawl or a probe on an outlet's file: `output/probe/<outlet>.json`.

Its verdict is `confirmed`, `by fallback` or `broken`; what was ever confirmed stands there with its day.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from scrapers import clock
from scrapers.whole_file import whole_file

ABOUT_RULES = ("links", "order")
"""Findings about sources that name articles, but not by the rules of the file."""


def probe_record(outlet: str, crawl: Mapping[str, Any] | None, at: datetime) -> dict[str, Any]:
    """The `outlet_record` of a crawl that covered a few pages of each kind; None: it never began."""
    done = crawl or {"findings": [], "sources": {}, "layouts": {}}
    articles = sum(layout["pages"] for layout in done["layouts"].values())
    verdict = "broken" if not articles else "by fallback" if done["findings"] else "confirmed"
    record = {"outlet": outlet, "at": clock.stamp(at), "verdict": verdict, "articles": articles, **done}
    return record | {"confirmed": dict.fromkeys(_confirmed(record), clock.day(at))}


def _confirmed(record: dict[str, Any]) -> list[str]:
    """Confirmed parts of the file: URLs of sources, names of layouts (`kinhtedothi/2025`)."""
    doubts = {one["subject"] for one in record["findings"] if one["kind"].startswith("disagreement:")}
    otherwise = {one["subject"] for one in record["findings"] if one["kind"] in ABOUT_RULES}
    own = {name for name in record["layouts"] if name.startswith(f"{record['outlet']}/")}
    named = {url for url, got in record["sources"].items() if got["links"]}
    return sorted(own - doubts) + sorted(named - otherwise)


def keep_probe(output: Path, record: dict[str, Any]) -> None:
    """Keeps the record in place of the one before; what that one confirmed stays with its day. Raises OSError."""
    path = output / "probe" / f"{record['outlet']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    confirmed = probed(output, record["outlet"]).get("confirmed", {}) | record["confirmed"]
    with whole_file(path) as file:
        text = json.dumps(record | {"confirmed": confirmed}, ensure_ascii=False, indent=1, default=str)
        file.write(text.encode() + b"\n")


def probed(output: Path, outlet: str) -> dict[str, Any]:
    """The outlet's record; empty where there is none that can be read."""
    with suppress(OSError, ValueError):
        found = json.loads((output / "probe" / f"{outlet}.json").read_bytes())
        return found if isinstance(found, dict) else {}
    return {}
