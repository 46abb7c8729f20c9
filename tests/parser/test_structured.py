"""Structured data, parsed as leniently as browsers and search engines do; a broken block loses only itself."""

from __future__ import annotations

import json

import pytest

from scrapers.parser.page.structured import Structured, read_structured
from scrapers.parser.page.tree import Page
from scrapers.processor_time import processor_time

URL = "https://baogia.example.vn/cau-moi-noi-hai-bo-kenh-710001.html"
STORY = {
    "@type": "NewsArticle",
    "headline": "Cầu mới nối hai bờ kênh",
    "datePublished": "2026-11-19T08:15:00+07:00",
    "author": {"@type": "Person", "name": "Lê Mai"},
}
OTHER = {
    **STORY,
    "headline": "Bến đò cũ thành công viên",
    "url": "/ben-do-cu-600001.html",
    "datePublished": "2020-01-01",
}
PERSON = {"@id": "#a", "@type": "Person", "name": "Lê Mai"}
PLAIN = json.dumps(STORY)
JSON = '<script type="application/ld+json">{}</script>'


def read(markup: str, url: str | None = URL) -> Structured:
    """The reading of a page with this mark-up before its headline."""
    page = f"<html><head>{markup}</head><body><h1>Cầu mới nối hai bờ kênh</h1></body></html>"
    return read_structured(Page(page.encode()), url)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(f"<!-- {PLAIN} -->", id="comment"),
        pytest.param(f"//<![CDATA[\n{PLAIN}\n//]]>", id="CDATA"),
        pytest.param(f"/*<![CDATA[*/{PLAIN};/*]]>*/", id="CDATA in a comment"),
        pytest.param(f"\ufeff\u200b{PLAIN}", id="BOM"),
        pytest.param(f"{PLAIN};", id="semicolon behind"),
        pytest.param(f"{PLAIN}}};", id="brace too many"),
        pytest.param(f"{PLAIN[:-1]},}}", id="comma behind the last member"),
        pytest.param(f'{{"@type": "WebSite"}}\n{PLAIN}', id="two objects"),
        pytest.param(PLAIN.replace('"', "&quot;"), id="entities"),
        pytest.param(PLAIN.replace('"@type"', '"name": "Cầu "Sắt", "Gỗ" và "Đá"", "@type"'), id="bare quotes"),
        pytest.param(PLAIN.replace('"@type"', '"description": "hai\ndòng", "@type"'), id="line break in a string"),
        pytest.param(json.dumps([[STORY]]), id="list of lists"),
        pytest.param(json.dumps({"@graph": [{"@type": "WebSite"}, STORY]}), id="@graph"),
        pytest.param(json.dumps({"@type": "WebPage", "mainEntity": STORY}), id="mainEntity"),
        pytest.param(json.dumps({**STORY, "@type": ["Thing", "schema:NewsArticle"]}), id="types"),
        pytest.param(json.dumps({**STORY, "datePublished": [STORY["datePublished"]]}), id="list of one"),
        pytest.param(json.dumps({**STORY, "datePublished": {"@value": STORY["datePublished"]}}), id="@value"),
        pytest.param(json.dumps([OTHER, STORY]), id="another story before"),
        pytest.param(json.dumps([{**OTHER, "headline": "Cầu"}, {**STORY, "url": URL + "?utm_source=x"}]), id="address"),
        pytest.param(json.dumps({"@graph": [{**STORY, "author": {"@id": "#a"}}, PERSON]}), id="@id"),
    ],
)  # fmt: skip
def test_a_story_is_read_however_its_script_is_written(script: str) -> None:
    data = read(JSON.format(script))
    assert (data.text("datePublished"), data.people) == (STORY["datePublished"], ["Lê Mai"])


@pytest.mark.parametrize(
    "kind", ["application/ld&#x2B;json", "APPLICATION/LD+JSON", "application/ld+json; charset=utf-8"]
)
def test_a_script_is_known_by_its_type_however_that_is_written(kind: str) -> None:
    assert read(f'<script type="{kind}">{PLAIN}</script>').text("headline") == STORY["headline"]


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("[" * 100_000, id="deep"),
        pytest.param(f"{'[' * 5_000}{'{'}{'}'}{']' * 5_000}", id="deep and whole"),
        pytest.param('{"a": ' * 5_000, id="deep objects"),
        pytest.param(json.dumps([{"@type": "Thing"}] * 50_000), id="huge"),
        pytest.param('{"@id": "#a", "author": {"@id": "#a"}, "@graph": {"@id": "#a"}}', id="circular"),
        pytest.param('{"@type": "NewsArticle", "headline": "cắt ngang', id="cut"),
        pytest.param('{"@type": {"@type": 5}, "headline": [[[]]], "author": [[[[null]]]]}', id="odd values"),
        pytest.param('{"' + '"' * 200_000, id="quotes"),
    ],
)
def test_broken_and_hostile_data_costs_only_itself(broken: str) -> None:
    assert read(JSON.format(broken) + JSON.format(PLAIN)).people == ["Lê Mai"]


def test_half_a_surrogate_pair_costs_only_itself() -> None:
    data = read(JSON.format(PLAIN.replace("Mai", "Mai\\ud83d")))
    assert data.people == ["Lê Mai"]
    data.text("headline").encode()


def test_a_date_may_be_a_number() -> None:
    assert (
        read(JSON.format(json.dumps({**STORY, "datePublished": 1795050900000}))).text("datePublished")
        == "1795050900000"
    )


def test_the_only_story_is_left_aside_where_address_and_headline_are_anothers() -> None:
    assert read(JSON.format(json.dumps(OTHER))).text("datePublished") == ""
    assert read(JSON.format(json.dumps({**OTHER, "url": URL}))).text("datePublished") == "2020-01-01"


def test_the_page_tells_the_day_where_its_story_does_not() -> None:
    page = {"@type": "WebPage", "url": URL, "name": "Cầu mới", "datePublished": "2026-11-19T01:15:00+00:00"}
    story = {"@type": "Article", "headline": STORY["headline"]}
    assert read(JSON.format(json.dumps({"@graph": [page, story]}))).text("datePublished") == page["datePublished"]


@pytest.mark.parametrize(
    "said", [False, "False", "false", 0, "no", "http://schema.org/False", "https://schema.org/False"]
)
def test_a_paywall_is_seen_in_every_spelling(said: object) -> None:
    assert read(JSON.format(json.dumps({**STORY, "isAccessibleForFree": said}))).paywalled
    part = {"@type": "WebPageElement", "isAccessibleForFree": said}
    assert read(JSON.format(json.dumps({**STORY, "hasPart": [part]}))).paywalled
    assert not read(JSON.format(json.dumps({**STORY, "isAccessibleForFree": True, "hasPart": [part]}))).paywalled


def test_microdata_tells_of_the_story_and_of_nobody_who_comments() -> None:
    data = read("""<div itemscope itemtype="http://schema.org/NewsArticle">
<h2 itemprop="headline">Cầu mới nối hai bờ kênh</h2><time itemprop="datePublished" datetime="2026-11-19">hôm kia</time>
<span itemprop="author" itemscope itemtype="http://schema.org/Person"><b itemprop="name">Lê Mai</b></span>
<div itemscope itemtype="http://schema.org/Comment" itemprop="comment"><b itemprop="author">Tèo</b>
<time itemprop="datePublished" datetime="2026-11-21">vừa xong</time></div></div>""")
    assert (data.people, data.microdata["datePublished"]) == (["Lê Mai"], "2026-11-19")


def test_a_breadcrumb_may_be_told_in_microdata() -> None:
    data = read("""<ol itemscope itemtype="http://schema.org/BreadcrumbList">
<li itemprop="itemListElement" itemscope itemtype="http://schema.org/ListItem"><a itemprop="item" href="/">
<span itemprop="name">báo giả</span></a></li>
<li itemprop="itemListElement" itemscope itemtype="http://schema.org/ListItem"><a itemprop="item" itemscope
itemtype="http://schema.org/Thing" href="/ha-tang"><span itemprop="name">Hạ tầng</span></a></li></ol>""")
    assert data.breadcrumb == ("báo giả", "Hạ tầng")


def test_a_fact_check_dates_its_page() -> None:
    review = {"@type": "ClaimReview", "url": URL, "datePublished": "2026-11-19", "itemReviewed": {"@type": "Claim"}}
    assert read(JSON.format(json.dumps(review))).text("datePublished") == "2026-11-19"


def test_relative_addresses_refer_to_the_base_of_the_page() -> None:
    assert read('<base href="/anh/">').base(URL) == "https://baogia.example.vn/anh/"
    assert read('<base href="https://cdn.example.vn/">').base(URL) == "https://cdn.example.vn/"
    assert read('<base href="http://[">').base(URL) == URL


def test_thousands_of_stories_and_addresses_are_told_apart_in_the_time_of_a_page() -> None:
    story = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Chợ đêm","url":"/a%d.html"}</script>'
    link = '<link rel="canonical" href="https://bao.vn/b%d.html">'
    head = "".join(one % n for one in (story, link) for n in range(8000))
    with processor_time(2):
        assert read_structured(Page(f"<html><head>{head}<body>".encode()), "https://bao.vn/a7.html").story
