"""Fits the weights of the story's clues on the pages beside the project, and prints what they reach on sites left out.

Needs numpy (the dependency group `dev`); what reads pages does not.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from scrapers.address import domain
from scrapers.parser.encoding.decode import to_utf8
from scrapers.parser.fields.outline import survey
from scrapers.parser.page.blocks import Block
from scrapers.parser.page.structured import read_structured
from scrapers.parser.page.tree import Page
from scrapers.parser.story.clues import Surroundings, own_clues
from scrapers.parser.story.company import COMPANY, company, squash
from scrapers.parser.story.decide import THRESHOLD
from scrapers.parser.story.told import told_story
from scrapers.text import loose
from tests.support import SHARED

TABLE = Path(__file__).parents[1] / "scrapers" / "parser" / "story" / "weights.py"
SEED, FOLDS = 12, 4
# Vietnamese pages are few, and those that the reader is for.
_VIETNAMESE = 3.0
# Of squared weights, in units of their clue's deviation: what keeps a clue of few pages from a large weight.
_RIDGE = 3e-4
# Newton's steps: the last ones change no digit that the table shows.
_STEPS = 9
_FAINT = 0.02
_WORD = re.compile(r"\w+")

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass
class Example:
    """One page with its answer, as the fit sees it."""

    suite: str
    site: str
    blocks: list[Block]
    around: Surroundings
    clues: list[dict[str, float]]
    answers: list[Counter[str]]
    """Words of the story, without and with its lead: suites differ in what they call body."""
    labels: list[int | None]
    """1 for a block of the story, 0 for any other; None for pictures and their captions."""
    matrix: Array | None = None
    """The clues as numbers, once their names are known."""


def main() -> int:
    """Fit, print figures, write the table."""
    examples = [_example(*page) for page in _pages()]
    if not examples:
        print(f"skipped: there are no pages in {SHARED}")
        return 0
    names = sorted({name for e in examples for one in e.clues for name in one})
    TABLE.write_text(_table(names, *_fit(examples, names)), "utf-8")
    reached: dict[str, list[float]] = {}
    for learnt, asked in _folds(examples, FOLDS):
        first, second = _fit(learnt, names)
        for one in asked:
            reached.setdefault(one.suite, []).append(_f1(one, _chances(one, names, first, second)))
    print(
        f"{len(examples)} pages of {len({e.site for e in examples})} sites; F1 over words, sites left out of the fit:"
    )
    for suite, found in reached.items():
        print(f"  {suite:12} {sum(found) / len(found):.3f}  ({len(found)} pages)")
    return 0


def _pages() -> Iterator[tuple[str, str, bytes, list[str]]]:
    """Suite, site, bytes and the story (body; lead) of each page with an answer."""
    answers = SHARED / "suites" / "gold.jsonl"
    for line in answers.read_text("utf-8").splitlines() if answers.is_file() else ():
        gold = json.loads(line)
        raw = gzip.decompress((SHARED / "suites" / "pages" / gold["page"]).read_bytes())
        lead = gold["gold"].get("lead") if gold["suite"] == "fundus" else None
        site = domain(gold["url"]) if gold["url"] else gold["page"]
        yield gold["suite"], site, raw, [gold["gold"]["body"], lead or ""]
    for path in sorted((SHARED / "pages" / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if gold.get("body"):
            raw = (SHARED / "pages" / "articles" / gold["file"]).read_bytes()
            site = gold["file"].split("-")[0].removeprefix("m.")
            yield "vietnamese", site, raw, ["\n".join(gold["body"]), gold.get("lead") or ""]


def _example(suite: str, site: str, raw: bytes, story: list[str]) -> Example:
    page = Page(to_utf8(raw).page)
    told = read_structured(page)
    blocks, around, title = survey(page, told)
    own = own_clues(blocks, around, title.index if title else -1, told_story(told))
    clues = [
        one | dict.fromkeys(around.names_around(block.element), 1.0) for block, one in zip(blocks, own, strict=True)
    ]
    answers = [Counter(_words(story[0])), Counter(_words(" ".join(story)))]
    return Example(suite, site, blocks, around, clues, answers, _labels(blocks, _words(" ".join(story))))


def _words(text: str) -> list[str]:
    return _WORD.findall(loose(text))


def _labels(blocks: Sequence[Block], story: list[str]) -> list[int | None]:
    """Blocks of at least four words by their runs of three words; shorter ones where the story holds them and has one
    of the eight longer blocks around them."""
    runs = set(zip(story, story[1:], story[2:], strict=False))
    text = f" {' '.join(story)} "
    held: list[int | None] = []
    short: dict[int, bool] = {}
    for i, block in enumerate(blocks):
        words = _words(block.text)
        held.append(None)
        if block.kind in ("image", "caption") or not words:
            continue
        if len(words) < 4:
            short[i] = f" {' '.join(words)} " in text
            continue
        mine = list(zip(words, words[1:], words[2:], strict=False))
        held[i] = int(sum(run in runs for run in mine) > 0.6 * len(mine))
    labels = list(held)
    for i, there in short.items():
        sides = (range(i - 1, max(-1, i - 8), -1), range(i + 1, min(len(blocks), i + 8)))
        nearest = (next((held[j] for j in side if held[j] is not None), 0) for side in sides)
        labels[i] = int(there and any(nearest))
    return labels


def _folds(examples: list[Example], count: int) -> Iterator[tuple[list[Example], list[Example]]]:
    sites = sorted({e.site for e in examples})
    random.Random(SEED).shuffle(sites)
    fold = {site: i % count for i, site in enumerate(sites)}
    for n in range(count):
        yield [e for e in examples if fold[e.site] != n], [e for e in examples if fold[e.site] == n]


def _fit(examples: list[Example], names: list[str]) -> tuple[Array, Array]:
    """The weights of the own clues, and those of own clues and company together.

    The second fit sees chances that come from pages of other sites, as it will in use.
    """
    first = _regress(*_stacked(examples, names))
    chances: dict[int, list[float]] = {}
    for learnt, asked in _folds(examples, 3):
        part = _regress(*_stacked(learnt, names))
        chances |= {id(e): _first(e, names, part) for e in asked}
    return first, _regress(*_stacked(examples, names, chances))


def _matrix(example: Example, names: Sequence[str]) -> Array:
    if example.matrix is None:
        column = {name: i for i, name in enumerate(names)}
        example.matrix = np.zeros((len(example.clues), len(names)), np.float32)
        for row, one in zip(example.matrix, example.clues, strict=True):
            for name, value in one.items():
                row[column[name]] = value
    return example.matrix


def _stacked(
    examples: list[Example], names: list[str], chances: dict[int, list[float]] | None = None
) -> tuple[Array, Array, Array]:
    """Rows of clues, labels, and how much each row counts: every page the same, long blocks more than short ones."""
    rows, labels, counts = [], [], []
    for e in examples:
        matrix = _matrix(e, names)
        if chances is not None:
            matrix = np.hstack(
                [matrix, np.array(list(company(e.blocks, e.around, chances[id(e)]))).reshape(-1, len(COMPANY))]
            )
        used = [i for i, label in enumerate(e.labels) if label is not None]
        size = np.array([len(e.blocks[i].text) ** 0.5 + 3 for i in used])
        rows.append(matrix[used])
        labels.append(np.array([e.labels[i] for i in used], float))
        counts.append(size / (size.sum() or 1) * (_VIETNAMESE if e.suite == "vietnamese" else 1.0))
    return np.vstack(rows), np.concatenate(labels), np.concatenate(counts)


def _regress(rows: Array, labels: Array, counts: Array) -> Array:
    """Logistic regression with a ridge by Newton's method, each clue in units of its deviation."""
    deviation = rows.std(0)
    deviation[deviation < 1e-3] = 1
    rows = (rows / deviation).astype(np.float32)
    counts = counts / counts.sum()

    weights = np.zeros(rows.shape[1])
    ridge = np.full(len(weights), _RIDGE)
    for _ in range(_STEPS):
        reached = 1 / (1 + np.exp(-np.clip(rows @ weights.astype(np.float32), -30, 30)))
        slope = rows.T @ (counts * (reached - labels)).astype(np.float32) + ridge * weights
        bend = (rows * (counts * reached * (1 - reached))[:, None].astype(np.float32)).T @ rows + np.diag(ridge)
        weights = weights - np.linalg.solve(bend, slope)
    found: Array = weights / deviation
    return found


def _first(example: Example, names: Sequence[str], weights: Array) -> list[float]:
    return [squash(float(value)) for value in _matrix(example, names) @ weights]


def _chances(example: Example, names: list[str], first: Array, second: Array) -> list[float]:
    rows = list(company(example.blocks, example.around, _first(example, names, first)))
    both = np.hstack([_matrix(example, names), np.array(rows).reshape(-1, len(COMPANY))])
    return [squash(float(value)) for value in both @ second]


def _f1(example: Example, chances: Sequence[float]) -> float:
    """The better F1 of the two answers, of the text alone: labels, signatures and captions are cut off it later."""
    chosen = (
        b.text
        for b, c in zip(example.blocks, chances, strict=True)
        if c > THRESHOLD and b.kind not in ("image", "caption")
    )
    got = Counter(word for text in chosen for word in _words(text))
    return max(2 * (got & answer).total() / ((got.total() + answer.total()) or 1) for answer in example.answers)


def _table(names: list[str], first: Array, second: Array) -> str:
    own, together = first.tolist(), second.tolist()
    lines = [
        '"""Weights of the clues, as `make fit` writes them; what each clue is for stands beside it, in `clues` and',
        '`company`. Positive ones speak for the story."""',
        "",
        "OWN: dict[str, float] = {",
        *(f'    "{name}": {w:.2f},' for name, w in zip(names, own, strict=True) if abs(w) >= _FAINT),
        "}",
        '"""Of the first look: each block by itself."""',
        "",
        "AGAIN: dict[str, float] = {",
        *(f'    "{name}": {w:.2f},' for name, w in zip(names, together, strict=False) if abs(w) >= _FAINT),
        "}",
        '"""Of the second look: the same clues beside those of `COMPANY`."""',
        "",
        "COMPANY: dict[str, float] = {",
        *(f'    "{name}": {w:.2f},' for name, w in zip(COMPANY, together[len(names) :], strict=True)),
        "}",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
