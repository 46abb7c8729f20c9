"""The sample site behaves like a real outlet, deterministically, and misbehaves on demand."""

import gzip
import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from scrapers.records.frozen_pages import frozen_pages
from tests.support.site import Article, SampleSite, special, texts
from tests.support.site.client import HOME, ask, links
from tests.support.site.freeze import mock_pages


def new_article(**changes: object) -> Article:
    """An article of 2025 that the site does not have."""
    record = {"outlet": "kinhtedothi", "layout": "2025", "published": datetime(2026, 3, 16, 8, 59, tzinfo=texts.HANOI)}
    record |= {"section": "thoi-su", "title": "Bài mới nhất", "lead": "Một bài vừa lên trang.", "text": "Một đoạn."}
    return texts.article(record | changes)


@pytest.fixture(scope="module")
def still() -> Iterator[SampleSite]:
    """A site that no test changes."""
    with SampleSite(slow_seconds=0.1) as running:
        yield running


@pytest.fixture
def site() -> Iterator[SampleSite]:
    """A site of the test's own."""
    with SampleSite(slow_seconds=0.1) as running:
        yield running


def test_the_news_sitemap_holds_the_last_two_days(site: SampleSite) -> None:
    recent = links(ask(site, "/news-sitemap.xml"), "//s:loc/text()")
    since = site.clock - timedelta(days=2)
    assert recent == [site.url(article) for article in site.articles if article.published > since]
    assert len(recent) >= 4
    site.advance(timedelta(days=3))
    assert links(ask(site, "/news-sitemap.xml"), "//s:loc/text()") == []


def test_unchanged_pages_listings_feeds_and_sitemaps_answer_304(still: SampleSite) -> None:
    for path in (still.url(still.articles[3]), "/", "/thoi-su", "/do-thi/p2", "/rss/home.rss", "/sitemap.xml"):
        first = ask(still, path)
        by_tag = ask(still, path, If_None_Match=first.headers["etag"])
        by_date = ask(still, path, If_Modified_Since=first.headers["last-modified"])
        assert (first.status, by_tag.status, by_date.status) == (200, 304, 304), path
        assert by_tag.body == b""
        assert ask(still, path, If_None_Match='"other"', If_Modified_Since=first.headers["last-modified"]).status == 200


def test_answers_are_gzipped_where_the_client_takes_it(still: SampleSite) -> None:
    bare, packed = ask(still, "/kinh-te"), ask(still, "/kinh-te", Accept_Encoding="gzip, deflate")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == bare.body
    assert "content-encoding" not in bare.headers


@pytest.mark.parametrize("prefix", ["m.", "www."])
def test_other_hosts_redirect_to_the_same_address(still: SampleSite, prefix: str) -> None:
    reply = ask(still, f"https://{prefix}kinhtedothi.vn/thoi-su?trang=2")
    assert (reply.status, reply.headers["location"]) == (301, f"{HOME}/thoi-su?trang=2")


def test_old_addresses_redirect_to_the_article(still: SampleSite) -> None:
    article = next(a for a in still.articles if a.layout == "2025" and a.id)
    for old in (f"/{article.slug}-{article.id}.html", f"/tit-cu.{article.id}.html", f"/{article.slug}.html"):
        reply = ask(still, old)
        assert (reply.status, reply.headers["location"]) == (301, still.url(article))


def test_bad_addresses_answer_as_bad_ones_do(still: SampleSite) -> None:
    statuses = {
        path: ask(still, path).status for path in (special.MISSING, special.GONE, "/khong-co", "/thoi-su?trang=99")
    }
    assert list(statuses.values()) == [404, 410, 404, 404]
    assert ask(still, "https://video.kinhtedothi.vn/a.html").status == 404
    assert ask(still, "https://static.kinhtedothi.vn/w960/a.jpg").headers["content-type"] == "image/gif"


def test_tracking_parameters_change_nothing(still: SampleSite) -> None:
    url = still.url(still.articles[0])
    assert ask(still, f"{url}?utm_source=zalo").body == ask(still, url).body


def test_robots_txt_forbids_a_part_and_asks_for_a_delay(site: SampleSite) -> None:
    rules = ask(site, "/robots.txt").body.decode()
    assert "Disallow: /noi-bo/" in rules
    assert "Crawl-delay: 0.05" in rules
    site.robots("User-agent: *\nDisallow: /\n")
    assert ask(site, "/robots.txt").body == b"User-agent: *\nDisallow: /\n"


def test_two_sites_serve_the_same_bytes_and_validators(still: SampleSite, site: SampleSite) -> None:
    for path in ["/", "/do-thi", "/rss/home.rss", "/sitemap.xml", *map(still.url, still.articles)]:
        assert ask(still, path) == ask(site, path)


def test_it_answers_sixteen_clients_at_once(site: SampleSite) -> None:
    urls = [site.url(article) for article in site.articles] * 3
    with ThreadPoolExecutor(16) as pool:
        assert {reply.status for reply in pool.map(lambda url: ask(site, url), urls)} == {200}
    assert len(site.log) == len(urls)


def test_one_connection_carries_many_requests(still: SampleSite) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(still.address.rpartition(":")[2]), timeout=10)
    started = time.monotonic()
    for article in still.articles[:20]:
        connection.request("GET", urlsplit(still.url(article)).path)
        assert len(connection.getresponse().read()) > 2000
    assert time.monotonic() - started < 2
    connection.close()


def test_a_stopped_site_answers_no_more_not_even_on_open_connections() -> None:
    def asked() -> bytes:
        connection.request("GET", "/robots.txt")
        return connection.getresponse().read()

    with SampleSite(slow_seconds=0) as site:
        connection = http.client.HTTPConnection("127.0.0.1", int(site.address.rpartition(":")[2]), timeout=10)
        assert asked()
    with pytest.raises((http.client.HTTPException, OSError)):
        asked()


def test_the_log_tells_host_path_status_and_headers(site: SampleSite) -> None:
    ask(site, "https://m.kinhtedothi.vn/thoi-su?trang=2", User_Agent="khach/1.0")
    (request,) = site.log
    assert (request.host, request.method, request.path) == ("m.kinhtedothi.vn", "GET", "/thoi-su?trang=2")
    assert (request.status, request.headers["User-Agent"]) == (301, "khach/1.0")


def test_a_published_article_appears_everywhere(site: SampleSite) -> None:
    added = new_article()
    before = ask(site, site.url(site.articles[5]))
    site.publish(added)
    url = site.url(added)
    assert ask(site, url).status == 200
    assert links(ask(site, "/rss/home.rss"), "//item/link/text()")[0] == url
    assert url in links(ask(site, "/sitemaps/news-2026-3.xml"), "//s:loc/text()")
    assert links(ask(site, "/thoi-su"), "//h3/a/@href")[0] == url
    assert site.expected(url)["body"] == "Một đoạn."
    assert ask(site, site.url(site.articles[6])) == before, "other pages must keep their ETag"


def test_scheduled_articles_appear_when_the_clock_has_moved(site: SampleSite) -> None:
    held = len(site.articles)
    site.advance(timedelta(hours=2))
    assert len(site.articles) == held + 1
    site.advance(timedelta(days=1))
    assert len(site.articles) == held + 2


def test_an_edited_article_gets_a_new_etag_and_keeps_its_address(site: SampleSite) -> None:
    url = site.url(site.articles[0])
    before = ask(site, url)
    site.advance(timedelta(minutes=5))
    site.edit(url, title="Tít đã sửa")
    after = ask(site, url, If_None_Match=before.headers["etag"], If_Modified_Since=before.headers["last-modified"])
    assert after.status == 200
    assert "Tít đã sửa".encode() in after.body
    assert after.headers["last-modified"] != before.headers["last-modified"]
    assert site.expected(url)["title"] == "Tít đã sửa"


@pytest.mark.parametrize(("status", "answered"), [(404, 404), (410, 410), ("home", 302)])
def test_a_removed_article_is_gone_from_page_and_lists(site: SampleSite, status: int | str, answered: int) -> None:
    url = site.url(site.articles[0])
    site.remove(url, status)
    assert ask(site, url).status == answered
    assert url not in links(ask(site, "/rss/home.rss"), "//item/link/text()")


def test_a_path_fails_as_often_as_told(site: SampleSite) -> None:
    site.fail("/thoi-su", 503, times=2, retry_after=1)
    first, second, third = (ask(site, "/thoi-su") for _ in range(3))
    assert (first.status, first.headers["retry-after"]) == (503, "1")
    assert (second.status, third.status) == (503, 200)


def test_a_path_can_drop_its_connection(site: SampleSite) -> None:
    site.fail("/thoi-su", 0)
    with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
        ask(site, "/thoi-su")
    assert ask(site, "/thoi-su").status == 200


def test_one_article_is_slow_and_any_path_can_be(site: SampleSite) -> None:
    site.slow("/thoi-su", 0.3)
    for path, seconds in ((site.slow_path, 0.1), ("/thoi-su?trang=2", 0.3)):
        started = time.monotonic()
        assert ask(site, path).status == 200
        assert time.monotonic() - started >= seconds


def test_it_runs_from_the_command_line_until_it_is_stopped() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.site", "--clock", "2020-01-01T00:00"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout
    address = process.stdout.readline().strip()
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request("GET", "/rss/home.rss")
    assert b" 2026 " not in connection.getresponse().read()
    process.terminate()
    assert process.wait(timeout=10) == 0


def test_an_edit_cannot_move_an_article(site: SampleSite) -> None:
    with pytest.raises(ValueError, match="address"):
        site.edit(site.url(site.articles[0]), slug="khac")
    assert replace(site.articles[0], slug="khac") not in site.articles


def test_mock_pages_are_what_their_sheets_and_templates_give() -> None:
    """`python -m tests.support.site.freeze` writes them."""
    frozen = {page.name: page for page in frozen_pages()}
    for made, content in mock_pages():
        kept = frozen[made.name]
        assert (kept.name, kept.read()) == (made.name, content)
        assert kept.reading == made.reading
