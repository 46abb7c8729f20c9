"""A captured page, independent of the archive format that it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

ARTICLE, LISTING = "article", "listing"
"""What a page of our own archive was asked for as."""


@dataclass(frozen=True, slots=True)
class Capture:
    """An archived response."""

    url: str
    """The address that answered."""
    at: datetime
    """When, aware."""
    body: bytes
    """Without transfer and content encoding."""
    status: int = 200
    note: Mapping[str, str] = field(default_factory=dict)
    """What our own archive says of it (`Exchange.note`); empty for files of others."""
    place: str = ""
    """The file, for messages."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and its response, to be archived."""

    url: str
    at: datetime
    """When the answer came, aware; WARC holds the whole second, as the feed's lines do."""
    method: str
    sent: tuple[tuple[str, str], ...]
    """Headers of the request."""
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    """Of the answer, its content encoding among them."""
    body: bytes
    """As it came, with that encoding; chunks are joined."""
    ip: str = ""
    note: Mapping[str, Any] = field(default_factory=dict)
    """For the metadata record: `outlet`, `run`, `kind` (article or listing), `via` (the address of the source that
    named it), `rights` (what the site reserves: noindex, noarchive, tdm), `link` (what that source said, as JSON)."""


class NoArchive(ValueError):
    """The file is no archive, or an empty one; the message says what it is, in one line."""
