"""The crawl state: what is remembered between runs, and what follows from it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from scrapers.sourcing.sources import Link
from scrapers.state.crawl_state import State, Stored, due
from scrapers.state.lock import Lock, Locked
from scrapers.state.sqlite_file import Unusable

NOW = datetime(2026, 3, 16, 2, 0, tzinfo=UTC)
URL = "https://kinhtedothi.vn/bai-680001.html"
LINK = Link(URL, section="kinh-te", kind="listing", recent=True)
ETAG = {"etag": '"1"', "last-modified": "Mon, 16 Mar 2026 01:00:00 GMT"}


def stored(revision: int = 1) -> Stored:
    when = ("2026-03-16T08:00:00+07:00", "2026-03-16T02:00:00Z")
    return Stored("kinhtedothi:680001", URL, "article", revision, "0123456789abcdef", *when, "2026-03-16.jsonl", 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "kinhtedothi.sqlite"


@pytest.fixture
def state(file: Path) -> Iterator[State]:
    state = State(file)
    yield state
    state.close()


def test_what_is_stored_is_known_to_the_next_run(file: Path) -> None:
    state = State(file)
    state.store(stored(), 500)
    state.commit()
    state.close()
    again = State(file)
    assert again.article_at(URL) == "kinhtedothi:680001"
    assert again.article("kinhtedothi:680001") == stored()
    assert again.sizes() == {"2026-03-16.jsonl": 500}
    again.close()


def test_a_new_revision_replaces_the_old_one(state: State) -> None:
    state.store(stored(), 500)
    state.store(stored(2), 900)
    article = state.article("kinhtedothi:680001")
    assert article
    assert article.revision == 2
    assert state.sizes() == {"2026-03-16.jsonl": 900}


def test_what_a_day_brought_is_counted_without_old_articles_and_revisions(state: State) -> None:
    state.store(stored(), 500)
    state.store(replace(stored(), id="kinhtedothi:680002", published="2019-03-16T08:00:00+07:00"), 900)
    state.store(replace(stored(2), id="kinhtedothi:680003"), 1300)
    assert state.brought("2026-03-16.jsonl", NOW - timedelta(days=2)) == 1
    assert state.brought("2026-03-17.jsonl", NOW - timedelta(days=2)) == 0


def test_looking_again_keeps_validators_that_are_not_named_anew(state: State) -> None:
    state.store(stored(), 500)
    state.looked_at("kinhtedothi:680001", NOW, ETAG)
    state.looked_at("kinhtedothi:680001", NOW + timedelta(hours=1), {})
    article = state.article("kinhtedothi:680001")
    assert article
    assert article.looked_at == "2026-03-16T03:00:00Z"
    assert article.conditions == {"If-None-Match": '"1"', "If-Modified-Since": ETAG["last-modified"]}


def test_an_attempt_is_not_seen_and_ends_when_the_article_is_stored(state: State) -> None:
    assert state.tried(LINK, "503", NOW)
    assert state.article_at(URL) is None
    assert [attempt.link for attempt in state.attempts()] == [LINK]
    state.store(stored(), 500)
    state.settle([URL, "https://kinhtedothi.vn/cu-680001.html"], "kinhtedothi:680001")
    assert list(state.attempts()) == []
    assert state.article_at("https://kinhtedothi.vn/cu-680001.html") == "kinhtedothi:680001"


def test_only_a_new_reason_is_news(state: State) -> None:
    assert [state.tried(LINK, reason, NOW, "rules") for reason in ("no title", "no title", "no body")] == [1, 0, 1]


@pytest.mark.parametrize(
    ("reason", "rejected_by", "rules", "asked"),
    [
        ("no title", "old", "old", [1, 6, 24, 72, 168]),
        ("404", None, "old", [1, 6, 24, 72, 168]),
        ("no title", "old", "new", [0.5, 1, 3, 6, 12, 24, 48, 72, 100, 168]),
        ("503", None, "old", [0.5, 1, 3, 6, 12, 24, 48, 72, 100, 168]),
    ],
)
def test_what_the_site_has_answered_rests_longer_each_time_by_the_same_rules(
    state: State, reason: str, rejected_by: str | None, rules: str, asked: list[float]
) -> None:
    state.tried(LINK, reason, NOW, rejected_by)
    found = []
    for hours in (0.5, 1, 3, 6, 12, 24, 48, 72, 100, 168):
        at, attempt = NOW + timedelta(hours=hours), state.attempt(URL)
        assert attempt
        if not attempt.rests(at, rules):
            found.append(hours)
            state.tried(LINK, reason, at, rejected_by)
    assert found == asked


def test_a_finding_is_as_old_as_its_value(state: State) -> None:
    first = state.find("order", "/rss", "MDY", "", NOW)
    assert state.find("order", "/rss", "MDY", "", NOW + timedelta(days=3)) == first
    assert state.find("order", "/rss", "DMY", "", NOW + timedelta(days=3)).since > first.since
    state.lose("order", "/rss")
    assert state.findings("order") == {}


@pytest.mark.parametrize(
    ("days", "rejected_by", "rules", "given_up"),
    [(7, "old", "old", False), (7.1, "old", "old", True), (7.1, "old", "new", False), (7.1, None, "new", True)],
)
def test_seven_days_count_from_the_first_attempt(
    state: State, days: float, rejected_by: str | None, rules: str, given_up: bool
) -> None:
    state.tried(LINK, "no title", NOW, rejected_by)
    state.tried(LINK, "no title", NOW + timedelta(days=3), rejected_by)
    attempt = state.attempt(URL)
    assert attempt
    assert attempt.given_up(NOW + timedelta(days=days), rules) is given_up


def test_a_listing_is_old_where_all_was_known_when_it_was_last_read_to_its_end(state: State) -> None:
    assert state.fresh(URL, "/kinh-te")
    state.store(stored(), 500)
    assert state.fresh(URL, "/kinh-te"), "stored, but the listing was not read to its end"
    state.walked("/kinh-te", {}, "rules")
    assert not state.fresh(URL, "/kinh-te")
    assert state.fresh(URL, "/thoi-su")
    state.tried(Link("https://kinhtedothi.vn/moi-680002.html"), "503", NOW)
    assert state.fresh("https://kinhtedothi.vn/moi-680002.html", "/kinh-te")


def test_validators_of_a_listing_hold_as_long_as_the_rules(state: State) -> None:
    state.walked("/rss", {"https://kinhtedothi.vn/rss": ETAG}, "rules")
    assert state.conditions("https://kinhtedothi.vn/rss", "rules")["If-None-Match"] == '"1"'
    assert state.conditions("https://kinhtedothi.vn/rss", "new rules") == {}


def test_an_article_outside_a_window_is_dated_but_not_seen(state: State) -> None:
    state.outside(URL, "2019-04-11T00:00:00+07:00")
    assert state.published(URL) == "2019-04-11T00:00:00+07:00"
    assert state.article_at(URL) is None


def test_young_articles_are_found_in_every_zone(state: State) -> None:
    state.store(stored(), 500)
    published = datetime(2026, 3, 16, 1, 0, tzinfo=UTC)
    assert [known.id for known in state.young(published - timedelta(seconds=1))] == ["kinhtedothi:680001"]
    assert list(state.young(published)) == []


def test_nothing_is_kept_before_it_is_committed(file: Path) -> None:
    state = State(file)
    state.store(stored(), 500)
    assert state.article_at(URL) == "kinhtedothi:680001"
    state.close()
    again = State(file)
    assert again.article_at(URL) is None
    again.close()


def test_after_an_error_nothing_is_committed_any_more(file: Path) -> None:
    state = State(file)
    state.tried(LINK, "503", NOW)
    with pytest.raises(sqlite3.Error):
        state.store(replace(stored(), content_hash=None), 500)  # type: ignore[arg-type]
    for change in (partial(state.walked, "/rss", {}, "rules"), state.commit):
        with pytest.raises(sqlite3.OperationalError, match="after an error: NOT NULL"):
            change()
    state.close()
    again = State(file)
    assert (list(again.attempts()), again.fresh(URL, "/rss")) == ([], True)
    again.close()


def test_a_state_of_another_version_is_no_state(file: Path) -> None:
    State(file).close()
    with sqlite3.connect(file) as other:
        other.execute("PRAGMA user_version = 1")
    with pytest.raises(Unusable, match="made by version 1"):
        State(file)


def test_the_lock_lets_one_in_and_names_it(tmp_path: Path) -> None:
    first = Lock(tmp_path / "kinhtedothi.lock", "2026-03-16T02:00:00Z")
    with pytest.raises(Locked, match=r"kinhtedothi is being crawled already: process \d+, started 2026"):
        Lock(tmp_path / "kinhtedothi.lock", "later")
    first.release()
    Lock(tmp_path / "kinhtedothi.lock", "later").release()


@pytest.mark.parametrize(
    ("looked", "now", "expected"),
    [
        (0.1, 0.9, False),
        (0.1, 1, True),
        (1.1, 5.9, False),
        (1.1, 6, True),
        (6, 24, True),
        (24, 71, False),
        (24, 72, True),
    ],
)
def test_an_article_is_due_after_1_and_6_hours_1_3_and_7_days(looked: float, now: float, expected: bool) -> None:
    assert due(NOW, NOW + timedelta(hours=looked), NOW + timedelta(hours=now)) is expected


@pytest.mark.parametrize(("days", "expected"), [(6.9, False), (7, True), (7.5, True)])
def test_an_age_includes_its_own_step(days: float, expected: bool) -> None:
    looked = NOW + timedelta(days=3)
    assert due(NOW, looked, NOW + timedelta(days=days), timedelta(days=7)) is expected
    assert not due(NOW, looked, NOW + timedelta(days=days), timedelta(days=6))


def test_a_missing_article_counts_from_when_it_was_first_missed_until_it_is_seen_again(state: State) -> None:
    state.store(stored(), 500)
    assert state.missing("kinhtedothi:680001", NOW) == NOW
    later = NOW + timedelta(hours=30)
    assert state.missing("kinhtedothi:680001", later) == NOW
    assert [article.id for article in state.missed(later - timedelta(days=1))] == ["kinhtedothi:680001"]
    assert list(state.missed(NOW - timedelta(seconds=1))) == []
    state.settle([URL], "kinhtedothi:680001")
    assert list(state.missed(later)) == []
    assert state.missing("kinhtedothi:680001", later) == later
