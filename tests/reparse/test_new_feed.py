"""A new feed from archives: revisions and copies are detected across files, bad records are skipped."""

from __future__ import annotations

import json
from collections import Counter

import pytest

pytestmark = pytest.mark.xdist_group("spark")  # what one machine makes of the archives is made once


def test_copies_and_revisions_are_told_across_files(alone: tuple[list[str], Counter[str], list[str]]) -> None:
    lines = [json.loads(line) for line in alone[0]]
    copies = [line for line in lines if line["duplicate_of"]]
    assert len({line["duplicate_of"] for line in copies}) >= 6
    assert {line["revision"] for line in copies} == {1, 2}
    assert alone[2] == [
        "bad.warc.gz: no WARC, WACZ or MHTML file",
        "empty.warc: holds no response of a site",
    ]
