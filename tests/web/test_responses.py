"""A response is given other attributes without a guess at its charset."""

from __future__ import annotations

from typing import Any

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse, Response, TextResponse, XmlResponse

from scrapers.web.responses import changed

ADDRESS = "https://mau.vn/tin-1.html"


class Undeclared(HtmlResponse):
    """A response that must not be asked for its charset."""

    @property
    def encoding(self) -> Any:
        raise AssertionError("the charset was asked for")


@pytest.mark.parametrize("kind", [None, XmlResponse, Response])
def test_what_is_not_changed_stays(kind: type[Response] | None) -> None:
    request = Request(ADDRESS)
    before = Undeclared(ADDRESS, 203, {"ETag": "a"}, b"<p>", ["partial"], request, ip_address=None, protocol="HTTP/1.1")
    after = changed(before, kind, body=b"<b>")
    assert type(after) is (kind or Undeclared)
    assert (after.url, after.status, after.headers, after.body) == (ADDRESS, 203, before.headers, b"<b>")
    assert (after.flags, after.request, after.protocol) == (["partial"], request, "HTTP/1.1")


def test_the_charset_is_that_of_the_new_body() -> None:
    packed = HtmlResponse(ADDRESS, body=b"\x1f\x8b\x08\x00\xe1\xba\xbf" * 9)
    page = changed(packed, body="<meta charset='utf-8'><p>Tiếng Việt".encode())
    assert isinstance(page, TextResponse)
    assert (page.encoding, page.text[-10:]) == ("utf-8", "Tiếng Việt")
