"""Gzip of unknown origin: several members, truncated ends, bombs."""

from __future__ import annotations

import gzip

import pytest

from scrapers.gunzip import gunzip

TEXT = bytes(range(256)) * 2000


@pytest.mark.parametrize("cut", [0, 300_000])
def test_every_member_is_unpacked(cut: int) -> None:
    assert gunzip(gzip.compress(TEXT[:cut]) + gzip.compress(TEXT[cut:]), len(TEXT)) == TEXT


@pytest.mark.parametrize("size", [1 << 20, (1 << 20) + 1, 5_000_000])
def test_a_few_bytes_may_unpack_to_megabytes(size: int) -> None:
    assert gunzip(gzip.compress(bytes(size)), 10_000_000) == bytes(size)


def test_what_stands_behind_the_last_member_is_left_out() -> None:
    assert gunzip(gzip.compress(TEXT) + b"\0\0 rubbish", len(TEXT)) == TEXT


def test_a_download_that_broke_off_gives_what_it_has() -> None:
    noise = gzip.compress(b"".join(n.to_bytes(4, "big") for n in range(100_000)))
    found = gunzip(noise[: len(noise) // 2], 1_000_000)
    assert len(found) > 100_000
    assert found == gzip.decompress(noise)[: len(found)]


def test_no_more_is_unpacked_than_one_byte_above_the_limit() -> None:
    assert gunzip(gzip.compress(bytes(10_000_000)), 1000) == bytes(1001)


@pytest.mark.parametrize("packed", [b"", b"<html>", b"\x1f\x8b", b"\x1f\x8b\x08 no gzip at all"])
def test_what_is_no_gzip_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="broken gzip"):
        gunzip(packed, 1000)
