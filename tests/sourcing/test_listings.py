"""Every frozen listing: all of its articles, nothing else, and the next page."""

import gzip
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scrapers.address import canonical, owns
from scrapers.clock import VIETNAM
from scrapers.dates.window import Window
from scrapers.outlets import outlets
from scrapers.sourcing.sources import SourcePage, read

FOLDER = Path(__file__).parents[1] / "listings"
READ_AT = datetime(2026, 9, 10, 9, tzinfo=VIETNAM)
KEPT = sorted(FOLDER.glob("*.json"))


def reading(path: Path, said: dict[str, Any]) -> SourcePage:
    sources = {source.url: source for source in outlets()[said["outlet"]].sources}
    page = gzip.decompress(path.with_suffix(".gz").read_bytes())
    return read(sources[said["source"]], page, said["url"], said["number"], Window(), READ_AT)


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_list_names_its_articles_and_nothing_else(path: Path) -> None:
    expected = json.loads(path.read_text("utf-8"))
    outlet = outlets()[expected["outlet"]]
    page = reading(path, expected)
    wanted = {canonical(link.url, outlet): link.dates for link in page.links if owns(outlet, link.url)}
    articles = {url: dates for url, dates in wanted.items() if outlet.pattern.match(url.removeprefix(outlet.home))}
    assert list(articles) == expected["links"]
    assert [dates[0].text if dates else "" for dates in articles.values()] == expected["dates"]
    assert list(page.more) == expected["more"]


def test_there_are_kept_lists() -> None:
    assert KEPT


@pytest.mark.parametrize("name", ["plo", "nhandan", "tienphong", "vietnamplus"])
def test_relative_links_of_an_endpoint_are_the_outlets_own(name: str) -> None:
    outlet = outlets()[name]
    [source] = (source for source in outlet.sources if source.kind == "listing")
    answer = json.dumps({"data": {"contents": [{"url": "/cau-moi-post700001.html"}]}}).encode()
    [link] = read(source, answer, source.url, 1, Window(), READ_AT).links
    assert canonical(link.url, outlet) == f"{outlet.home}/cau-moi-post700001.html"
