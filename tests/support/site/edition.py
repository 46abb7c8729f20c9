"""The content of the sample site at one moment of its clock: articles, edits, removals."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from tests.support.site.article import Article, slugify
from tests.support.site.outlets import OUTLETS, Outlet
from tests.support.site.pages import Entry


@dataclass(frozen=True)
class Removal:
    """How a removed article's address answers: a status, or 302 to the home page."""

    status: int


class Edition:
    """The articles of every outlet, those published after `clock` still hidden."""

    def __init__(self, articles: Iterable[Article], clock: datetime) -> None:
        self.clock = self.printed = clock
        self.lock = threading.RLock()
        self._articles: dict[str, Article] = {}
        self._removed: dict[str, Removal] = {}
        self._touched: dict[str, datetime] = {}
        for article in articles:
            self.publish(article)
        # Fixed at the start: boxes that changed with each new article would change every page's ETag.
        self._box = tuple(self._articles.values())

    def publish(self, article: Article) -> None:
        """Adds an article; ValueError where its address is taken."""
        url = OUTLETS[article.outlet].url(article)
        with self.lock:
            if url in self._articles:
                raise ValueError(f"published already: {url}")
            self._articles[url] = article

    def edit(self, url: str, **changes: object) -> Article:
        """Replaces fields of an article; its page, ETag and Last-Modified change, its address does not."""
        with self.lock:
            edited = replace(self._articles[url], **changes)  # type: ignore[arg-type]
            if OUTLETS[edited.outlet].url(edited) != url:
                raise ValueError("an edit keeps the address")
            self._articles[url] = edited
            self._touched[url] = self.clock
        return edited

    def remove(self, url: str, status: int) -> None:
        """Takes an article down: out of every list, its address answers `status`."""
        with self.lock:
            self._articles[url]
            self._removed[url] = Removal(status)

    def removed(self, url: str) -> Removal | None:
        """The removal of that address, if it was taken down."""
        return self._removed.get(url)

    def advance(self, step: timedelta) -> None:
        """Moves the clock; scheduled articles appear."""
        with self.lock:
            self.clock += step

    def find(self, url: str) -> Article | None:
        """The article at that address, if it is out and not removed."""
        with self.lock:
            article = self._articles.get(url)
            return article if article and article.published <= self.clock and url not in self._removed else None

    def listed(self, outlet: Outlet) -> list[Article]:
        """The outlet's articles that are out, newest first."""
        with self.lock:
            found = [self.find(url) for url, article in self._articles.items() if article.outlet == outlet.name]
        out = [article for article in found if article]
        return sorted(out, key=lambda article: article.published, reverse=True)

    def in_section(self, outlet: Outlet, slug: str) -> list[Article]:
        """The articles of a section and of those below it, newest first."""
        return [a for a in self.listed(outlet) if slug in {section.slug for section in outlet.trail(a.section)}]

    def with_tag(self, outlet: Outlet, slug: str) -> list[Article]:
        """The articles with a tag of that slug, newest first."""
        return [a for a in self.listed(outlet) if slug in map(slugify, a.tags)]

    def changed(self, article: Article) -> datetime:
        """When the article's page changed last."""
        touched = self._touched.get(OUTLETS[article.outlet].url(article), article.published)
        return max(article.published, article.modified or article.published, touched)

    def popular(self, outlet: Outlet) -> list[Entry]:
        """'Tin đọc nhiều': the same five articles for the whole life of the site."""
        return [entry(article) for article in self._boxed(outlet, lambda a: a.published <= self.printed)[::9][:5]]

    def related(self, article: Article) -> list[Entry]:
        """Three earlier articles of the same section."""
        earlier = partial(self._earlier, article)
        return [entry(other) for other in self._boxed(OUTLETS[article.outlet], earlier)[:3]]

    def _boxed(self, outlet: Outlet, fits: Callable[[Article], bool]) -> list[Article]:
        found = [article for article in self._box if article.outlet == outlet.name and fits(article)]
        return sorted(found, key=lambda article: article.published, reverse=True)

    @staticmethod
    def _earlier(article: Article, other: Article) -> bool:
        return other.section == article.section and other.published < article.published


def entry(article: Article) -> Entry:
    """The article as a link of a listing."""
    picture = f"https://static.kinhtedothi.vn/w300/{article.slug[:40]}.jpg"
    return Entry(OUTLETS[article.outlet].url(article), article.title, article.lead, picture, article.published)
