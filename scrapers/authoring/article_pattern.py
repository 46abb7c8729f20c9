"""Derives an outlet's article pattern, and the parameters that it needs, from addresses of its articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

_ID = re.compile(r"^(?P<slug>.*?)(?P<mark>[-._/][a-z]{0,5}|)(?P<id>\d{5,})(?P<end>\D*)$")
_NUMBER = re.compile(r"\d+")


def pattern(urls: Sequence[str]) -> str:
    """An expression that matches the places of these addresses: sections, slug, the id in digits at its end."""
    paths = [urlsplit(url).path for url in urls]
    if names := parameters(urls):
        return f"{_folder(paths)}\\?{'&'.join(_parameter(name, urls) for name in names)}$"
    found = [m for path in paths if (m := _ID.match(path))]
    suffix = _ending(paths)
    if len(found) < len(paths):
        words = min(path.rstrip("/").rpartition("/")[2].count("-") for path in paths)
        return rf"/(?:[\w-]+/)*(?:[^/-]+-){{{min(words, 3)},}}[^/]+{suffix}$"
    mark = _escaped(_common({m["mark"] for m in found}))
    end = _escaped(_common({m["end"] for m in found})) or r"\D*"
    lengths = {len(m["id"]) for m in found}
    digits = rf"\d{{{max(lengths)}}}" if min(lengths) == max(lengths) > 11 else r"\d{5,}"
    return rf"/(?:[^/]+/)*[^/]*?{mark}(?P<id>{digits}){end}$"


def parameters(urls: Sequence[str]) -> tuple[str, ...]:
    """Where the id stands in the query: the parameter that holds it and those that are the same in all addresses.

    It is the longest number among those that differ; the others are of a section or menu that led to the article.
    """
    queries = [dict(parse_qsl(urlsplit(url).query)) for url in urls]
    if all(_ID.match(urlsplit(url).path) for url in urls):
        return ()
    everywhere = {name: [one[name] for one in queries] for name in queries[0] if all(name in one for one in queries)}
    apart = {name: values for name, values in everywhere.items() if len(set(values)) == len(set(urls))}
    numbers = {name: min(map(_digits, values)) for name, values in apart.items()}
    if not any(numbers.values()):
        return ()
    key = max(numbers, key=lambda name: (numbers[name], name.lower().endswith("id")))
    return tuple(name for name, values in everywhere.items() if name == key or len(set(values)) == 1 < len(set(urls)))


def _digits(value: str) -> int:
    """How many digits a value begins with."""
    found = _NUMBER.match(value)
    return len(found[0]) if found else 0


def _parameter(name: str, urls: Sequence[str]) -> str:
    values = {dict(parse_qsl(urlsplit(url).query))[name] for url in urls}
    if len(values) == 1 < len(set(urls)):
        return _escaped(urlencode({name: values.pop()}, safe=":/,"))
    rest = "" if all(map(_NUMBER.fullmatch, values)) else "[^&]*"
    return rf"{_escaped(name)}=(?P<id>\d+){rest}"


def _folder(paths: Sequence[str]) -> str:
    """An expression for the paths in front of a query: the one that all have, else any with their ending."""
    if one := _common(set(paths)):
        return _escaped(one)
    return r"/(?:[^/?]+/)*[^/?]*" + _ending(paths)


def _ending(paths: Sequence[str]) -> str:
    """`\\.html`, or the last slash, where all paths end in it."""
    return _escaped(_common({re.sub(r"^.*?(?=\.\w+$|/$|$)", "", path) for path in paths}))


def _common(parts: set[str]) -> str:
    """The one text that all have, or nothing."""
    return parts.pop() if len(parts) == 1 else ""


def _escaped(text: str) -> str:
    return re.escape(text).replace(r"\-", "-")
