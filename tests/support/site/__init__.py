"""A Vietnamese news site on 127.0.0.1, written for the tests: real pages over real HTTP, with expected readings."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Self

from tests.support.site import special
from tests.support.site.article import Article
from tests.support.site.edition import Edition
from tests.support.site.outlets import OUTLETS
from tests.support.site.routes import Answer, Routes
from tests.support.site.server import Fault, Faults, Request, Server
from tests.support.site.stock import composed, further
from tests.support.site.texts import HANOI, handwritten
from tests.support.site.truth import expected, feed_id

__all__ = ["CLOCK", "Answer", "Article", "Request", "SampleSite", "expected", "special"]

CLOCK = datetime(2026, 3, 16, 9, 0, tzinfo=HANOI)


class SampleSite:
    """The site as a context manager; `clock` is its own time and moves only by `advance`.

    With `articles` it composes further ones until so many are out, and lists twenty on a page.
    """

    def __init__(self, port: int = 0, clock: datetime = CLOCK, slow_seconds: float = 2.0, articles: int = 0) -> None:
        written = [*handwritten(), *composed()]
        written += further(max(0, articles - sum(a.published <= clock for a in written)), written)
        self._edition = Edition(written, clock)
        self._faults = Faults()
        self._routes = Routes(self._edition, page_size=20 if articles else None)
        self._server = Server(port, self._routes, self._faults)
        self.slow_path = self._slow_path(written)
        self.slow(self.slow_path, slow_seconds)
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.settings = {"SITE_ADDRESS": {outlet.host: self.address for outlet in OUTLETS.values()}}

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Answers from now on, on a thread of its own."""
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Answers no more and frees the port."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def clock(self) -> datetime:
        """What time it is on the site."""
        return self._edition.clock

    @property
    def articles(self) -> tuple[Article, ...]:
        """Every article that is out at the site's clock, newest first."""
        return tuple(article for outlet in OUTLETS.values() for article in self._edition.listed(outlet))

    @property
    def log(self) -> tuple[Request, ...]:
        """The requests so far, in the order of their answers."""
        with self._server.logging:
            return tuple(self._server.log)

    def url(self, article: Article) -> str:
        """The article's canonical address."""
        return OUTLETS[article.outlet].url(article)

    def expected(self, url: str) -> dict[str, object]:
        """The feed fields of the article at that canonical address; KeyError where there is none."""
        article = self._edition.find(url)
        if article is None:
            raise KeyError(url)
        return expected(article)

    def publish(self, article: Article) -> None:
        """Adds an article; it is out once the clock has reached its `published`."""
        self._edition.publish(article)

    def edit(self, key: str, **changes: object) -> Article:
        """Changes fields of the article that `key` (address, feed id or the outlet's own id) names."""
        return self._edition.edit(self._address(key), **changes)

    def remove(self, key: str, status: int | str = 404) -> None:
        """Takes an article down: its address answers 404, 410 or, for 'home', a redirect to the home page."""
        self._edition.remove(self._address(key), 302 if status == "home" else int(status))

    def fail(self, path: str, status: int, times: int = 1, retry_after: int | str | None = None) -> None:
        """The next `times` requests of `path` get `status`; 0 closes the connection without an answer."""
        self._faults.failing[path] = Fault(status, times, retry_after)

    def slow(self, path: str, seconds: float) -> None:
        """Every answer at `path` waits so long."""
        self._faults.slow[path] = seconds

    def rewrite(self, prefix: str, change: Callable[[Answer], Answer]) -> None:
        """From now on every answer at a path that begins so is changed before it is sent: a redesign, a block page."""
        self._faults.rewritten[prefix] = change

    def robots(self, text: str) -> None:
        """Replaces robots.txt."""
        self._routes.robots = text

    def advance(self, step: timedelta) -> None:
        """Moves the site's clock; articles scheduled until then appear."""
        self._edition.advance(step)

    def _address(self, key: str) -> str:
        for article in self.articles:
            if key in {self.url(article), feed_id(article), article.id}:
                return self.url(article)
        raise KeyError(key)

    @staticmethod
    def _slow_path(articles: list[Article]) -> str:
        slow = min((a for a in articles if a.section == special.SLOW_SECTION), key=lambda a: a.published)
        return OUTLETS[slow.outlet].path(slow)
