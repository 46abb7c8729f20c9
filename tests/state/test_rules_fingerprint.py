"""The fingerprint of an outlet's rules changes with each file that parses its pages, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scrapers.state import rules_fingerprint
from tests.support import PROJECT


def test_it_changes_with_every_part_of_the_rules_and_no_other_outlet_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "scrapers"
    shutil.copytree(PROJECT / "scrapers", folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(rules_fingerprint, "_FOLDER", folder)

    def changes(name: str) -> bool:
        before = rules_fingerprint.fingerprint.__wrapped__("kinhtedothi")
        with (folder / name).open("a") as file:
            file.write("# changed\n")
        return before != rules_fingerprint.fingerprint.__wrapped__("kinhtedothi")

    rules = ("outlets/kinhtedothi.py", "outlet.py", "furniture.py", "cms/epi.py", "dates/parse.py")
    assert all(map(changes, (*rules, "parser/generic.py", "parser/fields/body.py")))
    assert not any(map(changes, ("outlets/vov.py", "state/lock.py")))
