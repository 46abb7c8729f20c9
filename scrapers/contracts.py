"""What `scrapy check` asks of every spider."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from scrapy.contracts import Contract

from scrapers.outlet import Outlet


class SourceContract(Contract):
    """`@source`: the callback gets the first page of the outlet's first source."""

    name = "source"

    def adjust_request_args(self, args: dict[str, Any]) -> dict[str, Any]:
        """The request for it."""
        outlet: Outlet = args["callback"].__self__.outlet
        source = outlet.sources[0]
        return args | {"url": urljoin(outlet.home, source.url), "cb_kwargs": {"source": source}}
