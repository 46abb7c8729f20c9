"""Block pages and challenges are told from pages of the site."""

from __future__ import annotations

import pytest

from scrapers.web.block_page import is_block_page
from tests.support.site import SampleSite
from tests.support.site.edition import Edition
from tests.support.site.outlets import KINHTEDOTHI
from tests.support.site.pages import article_page

STORY = "<p>" + "Người dân làm thủ tục trên mạng phải xác nhận mình không phải là robot. " * 30 + "</p>"


def page(body: str, title: str = "Kinh tế đô thị", head: str = "") -> bytes:
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


CHALLENGES = {
    "cloudflare": page("<h2>Checking</h2><script>window._cf_chl_opt={cvId:'3'}</script>", "Just a moment..."),
    "cloudflare in Vietnamese": page("<script>window._cf_chl_opt={}</script>", "Một chút thôi..."),
    "refused by cloudflare": page("<h1>Sorry, you have been blocked</h1>", "Attention Required! | Cloudflare"),
    "recaptcha": page('<form><div class="g-recaptcha" data-sitekey="1"></div><button>Gửi</button></form>'),
    "turnstile": page('<div class="cf-turnstile"></div>'),
    "a question": page("<p>Vui lòng xác nhận bạn không phải là robot để tiếp tục.</p>"),
    "a cookie": b'<script>document.cookie="D1N=ab12; path=/";window.location.reload(true);</script>',
    "a cookie, encrypted": page(
        '<script>var a=toNumbers("f6");document.cookie="__test="+toHex(a);location.href="/?i=1";</script>'
        "<noscript>This site requires Javascript to work.</noscript>"
    ),
    "imperva": page('<iframe src="/_Incapsula_Resource?SWUDNSAI=31">Request unsuccessful.</iframe>'),
    "ddos-guard": page("", "DDoS-Guard"),
}


@pytest.mark.parametrize("name", CHALLENGES)
@pytest.mark.parametrize("status", [200, 403, 404, 503])
def test_a_challenge_is_a_block_page_whatever_its_status(name: str, status: int) -> None:
    assert is_block_page(status, {}, CHALLENGES[name])


def test_a_header_says_it_too() -> None:
    assert is_block_page(403, {"cf-mitigated": "challenge"}, b"") == "a challenge of Cloudflare"


def test_a_refusal_is_a_block_page_and_trouble_is_none() -> None:
    assert is_block_page(403, {}, page("<h1>403 Forbidden</h1>")) == "403"
    for status in (404, 410, 429, 500, 502, 503, 504):
        assert is_block_page(status, {"server": "cloudflare"}, page(f"<h1>{status}</h1>")) is None


@pytest.mark.parametrize(
    "body",
    [
        STORY,
        STORY + '<form class="comment"><div class="g-recaptcha" data-sitekey="1"></div></form>',
        STORY + "<script>document.cookie='seen=1';function go(){location.href='/tin-moi'}</script>",
        STORY + "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>",
        "<video src='/1.mp4'></video><p>Bản tin trưa</p><script>document.cookie='seen=1'</script>",
    ],
)
def test_a_story_is_none_though_it_speaks_of_robots_and_has_a_comment_form(body: str) -> None:
    assert is_block_page(200, {}, page(body)) is None


def test_an_article_of_that_title_is_none() -> None:
    assert is_block_page(200, {}, page(STORY, "Vì sao trang web hiện chữ Just a moment")) is None


def test_no_page_of_the_sample_site_is_one() -> None:
    with SampleSite() as site:
        articles = site.articles
    edition = Edition(articles, site.clock)
    for article in articles:
        made = article_page(article, site.clock, edition.related(article), edition.popular(KINHTEDOTHI))
        assert is_block_page(200, {}, made) is None
