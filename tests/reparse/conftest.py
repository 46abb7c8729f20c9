"""Archives, and the feed that `reparse` builds of them on one machine."""

from __future__ import annotations

import gzip
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from pipelines.feed.verify import verify
from scrapers.reparse import one_machine
from tests.commands.test_extract_archives import LOCAL, Record, frozen
from tests.support.archives import AT, warc

DAYS = timedelta(days=30)


@pytest.fixture(scope="session")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seven files: frozen pages, then copies of local news across files and revisions of it, and three that are bad."""
    folder = tmp_path_factory.mktemp("archives")
    known = list(frozen())
    for number in range(4):
        pages: list[Record] = [
            (url, AT + timedelta(hours=number), gzip.compress(page), {}) for url, page in known[number::4]
        ]
        for story in range(6):
            at = AT + timedelta(days=story * 12, minutes=(7 * number + story) % 5)
            text = LOCAL.format(f"Cầu số {story} thông xe")
            text = text.replace("cây cầu", "cầu " + " ".join(f"chữ{story}x{n}" for n in range(60)))
            pages.append((f"https://bao{number}.vn/cau-{story}.html", at, text.encode(), {}))
            changed = text.replace("chín mét", "mười mét")
            pages.append((f"https://bao{number}.vn/cau-{story}.html", at + timedelta(days=1), changed.encode(), {}))
        (folder / f"{number}.warc.gz").write_bytes(warc(pages))
    (folder / "bad.warc.gz").write_bytes(b"\x1f\x8b\x08 no gzip")
    (folder / "empty.warc").write_bytes(b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n")
    whole = (folder / "0.warc.gz").read_bytes()
    (folder / "torn.warc.gz").write_bytes(whole[: len(whole) // 2])
    return folder


@pytest.fixture(scope="session")
def alone(archives: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], Counter[str], list[str]]:
    """What one machine makes of them: lines, what was skipped, what failed."""
    to, skipped, failures = tmp_path_factory.mktemp("alone"), Counter[str](), list[str]()
    count = one_machine.make_feed(sorted(archives.iterdir()), to, 5, DAYS, skipped, failures)
    lines = sorted(line for path in to.glob("articles/*/*.jsonl") for line in path.read_text("utf-8").splitlines())
    assert count == len(lines)
    assert list(verify(to, (), Counter())) == []
    return lines, +skipped, [failure.rpartition("/")[2] for failure in failures]
