"""Fingerprint of an outlet's rules: changes with any file that takes part in parsing its pages."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parents[1]


@cache
def fingerprint(outlet: str) -> str:
    """16 hex digits over the parser, its lexicon, the dates, the CMS families and the outlet's own file.

    Of the files, because a rule may be a function; a comment changes it too, which costs old rejections one more try.
    """
    own = _FOLDER / "outlets" / f"{outlet if outlet.isidentifier() else '_' + outlet}.py"
    files = [
        _FOLDER / "outlet.py",
        _FOLDER / "furniture.py",
        *sorted((_FOLDER / "cms").glob("*.py")),
        *sorted((_FOLDER / "dates").glob("*.py")),
        *sorted((_FOLDER / "parser").rglob("*.py")),
    ]
    digest = hashlib.sha256()
    for path in [own, *files]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
