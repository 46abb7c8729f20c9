"""Writing WARC 1.1: payloads are byte-identical, common tools read them, a kill at any byte loses only that record."""

from __future__ import annotations

import gzip
import io
import os
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from cdxj_indexer.main import CDXJIndexer  # type: ignore[import-untyped]
from fastwarc.warc import ArchiveIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator  # type: ignore[import-untyped]

from scrapers.archive import files
from scrapers.archive.folder import warc_files
from scrapers.archive.keeping import prune, verify
from scrapers.archive.lookup import NotArchived, of_address, page_at
from scrapers.archive.writer import REMEMBERED
from tests.support.archives import AT, HOME, exchange, fill, writer

DAY = timedelta(days=1)


def pages(folder: Path) -> dict[str, bytes]:
    found = (capture for file in warc_files(folder) for capture in files.captures(file.path, Counter()))
    return {capture.url.removeprefix(f"{HOME}/"): capture.body for capture in found}


def problems(folder: Path) -> list[str]:
    return list(verify(folder, Counter()))


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_what_was_fetched_is_read_back_with_what_was_known_of_it(tmp_path: Path, packing: str) -> None:
    archive = writer(tmp_path, packing=packing)
    archive.add(exchange("a.html", "<p>Chợ Bưởi</p>".encode()))
    archive.sync()
    (file,) = warc_files(tmp_path)
    (capture,) = files.captures(file.path, Counter())
    assert (capture.url, capture.at, capture.body.decode()) == (f"{HOME}/a.html", AT, "<p>Chợ Bưởi</p>")
    assert capture.note == {"outlet": "kinhtedothi", "run": "20260316", "kind": "article", "via": f"{HOME}/rss"}
    assert problems(tmp_path) == []


def test_warcio_and_fastwarc_read_the_same_records_with_right_digests(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    (file,) = warc_files(tmp_path)
    with file.path.open("rb") as packed:
        theirs = [
            (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.raw_stream.read())
            for record in WarcioIterator(packed, check_digests="raise")
        ]
    with file.path.open("rb") as packed:
        ours = []
        for record in ArchiveIterator(packed, parse_http=False):
            assert record.freeze()
            assert record.verify_block_digest()
            record.parse_http()
            ours.append(
                (record.headers["WARC-Type"].lower(), record.headers.get("WARC-Target-URI"), record.reader.read())
            )
    assert ours == theirs
    assert [kind for kind, *_ in ours] == ["warcinfo"] + ["metadata", "request", "response"] * 3
    assert ours[3][2] == gzip.compress("<html>bài 0</html>".encode(), mtime=0), "as it came, compressed"


@pytest.mark.parametrize("packing", ["gzip"])  # cdxj-indexer reads no zstd
def test_the_index_is_the_one_that_cdxj_indexer_makes(tmp_path: Path, packing: str) -> None:
    fill(tmp_path, 20, packing=packing)
    writer(tmp_path, AT + DAY)  # the next day's run seals it
    (file,) = warc_files(tmp_path)
    theirs = io.StringIO()
    CDXJIndexer(theirs, [str(file.path)], sort=True, fields="digest,length,offset,filename,status,mime").process_all()
    ours = [line.replace(', "kind": "article"', "") for line in file.index.read_text().splitlines()]
    assert [line.split(" ", 2)[:2] for line in ours] == [
        line.split(" ", 2)[:2] for line in theirs.getvalue().splitlines()
    ]
    for mine, other in zip(ours, theirs.getvalue().splitlines(), strict=True):
        for name in ("offset", "length", "digest", "status", "mime", "url", "filename"):
            assert f'"{name}": "' in mine
            value = mine.partition(f'"{name}": ')[2].partition('"')[2].partition('"')[0]
            assert f'"{name}": "{value}"' in other


def test_a_page_that_has_not_changed_is_kept_once(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    for hour in range(3):
        archive.add(exchange("a.html", b"<p>1</p>" * 1000, AT + timedelta(hours=hour)))
    archive.add(exchange("a.html", b"<p>2</p>" * 1000, AT + timedelta(hours=3)))
    archive.add(exchange("b.html", b"<p>1</p>" * 1000, AT + timedelta(hours=4)))
    assert [entry.revisit for entry in of_address(tmp_path, f"{HOME}/a.html")] == [False, True, True, False]
    assert page_at(tmp_path, f"{HOME}/a.html", AT + timedelta(hours=2))[1].startswith(b"<p>1")
    assert page_at(tmp_path, f"{HOME}/a.html")[1].startswith(b"<p>2")
    with pytest.raises(NotArchived, match="before 2026-03-16T01:59"):
        page_at(tmp_path, f"{HOME}/a.html", AT - timedelta(minutes=1))
    assert problems(tmp_path) == []
    again = writer(tmp_path, AT + DAY).add(exchange("a.html", b"<p>2</p>" * 1000, AT + DAY))
    assert again.revisit, "known from the index after a restart"
    late = AT + DAY + REMEMBERED
    assert not writer(tmp_path, late).add(exchange("a.html", b"<p>2</p>" * 1000, late)).revisit


def test_files_turn_with_the_vietnamese_day_and_with_their_size(tmp_path: Path) -> None:
    archive = writer(tmp_path, most=3000)
    for number in range(6):
        archive.add(exchange(f"bai-{number}.html", os.urandom(1000), AT, packed=False))
    archive.add(exchange("nua-dem.html", b"x", AT.replace(hour=17)))
    names = [file.path.name for file in warc_files(tmp_path)]
    assert names == [*(f"2026-03-16-{n:03}.warc.gz" for n in range(len(names) - 1)), "2026-03-17-000.warc.gz"]
    assert len(names) > 2
    assert [file.sealed for file in warc_files(tmp_path)] == [True] * (len(names) - 1) + [False]
    assert problems(tmp_path) == []


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_kill_at_any_byte_costs_at_most_the_page_that_was_being_written(tmp_path: Path, packing: str) -> None:
    whole = fill(tmp_path / "whole", 3, packing=packing)
    (file,) = warc_files(whole)
    data, index = file.path.read_bytes(), file.growing.read_bytes()
    ends = [entry.offset + entry.length for entry in file.entries()]
    for cut in sorted({*range(0, len(data), 131), *ends, ends[1] + 1, ends[2] - 1}):
        folder = tmp_path / f"{cut}"
        folder.mkdir()
        (folder / file.path.name).write_bytes(data[:cut])
        (folder / file.growing.name).write_bytes(index[: cut // 4])
        archive = writer(folder, packing=packing)
        kept = sum(end <= cut for end in ends)
        assert sorted(pages(folder)) == [f"bai-{number}.html" for number in range(kept)]
        assert archive.torn == (cut > 0 and cut not in ends), cut
        archive.add(exchange("sau.html", b"<p>sau</p>"))
        assert len(pages(folder)) == kept + 1
        assert problems(folder) == []
        assert [entry.kind for found in warc_files(folder) for entry in found.entries()] == ["article"] * (kept + 1)


def test_an_archive_without_its_indexes_gets_them_again(tmp_path: Path) -> None:
    fill(tmp_path, 10, step=DAY / 4)
    before = {file.path: sorted(entry.line() for entry in file.entries()) for file in warc_files(tmp_path)}
    for path in (*tmp_path.glob("*.cdxj"), *tmp_path.glob("*.cdxj.part")):
        path.unlink()
    assert all("has no index" in what for what in problems(tmp_path))
    writer(tmp_path, AT + 9 * DAY)
    assert {file.path: sorted(entry.line() for entry in file.entries()) for file in warc_files(tmp_path)} == before
    assert problems(tmp_path) == []


def test_verify_names_the_place_of_every_damage(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    (file,) = warc_files(tmp_path)
    data = bytearray(file.path.read_bytes())
    second = list(file.entries())[1]
    data[second.offset + second.length // 2] ^= 0xFF
    file.path.write_bytes(data)
    named = [what for what in problems(tmp_path) if "bai-1.html: the record cannot be read" in what]
    assert len(named) == 1
    assert f"byte {second.offset}" in named[0]
    assert sorted(pages(tmp_path)) == ["bai-0.html", "bai-2.html"], "the others are read on"


def test_prune_removes_old_days_but_never_what_a_younger_page_repeats(tmp_path: Path) -> None:
    archive = writer(tmp_path)
    archive.add(exchange("cu.html", b"<p>old</p>"))
    archive.add(exchange("a.html", b"<p>same</p>", AT + DAY))
    archive.add(exchange("a.html", b"<p>same</p>", AT + 20 * DAY))
    archive.add(exchange("moi.html", b"<p>new</p>", AT + 40 * DAY))
    count, freed = prune(tmp_path, "2026-03-25")
    assert (count, [file.day for file in warc_files(tmp_path)]) == (1, ["2026-03-17", "2026-04-05", "2026-04-25"])
    assert freed > 0
    assert problems(tmp_path) == []
    assert prune(tmp_path, "2026-04-20")[0] == 2
    assert sorted(pages(tmp_path)) == ["moi.html"]
