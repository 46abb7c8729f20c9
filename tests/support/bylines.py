"""Tables of bylines for tests: what is printed → the people in it, parted by "; " → the outlet it was taken from."""

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
