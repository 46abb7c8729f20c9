"""URL normalisation, and which outlet and article a URL belongs to."""

from __future__ import annotations

import hashlib
import posixpath
import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, unquote_to_bytes, urlencode, urljoin, urlsplit, urlunsplit

from scrapers.outlet import Outlet

if TYPE_CHECKING:
    from tldextract import TLDExtract

_TRACKING = re.compile(r"^(?:utm_\w+|fbclid|gclid|zarsrc|gidzl|mibextid|ref|_gl|vn_source|vn_medium)$")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.I)
_PASSED_OVER = re.compile(r"[\t\r\n]")  # https://url.spec.whatwg.org/#concept-basic-url-parser
_MOBILE = re.compile(r"^(?:www|m|amp|mobile|wap)\.(?=[^.]+\.)")

PAGE_ENDING = r"\.(?:html?|aspx|php|vnp|chn|epi)"
"""Regular expression for what the addresses of pages end in: of files, of servers, of three Vietnamese systems."""
LONGEST = 2048
"""Characters of an address: sitemaps.org allows no more."""
# Letters of all alphabets, for names such as báo.vn; a dot at the end is the root's.
_NAME = re.compile(r"[\w-]+(?:\.[\w-]+)*\.?")
# An address as nearly all are: the checks of `web_address` find nothing in it, and a sitemap names 50,000.
_USUAL = re.compile(r"https?://(?=[^/]{1,253}/)[a-z0-9-]+(?:\.[a-z0-9-]+)*/[!-~]*")
# What urlsplit has found to be a number of IPv6 (without a zone, which means something here only).
_IPV6 = re.compile(r"[0-9a-f:.]*:[0-9a-f:.]*")


def web_address(text: str) -> str:
    """The text without what browsers pass over, where it is a web address that can be asked for; else empty.

    That is http or https, a host by name or number that means itself, no name or password before it, a port that there
    is, and no sign that cannot be printed.
    """
    if len(text) <= LONGEST and _USUAL.fullmatch(text):
        return text
    url = _PASSED_OVER.sub("", text).strip()
    if not url[:8].lower().startswith(("http://", "https://")) or len(url) > LONGEST or not url.isprintable():
        return ""
    try:
        parts = urlsplit(url)
        name, _ = parts.hostname or "", parts.port
    except ValueError:
        return ""
    by_number = _IPV6.fullmatch(name) and "[" in parts.netloc
    by_name = _NAME.fullmatch(name) and "[" not in parts.netloc and unicodedata.is_normalized("NFKC", name)
    return url if (by_number or by_name) and "@" not in parts.netloc and len(name) <= 253 else ""


@lru_cache(maxsize=4096)
def host(url: str) -> str:
    """Host of an address in lower case without `www.`, `m.`, `amp.`; empty where it has none or is broken."""
    try:
        return _MOBILE.sub("", (urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""


def place(url: str) -> tuple[str, str, str]:
    """Host, path without the last slash, and query of an address, each empty where it has none or is broken."""
    try:
        parts = urlsplit(url.strip())
        pairs = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.match(k)]
        return host(url.strip()), unquote(parts.path).rstrip("/").lower(), urlencode(pairs)
    except ValueError:
        return "", "", ""


def same_place(one: str, other: str) -> bool:
    """Whether two addresses lead to one page: scheme, mobile host, tracking and last slash aside; never a front page.

    An address without a host, or without a query where only the other has one, is taken for the same.
    """
    (here, path, query), (there, path2, query2) = place(one), place(other)
    return (
        bool(path)
        and path == path2
        and (not (here and there) or here == there)
        and (not (query and query2) or query == query2)
    )


def same_page(one: str, other: str) -> bool:
    """Whether the paths of two addresses end alike: where a site moves its pages keep their names. Never a front page.

    What follows of a path is another question: the names of pages hold ids or words.
    """
    here, there = (place(url)[1].rpartition("/")[2] for url in (one, other))
    return bool(here) and here == there


def without_password(url: str) -> str:
    """The address without a name and password in front of its host (RFC 3986, 3.2.1): they are nobody's to keep."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])) if "@" in parts.netloc else url


def domain(url: str) -> str:
    """Registered domain (`com.vn` counts as a suffix), the host itself for addresses like 127.0.0.1."""
    name = host(url)
    return _suffixes()(name).top_domain_under_public_suffix or name


def site(url: str) -> str:
    """The registered domain as browsers tell sites apart: hosting companies' customers are apart, too.

    Empty for what nobody can register: numbers, `localhost`, names of a network's own.
    """
    return _suffixes()(host(url), include_psl_private_domains=True).top_domain_under_public_suffix


@cache
def _suffixes() -> TLDExtract:
    """The public suffixes as the list that ships with the library has them: no network, no cache folder."""
    from tldextract import TLDExtract  # 40 ms, for sites that are no outlet of ours

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def owns(outlet: Outlet, url: str) -> bool:
    """Whether the address is on the outlet's host (and below its path there), a site of it or one of its aliases."""
    found, home = host(url), urlsplit(outlet.home)
    if found in {host(f"https://{h}") for h in (*outlet.hosts, *outlet.sites)}:
        return True
    return found == host(outlet.home) and f"{urlsplit(url).path}/".startswith(f"{home.path}/")


def own_path(outlet: Outlet, url: str) -> str:
    """The path of an address behind the outlet's home."""
    path, home = urlsplit(url).path, urlsplit(outlet.home).path
    return path.removeprefix(home) if f"{path}/".startswith(f"{home}/") else path


def own_place(outlet: Outlet, url: str) -> str:
    """That path and what of the query names an article, as the outlet's article pattern matches it."""
    query = _own_query(outlet, urlsplit(url).query)
    return f"{own_path(outlet, url)}?{query}" if query else own_path(outlet, url)


def _own_query(outlet: Outlet, query: str) -> str:
    """The outlet's parameters in the order and spelling of its file; empty where one is missing: it names nothing."""
    values = {name.lower(): value for name, value in parse_qsl(query)} if outlet.query else {}
    if not all(name.lower() in values for name in outlet.query):
        return ""
    return urlencode([(name, values[name.lower()]) for name in outlet.query], safe=":/,")


def canonical(url: str, outlet: Outlet | None = None) -> str:
    """The one spelling of an address: https, the outlet's own host, no fragment, no query but what names an article.

    Of an unknown outlet only fragment and the parameters that are known to track are dropped.
    """
    parts = urlsplit(url.strip())
    path = _SESSION.sub("", parts.path)
    path = posixpath.normpath(path) if "//" in path or "/." in path else path
    path = quote(unquote_to_bytes(path), safe="/:@!$&'()*+,;=~-._") or "/"
    if outlet is None:
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        query = urlencode([(k, v) for k, v in pairs if not _TRACKING.match(k)])
        return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), path, query, ""))
    home = urlsplit(outlet.home)
    query = _own_query(outlet, parts.query)
    if not owns(outlet, url) or host(url) in {host(f"https://{site}") for site in outlet.sites}:
        return urlunsplit((home.scheme, parts.netloc.lower(), path, query, ""))
    return urlunsplit((home.scheme, home.netloc, f"{home.path}{own_path(outlet, path)}", query, ""))


def absolute(url: str, base: str) -> str:
    """The address that a link on page `base` leads to; empty where it leads nowhere (`javascript:`, broken)."""
    try:
        return web_address(urljoin(base, url.strip()))
    except ValueError:
        return ""


def article_match(outlet: Outlet, url: str) -> re.Match[str] | None:
    """The outlet's article pattern on this address; None where it is no article of the outlet."""
    if not owns(outlet, url):
        return None
    path = own_place(outlet, url)
    return next(filter(None, (pattern.match(path) for pattern in outlet.patterns)), None)


def own_id(outlet: Outlet, url: str) -> str | None:
    """The outlet's own id in an article's address, where its pattern has one."""
    match = article_match(outlet, url)
    return match.groupdict().get("id") if match else None


def article_id(outlet: str, own: str | None, url: str | None, page: bytes = b"") -> str:
    """The feed's id: the outlet's own one, else 16 hex digits of SHA-256 over the address (or over the page)."""
    if own:
        return f"{outlet}:{own}"
    return f"{outlet}:{hashlib.sha256(url.encode() if url else page).hexdigest()[:16]}"
