"""What a run is asked for: the arguments of `scrapy crawl -a NAME=VALUE`, read and checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from scrapers.address import canonical, owns
from scrapers.archive.files import archives_in
from scrapers.dates.window import Window, read_age, read_window
from scrapers.outlet import Outlet

EVER = Window()
ARGUMENTS = ("since", "until", "section", "source", "urls", "limit", "refresh", "archive", "warc")
"""What `-a` may set."""


@dataclass(frozen=True)
class Plan:
    """A question to an outlet; the default one is 'what is new?'."""

    window: Window = EVER
    section: str = ""
    source: str = ""
    """Kind of the sources to ask; empty: by the window."""
    urls: tuple[str, ...] = ()
    """Addresses to read whatever is known of them; nothing else is asked then."""
    limit: int | None = None
    """Articles asked for at most."""
    refresh: timedelta | None = None
    """Stored articles younger than this are looked at again when due."""
    archive: bool | None = None
    """Whether what is read is kept in the archive; None: as the setting ARCHIVE says."""
    warc: tuple[Path, ...] = ()
    """Files that hold the pages; then no site is asked."""
    known: bool = False
    """What is stored already is part of the answer (`--table`), so that unchanged sources are read again too."""

    @property
    def conditional(self) -> bool:
        """Whether a source that has not changed has nothing to say."""
        return self.whole and not self.known

    @property
    def whole(self) -> bool:
        """Whether it leaves out nothing that its sources name: then they are read to their end."""
        return self.window.open and not self.urls and not self.warc and self.limit is None


def read_plan(outlet: Outlet, now: datetime, arguments: dict[str, str], known: bool = False) -> Plan:
    """The plan of the arguments. Raises ValueError with one clear line where one of them makes no sense."""
    for name in arguments:
        if name not in ARGUMENTS:
            raise ValueError(f"unknown argument {name} (there are {', '.join(ARGUMENTS)})")
    given = {name: value.strip() for name, value in arguments.items()}
    refresh, urls = given.get("refresh", ""), given.get("urls", "")
    plan = Plan(
        window=read_window(given.get("since", ""), given.get("until", ""), now),
        section=_known("section", given.get("section", ""), {source.section for source in outlet.sources}),
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
    """Addresses split by commas, or the lines of a file (empty ones and those that begin with # left out)."""
    given = map(str.strip, text.split(",") if "://" in text else _lines(text))
    found = tuple(dict.fromkeys(canonical(url, outlet) for url in given if url and not url.startswith("#")))
    for url in found:
        if not owns(outlet, url):
            raise ValueError(f"urls: {url} is no address of {outlet.home}")
    if not found:
        raise ValueError(f"urls: no address in {text or 'it'}")
    return found


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise ValueError(f"urls: {path} is no text") from None
    except OSError as error:
        raise ValueError(f"urls: cannot read {path}: {error.strerror}") from None
