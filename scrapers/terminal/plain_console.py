"""rich's console for what comes from pages and files."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from scrapers.terminal.plain import printable


class PlainConsole(Console):
    """Its own colours are the only escape sequences that it writes."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The pieces of what is printed, each as a terminal can show it."""
        for text, style, control in super().render(renderable, options):
            plain = text if control or text.isprintable() else "\n".join(map(printable, text.split("\n")))
            yield Segment(plain, style, control)
