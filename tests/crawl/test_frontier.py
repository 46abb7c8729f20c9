"""What a run has heard of is kept on disk, in order, without loss."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from contextlib import closing

import pytest

from scrapers.crawl.frontier import Frontier
from scrapers.items import PageDate
from scrapers.sourcing.sources import Link

PUBLISHED = PageDate("Mon, 16 Mar 2026 08:52:07 +0700", "feed", "pubDate")
CHANGED = PageDate("2026-03-16T09:00:00+07:00", "sitemap", "lastmod", role="modified")


def link(number: int, *dates: PageDate) -> Link:
    return Link(f"https://kinhtedothi.vn/cho-o-cho-dua-{number}.html", dates, section="thoi-su", kind="rss")


@pytest.fixture
def frontier() -> Iterator[Frontier]:
    with closing(Frontier()) as made:
        yield made


def test_links_come_back_as_they_were_in_the_order_in_which_they_were_heard_of(frontier: Frontier) -> None:
    links = [link(number, PUBLISHED) for number in (3, 1, 2)]
    for one in links:
        frontier.add(one)
    for one in reversed(links):
        frontier.enqueue(one.url)
    assert [*frontier.dequeue(2), *frontier.dequeue(2)] == links
    assert frontier.dequeue(2) == []


def test_what_several_sources_state_of_an_address_is_kept_together(frontier: Frontier) -> None:
    frontier.add(link(1, PUBLISHED))
    merged = frontier.add(link(1, CHANGED, PUBLISHED))
    assert merged == frontier.known(link(1)) == link(1, PUBLISHED, CHANGED)
    assert frontier.size == 1


def test_only_the_queue_is_spared_where_room_is_made(frontier: Frontier) -> None:
    for number in range(4):
        frontier.add(link(number))
    frontier.enqueue(link(2).url)
    frontier.forget_others()
    assert [number for number in range(4) if link(number).url in frontier] == [2]
    assert frontier.size == 1


def test_memory_does_not_grow_with_the_number_of_links(frontier: Frontier) -> None:
    tracemalloc.start()
    for number in range(10_000):
        frontier.enqueue(frontier.add(link(number, PUBLISHED)).url)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert frontier.size == 10_000
    assert most < 500_000


def test_a_temporary_file_without_room_says_what_to_do(frontier: Frontier) -> None:
    frontier._db.execute("PRAGMA max_page_count = 20")
    with pytest.raises(OSError, match=r"no room for a temporary file .* SQLITE_TMPDIR"):
        list(map(frontier.add, map(link, range(10_000))))
