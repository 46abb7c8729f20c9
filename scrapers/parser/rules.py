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
    misfit: str = ""
    """Why none of the outlet's own layouts reads the page, or not all of it."""
    partly: str = ""
    """The outlet's own layout that reads what its rules find, where that is not all."""
    guessed: bool = False
    """What the layout does not find is guessed at: it is a family's or the generic one, or an outlet's that misfits."""
