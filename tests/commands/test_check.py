"""`scrapy check` requests one listing and one article, and stores nothing."""

from __future__ import annotations

import pytest
from scrapy.cmdline import execute

from tests.support import PROJECT
from tests.support.runs import Runs, asked, path
from tests.support.warm import scrapy


def test_scrapy_check_passes(runs: Runs) -> None:
    done = scrapy(*runs.arguments("check", "kinhtedothi"))
    assert done.returncode == 0, done.stderr
    assert "Ran 2 contracts" in done.stderr
    assert len(asked(runs.site)) == 1
    assert not runs.output.exists()


def test_scrapy_check_fails_where_the_first_article_cannot_be_read(runs: Runs) -> None:
    runs.site.fail(path(runs.site.url(runs.site.articles[0])), 404)
    check = runs.arguments("check", "kinhtedothi")
    done = scrapy(*check)
    assert done.returncode == 1
    assert "parse_article" in done.stderr


def test_scrapy_check_of_no_outlet_is_told_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", "check", "kinhtedoti"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines() == [
        "scrapy check: unknown outlet kinhtedoti: did you mean kinhtedothi? (see scrapy check -h)"
    ]
