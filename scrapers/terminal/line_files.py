"""Files of feed lines, as `scrapy extract -o FILE` writes them, laid out as a feed for the tasks that read one."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from pipelines.feed.days import zstd
from pipelines.feed.reader import explain
from pipelines.feed.schema import LINE
from scrapers.clock import day

OPEN = 64
"""Day files held open at once."""
_NAME = re.compile(r"[\w.-]+")


class NoLines(ValueError):
    """The file is of another kind; the message names it."""


@contextmanager
def as_feed(files: Sequence[Path], complain: Callable[[str], object]) -> Iterator[Path]:
    """A temporary output folder that holds the lines of the files by outlet and day; it goes with the block.

    `complain` is told of each line that is none. Raises `NoLines`, OSError.
    """
    with tempfile.TemporaryDirectory(prefix="feed-") as folder, _DayFiles(Path(folder) / "articles") as days:
        for path in files:
            with _opened(path) as file:
                for number, text in enumerate(file, 1):
                    if number == 1 and not text.startswith(b"{"):
                        raise NoLines(f"{path} is no JSON Lines: extract -o {path.stem}.jsonl writes such a file")
                    try:
                        line = LINE.validate_json(text)
                    except ValidationError as error:
                        complain(f"{path}:{number}: {explain(error)}")
                        continue
                    name = line.outlet if _NAME.fullmatch(line.outlet) else "unknown"
                    days.add(name, day(datetime.fromisoformat(line.crawled_at)), text.rstrip(b"\n") + b"\n")
        days.close()
        yield Path(folder)


def _opened(path: Path) -> BinaryIO:
    return zstd.open(path, "rb") if path.suffix == ".zst" else path.open("rb")  # type: ignore[return-value]


class _DayFiles(ExitStack):
    """Appends lines to day files, few of them open at once."""

    def __init__(self, articles: Path) -> None:
        super().__init__()
        self._articles = articles
        self._files: dict[tuple[str, str], BinaryIO] = {}
        articles.mkdir()

    def add(self, outlet: str, name: str, text: bytes) -> None:
        """Adds a line of an outlet to a day."""
        if (outlet, name) not in self._files:
            if len(self._files) >= OPEN:
                self.close()
            folder = self._articles / outlet
            folder.mkdir(exist_ok=True)
            self._files[outlet, name] = self.enter_context((folder / f"{name}.jsonl").open("ab"))
        self._files[outlet, name].write(text)

    def close(self) -> None:
        """Closes what is open; `add` opens it again."""
        super().close()
        self._files.clear()
