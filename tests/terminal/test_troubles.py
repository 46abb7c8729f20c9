"""Failures in a run's summary: a few lines for each outlet, one line for all that fail for the same reason."""

from __future__ import annotations

from dataclasses import dataclass

from scrapers.crawl.harvester import Visit
from scrapers.terminal.summary import SHOWN, troubles


@dataclass
class Ended(Visit):
    """A visit that ended with these lines, and perhaps without any answer."""

    lines: tuple[str, ...] = ()
    why: str = ""

    @property
    def troubles(self) -> list[str]:
        return list(self.lines)

    @property
    def unanswered(self) -> str:
        return self.why


def ended(outlet: str, *lines: str, why: str = "") -> Visit:
    return Ended(outlet, {}, lines=lines, why=why)


def test_many_outlets_that_fail_for_one_reason_are_one_line() -> None:
    line = "https://bao.vn/rss: its name has no address"
    dumb = [ended(f"bao{n}", line, line, why="its name has no address") for n in range(4)]
    refused = ended("khac", "https://khac.vn/rss: connection refused", why="connection refused")
    assert list(troubles([*dumb, refused])) == [
        "nothing could be fetched of 4 of 5 outlets (bao0, bao1, bao2, bao3): its name has no address; "
        "scrapy doctor looks at the network",
        "khac: https://khac.vn/rss: connection refused",
    ]


def test_of_each_other_outlet_a_few_failures_are_shown_and_the_rest_counted() -> None:
    lines = [f"https://bao.vn/{n}: 404" for n in range(SHOWN + 2)]
    shown = list(troubles([ended("bao", *lines)]))
    assert shown == [
        *(f"bao: {line}" for line in lines[:SHOWN]),
        "bao: and 2 more failures, named in output/runs",
    ]
