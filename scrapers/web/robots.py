"""robots.txt for every request, also for those that wait for it together."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from scrapers.web.politeness import ABANDONED


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, without its gap: in 2.19 only one of the requests that wait for a host's robots.txt gets the rules.

    The others are told that there are none and go out forbidden or not; asked again, it answers all alike.
    """

    _abandoned = False

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; None where it has none."""
        await super().robot_parser(request)
        if self._abandoned:
            raise IgnoreRequest(ABANDONED)
        return await super().robot_parser(request)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        """A host whose robots.txt fails forbids everything for now (RFC 9309, 2.3.1.4)."""
        if response.status >= 500:
            response = response.replace(body=b"User-agent: *\nDisallow: /\n")
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        """Nobody may go out because the run was ended before the rules had come."""
        self._abandoned = str(exc) == ABANDONED
        super()._robots_error(exc, netloc)
