"""Restricts requests to the outlet's site and to public IP addresses (SSRF protection).

By name a request is judged before it is sent, whoever asks for it: article, source, next page, child of a sitemap,
robots.txt, redirect. By address it is judged once its name is resolved, so that a name which leads inside (DNS
rebinding) helps nobody. Excepted are the addresses of SITE_ADDRESS, the hosts of PRIVATE_HOSTS, those of addresses
that a person types, and the proxies of the environment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import IPv6Address, ip_address
from typing import ClassVar, Self
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from scrapy.settings import BaseSettings
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from scrapers.address import host, same_page, site, web_address
from scrapers.outlet import Outlet

PORTS = {"http": 80, "https": 443}


led_away = object()
"""Signal: from `requested` a redirect led to `url`, at another site, and was not followed."""


class Refused(IgnoreRequest):
    """The URL may not be requested; the message says why, without what a password could stand in."""


class Reach:
    """The hosts that may be requested: those of an outlet's site, its other hosts, and those of its sources.

    Its site are the hosts of its registered domain: whoever names one of those owns the domain, so that an outlet that
    moves within it is read on. Without an outlet any host is fine.
    """

    def __init__(self, outlet: Outlet | None = None) -> None:
        self._outlet = outlet
        addresses = list(_addresses(outlet)) if outlet else []
        self._hosts = {host(url) for url in addresses}
        self._ports = {port for url in addresses if (port := urlsplit(url).port)}

    def refusal(self, url: str) -> str:
        """Why a URL may not be requested; empty if it may."""
        try:
            parts = urlsplit(url)
            port = PORTS.get(parts.scheme) if parts.port is None else parts.port
        except ValueError:
            return "leads to a broken address"
        if parts.scheme not in PORTS or not parts.hostname:
            return f"leads to {parts.scheme[:20] or 'no'}:, no web address"
        if "@" in parts.netloc:
            return f"leads to {parts.hostname} with a name and password"
        if self._outlet and host(url) not in self._hosts and not self._is_at_home(url):
            return f"leads to {_place(parts)}, no host of {self._outlet.name}"
        if self._outlet and port not in {PORTS[parts.scheme], *self._ports}:
            return f"leads to port {port} of {parts.hostname}"
        return ""

    def moved(self, requested: str, url: str) -> bool:
        """Whether a refused redirect suggests that the outlet has moved: to the same path of another public site.

        Public by its name: nobody resolves it, as nobody asks there.
        """
        parts = urlsplit(web_address(url))
        usual = parts.port in {None, PORTS.get(parts.scheme)}
        return usual and bool(site(parts.geturl())) and not self._is_at_home(url) and same_page(requested, url)

    def _is_at_home(self, url: str) -> bool:
        return self._outlet is not None and site(url) == site(self._outlet.home) != ""


class ReachMiddleware:
    """Refuses requests to other hosts; first of all, so that not even a robots.txt is requested."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.reach = Reach(getattr(crawler.spider, "outlet", None))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises `Refused`."""
        if why := self.reach.refusal(request.url):
            assert self.crawler.stats
            self.crawler.stats.inc_value("refused")
            requested = request.meta.get("redirect_urls", ())
            if requested and self.reach.moved(requested[0], request.url):
                self.crawler.signals.send_catch_log(led_away, requested=requested[0], url=request.url)
            raise Refused(why)


def _addresses(outlet: Outlet) -> Iterable[str]:
    yield outlet.home
    yield from (f"https://{name}" for name in (*outlet.hosts, *outlet.sites))
    for source in outlet.sources:
        yield from (urljoin(outlet.home, url) for url in (source.url, getattr(source, "pages", "")) if url)


def _place(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}/"


def inside(address: str) -> bool:
    """Whether an IP address is no public one: loopback, private, link-local, multicast, unspecified, reserved.

    Of an IPv6 address that wraps an IPv4 one (mapped, 6to4, NAT64) the inner one counts.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        nat64 = ip_address(int(ip) & 0xFFFFFFFF) if int(ip) >> 32 == 0x64FF9B << 64 else None
        ip = ip.ipv4_mapped or ip.sixtofour or nat64 or ip
    return not ip.is_global or ip.is_multicast


def host_of(url: str) -> str:
    """The host of a URL as written; empty if missing or invalid."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def exempt(settings: BaseSettings) -> frozenset[str]:
    """The hosts that may be reached wherever they are."""
    named = (settings.getdict("SITE_ADDRESS").values(), getproxies().values())
    found = (host_of(url if "//" in url else f"//{url}") for urls in named for url in urls)
    return frozenset(name.lower() for name in (*found, *settings.getlist("PRIVATE_HOSTS")) if name)


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver without addresses that are not public."""

    refused: ClassVar[dict[str, str]] = {}
    """Reasons of refusal by host name: Twisted reports only that the name has no address."""

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float, exempt: frozenset[str]) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._exempt = exempt

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        settings = crawler.settings
        size = settings.getint("DNSCACHE_SIZE") if settings.getbool("DNSCACHE_ENABLED") else 0
        return cls(reactor, size, settings.getfloat("DNS_TIMEOUT"), exempt(settings))

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """The address of a name. Fails with `DNSLookupError` for one inside, too."""
        return super().getHostByName(name, timeout).addCallback(self._judge, name.lower())

    def _judge(self, address: str, name: str) -> str:
        if inside(address) and name not in self._exempt:
            self.refused[name] = f"{name} is {address}, inside this machine or its network"
            raise DNSLookupError(self.refused[name])
        return address
