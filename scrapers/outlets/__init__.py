"""One file per outlet, each with its `OUTLET`; `outlets()` finds them all."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from scrapers.address import host, owns, place, web_address
from scrapers.outlet import Outlet
from scrapers.text import loose


@cache
def outlets() -> dict[str, Outlet]:
    """Every outlet by name, sorted."""
    found = (importlib.import_module(f"{__name__}.{m.name}").OUTLET for m in pkgutil.iter_modules(__path__))
    return {o.name: o for o in sorted(found, key=lambda o: o.name)}


def named(name: str, groups: Collection[str] = ()) -> Outlet:
    """The outlet of that name, title ('Kinh tế & Đô thị') or home page.

    Raises ValueError where there is none; its message proposes groups as well.
    """
    if at_home := outlet_at_home(name):
        return at_home
    if name not in outlets():
        titled = [outlet for outlet in outlets().values() if loose(name) in map(loose, outlet.names)]
        if len(titled) == 1:
            return titled[0]
        known = [*groups, *outlets()]
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
        raise ValueError(f"unknown outlet {name}: {hint}")
    return outlets()[name]


def outlet_at_home(address: str) -> Outlet | None:
    """The outlet whose home page this is: `kinhtedothi.vn`, `https://www.kinhtedothi.vn/`; None where it is none's."""
    url = web_address(address if "://" in address else f"https://{address}") if "." in address else ""
    return next((one for one in outlets().values() if url and place(url) == place(one.home)), None)


def chosen(names: Sequence[str], groups: Mapping[str, Sequence[str]], off: Collection[str]) -> list[str]:
    """The outlets that are named, one by one or as a group; where none is, all that are not switched off.

    Raises ValueError for a name that is none.
    """
    if not names:
        return [name for name in outlets() if name not in off]
    found = (named(one, groups).name for name in names for one in groups.get(name, [name]))
    return list(dict.fromkeys(found))


@cache
def _by_host() -> dict[str, list[Outlet]]:
    """The outlets of every host; one that is a part of another's site stands before it."""
    found: dict[str, list[Outlet]] = {}
    for outlet in sorted(outlets().values(), key=lambda outlet: -len(urlsplit(outlet.home).path)):
        for name in {host(outlet.home), *(host(f"https://{name}") for name in (*outlet.hosts, *outlet.sites))}:
            found.setdefault(name, []).append(outlet)
    return found


def outlet_of(url: str) -> Outlet | None:
    """The outlet that an address belongs to; None for an unknown site."""
    return next((outlet for outlet in _by_host().get(host(url), ()) if owns(outlet, url)), None)


def forget() -> None:
    """Look for outlets anew: a file was added."""
    importlib.invalidate_caches()
    outlets.cache_clear()
    _by_host.cache_clear()
