"""Decompresses gzip of unknown origin within size bounds."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 64 * 1024
_LARGEST = 1024 * 1024
"""Bytes that are unpacked at once."""
MAGIC = b"\x1f\x8b"
"""What gzip begins with (RFC 1952, 2.3.1)."""


def gunzip(packed: bytes, limit: int) -> bytes:
    """Unpacks every member of a gzip file, as far as it goes: a download that broke off still holds most of it.

    Gives `limit` + 1 bytes where there are more. Raises ValueError where nothing can be unpacked.
    """
    return b"".join(pieces(packed, limit))


def pieces(packed: bytes, limit: int) -> Iterator[bytes]:
    """The same, a part at a time."""
    left = limit + 1
    while packed.startswith(MAGIC) and left > 0:
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        start = 0
        try:
            while (member.unconsumed_tail or start < len(packed)) and not member.eof and left > 0:
                rest = member.unconsumed_tail or packed[start : (start := start + _PIECE)]
                if piece := member.decompress(rest, min(left, _LARGEST)):
                    left -= len(piece)
                    yield piece
            # What a piece of the largest size has left inside of zlib: the end of a match, and of the member.
            if left > 0 and not member.eof and (piece := member.flush()[:left]):
                left -= len(piece)
                yield piece
        except zlib.error:
            break
        packed = member.unused_data + packed[start:]
    if left > limit:
        raise ValueError("broken gzip")
