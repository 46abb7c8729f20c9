"""Decodes a line of the feed as JSON; raises ValueError for what a power cut or a person has left there."""

from __future__ import annotations

from typing import Any

from pydantic_core import from_json


def read_object(text: bytes) -> dict[str, Any]:
    """The object that a line is. Raises ValueError for everything else: zeros, lone surrogates, 100,000 brackets."""
    found = from_json(text)
    if not isinstance(found, dict):
        raise ValueError("no line of a feed")
    return found
