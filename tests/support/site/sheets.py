"""Pages to freeze: the content of each and its mark-up; TOML, one file for each CMS family."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.support.site.article import Article, Block, Figure
from tests.support.site.texts import HANOI, PICTURES, handwritten

FOLDER = Path(__file__).parent / "sheets"


@dataclass(frozen=True)
class Paper:
    """An outlet as its frozen pages need it: `dress` holds its forms of a family's parts, `{}` for what they say."""

    name: str
    label: str
    home: str
    pictures: str
    dress: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """One page to freeze: the truth about it, before a template prints it."""

    paper: Paper
    layout: str
    template: str
    path: str
    story: Article
    """Title, lead and text; everything else is given here."""
    published: datetime
    printed: str
    """The date line, or another text with the date."""
    origin: str = "page"
    """Its place on the page."""
    id: str = ""
    kind: str = "article"
    prefix: str = ""
    """What the lead opens with, as printed (`(NLĐO)- `); `dateline` is the name in it."""
    dateline: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    cover: Figure | None = None
    modified: datetime | None = None
    lead: bool = True
    head: str = "og"
    """What the page says to machines, where the template asks: `json-ld` or `meta` (with the seconds), `og`, `none`."""
    stamp: str = ""
    """The date in it, where it lies or is written in its own way."""
    says: str = ""
    """How much of the date the page says, where `head` and `stamp` do not tell."""
    parser: str = ""
    """What reads it, where that is no layout of the outlet (`family/pkg-exp`)."""
    film: str = ""
    """Caption of a film at the end of the text."""
    parts: dict[str, str] = field(default_factory=dict)
    """Class names, for a template of several layouts."""
    text: bool = True
    """Whether the page has a text at all; clips have none."""

    @property
    def url(self) -> str:
        """Canonical address."""
        return self.paper.home + self.path

    @property
    def body(self) -> tuple[Block, ...]:
        """The story's blocks with pictures on the outlet's own host."""
        return tuple(self._hosted(block) for block in self.story.body) if self.text else ()

    @property
    def precision(self) -> str:
        """Metadata that does not lie adds seconds to the date line."""
        return self.says or ("second" if self.head in ("json-ld", "meta") and not self.stamp else "minute")

    def _hosted(self, block: Block) -> Block:
        return (
            replace(block, image=block.image.replace(PICTURES, self.paper.pictures))
            if isinstance(block, Figure)
            else block
        )


def sheets() -> Iterator[Sheet]:
    """Every page to freeze."""
    for path in sorted(FOLDER.glob("*.toml")):
        records = tomllib.loads(path.read_text(encoding="utf-8"))
        papers = {name: Paper(name=name, **values) for name, values in records["outlet"].items()}
        for record in records["page"]:
            yield sheet(papers[record.pop("outlet")], record)


def sheet(paper: Paper, record: dict[str, Any]) -> Sheet:
    """The page of a record; its pictures stand on the outlet's host, its times are Hanoi's."""
    story = _stories()[record.pop("story")]
    cover = record.pop("cover", None)
    if cover:
        record["cover"] = Figure(cover["image"], cover.get("caption", ""), cover.get("credit"), "cover")
    for name in ("published", "modified"):
        if name in record:
            record[name] = record[name].replace(tzinfo=HANOI)
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in record.items()
    }
    return Sheet(paper=paper, story=story, **{"template": values["layout"]} | values)


@cache
def _stories() -> tuple[Article, ...]:
    return tuple(handwritten())
