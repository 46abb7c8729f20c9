"""The chosen layout of a page, and why it was chosen."""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.outlet import Layout, Outlet


@dataclass(frozen=True, slots=True)
class Rules:
    """The layout that reads a page, its outlet, and why it was chosen."""

    layout: Layout
    parser: str
    why: str
    outlet: Outlet | None
    name: str
    """The outlet's name for the feed."""
    guessed: bool = False
    """None of the outlet's own layouts: a family's, or the generic one."""
