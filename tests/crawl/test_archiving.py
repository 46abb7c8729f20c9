"""Crawls that archive their pages, and crawls that replay an archive: same feed lines, no requests."""

from __future__ import annotations

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from scrapers.archive import files
from scrapers.archive.folder import warc_files
from scrapers.archive.keeping import verify
from scrapers.archive.lookup import of_address, page_at
from scrapers.crawl.plan import read_plan
from scrapers.outlets import outlets
from tests.support.runs import OPEN, Runs
from tests.support.site import CLOCK, SampleSite
from tests.support.small_disk import may_mount, on_a_full_disk

ARCHIVED = {"ARCHIVE": "1"}


def archive(runs: Runs) -> Path:
    return runs.output / "archive" / "kinhtedothi"


def same(lines: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Lines by id, without when they were fetched."""
    return {line["id"]: line | {"crawled_at": None} for line in lines}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Runs:
    """A first run with an archive, without its site."""
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        runs = Runs(site, tmp_path_factory.mktemp("kept") / "output")
        done = runs.crawl("-a", "archive=1")
    assert done.returncode == 0, done.stderr
    return runs


def test_every_article_and_listing_that_was_read_is_in_the_archive(kept: Runs) -> None:
    captures = [page for file in warc_files(archive(kept)) for page in files.captures(file.path, Counter())]
    kinds = Counter(page.note["kind"] for page in captures)
    articles = {(page.url, page.at) for page in captures if page.note["kind"] == "article"}
    lines = kept.lines()
    assert {line["crawled_at"] for line in lines} <= {f"{page.at:%Y-%m-%dT%H:%M:%SZ}" for page in captures}
    assert len(articles) >= len(lines)
    assert kinds["listing"] > 10
    assert list(verify(archive(kept), Counter())) == []
    links = [json.loads(page.note["link"]) for page in captures if page.note["kind"] == "article"]
    assert any(link["dates"] for link in links), "what a feed said of an article is kept with it"


def test_the_archive_gives_the_lines_of_the_crawl_and_no_site_is_asked(kept: Runs, tmp_path: Path) -> None:
    with SampleSite(slow_seconds=0) as site:
        again = Runs(site, tmp_path / "output")
        done = again.crawl("-a", f"warc={archive(kept)}")
        assert not site.log
    assert done.returncode == 0, done.stderr
    assert same(again.lines()) == same(kept.lines())
    assert {line["id"]: line["crawled_at"] for line in again.lines()} == {
        line["id"]: line["crawled_at"] for line in kept.lines()
    }
    done = again.crawl("-a", f"warc={archive(kept)}")
    assert "0 stored" in done.stdout, done.stdout


def test_a_second_look_keeps_what_has_changed_and_notes_what_has_not(runs: Runs, site: SampleSite) -> None:
    url = "https://kinhtedothi.vn/phuong-o-cho-dua-tra-ho-so-dat-dai-ngay-trong-buoi-sang.680672.html"
    title = "Phường Ô Chợ Dừa trả hồ sơ đất đai ngay trong một buổi sáng"
    for change in ({}, {}, {"title": title}):
        site.advance(timedelta(hours=1))
        if change:
            site.edit("680672", **change)
        assert runs.crawl("-a", f"urls={url}", **ARCHIVED).returncode == 0
    assert [entry.revisit for entry in of_address(archive(runs), url)] == [False, True, False]
    assert title in page_at(archive(runs), url)[1].decode()
    assert title not in page_at(archive(runs), url, of_address(archive(runs), url)[0].at)[1].decode()


def test_a_disk_that_fills_is_named_once_and_nothing_of_it_is_lost(site: SampleSite, tmp_path: Path) -> None:
    runs, disk = Runs(site, tmp_path / "output"), tmp_path / "disk"
    runs.output.mkdir()
    command = runs.command("crawl", "kinhtedothi", OUTPUT=str(disk), **ARCHIVED)
    done = on_a_full_disk(command, runs.project, runs.output, disk)
    said = done.stderr.splitlines()
    assert done.returncode == 1
    assert len(said) <= 2, "the page, and that of the run there is no record either"
    assert all(str(disk) in line and "No space left" in line for line in said if may_mount()), said
    stored = runs.ids()
    assert len(stored) < 69
    assert runs.crawl(**ARCHIVED).returncode == 0
    assert set(stored) <= set(runs.ids())
    assert len(runs.ids()) == len(set(runs.ids())) == 69
    pages = {page.url for file in warc_files(archive(runs)) for page in file.entries() if not page.revisit}
    assert {line["url"] for line in runs.lines()} <= pages
    assert list(verify(archive(runs), Counter())) == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ({"warc": "no-such.warc"}, "there is no no-such.warc"),
        ({"warc": ","}, "no file in ,"),
        ({"warc": __file__, "section": "kinh-te"}, "no source is asked"),
        ({"archive": "perhaps"}, "write archive=1 or archive=0"),
    ],
)
def test_what_makes_no_sense_is_refused(arguments: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_plan(outlets()["kinhtedothi"], CLOCK, arguments)


def test_a_file_that_holds_no_pages_is_one_line_and_the_others_are_read(kept: Runs, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(b"\x1f\x8b broken")
    with SampleSite(slow_seconds=0) as site:
        again = Runs(site, tmp_path / "output")
        done = again.crawl("-a", f"warc={tmp_path / 'a.warc.gz'},{archive(kept)}")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert "a.warc.gz: no WARC, WACZ or MHTML file" in done.stderr
    assert len(again.lines()) == len(kept.lines())
