"""The sample site covers what real outlets have: two layouts, listings, feeds, sitemaps and traps."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

import pytest

from tests.support import SHARED
from tests.support.site import Article, SampleSite, expected, special
from tests.support.site.client import HOME, Reply, ask, links, words
from tests.support.site.outlets import KINHTEDOTHI
from tests.support.site.truth import plain


def pages(site: SampleSite, path: str, following: str) -> list[Reply]:
    """A listing and its next pages, in order."""
    found = [ask(site, path)]
    while further := links(found[-1], following):
        found.append(ask(site, further[0]))
    return found


@pytest.fixture(scope="module")
def still() -> Iterator[SampleSite]:
    """A site that no test changes."""
    with SampleSite(slow_seconds=0.1) as running:
        yield running


def test_it_holds_sixty_articles_in_both_layouts(still: SampleSite) -> None:
    layouts = [article.layout for article in still.articles]
    assert len(layouts) >= 60
    assert layouts.count("2019") >= 20
    assert layouts.count("2025") >= 35
    assert {article.kind for article in still.articles} == {"article", "gallery", "video"}


def test_its_articles_span_the_layouts_years(still: SampleSite) -> None:
    years = {(article.layout, article.published.year) for article in still.articles}
    assert years == {("2019", 2017), ("2019", 2018), ("2019", 2019), ("2019", 2020), ("2025", 2025), ("2025", 2026)}
    assert timedelta(0) < still.clock - still.articles[0].published < timedelta(minutes=10)


def test_every_article_answers_with_what_it_is_expected_to_say(still: SampleSite) -> None:
    for article in still.articles:
        reply = ask(still, still.url(article))
        assert reply.status == 200, still.url(article)
        text = words(reply, encoding=charset(article))
        truth = expected(article)
        shown = [truth["title"], truth["lead"], *str(truth["body"]).split("\n\n"), *(truth["tags"])]  # type: ignore[misc]
        shown += [caption["text"] for caption in truth["captions"]]  # type: ignore[attr-defined]
        assert [part for part in shown if str(part).replace(" | ", "") not in text.replace(" | ", "")] == []


def charset(article: Article) -> str:
    """What Python calls the charset of an article's bytes."""
    return {"windows-1258": "cp1258"}.get(article.encoding, article.encoding)


def test_the_layouts_marks_are_where_the_outlet_has_them(still: SampleSite) -> None:
    marks = {
        "2019": ("//div[@id='cotent_detail']", "//div[@class='sapo_detail fr']", "//div[contains(@class,'breadcump')]"),
        "2025": (
            "//h1[@class='article-title']",
            "//div[@class='article-published-on']",
            "//*[@class='article-tags']/a",
        ),
    }
    for article in (a for a in still.articles if a.declared == "utf-8" and a.tags):
        reply = ask(still, still.url(article))
        for layout, paths in marks.items():
            assert all(links(reply, path) for path in paths) == (layout == article.layout), still.url(article)


def test_a_page_of_2019_may_print_no_time_but_name_its_day_in_the_lead(still: SampleSite) -> None:
    (undated,) = [article for article in still.articles if article.says == "day"]
    reply = ask(still, still.url(undated))
    assert words(reply, "//*[contains(@class, 'time_detail_news')]") == ""
    assert words(reply, "//*[contains(@class, 'sapo_detail')]").startswith("Kinhtedothi - Ngày 11/4, ")
    assert "Chia sẻ Zalo" in words(reply)
    assert "Tin đọc nhiều" in words(reply)
    assert still.expected(still.url(undated))["date"] == "2019-04-11T00:00:00+07:00"


def test_pages_of_2025_carry_json_ld_that_agrees_with_the_page(still: SampleSite) -> None:
    dated = [article for article in still.articles if article.says == "second"]
    for article in dated:
        reply = ask(still, still.url(article))
        data = json.loads(words(reply, "//script[@type='application/ld+json']"))
        assert data["datePublished"] == article.published.isoformat()
        assert article.published.strftime("%H:%M %d/%m/%Y") in words(reply, "//*[@class='article-published-on']")
    assert len(dated) >= 20


def test_wrong_and_old_charsets_are_served_as_the_truth_says(still: SampleSite) -> None:
    odd = [article for article in still.articles if article.declared != "utf-8"]
    assert {(article.declared, article.encoding) for article in odd} == {
        ("windows-1258", "utf-8"),
        ("windows-1258", "windows-1258"),
    }
    for article in odd:
        reply = ask(still, still.url(article))
        assert reply.headers["content-type"] == "text/html"
        assert b"windows-1258" in reply.body
        assert plain(article.title) in plain(reply.body.decode(charset(article)))


def test_sections_list_all_their_articles_over_several_pages(still: SampleSite) -> None:
    following = {
        "2019": "//div[contains(@class, 'paging')]/a[@class='active']/following-sibling::a[1]/@href",
        "2025": "//nav[@class='pagination']/a[@class='active']/following-sibling::a[1]/@href",
    }
    listed = {
        "2019": "//*[contains(@class,'pkg')]//li/div[contains(@class,'info_cate')]/a/@href"
        " | //*[contains(@class,'pkg')]/h2/a/@href",
        "2025": "//h3[@class='story-title']/a/@href",
    }
    assert {section.listing for section in KINHTEDOTHI.sections} == {"2019", "2025"}
    for section in KINHTEDOTHI.sections:
        replies = pages(still, f"/{section.slug}", following[section.listing])
        own = {still.url(article) for article in still.articles if article.section == section.slug}
        assert len(replies) >= 2, section.slug
        assert own <= {link for reply in replies for link in links(reply, listed[section.listing])}, section.slug


def test_listings_mix_in_what_a_crawler_must_not_follow(still: SampleSite) -> None:
    first = {slug: links(ask(still, f"/{slug}"), "//a/@href") for slug in special.STRAYS}
    assert all(stray in first[slug] for slug, strays in special.STRAYS.items() for stray, _ in strays)
    spelled = "\n".join(link for found in first.values() for link in found)
    assert "?utm_source=zalo" in spelled
    assert "#binh-luan" in spelled
    assert "https://m.kinhtedothi.vn/" in spelled
    assert re.search(r"/[a-z-]+-6\d{5}\.html", spelled), "an address of before 2025"


def test_tag_pages_list_the_articles_of_a_tag(still: SampleSite) -> None:
    tagged = [article for article in still.articles if "giao thông" in article.tags]
    replies = pages(still, "/tag/giao-thong", "//nav/a[@class='active']/following-sibling::a[1]/@href")
    found = {link for reply in replies for link in links(reply, "//h3/a/@href")}
    assert found == {still.url(article) for article in tagged}
    assert ask(still, "/tag/khong-co").status == 404


def test_the_home_page_opens_with_the_newest_article(still: SampleSite) -> None:
    assert links(ask(still, "/"), "//h3[@class='story-title']/a/@href")[0] == still.url(still.articles[0])


def test_feeds_name_the_newest_articles_and_one_feed_is_empty(still: SampleSite) -> None:
    assert links(ask(still, "/rss/home.rss"), "//item/link/text()") == [still.url(a) for a in still.articles[:20]]
    assert len(links(ask(still, "/rss/do-thi.rss"), "//item/link/text()")) >= 10
    empty = ask(still, "/rss/feed/4.rss")
    assert empty.status == 200
    assert links(empty, "//item") == []


def test_sitemaps_cover_every_article_by_month(still: SampleSite) -> None:
    index = links(ask(still, "/sitemap.xml"), "//s:loc/text()")
    assert f"{HOME}/sitemaps/news-2019-4.xml" in index
    found = [link for sitemap in index for link in links(ask(still, sitemap), "//s:loc/text()")]
    assert sorted(found) == sorted(still.url(article) for article in still.articles)
    assert ask(still, "/sitemaps/news-2016-1.xml").status == 404


def test_an_empty_page_and_a_redesigned_one_are_no_articles_of_a_known_layout(still: SampleSite) -> None:
    for path in (special.EMPTY, special.REDESIGN):
        reply = ask(still, path)
        assert reply.status == 200
        assert links(reply, "//h1") == []


def shingles(text: str, size: int) -> set[tuple[str, ...]]:
    """Runs of that many words."""
    words = re.findall(r"\w+", plain(text).lower())
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}


def test_no_two_articles_are_nearly_the_same(still: SampleSite) -> None:
    assert len({article.title for article in still.articles}) == len(still.articles)
    bodies = [shingles(str(expected(article)["body"]), 4) for article in still.articles if article.kind == "article"]
    assert max(len(one & other) / len(one | other) for one, other in combinations(bodies, 2)) < 0.35


@pytest.mark.skipif(not SHARED.exists(), reason="the real pages are not beside this checkout")
def test_no_sentence_of_a_real_page_is_in_it(still: SampleSite) -> None:
    golds = [*SHARED.glob("seed/gold.json"), *SHARED.glob("pages/gold/*.json")]
    assert golds
    real: set[tuple[str, ...]] = set()
    for gold in map(json.loads, (path.read_text(encoding="utf-8") for path in golds)):
        body = gold.get("body") or []
        for text in [gold.get("lead") or "", *([body] if isinstance(body, str) else body)]:
            real |= shingles(text, 8)
    for article in still.articles:
        truth = expected(article)
        own = shingles(f"{truth['title']} {truth['lead']} {truth['body']} {truth['captions']}", 8)
        assert own & real == set(), still.url(article)
