"""Reading archives of any origin: pages are yielded, damaged and foreign records are skipped and counted by kind."""

from __future__ import annotations

import gzip
import io
import json
import random
import tracemalloc
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from backports import zstd

from scrapers.archive import files
from scrapers.archive.capture import Capture, NoArchive
from scrapers.archive.folder import warc_files
from scrapers.archive.frames import frames, pack, unpack
from scrapers.archive.http_message import LIMIT
from tests.support.archives import AT, chunked, fill, warc

PAGE = "<html><body><h1>Chợ Bưởi mở lại</h1></body></html>".encode()
URL = "https://baomau.vn/cho-buoi-1.html"


def _name(value: object) -> str | None:
    """Packed pages differ from run to run."""
    return "body" if isinstance(value, bytes) else str(value)


def read(tmp_path: Path, data: bytes, name: str = "a.warc.gz") -> tuple[list[Capture], Counter[str]]:
    """The pages of a file with that content, and what was skipped."""
    path, skipped = tmp_path / name, Counter[str]()
    path.write_bytes(data)
    return list(files.captures(path, skipped)), +skipped


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (PAGE, {}),
        (gzip.compress(PAGE), {"Content-Encoding": "gzip"}),
        (gzip.compress(PAGE), {"content-encoding": "x-gzip"}),
        (brotli.compress(PAGE), {"Content-Encoding": "br"}),
        (zstd.compress(PAGE), {"Content-Encoding": "zstd"}),
        (gzip.compress(brotli.compress(PAGE)), {"Content-Encoding": "br, gzip"}),
        (chunked(PAGE, 7), {"Transfer-Encoding": "chunked"}),
        (chunked(gzip.compress(PAGE), 9), {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"}),
        (PAGE, {"Transfer-Encoding": "chunked"}),
        (PAGE, {"Content-Encoding": "gzip"}),
        (PAGE, {"Content-Encoding": "br"}),
        (gzip.compress(PAGE), {}),
        (PAGE, {"Content-Encoding": "deflate"}),
        (PAGE, {"Content-Type": "application/xhtml+xml; charset=utf-8"}),
    ],
    ids=_name,
)
@pytest.mark.parametrize("packed", [True, False])
def test_a_page_is_read_whatever_its_encodings_and_where_the_headers_lie(
    tmp_path: Path, body: bytes, headers: dict[str, str], packed: bool
) -> None:
    found, skipped = read(tmp_path, warc([(URL, AT, body, headers)], packed=packed))
    assert [(page.url, page.at, page.body) for page in found] == [(URL, AT, PAGE)]
    assert not skipped


@pytest.mark.parametrize(
    ("url", "body", "headers", "why"),
    [
        (URL, PAGE, {":status": "404 Not Found"}, "answered 404"),
        (URL, PAGE, {":status": "301 Moved"}, "answered 301"),
        (URL, b"\x89PNG", {"Content-Type": "image/png"}, "neither HTML nor text"),
        ("urn:uuid:1", PAGE, {}, "no address"),
        ("http://[kaputt/", PAGE, {}, "no address"),
        (URL, b"\x1f\x8b\x08" + b"\xff" * 60, {"Content-Encoding": "gzip"}, "broken gzip"),
        (URL, b"3\r\nabc\r\nzz", {"Transfer-Encoding": "chunked"}, "broken chunks"),
        (URL, gzip.compress(b" " * (LIMIT + 1)), {"Content-Encoding": "gzip"}, "larger than 20 MB"),
    ],
    ids=_name,
)
def test_what_is_no_page_is_counted_by_kind_and_the_others_are_read(
    tmp_path: Path, url: str, body: bytes, headers: dict[str, str], why: str
) -> None:
    found, skipped = read(tmp_path, warc([(URL, AT, PAGE, {}), (url, AT, body, headers), (URL, AT, PAGE, {})]))
    assert (len(found), skipped) == (2, {why: 1})


def test_a_page_of_twenty_megabytes_is_read(tmp_path: Path) -> None:
    found, skipped = read(tmp_path, warc([(URL, AT, PAGE + b" " * (LIMIT - len(PAGE)), {})]))
    assert (len(found[0].body), skipped) == (LIMIT, {})


@pytest.mark.parametrize("packed", [True, False])
def test_behind_damage_of_any_kind_reading_goes_on(tmp_path: Path, packed: bool) -> None:
    chance = random.Random(1)
    bodies = [PAGE + chance.randbytes(50).hex().encode() for _ in range(20)]
    whole = warc([(f"{URL}?{n}", AT, body, {}) for n, body in enumerate(bodies)], packed=packed)
    for _ in range(60):
        data = bytearray(whole)
        start, size = chance.randrange(200, len(data)), chance.choice((1, 5, 200))
        match chance.choice(("change", "cut", "insert", "end")):
            case "change":
                data[start : start + size] = chance.randbytes(size)
            case "cut":
                del data[start : start + size]
            case "insert":
                data[start:start] = chance.randbytes(size)
            case "end":
                del data[start:]
                assert len(read(tmp_path, bytes(data))[0]) >= start * 20 // len(whole) - 2
                continue
        found, _ = read(tmp_path, bytes(data))
        assert sum(page.body in bodies for page in found) >= 17


@pytest.mark.parametrize("packing", ["gzip", "zstd"])
def test_a_file_whose_download_ended_early_is_named(tmp_path: Path, packing: str) -> None:
    (path,) = (file.path for file in warc_files(fill(tmp_path / "archive", 3, packing=packing)))
    whole = path.read_bytes()
    for end in (frame.start + 8 for frame in list(frames(io.BytesIO(whole)))[4:]):
        assert read(tmp_path, whole[:end])[1].total() == 1, end
    assert read(tmp_path, whole)[1].total() == 0


@pytest.mark.parametrize("left", [9, 300], ids=["the end of gzip", "half a record"])
def test_so_is_one_whose_records_are_a_single_member(tmp_path: Path, left: int) -> None:
    lone = gzip.compress(
        warc(((f"{URL}?{n}", AT, random.Random(n).randbytes(999), {}) for n in range(5)), packed=False)
    )
    assert read(tmp_path, lone)[1] == {}
    assert read(tmp_path, lone[:-left])[1] == {"cut off": 1}


def test_the_end_of_an_archive_is_looked_for_in_little_memory(tmp_path: Path) -> None:
    data = warc([(URL, AT, bytes(60 << 20), {})])
    tracemalloc.start()
    found, skipped = read(tmp_path, data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found, skipped) == ([], {"larger than 20 MB": 1})
    assert peak < 10 << 20


def test_a_truncated_payload_that_the_crawler_admits_is_no_page(tmp_path: Path) -> None:
    data = warc([(URL, AT, PAGE, {}), (URL, AT, PAGE, {})], packed=False)
    data = data.replace(b"WARC-Type: response", b"WARC-Truncated: length\r\nWARC-Type: response", 1)
    found, skipped = read(tmp_path, data)
    assert (len(found), skipped) == (1, {"truncated": 1})


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2026-03-16T02:00:00.123456Z", AT.replace(microsecond=123456)),
        ("2026-03-16", AT.replace(hour=0)),
        ("2026-03-16T09:00:00+07:00", datetime(2026, 3, 16, 9, tzinfo=timezone(timedelta(hours=7)))),
        ("gestern", None),
    ],
)
def test_the_time_of_a_page_is_that_of_its_record(tmp_path: Path, said: str, at: datetime | None) -> None:
    data = warc([(URL, AT, PAGE, {})], packed=False).replace(b"2026-03-16T02:00:00Z", said.encode())
    found, skipped = read(tmp_path, data)
    assert [page.at for page in found] == ([at] if at else [])
    assert skipped == ({} if at else {"no date": 1})


def test_zstd_is_read_with_and_without_a_dictionary(tmp_path: Path) -> None:
    pages: list[tuple[str, datetime, bytes, dict[str, str]]] = [
        (f"{URL}?{n}", AT, PAGE + b"<p>%d</p>" % n, {}) for n in range(30)
    ]
    plain = warc(pages)
    parts = [unpack(plain[frame.start : frame.end]) for frame in frames(io.BytesIO(plain))]
    found, skipped = read(tmp_path, b"".join(pack(part, "zstd") for part in parts), "a.warc.zst")
    assert ([page.body for page in found], skipped) == ([page[2] for page in pages], {})
    # https://iipc.github.io/warc-specifications/specifications/warc-zstd/
    trained = zstd.train_dict(parts, 2000)
    packed = zstd.compress(trained.dict_content)
    frame = b"\x5d\x2a\x4d\x18" + len(packed).to_bytes(4, "little") + packed
    data = frame + b"".join(zstd.compress(part, zstd_dict=trained) for part in parts)
    found, skipped = read(tmp_path, data, "b.warc.zst")
    assert ([page.body for page in found], skipped) == ([page[2] for page in pages], {})


def test_a_wacz_is_read_through(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("datapackage.json", json.dumps({"profile": "data-package"}))
        made.writestr("archive/a.warc.gz", warc([(f"{URL}?1", AT, PAGE, {})]))
        made.writestr("archive/b.warc", warc([(f"{URL}?2", AT, PAGE, {})], packed=False), zipfile.ZIP_DEFLATED)
        made.writestr("archive/c.warc.gz", b"no warc")
        made.writestr("indexes/index.cdx", "")
    found, skipped = read(tmp_path, packed.getvalue(), "a.wacz")
    assert [page.url for page in found] == [f"{URL}?1", f"{URL}?2"]
    assert skipped == {"broken WARC in it": 1}


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_a_page_that_chrome_saved_as_a_single_file_is_read(tmp_path: Path, encoding: str) -> None:
    message = EmailMessage(SMTP)
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = URL
    message["Subject"] = "Chợ Bưởi"
    message["Date"] = "Mon, 16 Mar 2026 09:00:00 +0700"
    message["MIME-Version"] = "1.0"
    message.make_related()
    part = EmailMessage(SMTP)
    part.set_content(PAGE.decode(), subtype="html", cte=encoding)
    part["Content-Location"] = URL
    message.attach(part)
    picture = EmailMessage(SMTP)
    picture.set_content(b"\x89PNG", "image", "png")
    message.attach(picture)
    (found,), skipped = read(tmp_path, message.as_bytes(), "a.mhtml")
    assert (found.url, found.at.astimezone(UTC), skipped) == (URL, AT, {})
    assert "Chợ Bưởi mở lại" in found.body.decode()


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 no zip", gzip.compress(b"<html>"), PAGE, b"\x89PNG", b"%PDF-1.4"], ids=_name
)
def test_what_holds_no_pages_says_so(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    assert not files.is_archive(path)
    with pytest.raises(NoArchive, match="no WARC, WACZ or MHTML file"):
        read(tmp_path, data)
