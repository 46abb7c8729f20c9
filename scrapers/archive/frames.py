"""Iterates over the compressed members of an archive file with their offsets; stops at a truncated one."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, Protocol

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

SUFFIXES = {"gzip": ".warc.gz", "zstd": ".warc.zst"}
"""How records are packed, and what their files are called."""
_BLOCK = 1 << 18


class Frame(NamedTuple):
    """One compressed member of an archive file."""

    start: int
    end: int
    head: bytes
    """Its first bytes, unpacked: enough for the record's own headers."""


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, /) -> bytes: ...


def pack(record: bytes, packing: str) -> bytes:
    """One record as a frame of its own."""
    if packing == "zstd":
        return zstd.compress(record)
    packer = zlib.compressobj(wbits=16 + zlib.MAX_WBITS)
    return packer.compress(record) + packer.flush()


def unpack(frame: bytes) -> bytes:
    """What `pack` was given. Raises ValueError for a broken frame."""
    unpacker = _unpacker(frame)
    try:
        found = unpacker.decompress(frame)
    except (zlib.error, zstd.ZstdError) as error:
        raise ValueError(str(error)) from None
    if not unpacker.eof:
        raise ValueError("the frame has no end")
    return found


def frames(file: BinaryIO, start: int = 0) -> Iterator[Frame]:
    """The whole frames from `start` on, up to the end of the file or to the first that is torn or broken."""
    file.seek(start)
    rest = file.read(_BLOCK)
    while rest:
        unpacker, head, begin = _unpacker(rest), bytearray(), start
        while not unpacker.eof:
            try:
                piece = unpacker.decompress(rest)
            except (zlib.error, zstd.ZstdError):
                return
            head += piece[: max(0, 4096 - len(head))]
            start += len(rest)
            if not unpacker.eof:
                rest = file.read(_BLOCK)
                if not rest:
                    return
        rest = unpacker.unused_data
        start -= len(rest)
        yield Frame(begin, start, bytes(head))
        rest = rest or file.read(_BLOCK)


def _unpacker(start: bytes) -> _Unpacker:
    if start[:1] == b"\x28":
        return zstd.ZstdDecompressor()
    return zlib.decompressobj(16 + zlib.MAX_WBITS)
