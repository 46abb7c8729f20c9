"""What a run tells people at its end: a few lines of figures."""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scrapers import clock
from scrapers.crawl.harvester import Visit
from scrapers.crawl.spiders import NewsSpider
from scrapers.health.common_causes import MANY
from scrapers.version import program

SHOWN = 3
"""Failures of an outlet that are named on stderr; the rest is in the run's record."""


def summary(spider: NewsSpider, interrupted: bool = False) -> str:
    """The figures of a run that has ended; of one that was interrupted: what is done and what is not."""
    figures = spider.crawler.stats.get_stats()
    stored = _of(figures, "articles/new") + _of(figures, "articles/revised")
    if interrupted:
        return "\n".join((f"{spider.name}: {headline(figures)}", *_unfinished(spider, figures, stored)))
    return "\n".join((f"{spider.name}: {headline(figures)}", *_details(spider, figures, stored)))


def headline(figures: Mapping[str, Any]) -> str:
    """What was found and stored, in one line."""
    new, revised = _of(figures, "articles/new"), _of(figures, "articles/revised")
    parts = [
        f"{_of(figures, 'articles/found')} found",
        f"{new + revised} stored" + (f" ({new} new, {revised} revised)" if revised else ""),
        f"{_of(figures, 'articles/known') + _of(figures, 'articles/unchanged')} unchanged",
        f"{_of(figures, 'articles/rejected')} rejected",
        f"{_of(figures, 'articles/failed')} failed",
        f"{figures.get('elapsed_time_seconds') or 0:.1f} s",
    ]
    return ", ".join(parts)


def harvest_summary(visits: Sequence[Visit], seconds: float) -> str:
    """A line for each outlet of a run, and their sum; of a run that was interrupted: what is done and what is not."""
    in_order = sorted(visits, key=lambda visit: visit.outlet)
    interrupted = any(visit.reason == "shutdown" for visit in visits)
    lines = _broken_off(in_order) if interrupted else [f"{visit.outlet}: {_outcome(visit)}" for visit in in_order]
    total: Counter[str] = Counter()
    for visit in visits:
        total.update({name: n for name, n in visit.stats.items() if name.startswith("articles/")})
    figures = headline({**total, "elapsed_time_seconds": seconds})
    return "\n".join((*lines, f"{len(visits)} outlet{'s' * (len(visits) != 1)}: {figures}"))


def _broken_off(visits: Sequence[Visit]) -> list[str]:
    under_way = [visit.outlet for visit in visits if visit.started and visit.reason == "shutdown"]
    waiting = sum(not visit.started for visit in visits)
    return [
        f"done: {len(visits) - len(under_way) - waiting} of {len(visits)} outlets",
        f"broken off: {textwrap.shorten(', '.join(under_way), 100, placeholder=' …') or 'none'}",
        f"not reached: {waiting}, first in the next run",
    ]


def _outcome(visit: Visit) -> str:
    if not visit.started:
        return "not reached, first in the next run"
    if not visit.spider:
        return visit.reason
    outside, resting = _of(visit.stats, "articles/outside"), _of(visit.stats, "articles/resting")
    notes = (
        f"{outside} outside the window" if outside else "",
        f"{resting} wait{'s' if resting == 1 else ''} for the next try" if resting else "",
        "time is up, the next run goes on" if visit.reason == "budget" else "",
    )
    return "; ".join((headline(visit.stats), *filter(None, notes)))


def troubles(visits: Sequence[Visit]) -> Iterator[str]:
    """What is newly wrong, a few lines an outlet; where many outlets have had no answer for one reason, one for all."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for visit in visits:
        if visit.unanswered:
            alike[visit.unanswered].append(visit.outlet)
    together = {reason: outlets for reason, outlets in alike.items() if len(outlets) >= MANY}
    for reason, outlets in together.items():
        shown = textwrap.shorten(", ".join(outlets), 60, placeholder=" …")
        which = f"{len(outlets)} of {len(visits)} outlets ({shown})"
        yield f"nothing could be fetched of {which}: {reason}; {program()} doctor looks at the network"
    for visit in visits:
        lines = [] if visit.unanswered in together else visit.troubles
        yield from (f"{visit.outlet}: {line}" for line in lines[:SHOWN])
        if len(lines) > SHOWN:
            yield f"{visit.outlet}: and {len(lines) - SHOWN} more failures, named in output/runs"


def _of(figures: Mapping[str, Any], name: str) -> int:
    return int(figures.get(name, 0))


def _unfinished(spider: NewsSpider, figures: Mapping[str, Any], stored: int) -> Iterator[str]:
    settled = ("known", "unchanged", "rejected", "failed", "outside", "resting")
    asked = len(spider.plan.urls) or _of(figures, "articles/found")
    left = asked - stored - sum(_of(figures, f"articles/{name}") for name in settled)
    yield f"  done: {stored} line{'s' * (stored != 1)} added to {_file(spider)}" if stored else "  done: no line added"
    found = [f"{left} of the articles that were found"] if left > 0 or spider.plan.urls else []
    further = [] if spider.plan.urls else ["what stands further back in the sources"]
    yield f"  not done: {', and '.join([*found, *further])}"


def _file(spider: NewsSpider) -> Path:
    return Path(spider.settings["OUTPUT"]) / "articles" / spider.name / f"{clock.day(spider.now)}.jsonl"


def _details(spider: NewsSpider, figures: dict[str, Any], stored: int) -> list[str]:
    read, same = _of(figures, "listings/read"), _of(figures, "listings/unchanged")
    lines = [f"  listings and feeds: {read} read, {same} not modified (304), {_of(figures, 'listings/failed')} failed"]
    if outside := _of(figures, "articles/outside"):
        lines.append(f"  {outside} read that lie outside the window asked for")
    if resting := _of(figures, "articles/resting"):
        lines.append(f"  {resting} that failed or were rejected before wait for their next try")
    lines += [f"  repaired: {what}" for what in spider.ledger.repairs]
    reasons = sorted(spider.ledger.reasons.items(), key=lambda reason: (-reason[1], reason[0]))
    lines += [f"  {why}{f' ({times} times)' if times > 1 else ''}" for why, times in reasons]
    added = f"{stored} line{'s' * (stored != 1)} added"
    lines.append(f"  {added} to {_file(spider)}" if stored else f"  nothing new: {added}")
    return lines
