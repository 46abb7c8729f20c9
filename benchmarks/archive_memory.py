"""`make bench-memory`: whether memory stays flat over an archive, ten thousand records against a hundred thousand.

The records are those of a crawl of the news of the world, as the tests have them: two in twenty-five are Vietnamese
articles. Printed is the greatest resident size of the process that asks the others; each of those reads one page after
another.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.cost import cost
from tests.commands.test_extract_archives import records
from tests.support.archives import warc

COUNTS = (10_000, 100_000)
PIECE = 5_000
"""Records that are packed at once."""


def main() -> None:
    """Prints a line a command."""
    with tempfile.TemporaryDirectory(prefix="bench-memory-") as name:
        folder = Path(name)
        files = [_write(folder / f"{count}.warc.gz", count) for count in COUNTS]
        for what, commands in _commands(folder, files):
            costs = [cost(*command) for command in commands]
            sizes = " and ".join(f"{one.memory:.0f} MB in {one.seconds:.0f} s" for one in costs)
            print(f"{what}: {sizes} over {' and '.join(f'{count:,}' for count in COUNTS)} records", flush=True)


def _write(path: Path, count: int) -> Path:
    made = records(count)
    with path.open("wb") as file:
        while piece := list(itertools.islice(made, PIECE)):
            file.write(warc(piece))
    return path


def _commands(folder: Path, files: list[Path]) -> Iterator[tuple[str, list[list[str]]]]:
    yield "extract", [["extract", str(file)] for file in files]
    yield "reparse --to", [["reparse", "--to", str(folder / f"{file.stem}.feed"), str(file)] for file in files]
    crawl = ["crawl", "kinhtedothi"]
    yield "crawl -a warc=", [[*crawl, "-a", f"warc={file}", f"-sOUTPUT={folder / file.stem}"] for file in files]


if __name__ == "__main__":
    main()
