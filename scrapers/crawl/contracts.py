"""Scrapy contracts that `scrapy check` runs for every spider."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from scrapy import Request
from scrapy.contracts import Contract
from scrapy.http import Response

from scrapers.crawl.spiders import NewsSpider
from scrapers.outlet import Outlet, Source


class SourceContract(Contract):
    """`@source`: the callback gets the first page of the outlet's first source."""

    name = "source"

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """The request for it."""
        return args | _first(args["callback"].__self__.outlet)


class ArticleContract(Contract):
    """`@article`: the callback gets the first article that this page names."""

    name = "article"

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """The request for the source; its response leads to the request for the article."""
        callback = args["callback"]
        spider: NewsSpider = callback.__self__

        async def read_first(response: Response, source: Source) -> list[Any]:
            spider.frontier.forget_others()
            found = [request for request in spider.parse_listing(response, source) if request.callback == callback]
            spider.frontier.forget_others()  # the page is asked for by the other contract too
            return list(callback(await _answer(spider, found[0]), **found[0].cb_kwargs)) if found else []

        return args | _first(spider.outlet) | {"callback": read_first}


def _first(outlet: Outlet) -> dict[str, Any]:
    source = outlet.sources[0]
    return {"url": urljoin(outlet.home, source.url), "cb_kwargs": {"source": source}}


async def _answer(spider: NewsSpider, request: Request) -> Response:
    assert spider.crawler.engine is not None
    return await spider.crawler.engine.download_async(request)
