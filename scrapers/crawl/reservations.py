"""Applies the rights that a site reserves (RIGHTS_OBEYED) to storing and archiving its pages."""

from __future__ import annotations

from scrapy.http import Response
from scrapy.settings import BaseSettings

from scrapers.crawl.archiving import pairs
from scrapers.web.rights import NOARCHIVE, TDM, Rights


class Reservations:
    """The reserved rights of one outlet's site."""

    def __init__(self, settings: BaseSettings) -> None:
        self._rights = Rights(settings["USER_AGENT"] or "")
        self._obeyed = frozenset(settings.getlist("RIGHTS_OBEYED"))
        self.looked_for = TDM in self._obeyed or settings.getbool("ARCHIVE")
        """Whether the site-wide declarations are requested."""

    def learn(self, response: Response) -> None:
        """The site-wide declarations."""
        self._rights.learn(response.url, response.body)

    def of(self, response: Response) -> str:
        """The rights reserved on a page, as text; empty if none."""
        return ", ".join(sorted(self._reserved(response)))

    def against(self, response: Response) -> str:
        """Why a page may not be stored, where that is obeyed."""
        return ", ".join(sorted(self._forbidden(response) - {NOARCHIVE}))

    def copy_of(self, response: Response) -> bytes | None:
        """The page, where a copy of it may be kept."""
        return None if self._forbidden(response) else response.body

    def _forbidden(self, response: Response) -> frozenset[str]:
        """What is reserved of a page and obeyed; where nothing is, the page is not searched."""
        return self._obeyed & self._reserved(response) if self._obeyed else self._obeyed

    def _reserved(self, response: Response) -> frozenset[str]:
        return self._rights.of(response.url, pairs(response.headers), response.body)
