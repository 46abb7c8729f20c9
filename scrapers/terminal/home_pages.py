"""Requests the home page of each site once, politely, and reports how it answered."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from scrapers.web.block_page import blocked_by
from scrapers.web.trouble import in_words


@dataclass(frozen=True)
class HomePageAnswer:
    """How a site answered."""

    home: str
    url: str = ""
    """The URL after redirects."""
    status: int = 0
    """0: not at all."""
    trouble: str = ""
    """Why not, or why the answer is none of the site's own; empty: it is well."""
    date: datetime | None = None
    """The site's own clock."""


def ask_home_pages(homes: Iterable[str], settings: Settings) -> list[HomePageAnswer]:
    """The answer of each site. Once per process; raises `KeyboardInterrupt` on Ctrl-C."""
    urls, answers = list(homes), list[HomePageAnswer]()
    if not urls:
        return answers
    alone = settings.copy()
    hasty = {"ITEM_PIPELINES": {}, "RETRY_TIMES": 0, "DOWNLOAD_TIMEOUT": 20, "CONCURRENT_REQUESTS": 16}
    alone.setdict(hasty, priority="cmdline")
    process = AsyncCrawlerProcess(alone)
    process.crawl(_DoorSpider, homes=urls, answers=answers)
    process.start()
    if len(answers) < len(urls):
        raise KeyboardInterrupt
    return sorted(answers, key=lambda answer: answer.home)


class _DoorSpider(Spider):
    name = "door"

    def __init__(self, homes: list[str], answers: list[HomePageAnswer]) -> None:
        super().__init__()
        self.homes = homes
        self.answers = answers

    async def start(self) -> AsyncIterator[Request]:
        for home in self.homes:
            meta = {"handle_httpstatus_all": True}
            yield Request(f"{home}/", errback=self.unanswered, cb_kwargs={"home": home}, meta=meta, dont_filter=True)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:
        trouble = blocked_by(response)
        if not trouble and response.status >= 400:
            trouble = f"answers {response.status}"
        date = _date((response.headers.get("Date") or b"").decode("latin-1"))
        self.answers.append(HomePageAnswer(kwargs["home"], response.url, response.status, trouble or "", date))
        yield from ()

    def unanswered(self, failure: Failure) -> None:
        request: Request = failure.request  # type: ignore[attr-defined]
        self.answers.append(HomePageAnswer(request.cb_kwargs["home"], trouble=in_words(failure.value)))


def _date(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except ValueError:
        return None
