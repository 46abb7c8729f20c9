"""Whatever step on the disk goes wrong while one file is full and the next begins: no page that was kept is lost."""

from __future__ import annotations

import mmap
import os
from collections import Counter
from pathlib import Path

import pytest

from scrapers.archive.folder import warc_files
from scrapers.archive.keeping import verify
from tests.support.archives import exchange, writer
from tests.support.faults import Faults

PAGES = [exchange(f"bai-{number}.html", f"<html>bài {number}</html>".encode()) for number in range(4)]
FULL = 1500
"""Bytes that fill a file: it takes two pages."""


@pytest.mark.parametrize("mode", ["full", "failing", "killed", "torn"])
def test_a_page_that_was_kept_stays_and_the_others_can_be_kept_again(tmp_path: Path, mode: str) -> None:
    steps, kept = keep(tmp_path / "whole", mode, 0)
    assert kept == [page.url for page in PAGES]
    assert steps > 20
    assert len(warc_files(tmp_path / "whole")) == 2
    for step in range(1, steps + 1):
        folder = tmp_path / str(step)
        _, kept = keep(folder, mode, step)
        archive = writer(folder, most=FULL)
        held = urls(folder)
        assert set(kept) <= set(held), f"{mode} at step {step}"
        for page in PAGES:
            if page.url not in held:
                archive.add(page)
        archive.sync()
        assert sorted(urls(folder)) == [page.url for page in PAGES], f"{mode} at step {step}: each is there once"
        assert list(verify(folder, Counter())) == [], f"{mode} at step {step}"


def keep(folder: Path, mode: str, step: int) -> tuple[int, list[str]]:
    """Adds the pages in a process whose step goes wrong; gives its steps, and the pages that it was told are kept."""
    told = mmap.mmap(-1, 1 + len(PAGES))
    child = os.fork()
    if not child:
        faults = Faults(mode, step, folder)
        faults.install()
        try:
            archive = writer(folder, most=FULL)
            for number, page in enumerate(PAGES, 1):
                try:
                    archive.add(page)
                    archive.sync()
                    told[number] = 1
                except OSError:
                    continue
            told[0] = faults.steps
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return told[0], [page.url for number, page in enumerate(PAGES, 1) if told[number]]


def urls(folder: Path) -> list[str]:
    """The addresses in the indexes."""
    return [entry.url for file in warc_files(folder) for entry in file.entries()]
