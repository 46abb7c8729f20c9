"""Charsets unknown to the web are ignored."""

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.response import get_meta_refresh

from scrapers.web.web_encodings import WebEncodingsMiddleware

STRANGE = "undefined idna rot13 hex punycode zlib bz2 base64 uu unicode_escape raw_unicode_escape utf-7 cp037".split()


def passed_on(charset: str, body: str = "<title>Giá gạo</title>", header: bool = False) -> Response:
    """A page with that charset as it leaves the middleware."""
    headers = {"Content-Type": f"text/html; charset={charset}"} if header else {}
    page = f'<meta charset="{charset}"><meta http-equiv="refresh" content="0; url=/moi">{body}'
    response = HtmlResponse("https://example.vn/", headers=headers, body=page.encode())
    return WebEncodingsMiddleware().process_response(Request("https://example.vn/"), response)


@pytest.mark.parametrize("header", [True, False], ids=["header", "page"])
@pytest.mark.parametrize("charset", STRANGE)
def test_a_charset_that_is_none_of_the_web_ends_nothing(charset: str, header: bool) -> None:
    """What Scrapy does with every page, to look for a refresh, is done."""
    response = passed_on(charset, header=header)
    assert isinstance(response, HtmlResponse)
    assert "Giá gạo" in response.text
    assert get_meta_refresh(response) == (0.0, "https://example.vn/moi")


@pytest.mark.parametrize(
    "charset", ["utf-8", "windows-1258", "iso-8859-1", "gb2312", "shift_jis", "tis-620", "x-unknown"]
)
def test_a_charset_of_the_web_is_kept(charset: str) -> None:
    """An unknown one was never accepted."""
    response = passed_on(charset, body="<title>Gia gao</title>")
    assert isinstance(response, HtmlResponse)
    assert "Gia gao" in response.text
