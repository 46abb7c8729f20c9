"""With a network that breaks one response in five, the feed is complete after a few runs."""

from __future__ import annotations

import os
import random
import socket
from collections import Counter
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.hostile.wire import Asked, Script, Wire, answer, hangs, head, resets, says
from tests.support.runs import Runs
from tests.support.site import SampleSite

pytestmark = pytest.mark.hostile

SEEDS = range(int(os.environ.get("CHAOS", "2")))
SPOILED = 0.2
RUNS = 5
UNSURE = {"crawled_at", "date_precision", "duplicate_of"}
"""What depends on which of two answers came at all: of two copies the one is the original that was stored first, and a
feed that failed cannot add the seconds to a printed minute."""
MINUTE = len("2026-03-16T08:52")
TIMEOUT = 2.0
"""DOWNLOAD_TIMEOUT in seconds."""


class Proxy:
    """Stands between a crawl and the site; what it spoils depends on the seed, the address and how often it was asked
    for, not on the order of requests."""

    def __init__(self, site: SampleSite, seed: int) -> None:
        self._site, self._seed = site.address.removeprefix("http://"), seed
        self._times: Counter[str] = Counter()
        self.spoiled: Counter[str] = Counter()

    def route(self, asked: Asked) -> Script:
        """The site's answer, or what has become of it."""
        self._times[asked.path] += 1
        chance = random.Random(f"{self._seed} {asked.path} {self._times[asked.path]}")
        whole = self._fetch(asked)
        if chance.random() >= SPOILED:
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
        kept = ("user-agent", "accept-encoding", "if-none-match", "if-modified-since")
        line.request(
            "GET", asked.path, headers={"Host": asked.host} | {n: asked.headers[n] for n in kept if n in asked.headers}
        )
        got = line.getresponse()
        body = got.read()
        fields = {
            name: value for name, value in got.getheaders() if name.lower() not in ("connection", "transfer-encoding")
        }
        line.close()
        return (
            head(f"{got.status} {got.reason}", {**fields, "Content-Length": str(len(body)), "Connection": "close"})
            + body
        )

    @staticmethod
    def _late(whole: bytes, seconds: float) -> Script:
        def script(line: socket.socket, asked: Asked) -> None:
            import time

            time.sleep(seconds)
            line.sendall(whole)

        return script


def texts(lines: list[dict[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    """The feed without the fields that may differ; dates to the minute."""
    certain = ({k: v for k, v in line.items() if k not in UNSURE} for line in lines)
    return {(line["id"], line["revision"]): line | {"date": (line["date"] or "")[:MINUTE]} for line in certain}


@pytest.mark.parametrize("seed", SEEDS)
def test_after_some_runs_the_feed_is_that_of_a_quiet_network(
    seed: int, site: SampleSite, crawled: tuple[Path, str], tmp_path: Path
) -> None:
    wanted = texts(Runs(site, crawled[0]).lines())
    runs, proxy = Runs(site, tmp_path / "output"), Proxy(site, seed)
    with Wire(proxy.route) as wire:
        site.settings["SITE_ADDRESS"] = dict.fromkeys(site.settings["SITE_ADDRESS"], wire.address)
        for _ in range(RUNS):
            runs.crawl(DOWNLOAD_TIMEOUT=str(TIMEOUT), RETRY_TIMES="2", CONCURRENT_REQUESTS_PER_DOMAIN="8")
            if texts(runs.lines()) == wanted:
                break
    found = texts(runs.lines())
    assert len(proxy.spoiled) > 3
    assert found.keys() == wanted.keys()
    assert [key for key in wanted if found[key] != wanted[key]] == []
