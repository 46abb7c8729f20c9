"""With a network that breaks one response in five, the feed is complete after a few runs."""

from __future__ import annotations

import json
import os
import random
import re
import socket
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.wire import Asked, Script, Wire, answer, hangs, head, resets, says
from tests.support.runs import OPEN, Runs
from tests.support.site import SampleSite

pytestmark = pytest.mark.hostile

SEEDS = range(int(os.environ.get("CHAOS", "2")))
SPOILED = 0.2
RUNS = 5
UNSURE = {"crawled_at", "duplicate_of"}
"""What a disturbed run says otherwise: when it crawled, and of copies the one is the original that was stored first."""
TIMEOUT = 2.0
"""DOWNLOAD_TIMEOUT in seconds."""
FEED = "/rss/home.rss"
COPIED, COPY = "680672", "990672"
"""The number of an article of the site, and that of the copy which the proxy puts beside it."""


class Proxy:
    """Stands between a crawl and the site; what it spoils depends on the seed, the address and how often it was asked
    for, not on the order of requests. The site has a copy of an article besides."""

    def __init__(self, site: SampleSite, seed: int, spoiled: float = SPOILED) -> None:
        self._site, self._seed, self._spoiled = site.address.removeprefix("http://"), seed, spoiled
        self._times: Counter[str] = Counter()
        self.spoiled: Counter[str] = Counter()

    def route(self, asked: Asked) -> Script:
        """The site's answer, or what has become of it."""
        self._times[asked.path] += 1
        chance = random.Random(f"{self._seed} {asked.path} {self._times[asked.path]}")
        whole = self._fetch(asked)
        if chance.random() >= self._spoiled:
            return says(whole)
        cut = chance.randrange(len(whole))
        kinds: dict[str, Script] = {
            "reset": resets(),
            "reset on its way": resets(whole[:cut]),
            "cut": says(whole[:cut]),
            "silent": hangs(),
            "refused": says(answer("", status=f"{chance.choice((500, 502, 503, 504, 429))} Oops")),
            "late": self._late(whole, chance.random() * TIMEOUT / 2),
        }
        kind = chance.choice(list(kinds))
        self.spoiled[kind] += 1
        return kinds[kind]

    def _fetch(self, asked: Asked) -> bytes:
        line = HTTPConnection(self._site, timeout=30)
        kept = {"user-agent", "accept-encoding", "if-none-match", "if-modified-since"}
        if asked.path == FEED or COPY in asked.path:
            kept.remove("accept-encoding")  # what is changed has to be legible
        fields = {name: asked.headers[name] for name in kept if name in asked.headers}
        line.request("GET", asked.path.replace(COPY, COPIED), headers={"Host": asked.host, **fields})
        got = line.getresponse()
        body = self._copied(asked.path, got.read())
        said = {
            name: value for name, value in got.getheaders() if name.lower() not in ("connection", "transfer-encoding")
        }
        line.close()
        return (
            head(f"{got.status} {got.reason}", {**said, "Content-Length": str(len(body)), "Connection": "close"}) + body
        )

    @staticmethod
    def _copied(path: str, body: bytes) -> bytes:
        if COPY in path:
            return body.replace(COPIED.encode(), COPY.encode())
        if path == FEED:
            items = re.findall(rb"<item>.*?</item>", body, re.S)
            copies = (item.replace(COPIED.encode(), COPY.encode()) for item in items if COPIED.encode() in item)
            return body.replace(b"</channel>", b"".join(copies) + b"</channel>")
        return body

    @staticmethod
    def _late(whole: bytes, seconds: float) -> Script:
        def script(line: socket.socket, asked: Asked) -> None:
            import time

            time.sleep(seconds)
            line.sendall(whole)

        return script


def texts(lines: list[dict[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    """What the feed says, without what may differ."""
    return {(line["id"], line["revision"]): {k: v for k, v in line.items() if k not in UNSURE} for line in lines}


def copies(lines: list[dict[str, Any]]) -> set[frozenset[str]]:
    """The articles that say nearly the same, whichever of them is the original."""
    groups: dict[str, set[str]] = {}
    for line in lines:
        if line["duplicate_of"]:
            groups.setdefault(line["duplicate_of"], {line["duplicate_of"]}).add(line["id"])
    return set(map(frozenset, groups.values()))


def is_known_first(lines: list[dict[str, Any]]) -> bool:
    """Whether every copy names an article whose line stands before its own, and which is no copy itself."""
    originals = set[str]()
    for line in lines:
        if line["duplicate_of"] is None:
            originals.add(line["id"])
        elif line["duplicate_of"] not in originals:
            return False
    return True


def crawl(runs: Runs, proxy: Proxy, site: SampleSite, most: int, wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the feed holds after so many runs through the proxy at most: fewer where it says what is wanted before."""
    with Wire(proxy.route) as wire:
        address = dict.fromkeys(site.settings["SITE_ADDRESS"], wire.address)
        for _ in range(most):
            runs.crawl(
                SITE_ADDRESS=json.dumps(address),
                DOWNLOAD_TIMEOUT=str(TIMEOUT),
                RETRY_TIMES="2",
                CONCURRENT_REQUESTS_PER_DOMAIN="8",
            )
            if texts(runs.lines()) == texts(wanted):
                break
    return runs.lines()


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The feed of a quiet network."""
    with SampleSite(slow_seconds=0) as site:
        site.robots(OPEN)
        runs = Runs(site, tmp_path_factory.mktemp("quiet") / "output")
        return crawl(runs, Proxy(site, seed=0, spoiled=0), site, 1, [])


@pytest.mark.parametrize("seed", SEEDS)
def test_after_some_runs_the_feed_is_that_of_a_quiet_network(
    seed: int, site: SampleSite, quiet: list[dict[str, Any]], tmp_path: Path
) -> None:
    proxy = Proxy(site, seed)
    lines = crawl(Runs(site, tmp_path / "output"), proxy, site, RUNS, quiet)
    wanted, found = texts(quiet), texts(lines)
    assert len(proxy.spoiled) > 3
    assert found.keys() == wanted.keys()
    assert [key for key in wanted if found[key] != wanted[key]] == []
    assert copies(lines) == copies(quiet) == {frozenset({f"kinhtedothi:{COPIED}", f"kinhtedothi:{COPY}"})}
    assert is_known_first(lines)
