"""Samples: of everything that may turn out to be an alarm the newest page that shows it, with what was read on it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scrapers.kept_page import KeptPage
from scrapers.records.sample_pages import sample

LAYOUT = "kinhtedothi/2025"


def stored(output: Path) -> dict[str, dict[str, Any]]:
    """The lines of the layout, by their id."""
    lines = (json.loads(line) for day in output.glob("articles/*/*.jsonl") for line in day.read_text().splitlines())
    return {line["id"]: line for line in lines if line["parser"] == LAYOUT}


def kept(output: Path, clue: str) -> dict[str, Any]:
    """What was read on the sample of a clue."""
    page = KeptPage.load(sample(output, "kinhtedothi", clue, LAYOUT))
    assert page.read().lstrip().startswith(b"<!DOCTYPE html>")
    return dict(page.reading)


def test_the_shortest_and_the_longest_text_of_a_layout_are_kept(crawled: tuple[Path, str]) -> None:
    lengths = sorted(len(line["body"]) for line in stored(crawled[0]).values())
    short, long = ("\n\n".join(kept(crawled[0], clue)["body"]) for clue in ("body:short", "body:long"))
    assert [len(short), len(long)] == [lengths[0], lengths[-1]]


def test_a_page_that_lacks_a_field_is_kept_as_it_was_read(crawled: tuple[Path, str]) -> None:
    reading = kept(crawled[0], "selector:authors")
    line = stored(crawled[0])[reading["id"]]
    assert reading["authors"] == []
    assert {name: line[name] for name in reading} == reading | {"body": "\n\n".join(reading["body"])}


def test_what_readers_have_to_pay_for_is_kept(crawled: tuple[Path, str]) -> None:
    assert kept(crawled[0], "paywall")["paywalled"] is True
