"""With a wrong outlet file a run still reads what it can, and records a finding for each fallback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import XmlResponse

import settings
from scrapers.clock import VIETNAM
from scrapers.outlet import Feed, Listing, NewsSitemap, Sitemap
from scrapers.outlets import outlets
from scrapers.processor_time import processor_time
from scrapers.sourcing import feeds
from scrapers.web.reach import led_away
from tests.hostile.pages import article, feed, listing, path, sitemap
from tests.support.visit import Visit

DAY = timedelta(days=1)
NOW = datetime(2026, 3, 16, 9, tzinfo=VIETNAM)
HOME = "https://kinhtedothi.vn"
NEW = "https://moi.kinhtedothi.vn"
FEED, SECTION = Feed(url="/rss/home.rss"), Listing(url="/do-thi", links="h2 > a")
OUTLET = replace(outlets()["kinhtedothi"], hosts=(), sources=(FEED,), forms=())
NAMED = [path(100_000 + n) for n in range(6)]
Visiting = Callable[..., Visit]


@pytest.fixture
def visit(tmp_path: Path) -> Visiting:
    """Runs of the outlet, which share a state."""
    return lambda outlet=OUTLET, at=NOW: Visit(outlet, tmp_path, at)


def moved(run: Visit) -> list[str]:
    """The article URLs requested by a run whose feed is served by the new host."""
    [request] = run.asked
    return [one.url for one in run.answer(request, feed("moi.kinhtedothi.vn", NAMED), f"{NEW}/rss/home.rss")]  # type: ignore[union-attr]


# hosts


def test_an_outlet_that_moves_within_its_site_is_read_at_its_new_host_and_the_next_run_knows(visit: Visiting) -> None:
    run = visit()
    assert moved(run) == [f"{NEW}{one}" for one in NAMED]
    assert run.end() == {("site", "moi.kinhtedothi.vn"): NEW}
    again = visit()
    assert again.spider.outlet.sites == ("moi.kinhtedothi.vn",)
    assert again.end() == {("site", "moi.kinhtedothi.vn"): NEW}


def test_a_page_of_the_new_host_is_the_outlets_own_article(visit: Visiting) -> None:
    run = visit()
    [request] = run.asked
    first = run.answer(request, feed("moi.kinhtedothi.vn", NAMED), f"{NEW}/rss/home.rss")[0]
    assert isinstance(first, Request)
    [reading] = run.answer(first, article(100_000))
    assert (reading.article.article_id, reading.article.url) == ("100000", f"{NEW}{NAMED[0]}")  # type: ignore[union-attr]
    run.end()


def test_the_file_that_names_the_new_host_ends_the_finding(visit: Visiting) -> None:
    run = visit()
    moved(run)
    run.end()
    assert visit(replace(OUTLET, home=NEW, hosts=("kinhtedothi.vn",))).end() == {}


def test_a_part_that_stands_at_a_host_of_its_own_is_read_and_no_move(visit: Visiting) -> None:
    run = visit()
    [request] = run.asked
    first, *others = run.answer(request, feed("kinhtedothi.vn", NAMED))
    run.answer(first, article(100_000), f"{NEW}{NAMED[0]}")  # type: ignore[arg-type]
    for number, one in enumerate(others, 100_001):
        run.answer(one, article(number))  # type: ignore[arg-type]
    assert run.end() == {}
    again = visit()
    assert again.spider.outlet.sites == ("moi.kinhtedothi.vn",)
    assert again.end() == {}


@pytest.mark.parametrize(
    ("asked", "url", "home"),
    [
        (f"{HOME}{NAMED[0]}", f"https://bao.vn{NAMED[0]}", "https://bao.vn"),
        (f"{HOME}{NAMED[0]}", f"https://www.bao.vn/ktdt{NAMED[0]}", "https://www.bao.vn/ktdt"),
        (f"{HOME}/robots.txt", "https://bao.vn/robots.txt", "https://bao.vn"),
        (f"{HOME}/do-thi{NAMED[0]}", f"https://bao.vn{NAMED[0]}", ""),
    ],
)
def test_an_outlet_that_leaves_its_site_is_named_with_its_new_home_and_not_read(
    visit: Visiting, asked: str, url: str, home: str
) -> None:
    run = visit()
    run.spider.crawler.signals.send_catch_log(led_away, requested=asked, url=url)
    assert run.end() == {("away", "bao.vn"): home}
    assert visit().spider.outlet.sites == ()


def test_one_redirect_among_many_answers_is_no_move(visit: Visiting) -> None:
    run = visit()
    [request] = run.asked
    run.answer(request, feed("kinhtedothi.vn", NAMED))
    run.spider.crawler.signals.send_catch_log(led_away, requested=f"{HOME}{NAMED[0]}", url=f"https://bao.vn{NAMED[0]}")
    assert run.end() == {}


# addresses and links


def test_a_form_of_addresses_that_the_pattern_leaves_out_is_taken_over_and_kept(visit: Visiting) -> None:
    outlet = replace(OUTLET, article=r"/(?P<id>\d{30})$")
    run = visit(outlet)
    [request] = run.asked
    assert len(run.answer(request, feed("kinhtedothi.vn", NAMED))) == 6
    [((kind, pattern), form)] = run.end().items()
    assert (kind, form) == ("form", "/….<6 digits>.html")
    assert visit(outlet).spider.outlet.forms == (pattern,)
    assert visit(OUTLET).spider.outlet.forms == ()


def test_a_sitemap_of_as_many_addresses_as_there_may_be_is_read_within_its_time(visit: Visiting) -> None:
    """Also where the form of its addresses is to be found first, and it is read again."""
    source = Sitemap(url="/sitemap.xml")
    run = visit(replace(OUTLET, article=r"/(?P<id>\d{30})$", sources=(source,)))
    body = sitemap(f"{HOME}{path(100_000 + n)}" for n in range(feeds.MOST))
    response = XmlResponse(f"{HOME}{source.url}", body=body.encode())
    with processor_time(settings.SOURCE_SECONDS):
        page = run.spider.names(response, source, 1, response.url)
    assert len(run.spider.articles(page)) == feeds.MOST


def test_what_was_read_before_the_form_was_found_is_read_again_in_the_same_run(visit: Visiting) -> None:
    wrong, small = replace(SECTION, links=".khong-co a"), Feed(url="/rss/nho.rss")
    older, other = path(200_000), path(200_001)
    run = visit(replace(OUTLET, article=r"/(?P<id>\d{30})$", sources=(FEED, small, wrong)))
    asked = dict(zip(("large", "small", "section"), run.asked, strict=True))
    assert run.answer(asked["small"], feed("kinhtedothi.vn", [*NAMED[:2], older])) == []
    assert run.answer(asked["section"], listing([*NAMED[:2], other])) == []
    assert len(run.answer(asked["large"], feed("kinhtedothi.vn", NAMED))) == 6
    assert [request.url for request in run.idle()] == [f"{HOME}{older}", f"{HOME}{other}"]
    assert list(run.spider.fallbacks.troubles(run.spider.outlet.sources)) == []
    assert run.spider.ledger.sources["/rss/nho.rss"] == {"read": 1, "named": 3, "links": 3, "fresh": 3}
    assert ("links", "/do-thi") in run.end()
    again = visit(replace(OUTLET, sources=(FEED, small)))
    assert ["If-None-Match" in request.headers for request in again.asked] == [True, True]


def test_a_link_rule_that_finds_nothing_is_noted(visit: Visiting) -> None:
    wrong = replace(SECTION, links=".khong-co a")
    run = visit(replace(OUTLET, sources=(wrong,)))
    [request] = run.asked
    assert len(run.answer(request, listing(NAMED))) == 6
    assert run.end() == {("links", "/do-thi"): "6"}


# dates and sources

MONTH_FIRST = "<rss><channel>{}</channel></rss>".format(
    "".join(
        f"<item><link>{HOME}{one}</link><pubDate>3/{day}/2026 7:00:00 AM</pubDate></item>"
        for one, day in zip(NAMED, (15, 14, 13), strict=False)
    )
)


def test_a_feed_that_writes_the_month_first_is_read_so_until_the_file_says_it(visit: Visiting) -> None:
    run = visit()
    run.answer(run.asked[0], MONTH_FIRST)
    assert run.end() == {("order", "/rss/home.rss"): "MDY"}
    again = visit()
    assert again.spider.fallbacks.as_found(FEED).order == "MDY"  # type: ignore[attr-defined]
    again.end()
    assert visit(replace(OUTLET, sources=(FEED.but(order="MDY"),))).end() == {}


def troubles(run: Visit) -> list[str]:
    """What is wrong with the file's sources, in a word each."""
    return [what.partition(":")[0] for _, what in run.spider.fallbacks.troubles(run.spider.outlet.sources)]


@pytest.mark.parametrize(
    "reason", ["404", "410", "no XML: it begins with '<html>'", "max redirections reached", "leads to port 22 of x"]
)
def test_a_source_that_is_not_there_is_dead_at_once(visit: Visiting, reason: str) -> None:
    run = visit()
    run.fails(FEED.url, reason)
    assert troubles(run) == ["dead"]
    run.end()


def test_a_source_that_is_out_of_order_is_dead_after_a_day(visit: Visiting) -> None:
    for at, what in ((NOW, []), (NOW + DAY / 2, []), (NOW + 2 * DAY, ["dead"])):
        run = visit(at=at)
        run.fails(FEED.url, "503")
        assert troubles(run) == what
        run.end()


def test_a_feed_stands_still_that_is_older_than_its_pace_allows(visit: Visiting) -> None:
    for at, what in ((NOW, []), (NOW + 3 * DAY, []), (NOW + 10 * DAY, ["still"])):
        run = visit(at=at)
        run.answer(run.asked[0], feed("kinhtedothi.vn", NAMED))
        assert troubles(run) == what
        run.end()


def test_a_source_that_names_no_article_is_empty_and_a_quiet_section_is_not(visit: Visiting) -> None:
    quiet = Feed(url="/rss/nong-thon.rss", section="nong-thon")
    run = visit(replace(OUTLET, sources=(FEED, quiet, Feed(url="/rss/video.rss"))))
    full, section, other = run.asked
    run.answer(full, feed("kinhtedothi.vn", NAMED))
    run.answer(section, feed("kinhtedothi.vn", []))
    run.answer(other, feed("kinhtedothi.vn", ["/video/1", "/video/2"]))
    assert run.idle() == []
    assert troubles(run) == ["empty"]
    run.end()


def test_sources_that_name_articles_stand_in_for_a_week(visit: Visiting) -> None:
    other, none = NewsSitemap(url=f"{HOME}/tin-moi.xml"), Feed(url=f"{HOME}/rss/khac.rss")
    run = visit()
    run.spider.ledger.named(other, named=5, links=5, fresh=5)
    run.spider.fallbacks.keep({other.url: (other, "robots.txt"), none.url: (none, "the menu")})
    run.end()
    for days, standing in ((1, [other]), (6, [other]), (8, [])):
        run = visit(at=NOW + days * DAY)
        assert run.spider.fallbacks.standing_in() == standing
        run.end()
