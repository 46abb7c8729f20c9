"""Runs an outlet's spider without a network: the test supplies the responses."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from scrapy import Request
from scrapy.http import HtmlResponse, Response
from scrapy.utils.test import get_crawler

from scrapers.crawl.spiders import NewsSpider, spider_of
from scrapers.items import PageItem
from scrapers.outlet import Outlet


class Visit:
    """The run; `asked` holds its first requests."""

    def __init__(self, outlet: Outlet, output: Path, at: datetime) -> None:
        bounds = {"RETRIES_A_RUN": 9, "LINKS_A_RUN": 1000, "SOURCE_PAGES": 100}
        settings = {"OUTPUT": str(output), "NOW": at.isoformat(), **bounds}
        spider = get_crawler(spider_of(outlet), settings)._create_spider()
        assert isinstance(spider, NewsSpider)
        self.spider = spider
        self.asked: list[Request] = asyncio.run(self._start())

    async def _start(self) -> list[Request]:
        return [request async for request in self.spider.start()]

    def answer(self, request: Request, body: str = "", at: str = "", status: int = 200) -> list[Request | PageItem]:
        """What the spider makes of an answer, which came from another address where `at` names one."""
        if at:
            request = request.replace(url=at, meta={**request.meta, "redirect_urls": [request.url]})
        assert request.callback
        headers = {"ETag": '"1"'}
        response: Response = HtmlResponse(
            request.url, status, headers, body.encode(), encoding="utf-8", request=request
        )
        return [*(request.callback(response, **request.cb_kwargs) or ()), *self.spider.release()]

    def idle(self) -> list[Request]:
        """The spider's requests once all earlier ones are answered."""
        return [*self.spider.read_again(), *self.spider.release()]

    def fails(self, source: str, reason: str) -> None:
        """A source of the outlet could not be had."""
        found = next(one for one in self.spider.outlet.sources if one.url == source)
        self.spider.ledger.listing_failed(found, source, reason)

    def end(self) -> dict[tuple[str, str], str]:
        """Ends the run; what it found, by kind and subject."""
        self.spider.closed("finished")
        return {key: one.value for key, one in self.spider.fallbacks.findings.items()}
