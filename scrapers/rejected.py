"""Rejected pages: why each was rejected, in `output/rejected/<outlet>/<day>.jsonl`, and the first pages of a day."""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import datetime
from pathlib import Path

from scrapers import clock


class Rejected:
    """The folder of one outlet; `most` pages of a day are kept as `<day>/<16 hex digits of the address>.html.gz`."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder = folder
        self.most = most

    def add(self, url: str, reason: str, page: bytes, now: datetime) -> None:
        """Writes one line, and the page while the day has room. Raises OSError."""
        day = clock.day(now)
        line = {"url": url, "reason": reason, "at": clock.stamp(now), "page": self._keep(day, url, page)}
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{day}.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _keep(self, day: str, url: str, page: bytes) -> str | None:
        """Path of the kept page from the folder; null where the day is full."""
        name = f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.html.gz"
        folder = self.folder / day
        kept = {path.name for path in folder.glob("*.html.gz")}
        if name not in kept and len(kept) >= self.most:
            return None
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(gzip.compress(page, mtime=0))
        return f"{day}/{name}"
