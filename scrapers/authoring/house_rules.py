"""House rules for outlet files that can be checked without pages; `page_rules` has the others."""

from __future__ import annotations

import ast
import re
import tokenize
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from io import StringIO
from pathlib import Path

import scrapers.cms
import scrapers.outlets
from scrapers.authoring.catalogue import families, outlet_file
from scrapers.cms import FAMILIES
from scrapers.outlet import DayArchive, Layout, Listing, Outlet, Source

LONGEST = 40
"""Lines of an outlet's file with one template of its own; each further template may take `A_TEMPLATE` more."""
A_TEMPLATE = 12
A_FINDING = 6
"""Lines besides for what a probe adds (`forms`, `without`, a source once more): no file is too full to be mended."""
IN_FAMILY = 20
"""Lines of the second outlet and all further ones of a family, where all templates are the family's."""

# What an outlet's file may hold: names of constants and data, built by calls of what it imports.
_DATA = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.Expr)
_CODE = (ast.Lambda, ast.Await, ast.Yield, ast.NamedExpr)
_SEEN = re.compile(r"^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$")
_POSITION = re.compile(r":(?:nth|first|last|only)-")
_NAMES = re.compile(r"[.#]([\w-]+)")
# Class names that a build makes anew each time (`css-1dbjc4n`, `sc-bdVaJa`, `Title_root__x1Y2z`), or SharePoint for
# each text (`ExternalClass` and a GUID).
_HASHED = re.compile(
    r"^(?:css|sc|jsx|svelte|emotion)-(?=\w*[\dA-Z])\w{5,}$|__(?=\w*\d)(?=\w*[A-Za-z])\w{5}$|^(?:[a-z]*\d+[a-z]+){2}\w*$"
    r"|^ExternalClass[0-9A-F]{32}$"
)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A broken rule: where, and what is wrong there."""

    place: str
    what: str


def faults_of_files(month: str) -> Iterator[Fault]:
    """What is wrong with the files of outlets and families; `month` (`2026-11`) is this one."""
    files = _files(scrapers.outlets.__path__)
    outlets: dict[Path, Outlet] = {p: import_module(f"scrapers.outlets.{p.stem}").OUTLET for p in files}
    for path, outlet in outlets.items():
        for what in (*_form(path, outlet), *_claims(path, outlet, month), *_length(path, outlet, outlets)):
            yield Fault(_place(path), what)
    for path in (*files, *_files(scrapers.cms.__path__)):
        for what in _positions(path):
            yield Fault(_place(path), what)
    for rule in dict.fromkeys(s for outlet in outlets.values() for s in _selectors(outlet)):
        for name in filter(is_hash, _NAMES.findall(rule)):
            yield Fault(rule, f"class name {name} is a hash")


def is_hash(name: str) -> bool:
    """Whether a class name or id is made anew by each build, so that no rule can stand on it."""
    return _HASHED.search(name) is not None


def _files(folders: Iterable[str]) -> list[Path]:
    return [p for folder in folders for p in sorted(Path(folder).glob("*.py")) if p.name != "__init__.py"]


def _place(path: Path) -> str:
    return "/".join(path.parts[-3:])


def _form(path: Path, outlet: Outlet) -> Iterator[str]:
    """File = name, a pattern that compiles, and data alone."""
    if path != outlet_file(outlet.name):
        yield f"is not where an outlet named {outlet.name} belongs: {outlet_file(outlet.name).name}"
    try:
        re.compile(outlet.article)
    except re.error as error:
        yield f"article pattern: {error}"
    if not re.fullmatch(r"[a-z0-9]+", outlet.name):
        yield f"name {outlet.name}: lower-case letters and digits alone"
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body:
        if not isinstance(node, _DATA) or any(isinstance(n, _CODE) for n in ast.walk(node)):
            yield f"line {node.lineno}: code; an outlet is data"
        if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not _is_word(node.module or "")):
            yield f"line {node.lineno}: imports more than families and the words for outlets"


def _is_word(module: str) -> bool:
    return module in ("scrapers.outlet", "__future__") or module.startswith("scrapers.cms")


def _claims(path: Path, outlet: Outlet, month: str) -> Iterator[str]:
    """`seen` is a month that has been, and the file says where nothing real was seen."""
    rules: list[Layout | Source] = [*outlet.layouts, *outlet.sources]
    for seen in dict.fromkeys(rule.seen for rule in rules if rule.seen):
        if not _SEEN.match(seen) or seen > month:
            yield f"seen={seen!r} is no month that has been"
    doc = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    if not all(rule.seen for rule in rules) and "unverified" not in doc.casefold():
        yield "has rules that nothing real has confirmed; its docstring has to say which are unverified"
    if len({layout.name for layout in outlet.layouts}) < len(outlet.layouts):
        yield "two layouts of one name"


def _length(path: Path, outlet: Outlet, outlets: Mapping[Path, Outlet]) -> Iterator[str]:
    lines, own = _lines(path), _own_templates(outlet)
    most = LONGEST + A_TEMPLATE * max(0, own - 1)
    kin = (p for p, o in outlets.items() if not _own_templates(o) and set(families(p)) & set(families(path)))
    if not own and lines < max(map(_lines, kin), default=0):
        most = IN_FAMILY
    again = len(outlet.sources) - len({(source.url, source.section) for source in outlet.sources})
    most += A_FINDING * bool(outlet.forms or outlet.without or again)
    if lines > most:
        yield f"{lines} lines, at most {most}"


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def _own_templates(outlet: Outlet) -> int:
    """Layouts that are no family's, or a family's with other rules."""
    known = {layout.but(name="", seen="") for layout in FAMILIES}
    return sum(layout.but(name="", seen="") not in known for layout in outlet.layouts)


def _positions(path: Path) -> Iterator[str]:
    """Selectors that count elements, where no comment of the file says what they need the position for."""
    source = path.read_text("utf-8")
    tokens = list(tokenize.generate_tokens(StringIO(source).readline))
    if any(t.type == tokenize.COMMENT and "position" in t.string.casefold() for t in tokens):
        return
    for token in tokens:
        if token.type == tokenize.STRING and _POSITION.search(token.string):
            yield f"line {token.start[0]}: counts elements, and no comment says why it needs the position"


def _selectors(outlet: Outlet) -> Iterator[str]:
    for layout in outlet.layouts:
        for field in RULES:
            yield from filter(None, [getattr(layout, field)])
    for source in outlet.sources:
        if isinstance(source, Listing | DayArchive):
            yield from filter(None, [source.links, source.next])


RULES = (
    "marker title lead prefix body author date section tags source caption film cover paywall drop keep".split()
)  # fmt: skip
"""Fields of a layout that are selectors."""
