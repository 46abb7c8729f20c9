"""A month of ten outlets that do not exist, made from a seed: feed and run records for tests of what reads them.

On the last day one of them answers with block pages, and one shows no author any more, as a kept page proves.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipelines.feed.schema import dump
from scrapers.clock import VIETNAM, day, stamp
from scrapers.items import Caption, Line
from tests.support.feeds import article

NOW = datetime(2026, 11, 23, 15, 30, tzinfo=VIETNAM)
OUTLETS = ("phohoa", "bencang", "langnghe", "chobua", "vuondao", "cuabien", "dongque", "thanhco", "songtho", "nuixa")
PLACES = ("Phường Ô Đống Mác", "Xã Tiên Dương", "Quận Hoàng Mai", "Chợ Bưởi", "Cầu Vĩnh Tuy", "Làng Bát Tràng")
EVENTS = (
    "mở lại tuyến xe buýt đêm",
    "trồng thêm nghìn cây xanh",
    "hoà giải xong ba vụ tranh chấp đất",
    "nhận hồ sơ trực tuyến từ tháng tới",
    "sửa đường trước mùa mưa",
    "giảm giá rau ngày cuối tuần",
)
AUTHORS = ("Lê Nam", "Đỗ Hoà", "Trần Thị Ngọc Ánh", "Nguyễn Quế")
SECTIONS = ("Thời sự", "Kinh tế", "Đô thị", "Giáo dục")
DATES = {("page", "minute"): 80, ("json-ld", "second"): 12, ("meta", "second"): 5, ("url", "day"): 2, (None, None): 1}


def make_newsroom(output: Path, seed: int = 1, days: int = 30) -> None:
    """Writes the feed and the run records of the days up to NOW."""
    chance = random.Random(seed)
    lines: list[Line] = []
    for age in reversed(range(days)):
        begin = NOW.replace(hour=0, minute=0) - timedelta(days=age)
        for rank, outlet in enumerate(OUTLETS):
            lines += _day(chance, outlet, begin, _habit(rank, begin), lines)
        _record(output, chance, begin)
    _write(output, lines)
    kept = output / "health" / "vuondao" / f"selector-authors-{NOW.date()}"
    kept.mkdir(parents=True)
    (kept / "expected.json").write_text('{"read": {"url": "https://vuondao.vn/bai-700007.html"}}')


def make_large_feed(output: Path, lines: int) -> None:
    """Writes so many articles of forty outlets in the thirty days up to NOW; only their numbers tell them apart."""
    for rank in range(40):
        folder = output / "articles" / f"bao{rank}"
        folder.mkdir(parents=True)
        for age in range(30):
            crawled = (NOW - timedelta(days=age)).isoformat()
            model = article(700007, crawled, folder.name, date=crawled, body="Một đoạn văn. " * 60, parser="generic")
            before, *rest = dump(model).split(b"700007")
            numbers = range(age * lines, age * lines - -lines // (40 * 30))
            text = b"".join(before + b"".join(str(n).encode() + part for part in rest) for n in numbers)
            (folder / f"{crawled[:10]}.jsonl").write_bytes(text)


def _habit(rank: int, begin: datetime) -> int:
    """Articles of an outlet on that day: half as many at weekends, two thirds on the day that is not over."""
    usual = 26 - 2 * rank
    return usual // 2 if begin.weekday() >= 5 else usual * 2 // 3 if begin.date() == NOW.date() else usual


def _day(chance: random.Random, outlet: str, begin: datetime, count: int, before: list[Line]) -> Iterator[Line]:
    for _ in range(max(1, round(chance.gauss(count, 2)))):
        crawled = begin + timedelta(minutes=chance.randrange(15, 15 * 60))
        line = _article(chance, outlet, crawled)
        if before and chance.random() < 0.08:
            earlier = chance.choice(before[-200:])
            line = replace(line, title=earlier.title, duplicate_of=None if earlier.outlet == outlet else earlier.id)
        yield line
        if chance.random() < 0.05:
            later = stamp(crawled + timedelta(minutes=20))
            yield replace(line, revision=2, crawled_at=later, body=f"{line.body}\n\nThêm một đoạn.")


def _article(chance: random.Random, outlet: str, crawled: datetime) -> Line:
    source, precision = chance.choices(list(DATES), list(DATES.values()))[0]
    published = crawled - timedelta(minutes=chance.randrange(1, 15))
    if precision == "day":
        published = published.replace(hour=0, minute=0)
    picture = f"https://{outlet}.vn/anh.jpg"
    nameless = outlet == "vuondao" and crawled.date() == NOW.date()
    values: dict[str, Any] = {
        "title": f"{chance.choice(PLACES)} {chance.choice(EVENTS)}",
        "date": published.isoformat() if source else None,
        "date_source": source,
        "date_precision": precision,
        "authors": [chance.choice(AUTHORS)] if chance.random() < 0.8 and not nameless else [],
        "section": chance.choice(SECTIONS) if outlet != "songtho" else None,
        "tags": ["Hà Nội"] if chance.random() < 0.6 else [],
        "lead": "Người dân bớt được một chuyến đi." if chance.random() < 0.97 else None,
        "captions": [Caption("Sáng 23/11. Ảnh: Lê Nam", "Lê Nam", picture)] if chance.random() < 0.7 else [],
        "images": [] if outlet == "nuixa" else [picture],
        "kind": chance.choice(("article",) * 12 + ("video", "gallery")),
        "parser": f"{outlet}/2025" if chance.random() < 0.9 else f"{outlet}/2019",
    }
    return article(chance.randrange(10**9), crawled.isoformat(), outlet, **values)


def _write(output: Path, lines: list[Line]) -> None:
    files: dict[Path, list[bytes]] = {}
    for line in sorted(lines, key=lambda line: line.crawled_at):
        name = f"{day(datetime.fromisoformat(line.crawled_at))}.jsonl"
        files.setdefault(output / "articles" / line.outlet / name, []).append(dump(line))
    for path, texts in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(texts))


def _record(output: Path, chance: random.Random, begin: datetime) -> None:
    """The harvest of that morning."""
    started = begin + timedelta(hours=6)
    outlets = {outlet: _outlet_record(chance, outlet, started) for outlet in OUTLETS}
    write_record(output, started, outlets, exit_code=int(any(part["failures"] for part in outlets.values())))


def _outlet_record(chance: random.Random, outlet: str, started: datetime) -> dict[str, Any]:
    home, today = f"https://{outlet}.vn", started.date() == NOW.date()
    blocked, nameless = today and outlet == "cuabien", today and outlet == "vuondao"
    failing = [f"{home}/rss/du-lich.rss: 503", f"{home}/chuyen-muc/{chance.randrange(9)}.html: no answer in 60 s"]
    return {
        "started": stamp(started),
        "ended": stamp(started + timedelta(minutes=12)),
        "reason": "budget" if outlet == "dongque" else "finished",
        "failures": [failure for failure in failing if chance.random() < 0.03],
        "slowest": [(f"{home}/bai-{chance.randrange(10**6)}.html", round(chance.uniform(1, 30), 3)) for _ in range(3)],
        "rejected": {"no title": chance.randrange(3)},
        "blocked": 38 if blocked else 0,
        "statuses": {"403": 38, "200": 2} if blocked else {"200": 80},
        "stats": {"articles/new": 20},
        "layouts": {} if blocked else {f"{outlet}/2025": _layout_record(authors=not nameless)},
    }


def _layout_record(authors: bool) -> dict[str, Any]:
    """Forty pages with every field, the authors perhaps excepted."""
    return {
        "pages": 40,
        "coverage": dict.fromkeys(("title", "lead", "date", "body", "section"), 40) | {"authors": 32 * authors},
        "paragraphs": [5, 8, 12],
        "characters": [1500, 2400, 3600],
        "captions": 55,
        "date_precision": {"minute": 40},
        "date_source": {"page": 40},
    }


def write_record(output: Path, started: datetime, outlets: dict[str, Any], exit_code: int = 0) -> Path:
    """A run record of the contract's form; gives its path."""
    folder = output / "runs"
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "schema": "1.0",
        "started": stamp(started),
        "ended": stamp(started + timedelta(minutes=15)),
        "seconds": 900.0,
        "command": "harvest",
        "arguments": {},
        "version": "0.1.0",
        "exit_code": exit_code,
        "outlets": outlets,
    }
    path = folder / f"{stamp(started).replace(':', '')}-1.json"
    path.write_text(json.dumps(record), "utf-8")
    return path
