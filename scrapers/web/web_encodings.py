"""Ignores declared charsets that the WHATWG standard does not know: Python would accept `hex`, `idna`, `rot13`."""

from __future__ import annotations

import re

from scrapy import Request
from scrapy.http import HtmlResponse, Response

# Python's names of those in https://encoding.spec.whatwg.org/#names-and-labels.
_OF_THE_WEB = re.compile(
    r"ascii|utf-8|utf-16(?:-?[lb]e)?|cp(?:125[0-8]|866|874|932|949)|iso8859-\d+|latin-1|koi8-[ru]|mac-(?:roman|cyrillic)"
    r"|gbk|gb18030|big5(?:hkscs)?|euc_(?:jp|kr)|iso2022_jp|shift_jis|tis-620"
)


class WebEncodingsMiddleware:
    """Makes Scrapy decode a page with an unknown charset as UTF-8 instead of raising an exception."""

    def process_response(self, request: Request, response: Response) -> Response:
        """The response, in an encoding that pages have."""
        if isinstance(response, HtmlResponse) and not _OF_THE_WEB.fullmatch(response.encoding):
            return response.replace(encoding="utf-8")
        return response
