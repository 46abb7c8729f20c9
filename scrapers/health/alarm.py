"""An alarm: outlet, cause, one sentence, observed and expected values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Alarm:
    """A change at an outlet that needs attention."""

    outlet: str
    name: str
    """Its cause: `outlet:never`, `silent`, `site:moved`, `addresses`, `listing:rule`,
    `disagreement:<field>`, `source:dead`, `source:moved`, `source:still`, `source:order`, `source:empty`,
    `source:failed`, `blocked`, `unreachable`, `paywall`, `layout:unknown`, `layout:changed`, `selector:<field>`,
    `dates`, `body:short`, `body:long`, `articles:one-id`, `articles:rejected`, `articles:none`, `articles:few`."""
    message: str
    """One sentence."""
    day: str = ""
    """The Vietnamese day of the crawl that showed it, `2026-03-16`."""
    subjects: tuple[str, ...] = ()
    """The layouts or the addresses of the sources that it is about; empty: the outlet as a whole."""
    clue: str = ""
    """What the offending page is kept under (`scrapers.records.sample_pages`)."""
    expected: Mapping[str, float] = field(default_factory=dict)
    """The usual figure of each field or other thing that it is about: the share of pages that have it, from 0 to 1,
    or how many or how long."""
    seen: Mapping[str, float] = field(default_factory=dict)
    """The same figures now."""
    url: str | None = None
    """Address of the offending page."""
    since: str = ""
    """When the problem was first seen (ISO), if known."""
    todo: str = ""
    """What to type behind the program's name."""
    kept: str | None = None
    """Where that page is kept, from the output folder."""
