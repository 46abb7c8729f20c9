"""The question that a run answers: arguments of `scrapy crawl -a NAME=VALUE`, parsed and validated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from scrapers.address import canonical, owns
from scrapers.archive.files import archives_in
from scrapers.crawl.address_lists import read_list
from scrapers.dates.window import Window, read_age, read_window
from scrapers.outlet import Outlet
from scrapers.spelling import same_words, unmarked
from scrapers.text import nfc

EVER = Window()
ARGUMENTS = {
    "since": ("WHEN", "only what was published since then, such as 1/3/2026, 2026-03-01T08:00, monday, 'hôm qua', 7d"),
    "until": ("WHEN", "only what was published until then, such as 31/3/2026 (that day included)"),
    "section": ("SLUG", "only this section, such as kinh-te or 'Kinh tế'"),
    "source": ("KIND", "ask these sources alone: rss, news-sitemap, sitemap, listing or archive"),
    "urls": ("LIST", "read these addresses alone: a file with one on each line, - for standard input, or A,B,C"),
    "limit": ("N", "ask for so many articles at most, such as 20"),
    "refresh": ("AGE", "look again at stored articles younger than that, such as 8d"),
    "archive": ("0|1", "keep the pages as they were served, 1, or do not, 0 (setting ARCHIVE)"),
    "warc": ("FILES", "read the pages that these WARC, WACZ or MHTML files hold, without a request"),
}
"""The arguments of `-a`: placeholder of the value, and help text."""


@dataclass(frozen=True)
class Plan:
    """The question of a run; by default everything new."""

    window: Window = EVER
    section: str = ""
    source: str = ""
    """Kind of the sources to request; empty: chosen by the window."""
    urls: tuple[str, ...] = ()
    """URLs to read even if already stored; nothing else is requested then."""
    limit: int | None = None
    """Maximum of articles requested."""
    refresh: timedelta | None = None
    """Stored articles younger than this are looked at again when due."""
    archive: bool | None = None
    """Whether pages are archived; None: by the setting ARCHIVE."""
    warc: tuple[Path, ...] = ()
    """Archives to read the pages from; no requests are sent then."""
    known: bool = False
    """What is stored already is part of the answer (`--table`), so that unchanged sources are read again too."""

    probe: bool = False
    """Whether this is a probe: a few pages of each kind, to validate the outlet's file."""

    @property
    def conditional(self) -> bool:
        """Whether a source that has not changed has nothing to say."""
        return self.whole and not self.known

    @property
    def whole(self) -> bool:
        """Whether it leaves out nothing that its sources name: then they are read to their end."""
        return self.window.open and not self.urls and not self.warc and self.limit is None


def read_plan(outlet: Outlet, now: datetime, arguments: dict[str, str], known: bool = False) -> Plan:
    """Parses the arguments. Raises ValueError with a one-line message for an invalid one."""
    for name in arguments:
        if name not in ARGUMENTS:
            raise ValueError(f"unknown argument {name} (there are {', '.join(ARGUMENTS)})")
    given = {name: value.strip() for name, value in arguments.items()}
    refresh, urls = given.get("refresh", ""), given.get("urls", "")
    plan = Plan(
        window=read_window(given.get("since", ""), given.get("until", ""), now),
        section=_section(given.get("section", ""), {source.section for source in outlet.sources}),
        source=_known("source", given.get("source", ""), {source.kind for source in outlet.sources}),
        urls=_urls(urls, outlet) if "urls" in given else (),
        limit=_limit(given["limit"]) if "limit" in given else None,
        refresh=read_age(refresh) if "refresh" in given else None,
        archive=_yes("archive", given["archive"]) if "archive" in given else None,
        warc=_files(given["warc"]) if "warc" in given else (),
        known=known,
    )
    if plan.warc and (plan.urls or plan.section or plan.source or plan.refresh):
        raise ValueError("warc goes with since, until and limit: no source is asked")
    asked = [source for source in outlet.sources if plan.source in {"", source.kind}]
    if plan.section and plan.section not in {source.section for source in asked}:
        raise ValueError(f"no {plan.source} source is of section {plan.section}")
    return plan


def _section(value: str, known: set[str]) -> str:
    """The section of that slug or name: `kinh-te`, 'Kinh tế'."""
    return next((slug for slug in known if slug and same_words(unmarked(nfc(value)), slug)), "") or _known(
        "section", value, known
    )


def _known(name: str, value: str, known: set[str]) -> str:
    if value and value not in known:
        raise ValueError(f"unknown {name} {value} (there are {', '.join(sorted(known - {''})) or 'none'})")
    return value


def _yes(name: str, text: str) -> bool:
    if text.lower() not in {"1", "0", "true", "false"}:
        raise ValueError(f"{name}={text}: write {name}=1 or {name}=0")
    return text.lower() in {"1", "true"}


def _files(text: str) -> tuple[Path, ...]:
    """Files, and those in folders that hold pages, split by commas."""
    found: list[Path] = []
    for path in map(Path, filter(None, map(str.strip, text.split(",")))):
        if not path.exists():
            raise ValueError(f"warc: there is no {path}")
        found += archives_in(path) if path.is_dir() else [path]
    if not found:
        raise ValueError(f"warc: no file in {text or 'it'}")
    return tuple(found)


def _limit(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f"limit={text} is no number of articles")
    return int(text)


def _urls(text: str, outlet: Outlet) -> tuple[str, ...]:
    """The canonical addresses of a list, all of them the outlet's."""
    given = read_list(text)
    for one in given:
        if not owns(outlet, one.url):
            raise ValueError(f"{one.place}: {one.url} is no address of {outlet.home}")
    return tuple(dict.fromkeys(canonical(one.url, outlet) for one in given))
