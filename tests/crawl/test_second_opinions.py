"""A broken selector is detected by a second, general reading; single pages that differ raise nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from scrapers.crawl.second_opinions import FIRST, MOST, SecondOpinions
from scrapers.items import Article, Evidence, PageDate
from scrapers.outlet import Layout

LAYOUT = Layout(name="2026", marker="main", title="h1", lead=".sapo", body=".noi-dung", author=".tac-gia", date="time")
DATE = PageDate("16/03/2026 07:00", "page", "time")
ARTICLE = Article(
    url="https://phohoa.vn/tin-100001.html", outlet="phohoa", article_id="100001", parser="phohoa/2026", why="",
    kind="article", title="Phố Hoa có chợ mới", body=("Một đoạn văn đủ dài để đọc." * 4,), lead="Chợ mở từ sáng sớm.",
    authors=("Lê Nam",), byline="Lê Nam", dates=(DATE,),
)  # fmt: skip


def fields_in_doubt(pairs: Sequence[tuple[Article, Article]], layout: Layout = LAYOUT) -> list[str]:
    """The fields on which the readings of these pages disagree for good."""
    opinions = SecondOpinions()
    for first, second in pairs:
        opinions.add(first, layout, lambda second=second: second)  # type: ignore[misc]
    return [name for _, name, _ in opinions.disagreements()]


def page(**mine: object) -> tuple[Article, Article]:
    """The readings of a page by a layout with these values, and by the generic parser."""
    return replace(ARTICLE, **mine), ARTICLE  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mine", "field"),
    [
        ({"authors": ()}, "authors"),
        ({"completed": ("authors",)}, "authors"),
        ({"lead": None}, "lead"),
        ({"dates": ()}, "date"),
        ({"title": "Đọc nhiều"}, "title"),
        ({"body": ("Một đoạn.",)}, "body"),
    ],
)
def test_a_rule_that_finds_nothing_or_something_else_on_all_pages_is_in_doubt(
    mine: dict[str, object], field: str
) -> None:
    assert fields_in_doubt([page(**mine)] * FIRST) == [field]


@pytest.mark.parametrize(
    "mine",
    [
        {},
        {"authors": ("Trần Bình",), "byline": "Trần Bình"},
        {"lead": "Một sapo khác hẳn."},
        {"title": "Phố Hoa có chợ mới - Ảnh: Lê Nam"},
        {"body": (*ARTICLE.body, *ARTICLE.body)},
    ],
)
def test_a_rule_that_finds_another_value_or_more_is_none(mine: dict[str, object]) -> None:
    assert fields_in_doubt([page(**mine)] * FIRST) == []


def test_a_few_pages_prove_nothing_and_neither_do_some_among_many() -> None:
    assert fields_in_doubt([page(authors=())] * (FIRST - 1)) == []
    assert fields_in_doubt([*[page(authors=())] * 4, *[page()] * 4]) == []


def test_a_field_that_the_layout_leaves_to_others_is_not_asked_about() -> None:
    assert fields_in_doubt([page(authors=())] * FIRST, LAYOUT.but(author="")) == []


def test_the_example_names_the_rule_that_would_have_found_it() -> None:
    opinions, seen = SecondOpinions(), replace(ARTICLE, evidence={"byline": Evidence(".ten")})
    for _ in range(FIRST):
        opinions.add(replace(ARTICLE, authors=()), LAYOUT, lambda: seen)
    [(_, _, doubt)] = opinions.disagreements()
    assert doubt.example == (ARTICLE.url, "", "Lê Nam", ".ten")


def test_the_first_pages_of_a_layout_are_read_twice_and_some_more_that_lack_a_field() -> None:
    opinions, wanted, lacking = SecondOpinions(), [], []
    for _ in range(FIRST + 2):
        wanted.append(opinions.wanted(ARTICLE))
        opinions.add(ARTICLE, LAYOUT, lambda: ARTICLE)
    for _ in range(MOST):
        lacking.append(opinions.wanted(replace(ARTICLE, lead=None)))
        opinions.add(ARTICLE, LAYOUT, lambda: ARTICLE)
    assert (sum(wanted), sum(lacking)) == (FIRST, MOST - FIRST - 2)
    assert not SecondOpinions().wanted(replace(ARTICLE, kind="video"))
