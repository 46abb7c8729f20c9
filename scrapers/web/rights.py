"""Rights that a site reserves beyond robots.txt: noarchive, TDMRep, ai.txt.

`noindex`, `noarchive` and `none` of X-Robots-Tag and of the robots meta (developers.google.com/search/docs), as well as
`noai`; `tdm-reservation` as header, meta and in /.well-known/tdmrep.json (W3C TDM Reservation Protocol, 2024);
/ai.txt (site.spawning.ai), which is written as robots.txt is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from scrapy.robotstxt import ProtegoRobotParser

NOINDEX, NOARCHIVE, TDM = "noindex", "noarchive", "tdm"
PLACES = ("/.well-known/tdmrep.json", "/ai.txt")
"""Paths of site-wide declarations."""
_MEANS = {"noindex": NOINDEX, "none": NOINDEX, "noarchive": NOARCHIVE, "noai": TDM}
_FOR = re.compile(r"\s*(?!(?:max-[a-z-]+|unavailable_after)\s*:)([\w-]+)\s*:", re.I)
"""The robot that a line of X-Robots-Tag is for, where it names one."""
_MOST = 1000
"""Places of a site that count."""
_HEAD = 100_000
"""Bytes of a page in which its metas are looked for."""
_META = re.compile(rb"<meta\s[^<>]{0,500}>", re.I)
_PART = re.compile(rb"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)


class Rights:
    """The reserved rights of one site; `agent` is our name in robots.txt and headers."""

    def __init__(self, agent: str) -> None:
        self._agent = agent.partition("/")[0].lower()
        self._places: list[tuple[str, bool]] = []
        self._rules: ProtegoRobotParser | None = None

    def learn(self, url: str, body: bytes) -> None:
        """Parses the response at one of the PLACES; anything else is ignored."""
        if urlsplit(url).path == PLACES[0]:
            self._places = list(_places(body))
        elif b"<html" not in body[:1000].lower():
            self._rules = ProtegoRobotParser(body, None)

    def of(self, url: str, headers: Iterable[tuple[str, str]], page: bytes) -> frozenset[str]:
        """What is reserved of a page: some of NOINDEX, NOARCHIVE, TDM."""
        return frozenset((*self._of_site(url), *self._of_headers(headers), *self._of_metas(page)))

    def _of_site(self, url: str) -> Iterator[str]:
        path = urlsplit(url).path or "/"
        if next((reserved for place, reserved in self._places if _matches(place, path)), False):
            yield TDM
        if self._rules and not self._rules.allowed(url, self._agent):
            yield TDM

    def _of_headers(self, headers: Iterable[tuple[str, str]]) -> Iterator[str]:
        for name, value in headers:
            if name.lower() == "x-robots-tag":
                whom = _FOR.match(value)
                if whom is None or whom[1].lower() == self._agent:
                    yield from _meant(value[whom.end() :] if whom else value)
            elif name.lower() == "tdm-reservation" and value.strip() == "1":
                yield TDM

    def _of_metas(self, page: bytes) -> Iterator[str]:
        for meta in _META.findall(page, 0, _HEAD):
            given = {part[0].lower(): b"".join(part[1:]).decode("utf-8", "replace") for part in _PART.findall(meta)}
            name, content = given.get(b"name", "").strip().lower(), given.get(b"content", "")
            if name in ("robots", self._agent):
                yield from _meant(content)
            elif name == "tdm-reservation" and content.strip() == "1":
                yield TDM


def _meant(words: str) -> Iterator[str]:
    return (_MEANS[word] for part in words.split(",") if (word := part.strip().lower()) in _MEANS)


def _places(body: bytes) -> Iterator[tuple[str, bool]]:
    """The places of tdmrep.json, and whether each is reserved."""
    policies: Any = None
    with suppress(ValueError, RecursionError):
        policies = json.loads(body)
    for one in policies[:_MOST] if isinstance(policies, list) else ():
        if isinstance(one, dict) and isinstance(place := one.get("location"), str):
            yield place, one.get("tdm-reservation") in (1, "1", True)


def _matches(place: str, path: str) -> bool:
    """Whether a path begins as a place does, in which `*` and `$` mean what they do in robots.txt; in linear time."""
    first, *parts = place.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    end = len(first)
    for part in parts[:-1] if place.endswith("$") else parts:
        start = path.find(part, end)
        if start < 0:
            return False
        end = start + len(part)
    return not place.endswith("$") or (path.endswith(parts[-1], end) if parts else len(path) == end)
