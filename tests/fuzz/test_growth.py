"""Time grows with the length of the input, not with its square: whatever is repeated, and wherever in a page.

A quadratic step that takes a millisecond for a real page takes minutes for one that somebody wrote for it.
"""

import gc
import time
from ast import literal_eval
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scrapers.processor_time import TooLong, processor_time
from tests.fuzz.targets import TARGETS

SIZE = 12_000
"""Bytes of the smaller input."""
NOTICED = 0.5
"""Seconds of processor time for twice as many that are worth a comparison: a page of 24 kB takes 0.03."""
TURNS = 8
UNITS = [literal_eval(line) for line in (Path(__file__).parent / "units.txt").read_text("utf-8").splitlines()]
"""What is repeated, one a line as Python writes it; `{}` is a number that differs."""
SLOTS = {
    "head": "<head>",
    "title": "<title>",
    "json-ld": '"headline": "',
    "body": "<body>",
    "headline": '<h1 class="article-title">',
    "author": '<div class="article-author">',
    "date": '<div class="article-published-on">',
    "sapo": '<div class="article-sapo">',
    "story": '<div class="embed-portal content-ktdt-article">',
    "paragraph": '<p style="text-align:justify">',
    "caption": "<figcaption>",
    "tags": "<span>Từ khóa</span>",
}
PAGE = TARGETS["parser"].seeds[0].decode()


def repeated(unit: str, size: int) -> bytes:
    """The unit so often as fits into that many bytes, numbered where it has places for a number."""
    count = max(1, size // len(unit.encode()))
    text = "".join(unit.replace("{}", str(n)) for n in range(count)) if "{}" in unit else unit * count
    return text.encode("utf-8", "surrogatepass")


def seconds(run: Callable[[bytes], object], data: bytes) -> float:
    """Processor time, four seconds at most, without the collections of a garbage that other tests have left."""
    gc.disable()
    start = time.process_time()
    try:
        with processor_time(4):
            run(data)
    except TooLong:
        return 4
    finally:
        gc.enable()
    return time.process_time() - start


def growing(
    run: Callable[[bytes], object], made: Callable[[str, int], bytes], units: list[str], noticed: float = NOTICED
) -> Iterator[str]:
    """The units with which the time grows faster than the input.

    Other work on the machine only ever adds to a measure: the least of some is the one to compare. Both are measured in
    turns, so that neither has a quiet minute to itself.
    """
    for unit in units:
        single, double = made(unit, SIZE), made(unit, 2 * SIZE)
        if seconds(run, double) > noticed:
            turns = [(seconds(run, single), seconds(run, double)) for _ in range(TURNS)]
            one, two = map(min, zip(*turns, strict=True))
            if two > noticed and two > 3 * one:
                yield f"{unit!r}: {one:.2f} s, twice as much {two:.2f} s"


def test_a_square_is_noticed_and_a_line_is_not() -> None:
    """The measure itself, on work of a known growth."""

    def square(data: bytes) -> None:
        sum(range((len(data) // 8) ** 2))

    def line(data: bytes) -> None:
        sum(range(len(data) * 500))

    # A machine that is busy for the whole of one size may hide it, but not time after time.
    assert any(list(growing(square, repeated, ["a"], noticed=0)) for _ in range(3))
    assert list(growing(line, repeated, ["a"], noticed=0)) == []


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in ("parser", "archive")])
def test_no_text_takes_time_with_the_square_of_its_length(name: str) -> None:
    """Of those that stand alone."""
    assert list(growing(TARGETS[name].run, repeated, UNITS)) == []


@pytest.mark.parametrize("slot", SLOTS)
def test_no_page_takes_time_with_the_square_of_what_it_repeats(slot: str) -> None:
    """Each unit in two of the twelve places."""
    anchor, place = SLOTS[slot], list(SLOTS).index(slot)

    def made(unit: str, size: int) -> bytes:
        return PAGE.replace(anchor, anchor + repeated(unit, size).decode("utf-8", "surrogatepass"), 1).encode(
            "utf-8", "surrogatepass"
        )

    units = UNITS[place % 6 :: 6]
    assert anchor in PAGE
    assert list(growing(TARGETS["parser"].run, made, units)) == []


@pytest.mark.parametrize("between", ["<br>", "<br><br>"])
def test_no_story_takes_time_with_the_square_of_its_lines(between: str) -> None:
    """Five hundred sentences in one element and a thousand, on a page that calls itself an article."""
    sentence = "Câu này dài hơn tám mươi chữ cái, nên nó là một đoạn của bài chứ không phải một dòng thơ nào."
    head = '<meta property="og:type" content="article"><h1>Một tiêu đề có năm chữ</h1>'

    def made(unit: str, size: int) -> bytes:
        return f"{head}<div>{between.join([unit] * (size // 24))}</div>".encode()

    assert list(growing(TARGETS["parser"].run, made, [sentence])) == []
