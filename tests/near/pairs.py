"""The test set: pairs of stories, with the answer, drawn anew for each seed from texts that were written for it."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pipelines.content_hash import content_hash
from scrapers.items import Line
from tests.near.edits import COMBINED, FOLDER, SINGLE, Edit, Paragraphs, sentences
from tests.support.site.article import Article, Bullets, Paragraph, Quote, Subhead
from tests.support.site.stock import composed
from tests.support.site.texts import handwritten

_DAYS = 6
"""Successive days of each mould: every two of them are a pair."""
_SHORTEST = 60
"""Syllables of a text that copies are made of: half of it can still be known again."""


@dataclass(frozen=True)
class Story:
    """A text with its headline."""

    title: str
    text: tuple[str, ...]

    def line(self, name: str, second: int = 0) -> Line:
        """As the feed holds it; `name` is its id."""
        line = Line(
            id=name,
            url=None,
            outlet=name.partition(":")[0],
            kind="article",
            language="vi",
            title=self.title,
            lead=self.text[0],
            byline=None,
            authors=[],
            source=None,
            dateline=None,
            body="\n\n".join(self.text[1:]),
            captions=[],
            section=None,
            tags=[],
            images=[],
            paywalled=False,
            crawled_at=f"2026-03-16T02:00:{second:02}Z",
            parser="generic",
        )
        line.content_hash = content_hash(line)
        return line


@dataclass(frozen=True)
class Pair:
    """Two stories; `kind` says how the second came about."""

    first: Story
    second: Story
    kind: str
    copy: bool


def pairs(seed: int) -> Iterator[Pair]:
    """Every pair of the test set."""
    chance = random.Random(seed)
    articles = [story for story in map(_story, [*handwritten(), *composed()]) if _length(story) >= _SHORTEST]
    events = [_told(event) for event in _read("events")["event"]]
    yield from _copies([*articles, *(story for told in events for story in told)], chance)
    for first, second in events:
        yield from _other_stories(first, second, chance)
    for mould in _read("daily")["mould"]:
        days = [_cast(mould, day, chance) for day in range(11, 11 + _DAYS)]
        yield from (Pair(*two, "from one mould, another day", copy=False) for two in combinations(days, 2))
    yield from _strangers(articles, chance)


def _copies(stories: list[Story], chance: random.Random) -> Iterator[Pair]:
    for story in stories:
        for edit in chance.sample(SINGLE, 2):
            yield Pair(story, _edited(story, (edit,), chance), edit.__name__, copy=True)
        together = chance.choice(COMBINED)
        yield Pair(story, _edited(story, together, chance), " + ".join(e.__name__ for e in together), copy=True)
    for story in stories[::4]:
        yield Pair(story, Story(_headline(story, chance), story.text), "new title", copy=True)


def _other_stories(first: Story, second: Story, chance: random.Random) -> Iterator[Pair]:
    """Two stories of one event, as they are, edited, and with a paragraph that both took from the same release."""
    kind = "same event, another story"
    yield Pair(first, second, kind, copy=False)
    for story, other in ((first, second), (second, first)):
        yield Pair(story, _edited(other, chance.choice(COMBINED), chance), kind, copy=False)
        release = Story(other.title, (*other.text[:-1], story.text[1], other.text[-1]))
        yield Pair(story, release, "same event, a paragraph in common", copy=False)


def _strangers(stories: list[Story], chance: random.Random) -> Iterator[Pair]:
    """Two stories of an outlet that end, or end and begin, with the same paragraphs of its own."""
    furniture = _read("tails")
    for _ in range(60):
        first, second = chance.sample(stories, 2)
        tail = chance.choice(furniture["tails"])
        head = [chance.choice(furniture["leads"])] if chance.random() < 0.3 else []
        one, two = (Story(story.title, (*head, *story.text, tail)) for story in (first, second))
        yield Pair(one, two, "same tail, another story", copy=False)


def _edited(story: Story, edits: tuple[Edit, ...], chance: random.Random) -> Story:
    text: Paragraphs = list(story.text)
    for edit in edits:
        text = edit(text, chance)
    return Story(_headline(story, chance), tuple(text))


def _headline(story: Story, chance: random.Random) -> str:
    """Another headline: what the text says somewhere, without figures."""
    said = chance.choice([sentence for part in story.text for sentence in sentences(part)])
    return re.sub(r"\s*\d\S*", "", said)[:90]


def _story(article: Article) -> Story:
    parts = [article.lead]
    for block in article.body:
        if isinstance(block, Paragraph | Subhead | Quote):
            parts.append(re.sub(r"\*\*|\[([^]]*)\]\([^)]*\)", r"\1", block.text))
        elif isinstance(block, Bullets):
            parts.extend(block.items)
    return Story(article.title, tuple(filter(None, parts)))


def _told(event: dict[str, list[str]]) -> tuple[Story, Story]:
    texts = (text.format(quote=event["quote"]).split("\n\n") for text in event["stories"])
    first, second = (Story(title, tuple(text)) for title, text in zip(event["titles"], texts, strict=True))
    return first, second


def _cast(mould: dict[str, str], day: int, chance: random.Random) -> Story:
    days = {"d": str(day), "m": "3", "e": str(day + 1)}

    def fill(slot: re.Match[str]) -> str:
        low, range_, high = slot[1].partition("~")
        if range_:
            places = len(low.partition(".")[2])
            return f"{chance.uniform(float(low), float(high)):.{places}f}".replace(".", ",")
        return days.get(slot[1]) or chance.choice(slot[1].split("|"))

    title, text = (re.sub(r"\{([^}]+)\}", fill, mould[part]) for part in ("title", "text"))
    return Story(title, tuple(text.split("\n\n")))


def _length(story: Story) -> int:
    return len(" ".join(story.text).split())


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
