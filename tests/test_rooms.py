"""A newcomer finds a thing by its name: no two modules or public classes share one, and none hides another."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.support import PROJECT

MODULES = [path for room in ("scrapers", "pipelines") for path in sorted((PROJECT / room).rglob("*.py"))]
ROOMS = [path for path in MODULES if path.name == "__init__.py"]


def twice(names: Iterator[str]) -> list[str]:
    """The names that are there more than once."""
    return [name for name, count in Counter(names).items() if count > 1]


def test_no_two_modules_share_a_name() -> None:
    """A module of data is named after its outlet."""
    named = (path.stem for path in MODULES if path not in ROOMS and path.parent.name != "outlets")
    assert twice(named) == []


def test_no_two_public_classes_share_a_name() -> None:
    classes = (node.name for path in MODULES for node in tree(path).body if isinstance(node, ast.ClassDef))
    assert twice(name for name in classes if not name.startswith("_")) == []


def test_no_module_is_hidden_behind_what_its_room_imports() -> None:
    """`from scrapers.health import judge` gives the module."""
    hidden = [
        f"{room.parent.name}.{alias.name}"
        for room in ROOMS
        for node in ast.walk(tree(room))
        if isinstance(node, ast.ImportFrom) and node.module != ".".join(room.relative_to(PROJECT).parent.parts)
        for alias in node.names
        if room.with_name(f"{alias.asname or alias.name}.py").exists()
    ]
    assert hidden == []


def test_every_module_says_what_is_in_it() -> None:
    assert [path for path in MODULES if path.read_text("utf-8") and not ast.get_docstring(tree(path))] == []


def tree(path: Path) -> ast.Module:
    """The module's syntax."""
    return ast.parse(path.read_text("utf-8"))
