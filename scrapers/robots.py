"""robots.txt for every request, also for those that wait for it together."""

from __future__ import annotations

from scrapy import Request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.robotstxt import RobotParser


class RobotsMiddleware(RobotsTxtMiddleware):
    """Scrapy's own, without its gap: in 2.19 only one of the requests that wait for a host's robots.txt gets the rules.

    The others are told that there are none and go out forbidden or not; asked again, it answers all alike.
    """

    async def robot_parser(self, request: Request) -> RobotParser | None:
        """The rules of the request's host; None where it has none."""
        await super().robot_parser(request)
        return await super().robot_parser(request)
