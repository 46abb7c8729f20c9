"""Fetches single pages through Scrapy's downloader, so that robots.txt, delays and SITE_ADDRESS hold for them too."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from scrapers.address import web_address
from scrapers.web.reach import host_of
from scrapers.web.saved_pages import Unreadable, check
from scrapers.web.trouble import in_words

Fetched = tuple[str, bytes] | Unreadable
"""The address that answered (after redirects) and its body, or why there is none."""


def fetch(urls: Sequence[str], settings: Settings) -> dict[str, Fetched]:
    """What each address answers. Once per process; raises `KeyboardInterrupt` on Ctrl-C."""
    answers: dict[str, Fetched] = {url: Unreadable("no web address") for url in urls if not web_address(url)}
    urls = [url for url in urls if url not in answers]
    if not urls:
        return answers
    alone = settings.copy()
    alone.set("ITEM_PIPELINES", {}, priority="cmdline")
    alone.set("RETRY_TIMES", 1, priority="cmdline")  # somebody waits for the answer
    typed = [name for url in urls if (name := host_of(url))]
    alone.set("PRIVATE_HOSTS", [*settings.getlist("PRIVATE_HOSTS"), *typed], priority="cmdline")
    process = AsyncCrawlerProcess(alone)
    process.crawl(_PageSpider, urls=urls, answers=answers)
    process.start()
    if not answers.keys() >= set(urls):
        raise KeyboardInterrupt
    return answers


class _PageSpider(Spider):
    """Asks for each address once and keeps what came."""

    name = "page"

    def __init__(self, urls: Sequence[str], answers: dict[str, Fetched]) -> None:
        super().__init__()
        self.urls = urls
        self.answers = answers

    async def start(self) -> AsyncIterator[Request]:
        for url in dict.fromkeys(self.urls):
            yield Request(url, cb_kwargs={"requested": url}, errback=self.keep_reason, dont_filter=True)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        try:
            check(response.body)
            self.answers[kwargs["requested"]] = (response.url, response.body)
        except Unreadable as error:
            self.answers[kwargs["requested"]] = error
        yield from ()

    def keep_reason(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        self.answers[request.cb_kwargs["requested"]] = Unreadable(in_words(failure.value))
