"""Tables of bylines for tests: printed text → people, separated by "; " → source."""

from __future__ import annotations

OWN = ("Kinhtedothi", "Kinh tế & Đô thị", "kinhtedothi.vn")
"""The names of the outlet that prints them."""


def rows(*tables: str) -> list[tuple[str, tuple[str, ...], str | None]]:
    """The rows of tables as parameters."""
    read = []
    for line in filter(None, "\n".join(tables).splitlines()):
        text, people, source = [*(cell.strip() for cell in line.split("→")), ""][:3]
        read.append((text, tuple(filter(None, people.split("; "))), source or None))
    return read
