"""`scrapy check` asks a site for a listing and an article, and stores nothing."""

from __future__ import annotations

import subprocess

import pytest
from scrapy.cmdline import execute

from tests.runs import PROJECT, Runs, asked, path


def test_scrapy_check_passes(runs: Runs) -> None:
    done = subprocess.run(
        runs.command("check", "kinhtedothi"), cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Ran 2 contracts" in done.stderr
    assert len(asked(runs.site)) == 1
    assert not runs.output.exists()


def test_scrapy_check_fails_where_the_first_article_cannot_be_read(runs: Runs) -> None:
    runs.site.fail(path(runs.site.url(runs.site.articles[0])), 404)
    check = runs.command("check", "kinhtedothi")
    done = subprocess.run(check, cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False)
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
