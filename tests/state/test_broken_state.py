"""An unusable state file is set aside and rebuilt from the feed."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.day_files import DayFiles
from pipelines.feed.schema import dump
from pipelines.near.mark import Near
from pipelines.near.near_index import NearIndex
from pipelines.recover import open_state
from scrapers.dates.window import DAY
from scrapers.state.lock import Lock
from tests.support.feeds import article

NOW = datetime(2026, 3, 8, 2, tzinfo=UTC)
Damage = Callable[[Path], object]


def sql(statement: str) -> Damage:
    """Damage that SQLite itself would not find."""

    def change(path: Path) -> None:
        with closing(sqlite3.connect(path)) as db, db:
            db.execute(statement)

    return change


def folder(path: Path) -> None:
    """A folder in the file's place, with something in it."""
    path.unlink()
    path.mkdir()
    (path / "x").touch()


def link_to_nowhere(path: Path) -> None:
    """A dangling symbolic link."""
    path.unlink()
    path.symlink_to(path.with_name("gone"))


FILES: dict[str, Damage] = {
    "a folder": folder,
    "a link to nowhere": link_to_nowhere,
    "text": lambda path: path.write_text("no database\n" * 1000),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "a half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
}
STATES: dict[str, Damage] = FILES | {
    "a table less": sql("DROP TABLE attempts"),
    "a column less": sql("ALTER TABLE articles DROP COLUMN etag"),
    "another table": sql("CREATE TABLE x (y)"),
    "no time of publication": sql("UPDATE articles SET published = 'yesterday'"),
    "no time of a look": sql("UPDATE articles SET looked_at = 0"),
    "no number of a revision": sql("UPDATE articles SET revision = 'two'"),
    "a line behind the end": sql("UPDATE articles SET start = 9999999"),
    "a line of no file": sql("UPDATE articles SET file = 'x.jsonl'"),
    "no size": sql("UPDATE files SET size = 'large'"),
    "a negative size": sql("UPDATE files SET size = -1"),
    "no link": sql("INSERT INTO attempts VALUES ('u', 'r', '2026-03-08T02:00:00Z', '2026-03-08T02:00:00Z', NULL, '[')"),
    "half a link": sql(
        "INSERT INTO attempts VALUES ('u', 'r', '2026-03-08T02:00:00Z', '2026-03-08T02:00:00Z', NULL, '{\"url\": 1}')"
    ),
    "no time of an attempt": sql(
        "INSERT INTO attempts VALUES ('u', 'r', 'x', 'x', NULL, '{\"url\": \"u\", \"dates\": []}')"
    ),
    "no time of a loss": sql("INSERT INTO gone VALUES ('kinhtedothi:1', 'x')"),
    "no mark": sql("INSERT INTO walks VALUES ('/rss', 'x')"),
}


@pytest.fixture
def feed(tmp_path: Path) -> DayFiles:
    """A feed of two articles."""
    files = DayFiles(tmp_path / "articles" / "kinhtedothi")
    for number in (1, 2):
        files.append("2026-03-07", dump(article(number)))
    files.sync()
    return files


@pytest.mark.parametrize("damage", STATES.values(), ids=STATES)
def test_a_state_is_made_anew_from_the_feed(feed: DayFiles, tmp_path: Path, damage: Damage) -> None:
    """The run continues, reports the fault, and keeps the old file for inspection."""
    path = tmp_path / "state" / "kinhtedothi.sqlite"
    for n in range(3):
        lock = Lock(tmp_path / "state" / "kinhtedothi.lock", "now")
        state, repairs = open_state(path, lock, feed)
        assert state.sizes() == {"2026-03-07.jsonl": (feed.folder / "2026-03-07.jsonl").stat().st_size}
        assert state.article_at("https://kinhtedothi.vn/cau-2.html") == "kinhtedothi:2"
        assert list(state.attempts()) == []
        state.close()
        if n:
            (sentence,) = repairs.sentences()
            assert sentence.startswith("the state was damaged (")
            assert "kept as kinhtedothi.sqlite.broken): made anew from the 2 lines of the feed" in sentence
            assert (
                path.with_name("kinhtedothi.sqlite.broken").is_symlink()
                or path.with_name("kinhtedothi.sqlite.broken").exists()
            )
        damage(path)


INDEXES: dict[str, Damage] = FILES | {
    "a column less": sql("ALTER TABLE texts DROP COLUMN claimed_by"),
    "another column": sql("ALTER TABLE bands ADD COLUMN x"),
    "no place": sql("UPDATE place SET cursor = 'nowhere'"),
    "no fingerprint": sql("UPDATE texts SET shingles = x'00'"),
}


@pytest.mark.parametrize("damage", INDEXES.values(), ids=INDEXES)
def test_the_index_of_near_duplicates_is_made_anew(tmp_path: Path, damage: Damage) -> None:
    """It still detects a copy of an article in the feed."""
    text = " ".join(f"Câu thứ {n} của bài nói về cây cầu mới bắc qua sông ở làng số {n}." for n in range(40))
    files = DayFiles(tmp_path / "articles" / "kinhtedothi")
    files.append("2026-03-07", dump(article(1, body=text)))
    files.sync()
    for _ in range(3):
        near = Near(tmp_path, NOW, 30 * DAY, 1000)
        near.open()
        copy = article(9, "2026-03-08T08:00+07:00", outlet="vnexpress", body=text + " Hết.")
        assert near.original(copy) == "kinhtedothi:1"
        near.close()
        damage(tmp_path / "state" / "near.sqlite")


def test_an_index_of_this_version_is_taken_as_it_is(tmp_path: Path) -> None:
    """Nothing is set aside."""
    for _ in range(2):
        NearIndex(tmp_path / "near.sqlite").close()
    assert not (tmp_path / "near.sqlite.broken").exists()
