"""Validates names of files and outlets that come from pages or arguments, before anything is written."""

from __future__ import annotations

import keyword
import re
import sys

_LONGEST = 150
"""Bytes of a name; file systems allow 255, endings and temporary files need some."""
_FILE = re.compile(r"[^\W_][\w.-]*")
_OUTLET = re.compile(r"[a-z0-9]{1,40}")


def file_name(name: str) -> str:
    """The name, where it can be one of a file in its folder, on every system. Raises ValueError for any other.

    It stays in the folder (no `/`, no `..`), is no option of a command (`-rf`), is not hidden and can be printed.
    """
    if not _FILE.fullmatch(name) or ".." in name or name.endswith(".") or len(name.encode()) > _LONGEST:
        raise ValueError(f"'{name}' is no name of a file")
    return name


def outlet_name(name: str) -> str:
    """The name, where it can be an outlet's: a module of that name can be imported. Raises ValueError for any other."""
    if not _OUTLET.fullmatch(name):
        raise ValueError(f"'{name}' is not of lower-case letters and digits alone")
    if keyword.iskeyword(name) or keyword.issoftkeyword(name) or name in sys.stdlib_module_names:
        raise ValueError(f"'{name}' is a word of Python: choose another")
    return name
