"""Lists of URLs are accepted in the usual forms, and invalid lines are reported."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from scrapers.crawl.address_lists import is_list, outlet_at, read_list

FIRST, SECOND = "https://kinhtedothi.vn/cau-moi.312057.html", "https://tuoitre.vn/gia-gao,-gia-ca-20260316070000123.htm"


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST},{SECOND}",
        f"{FIRST}, {SECOND}",
        f"{FIRST} {SECOND}",
        f"{FIRST.removeprefix('https://')},{SECOND.removeprefix('https://')}",
        f"{FIRST}\n{SECOND}\n",
    ],
)
def test_addresses_are_typed_with_commas_blanks_or_lines_between_and_without_https(text: str) -> None:
    assert [given.url for given in read_list(text)] == [FIRST, SECOND]
    assert is_list(text)


def test_a_file_and_standard_input_have_one_on_each_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"\ufeff# from the archive\n\n{FIRST}\nkinhtedothi.vn/a-b.312058.html\n"
    (tmp_path / "list.txt").write_text(text, "utf-8")
    wanted = [FIRST, "https://kinhtedothi.vn/a-b.312058.html"]
    assert [given.url for given in read_list(str(tmp_path / "list.txt"))] == wanted
    monkeypatch.setattr(sys, "stdin", io.StringIO(text.removeprefix("\ufeff")))
    assert [given.url for given in read_list("-")] == wanted


@pytest.mark.parametrize(
    "text",
    [
        f"url\n{FIRST}\n{SECOND}\n",
        f"Địa chỉ;Ghi chú\n{FIRST};x\n{SECOND}\n",
        f'STT,Tiêu đề,Địa chỉ\n1,"Cầu, mới",{FIRST}\n2,"Giá\ngạo","{SECOND}"\n3,Chưa có,\n',
        f"Tiêu đề\tĐịa chỉ\r\nCầu mới\t{FIRST.removeprefix('https://')}\r\nGiá gạo\t{SECOND}\r\n",
    ],
)
def test_a_table_with_headings_gives_its_column_of_addresses(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.csv").write_text(text, "utf-8-sig", newline="")
    assert [given.url for given in read_list(str(tmp_path / "list.csv"))] == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (f"htps:/kinhtedothi.vn/a.html\n{FIRST}\n", "line 1: 'htps:/kinhtedothi.vn/a.html'"),
        (f"Tiêu đề,Địa chỉ\nCầu mới,{FIRST}\nGiá gạo,chưa có\n", "line 3: 'chưa có'"),
        ("Tiêu đề,Địa chỉ\nCầu mới,chưa có\n", "line 1: 'Tiêu đề,Địa chỉ'"),
    ],
)
def test_a_mistyped_address_is_no_heading_and_a_bad_cell_is_named(tmp_path: Path, text: str, where: str) -> None:
    (tmp_path / "list.csv").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=rf"list\.csv, {where} is no address"):
        read_list(str(tmp_path / "list.csv"))


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{FIRST}\ncầu mới\n", "utf-8")
    with pytest.raises(ValueError, match=r"list\.txt, line 2: 'cầu mới' is no address"):
        read_list(str(path))
    path.write_text("# nothing\n")
    with pytest.raises(ValueError, match="no address in"):
        read_list(str(path))


@pytest.mark.parametrize("text", ["kinhtedothi", "Kinh tế & Đô thị", "list.txt", "24h"])
def test_the_name_of_an_outlet_or_a_file_is_no_address(text: str) -> None:
    assert not is_list(text)


def test_addresses_find_their_outlets() -> None:
    assert [outlet_at(given).name for given in read_list(f"{FIRST},{SECOND}")] == ["kinhtedothi", "tuoitre"]
    with pytest.raises(ValueError, match="of no known outlet"):
        outlet_at(read_list("example.com/a.html")[0])


def test_a_file_that_is_too_large_or_no_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"https://kinhtedothi.vn/tin-1.html\n" * 300_000)
    (tmp_path / "film.mp4").write_bytes(b"ftyp\0\0")
    with pytest.raises(ValueError, match=r"large\.txt is larger than 10 MB: divide it"):
        read_list(str(tmp_path / "large.txt"))
    with pytest.raises(ValueError, match=r"film\.mp4 is no list of addresses"):
        read_list(str(tmp_path / "film.mp4"))
