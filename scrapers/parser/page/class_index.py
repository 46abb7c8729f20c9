"""The class names and ids that any rule asks for: a page is searched once for all of them, and for no others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache


class Keys:
    """`.class` and `#id` of all selectors compiled so far."""

    def __init__(self) -> None:
        self.all: frozenset[str] = frozenset()
        # Pages of an outlet repeat the same few class attributes.
        self.of = lru_cache(maxsize=20_000)(self._of)

    def add(self, keys: Iterable[str]) -> None:
        """Ask for these, too."""
        if not self.all.issuperset(keys := frozenset(keys)):
            self.all |= keys
            self.of.cache_clear()

    def _of(self, classes: str) -> tuple[str, ...]:
        """The keys of a class attribute that a rule asks for."""
        return tuple(key for name in classes.split() if (key := "." + name) in self.all)


KEYS = Keys()
"""Those of this process: it grows with the rules in use."""
