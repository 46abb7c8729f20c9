"""The catalogue of outlets; `python -m scrapers.authoring.catalogue` renews the table in README.md."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import scrapers.outlets
from scrapers.outlet import Layout, Outlet, Source

README = Path(__file__).parents[2] / "README.md"
START, END = "<!-- outlets -->", "<!-- /outlets -->"
_FAMILY = re.compile(r"^from scrapers\.cms\.(\w+) import ", re.M)


def outlet_file(name: str) -> Path:
    """The file of the outlet of that name, there or not; `_24h.py` for one that is no identifier."""
    stem = name if name.isidentifier() else f"_{name}"
    return Path(scrapers.outlets.__path__[0]) / f"{stem}.py"


@cache
def families(path: Path) -> tuple[str, ...]:
    """The CMS families that an outlet's file draws on, in alphabetical order."""
    return tuple(sorted(set(_FAMILY.findall(path.read_text("utf-8")))))


def confirmed(rules: Sequence[Layout | Source]) -> str:
    """The newest month (`2026-07`) in which a real page or list confirmed any of these; empty where none ever did."""
    return max((rule.seen for rule in rules), default="")


def as_data(outlet: Outlet, probe: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An outlet for programs; `seen` is null where nothing real has confirmed a rule.

    `probed` is the day on which the outlet was probed or first crawled, or on which that confirmed a rule.
    """
    record = probe or {}
    days = record.get("confirmed", {})
    return {
        "name": outlet.name,
        "title": outlet.title,
        "home": outlet.home,
        "hosts": list(outlet.hosts),
        "article": outlet.article,
        "query": list(outlet.query),
        "families": list(families(outlet_file(outlet.name))),
        "seen": confirmed(outlet.layouts) or None,
        "probed": record.get("at"),
        "verdict": record.get("verdict"),
        "layouts": [
            {
                "name": la.name,
                "kind": la.kind,
                "marker": la.marker,
                "seen": la.seen or None,
                "probed": days.get(f"{outlet.name}/{la.name}"),
            }
            for la in outlet.layouts
        ],
        "sources": [
            {
                "kind": source.kind,
                "url": urljoin(outlet.home, source.url),
                "section": source.section or None,
                "recent": source.recent,
                "seen": source.seen or None,
                "probed": days.get(source.url),
            }
            for source in outlet.sources
        ],
    }


def kinds(outlet: Outlet, mark: str = "?") -> str:
    """The outlet's sources by kind: `rss, 12 listing, sitemap?`; marked are kinds of which no real one was seen."""
    counts = Counter(source.kind for source in outlet.sources)
    seen = {source.kind for source in outlet.sources if source.seen}
    return ", ".join(
        f"{f'{n} ' if n > 1 else ''}{kind}{'' if kind in seen else mark}" for kind, n in counts.items()
    )  # fmt: skip


def markdown(outlets: Sequence[Outlet]) -> str:
    """The README's table; `?` marks what no real page, feed or list has confirmed."""
    rows = [
        "| outlet | family | sources | layouts | confirmed by a page of |",
        "| --- | --- | --- | --- | --- |",
    ]
    for outlet in outlets:
        layouts = ", ".join(f"{layout.name}{'' if layout.seen else '?'}" for layout in outlet.layouts)
        cells = (
            f"[{outlet.title}]({outlet.home}) `{outlet.name}`",
            ", ".join(families(outlet_file(outlet.name))) or "–",
            kinds(outlet),
            layouts,
            confirmed(outlet.layouts)[:4] or "unverified",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def with_table(readme: str, table: str) -> str:
    """The README's text with the table between its two marks. Raises ValueError where they are not there."""
    before, start, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not (start and end):
        raise ValueError(f"{README.name} has no {START} … {END}")
    return f"{before}{START}\n{table}\n{END}{after}"


def main() -> None:
    """Write the table into README.md."""
    table = markdown(list(scrapers.outlets.outlets().values()))
    try:
        README.write_text(with_table(README.read_text("utf-8"), table), "utf-8")
    except (OSError, ValueError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
