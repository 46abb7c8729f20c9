"""Builds feeds for tests as crawls write them, and lists their faults."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.content_hash import content_hash
from pipelines.feed.schema import dump
from pipelines.feed.verify import verify
from scrapers.clock import day, stamp
from scrapers.items import Line
from tests.pipelines.test_validate import LINE


def article(number: int, crawled: str = "2026-03-07T09:30+07:00", outlet: str = "kinhtedothi", **changes: Any) -> Line:
    """A line that keeps the contract; `crawled` is ISO with its zone."""
    values: dict[str, Any] = {"title": f"Cầu số {number} qua sông", "revision": 1} | changes
    if values["revision"] > 1:  # it says something else than the one before
        values = {"lead": f"Bản thứ {values['revision']}"} | values
    made = replace(
        LINE,
        id=f"{outlet}:{number}",
        url=f"https://{outlet}.vn/cau-{number}.html",
        outlet=outlet,
        crawled_at=stamp(datetime.fromisoformat(crawled)),
        **values,
    )
    return replace(made, content_hash=content_hash(made)) if "content_hash" not in changes else made


def store(output: Path, *lines: Line) -> Path:
    """Appends the lines to the day files they belong to; gives the last of these."""
    for line in lines:
        folder = output / "articles" / line.outlet
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{day(datetime.fromisoformat(line.crawled_at))}.jsonl"
        with path.open("ab") as file:
            file.write(dump(line))
    return path


def problems(output: Path) -> list[str]:
    """What verify finds, without the folder."""
    return [what.replace(f"{output}/articles/", "") for what in verify(output, (), Counter())]
