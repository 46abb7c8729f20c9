"""Gzip of unknown origin, unpacked within bounds."""

from __future__ import annotations

import zlib

_PIECE = 64 * 1024
MAGIC = b"\x1f\x8b"
"""What gzip begins with (RFC 1952, 2.3.1)."""


def gunzip(packed: bytes, limit: int) -> bytes:
    """Unpacks every member of a gzip file, as far as it goes: a download that broke off still holds most of it.

    Gives `limit` + 1 bytes where there are more. Raises ValueError where nothing can be unpacked.
    """
    unpacked = bytearray()
    while packed.startswith(MAGIC) and len(unpacked) <= limit:
        member = zlib.decompressobj(16 + zlib.MAX_WBITS)
        start = 0
        try:
            while start < len(packed) and not member.eof and len(unpacked) <= limit:
                rest = member.unconsumed_tail or packed[start : (start := start + _PIECE)]
                unpacked += member.decompress(rest, limit + 1 - len(unpacked))
        except zlib.error:
            break
        packed = member.unused_data + packed[start:]
    if not unpacked:
        raise ValueError("broken gzip")
    return bytes(unpacked)
