"""Deduplicate: which articles are dropped and which become revisions, by state and window of the run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, cast

import pytest
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.utils.test import get_crawler

from pipelines.content_hash import content_hash
from pipelines.day_files import DayFiles
from pipelines.deduplicate import AnotherArticle, DeduplicatePipeline, Unchanged
from pipelines.filter_window import Outside, WindowPipeline
from scrapers.clock import VIETNAM
from scrapers.dates.window import Window
from scrapers.items import Line, PageItem
from scrapers.state.crawl_state import State
from tests.pipelines.test_clean import NOW
from tests.pipelines.test_validate import LINE

ETAG = {"etag": '"2"'}


@dataclass
class Outlet:
    """The part of a spider that the two steps use."""

    feed: DayFiles
    state: State = field(default_factory=State)
    window: Window = field(default_factory=Window)

    def store(self, line: Line) -> None:
        """Remembers a line as the store does."""
        self.state.store(*self.feed.add(replace(line, content_hash=content_hash(line))))


@pytest.fixture
def outlet(tmp_path: Path) -> Iterator[Outlet]:
    outlet = Outlet(DayFiles(tmp_path))
    yield outlet
    outlet.state.close()


@pytest.fixture
def crawler(outlet: Outlet) -> Crawler:
    crawler = get_crawler(settings_dict={"NOW": "2026-03-16T09:00"})
    crawler.spider = cast("Spider", outlet)
    return crawler


def item(line: Line) -> PageItem:
    item = PageItem(crawled_at=NOW, http=ETAG)
    item.line = replace(line)
    return item


def test_an_article_whose_text_is_unchanged_makes_no_line_and_keeps_its_validators(
    crawler: Crawler, outlet: Outlet
) -> None:
    outlet.store(LINE)
    with pytest.raises(Unchanged):
        DeduplicatePipeline(crawler).process_item(item(replace(LINE, section="Khác", images=[])))
    stored = outlet.state.article(LINE.id)
    assert stored is not None
    assert stored.etag == '"2"'
    assert stored.looked_at.startswith("2026-03-16T")


def test_changed_texts_are_numbered_as_revisions(crawler: Crawler, outlet: Outlet) -> None:
    numbers = []
    for title in ("Một", "Hai", "Một"):
        made = DeduplicatePipeline(crawler).process_item(item(replace(LINE, title=title)))
        outlet.store(made.line)
        numbers.append(made.line.revision)
    assert numbers == [1, 2, 3]


def test_taken_down_and_come_back_are_revisions_with_the_same_text(crawler: Crawler, outlet: Outlet) -> None:
    outlet.store(LINE)
    removed = DeduplicatePipeline(crawler).process_item(item(replace(LINE, kind="removed")))
    assert removed.line.revision == 2
    outlet.store(removed.line)
    assert DeduplicatePipeline(crawler).process_item(item(LINE)).line.revision == 3


ELSEWHERE = "https://kinhtedothi.vn/chieu-phim-ngoai-troi.312057.html"
FILM = replace(LINE, url=ELSEWHERE, title="Chiếu phim ngoài trời", body="Màn ảnh dựng ở bãi cỏ ven hồ từ chập tối.")


def test_another_story_at_another_address_under_the_same_id_is_refused(crawler: Crawler, outlet: Outlet) -> None:
    outlet.store(LINE)
    with pytest.raises(AnotherArticle, match="its id is another article's"):
        DeduplicatePipeline(crawler).process_item(item(FILM))
    assert outlet.state.article(LINE.id).url == LINE.url  # type: ignore[union-attr]


def test_where_the_day_of_the_stored_one_was_taken_away_the_id_decides(crawler: Crawler, outlet: Outlet) -> None:
    outlet.store(LINE)
    for day in outlet.feed.days():
        day.path.unlink()
    assert DeduplicatePipeline(crawler).process_item(item(FILM)).line.revision == 2


@pytest.mark.parametrize(
    "change",
    [
        {"url": LINE.url},  # a page may be written anew from the first word to the last
        {"title": "Cây cầu mới bắc qua sông"},
        {"body": f"{LINE.body}\n\nMột đoạn thêm vào dài hơn cả hai đoạn đã có ở trên, với nhiều chi tiết hơn."},
    ],
)
def test_an_article_that_was_renamed_or_rewritten_is_a_revision(
    crawler: Crawler, outlet: Outlet, change: dict[str, Any]
) -> None:
    outlet.store(LINE)
    line = replace(FILM, **change)
    assert DeduplicatePipeline(crawler).process_item(item(line)).line.revision == 2


def test_the_same_text_at_another_address_has_moved_there(crawler: Crawler, outlet: Outlet) -> None:
    outlet.store(LINE)
    with pytest.raises(Unchanged):
        DeduplicatePipeline(crawler).process_item(item(replace(LINE, url=ELSEWHERE)))
    assert outlet.state.article(LINE.id).url == ELSEWHERE  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("date", "precision", "passes"),
    [
        ("2026-03-01T00:00:00+07:00", "second", True),
        ("2026-02-28T23:59:59+07:00", "second", False),
        ("2026-03-02T00:00:00+07:00", "second", False),
        ("2026-02-28T00:00:00+07:00", "day", False),
        (None, None, True),
    ],
)
def test_the_window_lets_through_what_it_may_hold(
    crawler: Crawler, outlet: Outlet, date: str | None, precision: str | None, passes: bool
) -> None:
    first = datetime(2026, 3, 1, tzinfo=VIETNAM)
    outlet.window = Window(first, first.replace(day=2))
    dated = item(replace(LINE, date=date, date_precision=precision))  # type: ignore[arg-type]
    if passes:
        assert WindowPipeline(crawler).process_item(dated) is dated
    else:
        with pytest.raises(Outside, match="published 2026-0"):
            WindowPipeline(crawler).process_item(dated)
