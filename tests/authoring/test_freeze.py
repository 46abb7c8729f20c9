"""`scrapy freeze`: a page becomes a test fixture whose test fails until a person has reviewed the expected reading."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tests.support.checkout import Checkout

URL = "https://kinhtedothi.vn/cau-moi.312057.html"
PAGE = f"""<html lang="vi"><head><link rel="canonical" href="{URL}"></head><body>
<h1 class="article-title">Cầu mới qua sông thông xe</h1><span class="article-published-on">11/04/2019 15:30</span>
<h2 class="article-sapo">Cây cầu dài hai cây số nối hai bờ sau ba năm thi công.</h2>
<div class="embed-portal content-ktdt-article"><p>Người dân hai bên bờ đã đi lại trong buổi sáng đầu tiên.</p>
<p>Phà cũ dừng chạy từ cuối tuần, theo ban quản lý bến.</p></div></body></html>""".encode()
EXPECTATION = Path("tests/pages/kinhtedothi/2019-04-11-312057.json")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "project")


def test_a_frozen_page_fails_until_a_person_has_looked(checkout: Checkout, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_bytes(PAGE)
    done = checkout.scrapy("freeze", saved)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{EXPECTATION}\n", "")
    path = checkout.folder / EXPECTATION
    assert gzip.decompress(path.with_suffix(".html.gz").read_bytes()) == PAGE
    expectation = json.loads(path.read_text())
    assert expectation["checked"] is False
    assert (expectation["url"], expectation["title"]) == (URL, "Cầu mới qua sông thông xe")
    assert len(expectation["body"]) == 2
    tested = checkout.test_pages()
    assert tested.returncode == 1
    assert "nobody has compared it with the page" in tested.stdout
    path.write_text(json.dumps(expectation | {"checked": True}))
    assert checkout.test_pages().returncode == 0
    path.write_text(json.dumps(expectation | {"checked": True, "title": "Một tít khác"}))
    assert checkout.test_pages().returncode == 1


def test_a_page_of_today_keeps_the_time_at_which_it_was_read(checkout: Checkout, tmp_path: Path) -> None:
    saved = tmp_path / "saved.html"
    saved.write_bytes(PAGE.replace(b"11/04/2019 15:30", "2 giờ trước".encode()))
    now = "-sNOW=2031-05-06T10:00"
    assert checkout.scrapy("freeze", saved, now).stdout == "tests/pages/kinhtedothi/2031-05-06-312057.json\n"
    path = checkout.folder / "tests/pages/kinhtedothi/2031-05-06-312057.json"
    expectation = json.loads(path.read_text())
    assert (expectation["date"], expectation["at"][:16]) == ("2031-05-06T08:00:00+07:00", "2031-05-06T03:00")
    path.write_text(json.dumps(expectation | {"checked": True}))
    assert checkout.test_pages().returncode == 0
    saved.write_bytes(PAGE)
    at = ("--at", "12/4/2019")
    assert checkout.scrapy("freeze", saved, *at).stdout == f"{EXPECTATION}\n"
    assert json.loads((checkout.folder / EXPECTATION).read_text())["at"] == "2019-04-11T17:00:00Z"


def test_what_a_person_has_checked_is_not_overwritten(checkout: Checkout) -> None:
    path = checkout.folder / EXPECTATION
    checkout.scrapy("freeze", "-", stdin=PAGE)
    changed = PAGE.replace("ba năm".encode(), "bốn năm".encode())
    assert checkout.scrapy("freeze", "-", stdin=changed).returncode == 0
    assert "bốn năm" in path.read_text()
    path.write_text(json.dumps(json.loads(path.read_text()) | {"checked": True}))
    before = path.read_bytes()
    assert checkout.scrapy("freeze", "-", stdin=changed).returncode == 0
    done = checkout.scrapy("freeze", "-", stdin=PAGE)
    assert (done.returncode, done.stdout) == (1, "")
    assert "which a person has checked: delete that one first" in done.stderr
    assert path.read_bytes() == before


def test_an_address_can_be_told_and_what_is_no_article_is_not_kept(checkout: Checkout, tmp_path: Path) -> None:
    saved, menu = tmp_path / "saved.html", tmp_path / "menu.html"
    saved.write_bytes(PAGE.replace(URL.encode(), b""))
    menu.write_text('<html><body><ul><li><a href="/a.html">Thời sự</a></li></ul></body></html>')
    done = checkout.scrapy("freeze", saved, "--url", URL)
    assert (done.returncode, done.stdout) == (0, f"{EXPECTATION}\n")
    done = checkout.scrapy("freeze", menu, tmp_path / "missing.html")
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.rpartition(": ")[0] for line in done.stderr.splitlines()] == [
        f"scrapy freeze: {menu}",
        f"scrapy freeze: {tmp_path / 'missing.html'}",
    ]
    assert len(list((checkout.folder / "tests" / "pages").rglob("*.html.gz"))) == 1
