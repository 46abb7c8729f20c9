"""Which rules read a page, and why these."""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.outlet import Layout, Outlet


@dataclass(frozen=True, slots=True)
class Rules:
    """What reads a page: a layout, whose it is, and why it was chosen."""

    layout: Layout
    parser: str
    why: str
    outlet: Outlet | None
    name: str
    """The outlet's name for the feed."""
    guessed: bool = False
    """None of the outlet's own layouts: a family's, or the generic one."""
