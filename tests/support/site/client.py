"""HTTP client for the sample site by the real host names, like the crawler's download handler."""

import http.client
from dataclasses import dataclass
from urllib.parse import urlsplit

import lxml.etree
import lxml.html

from tests.support.site import SampleSite
from tests.support.site.truth import plain

HOME = "https://kinhtedothi.vn"
XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


@dataclass(frozen=True)
class Reply:
    """What came back, its header names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(site: SampleSite, url: str, **headers: str) -> Reply:
    """The reply to a GET of an address, or of a path on the first host; `If_None_Match="…"` is a header."""
    parts = urlsplit(url if url.startswith("http") else HOME + url)
    connection = http.client.HTTPConnection("127.0.0.1", int(site.address.rpartition(":")[2]), timeout=10)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request("GET", target, headers={"Host": parts.netloc} | named)
    reply = connection.getresponse()
    read = Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
    connection.close()
    return read


def links(reply: Reply, xpath: str) -> list[str]:
    """Addresses that a page or an XML document names."""
    reader = lxml.etree if "xml" in reply.headers["content-type"] else lxml.html
    found = reader.fromstring(reply.body).xpath(xpath, namespaces=XML)
    return [str(link).strip() for link in found]


def words(reply: Reply, xpath: str = "/*", encoding: str = "utf-8") -> str:
    """The text of the first element that `xpath` finds, white space folded; '' where there is none."""
    return plain(str(lxml.html.fromstring(reply.body.decode(encoding)).xpath(f"string({xpath})")))
