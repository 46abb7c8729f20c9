"""What `scrapy feed stats --chart FILE` draws: a bar for each group, as SVG or PNG."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from pathlib import Path

from scrapy.exceptions import UsageError

from scrapers.terminal.command import Failure
from scrapers.version import install
from scrapers.whole_file import whole_file

SUFFIXES = (".svg", ".png")
_INK, _BAR = "#333333", "#2f6f9f"


def check_chart(path: Path) -> None:
    """Raises `UsageError` for a name that is none of a picture, `Failure` where matplotlib is missing."""
    if path.suffix.lower() not in SUFFIXES:
        raise UsageError(f"--chart: {path.name} ends neither in .svg nor in .png")
    if not path.absolute().parent.is_dir() or path.is_dir():
        raise UsageError(f"cannot write a file {path}")
    if importlib.util.find_spec("matplotlib") is None:
        raise Failure(f"--chart needs matplotlib: {install('charts')}")


def draw(path: Path, keys: list[str], totals: Mapping[tuple[str, ...], int]) -> None:
    """Bars from top to bottom in the order of the groups, each with its number; there whole or not at all."""
    from matplotlib.figure import Figure  # a third of a second, and only where a picture is wanted
    from matplotlib.ticker import MaxNLocator

    labels = [" · ".join(group) for group in totals]
    figure = Figure(figsize=(9, 1.2 + 0.3 * len(labels)), layout="constrained")
    axes = figure.add_subplot()
    bars = axes.barh(range(len(labels)), list(totals.values()), color=_BAR)
    axes.set_yticks(range(len(labels)), [label.replace("$", r"\$") for label in labels])
    axes.invert_yaxis()
    axes.bar_label(bars, padding=3, color=_INK)
    axes.set_title(f"articles by {', '.join(keys)}", color=_INK, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    form = path.suffix[1:].lower()
    with whole_file(path) as file:
        figure.savefig(file, format=form, dpi=150, metadata={"Date": None} if form == "svg" else None)
