"""Mutations of valid input, reproducible by seed: what disks, networks and templates do to bytes."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_WORDS = r"""
< > & " ' / \ = : ; , . - ( ) [ ] { } # % @ ? * ~ | » … “ <div> </div> <p> </p> <br> <b> <a <a> </a> <!-- -->
<script> </script> <style> <table> <tr> <td> <svg> <title> <h1> <figure> <figcaption> <img <iframe> <noscript>
<body> <html> <head> <base> <meta <link <li> <ul> &amp; &#x1F600; &#0; &lt; &micro; <![CDATA[ ]]> <?xml
<!DOCTYPE http:// https:// www. .vn data: ngày tháng năm giờ phút trước hôm qua thứ chủ nhật theo nguồn: Ảnh:
Bài: PV TTXVN và GMT+7 24:00 0000 9999 1/1/1 2026-13-45 "@type":"NewsArticle" {"@graph":[ \ud800 1e999 İ ß Đ µ
😀
"""
_SIGNS = ("\0", "\n", "\x1b", "\x1e", "\u0301", "\u202e", "\u200b", "\ud800", "\ufeff", "\u2028")
_RUNS = tuple(sign * 300 for sign in "- 9A(")
PIECES = [piece.encode("utf-8", "surrogatepass") for piece in (*_WORDS.split(), *_SIGNS, *_RUNS)]
Mutation = Callable[[bytes, Random], bytes]


def mutated(data: bytes, seed: int) -> bytes:
    """The input, changed in one to eight ways."""
    random = Random(seed)
    for _ in range(random.randint(1, 8)):
        data = random.choice(MUTATIONS)(data, random)
    return data[:400_000]


def _at(data: bytes, random: Random) -> int:
    return random.randint(0, len(data))


def _flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data or b"x")
    for _ in range(random.randint(1, 8)):
        changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def _cut(data: bytes, random: Random) -> bytes:
    return data[: _at(data, random)]


def _remove(data: bytes, random: Random) -> bytes:
    start, end = sorted((_at(data, random), _at(data, random)))
    return data[:start] + data[min(end, start + random.choice((1, 10, 1000))) :]


def _insert(data: bytes, random: Random) -> bytes:
    at = _at(data, random)
    return data[:at] + random.choice(PIECES) * random.choice((1, 1, 2, 30)) + data[at:]


def _repeat(data: bytes, random: Random) -> bytes:
    start = _at(data, random)
    piece = data[start : start + random.choice((1, 5, 40, 300))]
    return data[:start] + piece * random.choice((2, 10, 400)) + data[start:]


def _swap(data: bytes, random: Random) -> bytes:
    tags = data.split(b"<")
    one, other = random.randrange(len(tags)), random.randrange(len(tags))
    tags[one], tags[other] = tags[other], tags[one]
    return b"<".join(tags)


def _splice(data: bytes, random: Random) -> bytes:
    return data[: _at(data, random)] + data[_at(data, random) :]


MUTATIONS: tuple[Mutation, ...] = (_flip, _cut, _remove, _insert, _insert, _repeat, _swap, _splice)
