"""Version and requirements of the program, and the name that it was called by.

In a checkout pyproject.toml says both, installed the metadata of the distribution.
"""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

DISTRIBUTION = "vietnamese-news-crawler"
_PROJECT = Path(__file__).parents[1]


def checkout() -> Path | None:
    """The folder of the project with its tests and documentation; None where the program is installed without it."""
    return _PROJECT if (_PROJECT / "pyproject.toml").is_file() and (_PROJECT / "tests").is_dir() else None


@cache
def version() -> str:
    """`0.1.0`."""
    declared = _declared()
    return str(declared["version"]) if declared else metadata.version(DISTRIBUTION)


def program() -> str:
    """The name of the command: `vnnews`, or `scrapy` in a checkout."""
    return "vnnews" if Path(sys.argv[0]).stem == "vnnews" else "scrapy"


def install(extra: str) -> str:
    """What a person types to have the packages of an extra of the program."""
    return "make setup" if checkout() else f"pip install '{DISTRIBUTION}[{extra}]'"


def requirements() -> list[Requirement]:
    """The packages that the program needs on this machine, without those of its extras."""
    declared = _declared()
    asked = declared["dependencies"] if declared else metadata.requires(DISTRIBUTION) or []
    needs = map(Requirement, asked)
    return [need for need in needs if not need.marker or need.marker.evaluate({"extra": ""})]


def _declared() -> dict[str, Any] | None:
    path = _PROJECT / "pyproject.toml"
    project = tomllib.loads(path.read_text("utf-8"))["project"] if path.is_file() else None
    return project if project and project["name"] == DISTRIBUTION else None
