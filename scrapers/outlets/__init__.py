"""One file per outlet, each with its `OUTLET`; `outlets()` finds them all."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from functools import cache

from scrapers.address import host
from scrapers.outlet import Outlet


@cache
def outlets() -> dict[str, Outlet]:
    """Every outlet by name, sorted."""
    found = (importlib.import_module(f"{__name__}.{m.name}").OUTLET for m in pkgutil.iter_modules(__path__))
    return {o.name: o for o in sorted(found, key=lambda o: o.name)}


def named(name: str) -> Outlet:
    """The outlet of that name. Raises ValueError where there is none."""
    if name not in outlets():
        near = difflib.get_close_matches(name, outlets(), n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(outlets())}"
        raise ValueError(f"unknown outlet {name}: {hint}")
    return outlets()[name]


@cache
def _by_host() -> dict[str, Outlet]:
    return {
        host(home if "//" in home else f"https://{home}"): o for o in outlets().values() for home in (o.home, *o.hosts)
    }


def outlet_of(url: str) -> Outlet | None:
    """The outlet that an address belongs to; None for an unknown site."""
    return _by_host().get(host(url))


def forget() -> None:
    """Look for outlets anew: a file was added."""
    importlib.invalidate_caches()
    outlets.cache_clear()
    _by_host.cache_clear()
