"""The outline of a page of an unknown outlet: its blocks, and where among them headline and story stand."""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.items import NotAnArticle
from scrapers.parser.fields.density import ENOUGH, densest, told, weight
from scrapers.parser.fields.headline import Headline, headline
from scrapers.parser.page.blocks import Block, Walker
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Element, Page


@dataclass(frozen=True, slots=True)
class Outline:
    """Where the parts of a page stand, as indexes of its blocks."""

    blocks: list[Block]
    """The whole page in reading order."""
    headline: Headline | None
    story: Element | None
    """The element with the story's paragraphs."""
    top: int
    """Of the headline; -1 where it is not printed."""
    start: int
    """Of the story's first block behind the headline."""
    end: int
    """Behind the story's last block."""

    @property
    def between(self) -> list[Block]:
        """What stands between headline and story."""
        return self.blocks[self.top + 1 : self.start]

    def above(self, count: int) -> list[Block]:
        """The blocks above the headline, the nearest first."""
        return self.blocks[max(0, self.top - count) : max(0, self.top)][::-1]

    def below(self, count: int) -> list[Block]:
        """The blocks behind the story."""
        return self.blocks[self.end : self.end + count]

    def demand_story(self) -> None:
        """Raise `NotAnArticle` for pages that print no headline, and for lists of teasers and notices."""
        if self.headline is None or self.top < 0:
            raise NotAnArticle("no headline on the page")
        if self.story is None:
            raise NotAnArticle("no sentences below the headline")
        paragraphs = told(self.blocks[self.top + 1 : self.end], self.story)
        size = sum(map(weight, paragraphs))
        if size < ENOUGH or (len(paragraphs) == 1 and size < 2 * ENOUGH):
            raise NotAnArticle(f"no story: {size:.0f} characters of sentences below the headline")


def outline(page: Page, structured: Structured) -> Outline:
    """Find the headline, then the densest sentences behind it."""
    body = page.root.find("body")
    blocks = Walker(set(), set()).walk(page.root if body is None else body)
    title = headline(page, structured, blocks)
    top = title.index if title else -1
    story = densest(blocks[top + 1 :])
    inside = set(story.iter()) if story is not None else set()
    found = [i for i, b in enumerate(blocks) if i > top and b.element in inside]
    start, end = (found[0], found[-1] + 1) if found else (top + 1, top + 1)
    return Outline(blocks, title, story, top, start, end)
