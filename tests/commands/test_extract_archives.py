"""`scrapy extract` over web archives: filters Vietnamese news from a web-scale crawl, same lines as page by page."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from tests.support import PROJECT
from tests.support.archives import AT, chunked, warc
from tests.support.warm import scrapy

DOMAINS, RECORDS = 60, 5000
ENGLISH = "<html lang='en'><h1>The bridge</h1>" + "<p>The bridge was opened to traffic on Monday.</p>" * 9 + "</html>"
LOCAL = (
    "<html><head><title>{0}</title><meta property='og:title' content='{0}'></head><body><article><h1>{0}</h1>"
    "<p>Sáng thứ Hai, người dân hai xã bắt đầu đi qua cây cầu mới sau ba năm chờ đợi, không còn phải vòng đường đê.</p>"
    "<p>Theo ban quản lý, cây cầu dài ba trăm mét, rộng chín mét, có hai làn xe và lối đi bộ ở mỗi bên.</p>"
    "<p>Việc thu phí chưa được tính đến; xe tải nặng tạm thời vẫn đi cầu cũ cho tới hết quý hai.</p></article>"
    "</body></html>"
)
Record = tuple[str, Any, bytes, dict[str, str]]


def frozen() -> Iterator[tuple[str, bytes]]:
    """Address and page of each frozen page of some outlets."""
    for outlet in ("kinhtedothi", "vnexpress", "tuoitre", "dantri"):
        for path in sorted((PROJECT / "tests/pages" / outlet).glob("*.html.gz")):
            expected = json.loads(path.with_suffix("").with_suffix(".json").read_text("utf-8"))
            if (url := expected.get("url")) and "title" in expected:
                yield url, gzip.decompress(path.read_bytes())


def records(count: int = RECORDS) -> Iterator[Record]:
    """What a crawl of the news of the world brings: one in twenty-five is Vietnamese, and all goes wrong that can."""
    chance, known = random.Random(3), list(frozen())
    for number in range(count):
        at, domain = AT + timedelta(seconds=number), f"paper{number % (DOMAINS - 5)}.example"
        match number % 25:
            case 0:
                url, page = known[number // 25 % len(known)]
                yield url, at, gzip.compress(page, mtime=0), {"Content-Encoding": "gzip"}
            case 1:
                title = f"Cầu số {number} qua sông đã thông xe"
                page = LOCAL.format(title).encode()
                yield (
                    f"https://baodiaphuong{number % 3}.vn/cau-{number}.html",
                    at,
                    chunked(page),
                    {"Transfer-Encoding": "chunked"},
                )
            case 2:
                yield f"https://{domain}/{number}.png", at, chance.randbytes(200), {"Content-Type": "image/png"}
            case 3:
                yield f"https://{domain}/{number}", at, b"", {":status": "404 Not Found"}
            case 4:
                yield f"https://{domain}/{number}", at, b"\x1f\x8b\x08\xff", {"Content-Encoding": "gzip"}
            case _:
                yield f"https://{domain}/{number}", at, ENGLISH.encode(), {}


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Such a file, with a damaged place."""
    path = tmp_path_factory.mktemp("news") / "CC-NEWS-20260316.warc.gz"
    data = bytearray(warc(records()))
    place = len(data) // 2
    data[place : place + 30] = b"\0" * 30
    path.write_bytes(data)
    return path


def extract(*args: str) -> tuple[int, list[dict[str, Any]], str]:
    done = scrapy("extract", *args, timeout=240)
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def test_vietnamese_news_comes_out_of_five_thousand_records_of_sixty_domains(news: Path) -> None:
    code, lines, errors = extract(str(news))
    assert code == 0, errors
    assert all(line["file"] == str(news) for line in lines)
    known = [line for line in lines if not line["outlet"].startswith("baodiaphuong")]
    local = [line for line in lines if line["outlet"].startswith("baodiaphuong")]
    assert len(local) in {RECORDS // 25, RECORDS // 25 - 1}, "the damage may have hit one"
    assert {line["outlet"] for line in local} == {f"baodiaphuong{n}.vn" for n in range(3)}
    assert {line["outlet"] for line in known} == {"kinhtedothi", "vnexpress", "tuoitre", "dantri"}
    assert len(known) > RECORDS // 50
    times = [line["crawled_at"] for line in lines]
    assert times == sorted(times), "in the order of the file, each of the time of its record"
    assert errors.count("\n") == 2, "what was skipped, and the closing line"
    for why, least in (
        ("of another language", 3000),
        ("answered 404", 190),
        ("neither HTML nor text", 190),
        ("broken gzip", 190),
    ):
        assert int(errors.partition(f"{why} (")[2].partition(" ")[0]) >= least, errors
    assert "broken record" in errors


def test_any_number_of_processes_gives_the_same_lines_in_the_same_order(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(warc(islice(records(), 500)))
    one = scrapy("extract", "--processes", "1", str(path), timeout=240)
    two = scrapy("extract", "--processes", "2", str(path), timeout=240)
    assert one.stdout.count("\n") > 30
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)


def test_an_archive_that_cannot_be_read_is_one_line_and_the_others_are_read(tmp_path: Path) -> None:
    url, page = next(frozen())
    (tmp_path / "a.warc").write_bytes(b"WARC/1.0\r\nbroken")
    (tmp_path / "b.warc.gz").write_bytes(warc([(url, AT, page, {})]))
    (tmp_path / "c.warc").write_bytes(
        warc([], packed=False) or b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    )
    code, lines, errors = extract(str(tmp_path))
    assert (code, len(lines)) == (1, 1)
    why = ("holds no response of a site", "holds no response of a site")
    files = [f"scrapy extract: {tmp_path / name}: {one}" for name, one in zip(("a.warc", "c.warc"), why, strict=True)]
    closing = "scrapy extract: 3 pages: 1 article, 2 refused (holds no response of a site: 2)"
    assert errors.splitlines() == [*files, closing]
