"""Listings, feeds and sitemaps to freeze, with the articles in them; TOML, one file for each CMS family."""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from gzip import compress
from pathlib import Path
from typing import Any

from tests.support.site.pages import render
from tests.support.site.sheets import Paper

FOLDER = Path(__file__).parent / "lists"
FROZEN = Path(__file__).parents[2] / "listings"


@dataclass(frozen=True)
class Entry:
    """One article as a list names it."""

    path: str
    title: str
    lead: str = ""
    printed: str = ""
    """Its date as the list prints it."""


@dataclass(frozen=True)
class Sheet:
    """One list to freeze."""

    paper: Paper
    name: str
    template: str
    source: str
    """`url` of the outlet's source that reads it."""
    url: str
    """Where it was served."""
    entries: tuple[Entry, ...]
    zone: str = ""
    more: tuple[str, ...] = ()
    number: int = 1
    encoding: str = "utf-8"

    def page(self) -> bytes:
        """The list as its outlet would have served it."""
        return render(f"list_{self.template}.j2", sheet=self, paper=self.paper).encode(self.encoding)

    def says(self) -> dict[str, Any]:
        """What a perfect reader makes of it: articles in order, and where it goes on."""
        return {
            "outlet": self.paper.name,
            "source": self.source,
            "url": self.url,
            "number": self.number,
            "links": [self.paper.home + entry.path for entry in self.entries],
            "dates": [entry.printed for entry in self.entries],
            "more": list(self.more),
        }


def lists() -> Iterator[Sheet]:
    """Every list to freeze."""
    for path in sorted(FOLDER.glob("*.toml")):
        records = tomllib.loads(path.read_text(encoding="utf-8"))
        papers = {name: Paper(name=name, pictures="", **values) for name, values in records["outlet"].items()}
        stories = [Entry(**entry) for entry in records["entry"]]
        for record in records["list"]:
            outlet, form, dates = record.pop("outlet"), record.pop("path"), record.pop("dates", [])
            entries = tuple(
                Entry(form.format(slug=story.path, n=n), story.title, story.lead, dates[n] if n < len(dates) else "")
                for n, story in enumerate(stories[: record.pop("count", len(stories))])
            )
            more = tuple(record.pop("more", ()))
            yield Sheet(paper=papers[outlet], entries=entries, more=more, **record)


def main() -> None:
    """Writes every list and what it names."""
    FROZEN.mkdir(exist_ok=True)
    for sheet in lists():
        (FROZEN / f"{sheet.name}.gz").write_bytes(compress(sheet.page(), mtime=0))
        text = json.dumps(sheet.says(), ensure_ascii=False, indent=1)
        (FROZEN / f"{sheet.name}.json").write_text(text + "\n", encoding="utf-8")
        print(sheet.name)


if __name__ == "__main__":
    main()
