"""`scrapy extract`: the README's promises, on real files and over real HTTP."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openpyxl import Workbook, load_workbook

from pipelines.feed.schema import feed_schema
from tests.support import PROJECT, SHARED
from tests.support.site import SampleSite
from tests.support.site.client import ask
from tests.support.warm import scrapy_bytes

SCRAPY = [sys.executable, "-m", "scrapy", "extract"]
AT = "2026-03-16T09:00:00+07:00"
TEXT = "Cầu mới qua sông\n\nLan Anh\n\nKinhtedothi - Ngày 11/4, cầu mới thông xe, theo kế hoạch năm 2019.\n\n"
TEXT += "Cầu dài hai cây số, nối hai bờ sau ba năm thi công.\n\nNgười dân hai bên bờ đã đi lại trong buổi sáng.\n"
CANONICAL = b'<link rel="canonical" href="https://kinhtedothi.vn/cau-moi.312057.html">'
BODILESS = CANONICAL + b'<h1 class="article-title">Moi</h1><div class="embed-portal content-ktdt-article"></div>'
TITLELESS = CANONICAL + b'<div class="embed-portal content-ktdt-article"><p>Hai.</p></div>'


def extract(
    *args: str | Path, stdin: bytes = b"", site: SampleSite | None = None
) -> subprocess.CompletedProcess[bytes]:
    settings = ["-s", "SITE_ADDRESS=" + json.dumps(site.settings["SITE_ADDRESS"])] if site else []
    return scrapy_bytes("extract", *map(str, args), *settings, stdin=stdin)


def lines(output: bytes) -> list[dict[str, Any]]:
    assert not output or output.endswith(b"\n")
    found = [json.loads(line) for line in output.splitlines()]
    for line in found:
        Draft202012Validator(feed_schema()).validate(line)
    return found


CLOSING = re.compile(r"\d+ pages?: \d+ articles?")
"""The last line: what was read and refused."""


def said(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [line for line in done.stderr.decode().splitlines() if not CLOSING.search(line)]


@pytest.fixture(scope="module")
def site() -> Iterator[SampleSite]:
    with SampleSite(slow_seconds=0.1) as running:
        yield running


@pytest.fixture(scope="module")
def saved(site: SampleSite, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Every article of the sample site as a file, by address."""
    folder = tmp_path_factory.mktemp("saved")
    files = {}
    for article in site.articles:
        url = site.url(article)
        files[url] = folder / article.layout / Path(url).name
        files[url].parent.mkdir(exist_ok=True)
        files[url].write_bytes(ask(site, url).body)
    return files


def test_a_folder_is_read_recursively_and_in_order_into_lines_of_the_feed(
    site: SampleSite, saved: Mapping[str, Path]
) -> None:
    folder = next(iter(saved.values())).parent.parent
    done = extract(folder, "--at", AT)
    assert (done.returncode, said(done)) == (0, [])
    read = lines(done.stdout)
    assert [line["file"] for line in read] == sorted(map(str, saved.values()))
    by_url = {line["url"]: line for line in read}
    expected = {url: site.expected(url) for url in saved}
    wrong = {(url, key) for url, truth in expected.items() for key in truth if by_url[url][key] != truth[key]}
    assert wrong == set()
    assert {line["crawled_at"] for line in read} == {"2026-03-16T02:00:00Z"}


def test_addresses_are_read_politely(site: SampleSite) -> None:
    good = site.url(site.articles[0])
    home = good.rpartition("/")[0]
    forbidden, missing = f"{home}/noi-bo/ban-nhap.690005.html", f"{home}/tin-khong-con-nua.690004.html"
    done = extract(missing, good, forbidden, "--at", AT, site=site)
    assert done.returncode == 1
    (line,) = lines(done.stdout)
    assert line["file"] == line["url"] == good
    assert said(done) == [
        f"scrapy extract: {missing}: answered 404",
        f"scrapy extract: {forbidden}: Forbidden by robots.txt",
    ]
    assert "/noi-bo/ban-nhap.690005.html" not in {request.path for request in site.log}


def test_bad_input_is_one_clear_line_each_and_the_others_go_on(tmp_path: Path) -> None:
    bad = {
        "empty.html": (b" \n", "empty"),
        "photo.html": (b"\x89PNG\r\n\x1a\n\0\0\0", "binary data, neither HTML nor text"),
        "noise.txt": (bytes(range(256)) * 20, "binary data, neither HTML nor text"),
        "print.pdf": (b"%PDF-1.7\n", "a PDF, no page: save the page itself in the browser"),
        "feed.xml": (b'<?xml version="1.0"?><rss><channel/></rss>', "XML, neither HTML nor text"),
        "answer.txt": (b'{"title": "x"}', "JSON, neither HTML nor text"),
        "large.html": (b"<p>" + b"x" * (20 * 1024 * 1024), "larger than 20 MB"),
        "bomb.html.gz": (gzip.compress(b" " * (20 * 1024 * 1024 + 1)), "larger than 20 MB"),
        "titleless.html": (TITLELESS, "no title"),
        "bodiless.html": (BODILESS, "no body"),
    }
    for name, (body, _) in bad.items():
        (tmp_path / name).write_bytes(body)
    (tmp_path / "good.txt").write_text(TEXT)
    paths = [tmp_path / name for name in (*bad, "missing.html", "good.txt")]
    done = extract(*paths)
    assert done.returncode == 1
    assert [line["title"] for line in lines(done.stdout)] == ["Cầu mới qua sông"]
    reasons = [reason for _, reason in bad.values()] + ["no such file or directory"]
    assert said(done) == [f"scrapy extract: {path}: {why}" for path, why in zip(paths, reasons, strict=False)]


def test_a_plain_text_dump_comes_from_standard_input() -> None:
    done = extract("-", "--at", AT, stdin=TEXT.encode())
    assert (done.returncode, said(done)) == (0, [])
    (line,) = lines(done.stdout)
    assert (line["file"], line["url"], line["outlet"], line["authors"]) == ("-", None, "kinhtedothi", ["Lan Anh"])
    assert (line["date"], line["date_source"]) == ("2019-04-11T00:00:00+07:00", "dateline")


def test_gzipped_cut_and_wrongly_declared_pages_are_read_as_far_as_they_go(
    saved: Mapping[str, Path], tmp_path: Path
) -> None:
    url, path = next((u, p) for u, p in saved.items() if "/2025/" in str(p))
    page = path.read_bytes()
    (tmp_path / "a.html.gz").write_bytes(gzip.compress(page))
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(page)[:-200])
    (tmp_path / "c.html").write_bytes(page.replace(b"utf-8", b"iso-8859-1"))
    done = extract(tmp_path, "--at", AT)
    assert (done.returncode, said(done)) == (0, [])
    assert {line["url"] for line in lines(done.stdout)} == {url}
    assert len({line["title"] for line in lines(done.stdout)}) == 1


def test_a_folder_of_browser_saved_pages_is_read_without_what_lies_beside_them(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "style.css").write_text("p {}")
    (tmp_path / ".hidden.html").write_text("<p>")
    done = extract(tmp_path)
    assert (done.returncode, said(done), len(lines(done.stdout))) == (0, [], 1)
    (tmp_path / "page.txt").unlink()
    done = extract(tmp_path)
    assert (done.returncode, said(done)) == (1, [f"scrapy extract: {tmp_path}: holds no page"])


def test_a_zip_is_read_like_the_folder_that_was_packed(saved: Mapping[str, Path], tmp_path: Path) -> None:
    url, page = next(iter(saved.items()))
    message = f"Snapshot-Content-Location: {url}\nContent-Type: multipart/related; boundary=b\n\n--b\n".encode()
    message += b"Content-Type: text/html\n\n" + page.read_bytes() + b"\n--b--\n"
    path = tmp_path / "trang.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("Lưu/a.txt", TEXT)
        packed.writestr("Lưu/a_files/style.css", "p {}")
        packed.writestr("Lưu/b.mhtml", message)
        packed.writestr("Lưu/c.pdf", b"%PDF-1.7")
        packed.writestr("__MACOSX/._a.txt", b"\0\0")
    done = extract(path, "--at", AT)
    assert [line["file"] for line in lines(done.stdout)] == [f"{path}/Lưu/a.txt", f"{path}/Lưu/b.mhtml"]
    assert [line["url"] for line in lines(done.stdout)] == [None, url]
    assert [line.rpartition(": ")[0] for line in said(done)] == [f"scrapy extract: {path}/Lưu/c.pdf: a PDF, no page"]
    path.write_bytes(path.read_bytes()[:200])
    assert said(extract(path)) == [f"scrapy extract: {path}: a broken ZIP"]


def test_an_office_document_is_no_zip_of_pages(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "a.xlsx")
    [told] = said(extract(tmp_path / "a.xlsx"))
    assert "a ZIP or office document, no page" in told
    assert said(extract(tmp_path)) == [f"scrapy extract: {tmp_path}: holds no page"]


def test_a_list_of_addresses_is_read(site: SampleSite, tmp_path: Path) -> None:
    known = site.url(site.articles[0])
    (tmp_path / "list.csv").write_text(f"STT,Địa chỉ\n1,{known}\n", "utf-8")
    [line] = lines(extract("--urls", tmp_path / "list.csv", site=site).stdout)
    assert line["file"] == known


def test_output_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    page, feed = tmp_path / "page.txt", tmp_path / "feed.jsonl"
    page.write_text(TEXT)
    feed.write_text("what stood there before\n")
    assert extract(page, "-o", feed).stdout == b""
    assert len(lines(feed.read_bytes())) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feed.jsonl", "page.txt"]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "shutdown"])
def test_an_interrupted_run_leaves_the_old_output_alone(tmp_path: Path, how: signal.Signals) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text("what stood there before\n")
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    # A job in the background of a shell starts with Ctrl-C ignored, and its children with it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    running = subprocess.Popen([*SCRAPY, str(pipe), "-o", str(feed)], cwd=PROJECT, stderr=subprocess.PIPE)
    signal.signal(signal.SIGINT, before)
    with pipe.open("wb"):
        while not list(tmp_path.glob(".feed.jsonl.*")):
            time.sleep(0.05)
        running.send_signal(how)
        _, errors = running.communicate(timeout=30)
    assert (running.returncode, errors.decode()) == (130, "scrapy extract: interrupted\n")
    assert feed.read_text() == "what stood there before\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["feed.jsonl", "pipe.txt"]


def test_the_address_of_a_saved_page_can_be_told(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TEXT)
    url = "https://m.kinhtedothi.vn/cau-moi-qua-song-312057.html?utm_source=zalo"
    (line,) = lines(extract(page, "--url", url).stdout)
    assert line["url"] == "https://kinhtedothi.vn/cau-moi-qua-song-312057.html"
    assert line["id"] == "kinhtedothi:312057"


def test_without_an_article_there_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_bytes(b"")
    done = extract(tmp_path / "empty.html", "--table")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.endswith(b"empty.html: empty\n")


def test_the_table_is_readable_in_a_pipe(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TEXT)
    done = extract(page, "--table")
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert all(len(row) <= 80 for row in shown.splitlines())
    for word in ("kinhtedothi", "page.txt", "2019-04-11", "Cầu mới qua sông", "Lan Anh"):
        assert word in shown
    assert "\x1b" not in shown


def test_on_a_narrow_terminal_the_table_keeps_the_headlines(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    shown = scrapy_bytes("extract", str(tmp_path), "--table", env={"COLUMNS": "60"}).stdout.decode()
    assert all(len(row) <= 60 for row in shown.splitlines())
    assert "Cầu mới qua sông" in shown
    assert "tions" not in shown


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        ([], "something is missing"),
        (["a.csv"], "a.csv is a table, no page: the addresses in it are read with --urls a.csv"),
        (["--urls", "a.csv"], "urls: cannot read a.csv"),
        (["a.html", "--tabel"], "unknown option --tabel: did you mean --table?"),
        (["a.html", "--quatsch"], "unknown option --quatsch (see"),
        (["a.html", "b.html", "--url", "https://kinhtedothi.vn/a.html"], "--url belongs to one page, not to several"),
        ([".", "--url", "https://kinhtedothi.vn/a.html"], "--url belongs to one page, not to several"),
        (["a.html", "--url", "kinhtedothi"], "--url: 'kinhtedothi' is no web address"),
        (["a.html", "--at", "soon"], "'soon' is no date"),
        (["a.html", "-o", "/nowhere/feed.jsonl"], "-o: there is no folder /nowhere"),
        (["a.html", "-o", "."], "-o: . is a folder"),
        (["a.html", "-o", "a.docx"], "-o: a.docx names no format; there are .csv, .duckdb, .jsonl,"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_usage_errors_are_one_line_and_exit_code_2(args: list[str], complaint: str) -> None:
    done = extract(*args)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = said(done)
    assert line.startswith(f"scrapy extract: {complaint}")


def test_a_reader_that_has_seen_enough_ends_it_quietly(tmp_path: Path) -> None:
    page = TEXT + "\n" + "Dòng sông chảy qua làng. " * 400  # fifty lines of it are more than a pipe takes
    for number in range(50):
        (tmp_path / f"{number}.txt").write_text(page)
    command = f"{' '.join(SCRAPY)} {tmp_path} | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=PROJECT, timeout=60, check=False)
    assert (done.returncode, done.stderr, len(lines(done.stdout))) == (0, b"", 1)


def test_a_file_name_that_is_no_utf8_is_read_too(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/b\xe0i.txt"
    Path(os.fsdecode(path)).write_text(TEXT)
    (line,) = lines(extract(tmp_path).stdout)
    assert line["file"] == f"{tmp_path}/b\ufffdi.txt"
    assert extract(tmp_path, "--table").returncode == 0


def test_a_full_disk_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*SCRAPY, str(tmp_path)], stdout=full, stderr=subprocess.PIPE, cwd=PROJECT, timeout=60, check=False
        )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)
    assert b"No space left on device" in done.stderr


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not here")
def test_the_article_that_the_project_began_with_is_read_without_a_fault(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    assert extract(SHARED / "seed" / "kinhtedothi-2019-04-11.txt", "-o", feed).returncode == 0
    score = [sys.executable, str(SHARED / "score.py"), "--gold", str(SHARED / "seed"), "--json", str(feed)]
    scored = json.loads(subprocess.run(score, capture_output=True, timeout=60, check=True).stdout)
    figures = scored.get("mean", scored)
    for field in ("title", "lead", "byline", "date", "body", "exact", "paragraphs", "captions", "source"):
        assert figures[field] == 1.0
    assert figures["leaked"] == figures["lost"] == figures["missing"] == 0


def test_the_last_line_says_what_was_read_and_refused(saved: Mapping[str, Path], tmp_path: Path) -> None:
    for number, path in enumerate(sorted(saved.values())[:3]):
        (tmp_path / f"{number}.html").write_bytes(path.read_bytes())
    (tmp_path / "leer.html").write_bytes(b"")
    done = extract(tmp_path, "--at", AT)
    assert done.stderr.decode().splitlines()[-1] == "scrapy extract: 4 pages: 3 articles, 1 refused (empty: 1)"
    one = extract(tmp_path / "0.html", "--at", AT)
    assert (one.returncode, one.stderr) == (0, b"")


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.parquet", "a.jsonl"])
def test_the_output_takes_the_format_of_its_name(saved: Mapping[str, Path], tmp_path: Path, name: str) -> None:
    url, page = next(iter(saved.items()))
    done = extract(page, "--at", AT, "--url", url, "-o", tmp_path / name)
    assert done.stderr.decode() == f"scrapy extract: 1 page: 1 article in {tmp_path / name}\n"
    [row] = rows(tmp_path / name)
    assert row["file"] == str(page)
    assert row["title"] == lines(extract(page, "--at", AT, "--url", url).stdout)[0]["title"]
    assert next(iter(row)) == ("title" if name == "a.xlsx" else "file"), "a sheet is for people"


def rows(path: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet

    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".parquet":
        return pyarrow.parquet.read_table(path).to_pylist()
    if path.suffix == ".xlsx":
        heading, *cells = load_workbook(path)["lines"].values
        return [dict(zip(map(str, heading), row, strict=True)) for row in cells]
    return lines(path.read_bytes())


def test_text_is_the_article_to_read(saved: Mapping[str, Path]) -> None:
    url, page = next(iter(saved.items()))
    [line] = lines(extract(page, "--at", AT, "--url", url).stdout)
    text = extract(page, "--at", AT, "--url", url, "--text").stdout.decode()
    assert text.startswith(line["title"][:40])
    assert url in text.replace("\n", "")
    assert b"--text stands alone" in extract(page, "--text", "--table").stderr
