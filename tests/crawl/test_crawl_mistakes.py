"""User errors are reported in one line, before any request."""

from __future__ import annotations

import pytest
from scrapy.cmdline import execute

from tests.support import PROJECT


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["kinhtedoti"], "did you mean kinhtedothi?"),
        (["kinhtedothi", "-ahello=1"], "unknown argument hello"),
        (["kinhtedothi", "-asince=hôm kìa"], "'hôm kìa' is no date"),
        (["kinhtedothi", "-asince=2019-04-12", "-auntil=11/4/2019"], "later than"),
        (["kinhtedothi", "-asection=the-thao"], "unknown section the-thao (there are bat-dong-san"),
        (["kinhtedothi", "-asource=atom"], "unknown source atom"),
        (["kinhtedothi", "-asource=rss", "-asection=van-hoa"], "no rss source is of section van-hoa"),
        (["kinhtedothi", "-aurls=/nowhere/urls.txt"], "cannot read /nowhere/urls.txt"),
        (["kinhtedothi", "-aurls=https://example.com/a.html"], "is no address of https://kinhtedothi.vn"),
        (["kinhtedothi", "-alimit=none"], "limit=none"),
        (["kinhtedothi", "-arefresh=soon"], "'soon' is no age"),
        (["kinhtedothi", "--fast"], "unknown option --fast"),
        (["kinhtedothi", "vnexpress"], "several in one run: scrapy harvest kinhtedothi vnexpress"),
        (["all"], "several in one run: scrapy harvest (see"),
        (["kinhtedothi", "-o", "x.json"], "then type scrapy feed export x.json"),
        ([], "something is missing: scrapy crawl [options]"),
        (["https://example.com/a.html"], "https://example.com/a.html is of no known outlet"),
        (["Kinh tế & Đô thị", "--limit", "none"], "limit=none"),
        (["https://kinhtedothi.vn/", "--limit", "none"], "limit=none"),
        (["kinhtedothi", "--section", "Kinh tế", "--limit", "none"], "limit=none"),
        (["kinhtedothi", "--section", "kinh tế học"], "unknown section kinh tế học (there are bat-dong-san, "),
        (["kinhtedothi", "-sOUTPUT=setup.cfg/x", "-sOUTPUT=/dev/null/x"], "cannot write to /dev/null/x"),
        (["kinhtedothi", "-sNOW=yesterday"], "NOW=yesterday"),
        (["kinhtedothi", "-sSITE_ADDRESS=8000"], "SITE_ADDRESS="),
    ],
)
def test_a_mistake_is_told_in_one_line_before_anything_is_asked(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(PROJECT)
    with pytest.raises(SystemExit) as ended:
        execute(["scrapy", "crawl", *arguments])
    out, err = capsys.readouterr()
    assert (ended.value.code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
