"""No name from a page or an argument escapes its folder or makes an unusable file."""

from pathlib import Path

import pytest

from scrapers.names import file_name, outlet_name
from scrapers.records.frozen_pages import page_file
from scrapers.records.sample_pages import sample
from tests.support.warm import scrapy

OUTSIDE = [
    "..", ".", "", "../x", "a/../../b", "/etc/passwd", "a/b", "a\\b", "~", "-rf", "--help", ".hidden", "a..b", "a.",
    "a\0b", "a\nb", "a\x1b[2J", "a\u202eb", "a\u200bb", "a b", "a:b", "%2f", "a*", "$(x)", "a\udcff", "x" * 200,
]  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE, ids=ascii)
def test_what_is_no_name_of_a_file_names_none(name: str, tmp_path: Path) -> None:
    """Whoever would write it."""
    with pytest.raises(ValueError, match="is no name of a file"):
        file_name(name)
    for outlet, page in ((name, "2026-03-16-1"), ("kinhtedothi", name)):
        with pytest.raises(ValueError, match="is no name of a file"):
            page_file(outlet, page, tmp_path)
    assert (
        sample(tmp_path, "kinhtedothi", f"source:empty{name}")
        .resolve()
        .is_relative_to(tmp_path.resolve() / "samples" / "kinhtedothi")
    )


@pytest.mark.parametrize("name", ["2026-03-16-680672", "24h", "thethao247.vn", "báo.vn", "0a1b2c3d4e5f6071", "a_b"])
def test_names_of_outlets_and_articles_are_names_of_files(name: str) -> None:
    """As they are."""
    assert file_name(name) == name


@pytest.mark.parametrize("name", ["class", "import", "match", "os", "sys", "json", "rf-", "-rf", "Báo", "../x", ""])
def test_an_outlet_is_no_word_of_python(name: str) -> None:
    """Its file could not be imported, or would be taken for another."""
    with pytest.raises(ValueError, match=r"is (not of lower-case|a word of Python)"):
        outlet_name(name)


@pytest.mark.parametrize(
    "arguments",
    [
        ["x.vn/../../y"],
        ["import.vn"],
        ["os.vn"],
        ["--name=class", "x.vn"],
        ["--name=../x", "x.vn"],
        ["%2f.vn"],
        ["-rf.vn"],
    ],
    ids=" ".join,
)
def test_new_writes_nothing_under_such_a_name(arguments: list[str], tmp_path: Path) -> None:
    """The error is one line."""
    done = scrapy("new", *arguments, str(tmp_path / "page.html"))
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
