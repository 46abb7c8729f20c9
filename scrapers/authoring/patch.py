"""Turns the findings of a crawl into a unified diff of the outlet's file."""

from __future__ import annotations

import ast
import difflib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from textwrap import wrap
from urllib.parse import urljoin, urlsplit

from scrapers.address import host
from scrapers.authoring.find_rules import Example, find_rule
from scrapers.authoring.proposal import constant, layout_text, templates
from scrapers.crawl.second_opinions import FIELDS
from scrapers.outlet import Feed, Layout, Listing, NewsSitemap, Outlet, Source
from scrapers.parser.page.selectors import every
from scrapers.state.findings import MISFITS, Finding

LEFT_OUT = ("dead", "empty", "still")
"""Findings about a source that is of no use any more."""
WIDTH = 108
"""Characters of a line inside the outlet's arguments."""
KINDS: dict[str, Callable[..., Source]] = {
    "rss": Feed,
    "news-sitemap": NewsSitemap,
    "listing": partial(Listing, links=""),
}
FEW = 3
"""Feeds and news sitemaps below which sections are written into the file besides."""
_WORD = re.compile(r"(?P<before>/(?:[\w-]+/)*?)[\w-]+(?P<after>\.\w+|/(?:feed|rss)/?|/?)")
BEHIND = {"hosts": "home", "forms": "article", "without": "sources"}
"""Where arguments are put that the file does not have yet."""


class FileChange:
    """An outlet's file and the keyword arguments of its `Outlet(…)` that change."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError where the file has no `OUTLET = Outlet(…)`."""
        self.path, self.old = path, path.read_text("utf-8")
        self.text, self.call = self.old, _call(self.old)
        self._rewritten: set[tuple[str, str]] = set()
        self._values: dict[str, str] = {}
        self._words: dict[str, set[str]] = {}
        self._before: list[str] = []

    def value(self, name: str) -> str | None:
        """The source of a keyword argument as it stands or has been changed."""
        if name in self._values:
            return self._values[name]
        found = next((word for word in self.call.keywords if word.arg == name), None)
        return ast.get_source_segment(self.text, found.value) if found else None

    def put(self, name: str, value: str, *words: str) -> None:
        """Gives the argument another value; `words` are the classes of `scrapers.outlet` that it needs."""
        self._values[name] = value
        self.imports("scrapers.outlet", *words)

    def imports(self, module: str, *names: str) -> None:
        """The file needs these names of a module."""
        self._words.setdefault(module, set()).update(names)

    def rewrite(self, argument: str, old: str, new: str) -> bool:
        """Writes another text where the file gives that one to an argument; whether it does. Before all else."""
        assert not self._values
        words: list[tuple[object, ast.expr]] = []
        for node in ast.walk(ast.parse(self.text)):
            if isinstance(node, ast.keyword):
                words.append((node.arg, node.value))
            elif isinstance(node, ast.Dict):
                keys = (key.value if isinstance(key, ast.Constant) else None for key in node.keys)
                words += zip(keys, node.values, strict=True)
        found = [v for name, v in words if name == argument and isinstance(v, ast.Constant) and v.value == old]
        if found and old:
            lines = self.text.splitlines(keepends=True)
            for node in sorted(found, key=lambda node: (-node.lineno, -node.col_offset)):
                _replace(lines, node, _quoted(new))
            self.text = "".join(lines)
            self.call = _call(self.text)
            self._rewritten.add((argument, old))
        return (argument, old) in self._rewritten

    def front(self, name: str, parts: Sequence[str], *words: str) -> None:
        """Puts parts in front of what a tuple holds."""
        before = self.value(name)
        rest = (
            before.strip()[1:-1].strip().rstrip(",") if before and _is_tuple(before) else f"*{before}" if before else ""
        )
        self.put(name, _tuple([*parts, rest] if rest else parts), *words)

    def constant(self, name: str, argument: str) -> None:
        """Gives the argument's value a name before the outlet, so that it can be spoken of twice."""
        first, *others = (self.value(argument) or "()").split("\n")
        self._before.append("\n".join([f"{name} = {first}", *(line.removeprefix("    ") for line in others)]) + "\n\n")
        self.put(argument, name)

    def diff(self) -> str:
        """The change as `patch -p1` takes it; empty where there is none."""
        old, new = self.old.splitlines(keepends=True), self.new().splitlines(keepends=True)
        name = "/".join(self.path.parts[-3:])
        return "".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))

    def new(self) -> str:
        """The file as it should be."""
        lines = self.text.splitlines(keepends=True)
        words = {word.arg or "": word.value for word in self.call.keywords}
        for name in [name for name in self._values if name not in words]:
            before = words[BEHIND[name]] if BEHIND.get(name) in words else self.call.keywords[0].value
            lines[(before.end_lineno or 1) - 1] += f"    {name}={self._values[name]},\n"
        for name in sorted(filter(words.get, self._values), key=lambda name: -words[name].lineno):
            _replace(lines, words[name], self._values[name])
        lines.insert(self.call.lineno - 1, "".join(self._before))
        return _imported("".join(lines), self._words)


def proposal(path: Path, outlet: Outlet, found: Iterable[Finding], examples: Sequence[Example], month: str) -> str:
    """The diff of an outlet's file for the findings of a crawl; `examples` are articles that it has read.

    What the crawl has seen for itself gets its `month` (`2026-11`). Raises ValueError where the file cannot be changed
    by a program.
    """
    change = FileChange(path)
    everything = list(found)
    everything += [silent for one in everything for silent in _silent(outlet, one, examples)]
    findings = [one for one in everything if not _rewritten(change, outlet, one, everything, examples)]
    _move(change, outlet, [one.value for one in findings if one.kind in ("site", "away") and one.value])
    forms = [f'r"{one.subject}"' for one in findings if one.kind == "form"]
    if forms:
        change.front("forms", forms)
    _sources(change, outlet, findings, month)
    _doubts(change, outlet, findings, examples, month)
    if any(one.kind == "layout" for one in findings):
        _templates(change, outlet, [example for example in examples if example.article.guessed], month)
    return change.diff()


def _layout(outlet: Outlet, found: Finding) -> Layout | None:
    """The layout that a finding is about."""
    return next((one for one in outlet.layouts if found.subject == f"{outlet.name}/{one.name}"), None)


def _rewritten(
    change: FileChange, outlet: Outlet, one: Finding, found: Collection[Finding], examples: Sequence[Example]
) -> bool:
    """Whether a rule that finds nothing stands in the file by itself, and was changed there."""
    if one.kind == "links":
        rules = {source.url: source.links for source in outlet.sources if isinstance(source, Listing)}
        rule = rules.get(one.subject, "")
        alike = [url for url in rules if rules[url] == rule]
        failing = {other.subject for other in found if other.kind == "links"}
        return 2 * len(failing.intersection(alike)) > len(alike) and change.rewrite("links", rule, "")
    name = FIELDS.get(one.kind.removeprefix("disagreement:"), "")
    layout = _layout(outlet, one)
    if not name or layout is None or not (better := find_rule(name, examples)):
        return False
    rule = getattr(layout, name) or ""
    return change.rewrite(name, rule, f"{better.css} | {rule}")


def _move(change: FileChange, outlet: Outlet, homes: Sequence[str]) -> None:
    if homes:
        change.put("home", _quoted(homes[0]))
        change.front("hosts", [_quoted(urlsplit(outlet.home).netloc)])


def _sources(change: FileChange, outlet: Outlet, findings: Sequence[Finding], month: str) -> None:
    known = {source.url: source for source in outlet.sources}
    useless = dict.fromkeys(one.subject for one in findings if one.kind in LEFT_OUT and one.subject in known)
    others = [KINDS[one.value](url=_path(outlet, one.subject), seen=month) for one in findings if one.kind == "source"]
    lists = [source for source in others if isinstance(source, Listing)]
    named = [source for source in others if not isinstance(source, Listing)]
    new: list[Source] = [*named, *(lists if len(named) < FEW else [])]
    new += _corrected(change, findings, known.values(), month)
    left = [source for source in known.values() if source.url not in useless]
    if useless and not any(source.recent for source in left):
        # Nothing of it but its archives, if there are any: a new list says it better than a list of what is not there.
        parts = list(_listed((*new, *left)))
        change.put("sources", _tuple(parts), *(type(source).__name__ for source in (*new, *left)))
        return
    if new:
        change.front("sources", list(_listed(new)), *(type(source).__name__ for source in new))
    if useless:
        change.front("without", list(map(_quoted, useless)))


def _corrected(
    change: FileChange, findings: Iterable[Finding], known: Collection[Source], month: str
) -> Iterator[Source]:
    """Sources that are read otherwise than the file says; where all of a kind are, its words for them are changed."""
    for kind, name, other in (("order", "order", "MDY"), ("links", "links", "")):
        about = {one.subject for one in findings if one.kind == kind}
        wrong = [source for source in known if source.url in about]
        kinds = {source.kind for source in wrong}
        if len(wrong) > FEW and len(wrong) == sum(source.kind in kinds for source in known):
            words = f"{name}={_quoted(other)}, seen={_quoted(month)}"
            each = f"s.but({words}) if s.kind == {_quoted(kinds.pop())} else s"
            change.put("sources", f"(*({each} for s in {change.value('sources')}),)")
        else:
            yield from (replace(source, seen=month, **{name: other}) for source in wrong)


def _listed(sources: Iterable[Source]) -> Iterator[str]:
    """The calls that make them; those of addresses that differ in one word are made in a row."""
    groups: dict[tuple[type[Source], str, str, str], list[Source]] = {}
    for source in sources:
        found = _WORD.fullmatch(source.url)
        before, after = (found["before"], found["after"]) if found and not source.section else (source.url, "")
        groups.setdefault((type(source), before, after, _written(source.but(url="", seen=source.seen))), []).append(
            source
        )
    for (_, before, after, _), alike in groups.items():
        if len(alike) < FEW or not after + before:
            yield from map(_written, alike)
            continue
        words = [source.url[len(before) :].removesuffix(after) for source in alike]
        one = _written(alike[0].but(url=f"{before}{{s}}{after}", seen=alike[0].seen)).replace('url="', 'url=f"', 1)
        for row in wrap(" ".join(words), WIDTH - len(one) - 26, break_on_hyphens=False, break_long_words=False):
            plain = alike[words.index(row)] if row in words else None
            yield _written(plain) if plain else f'*({one} for s in "{row}".split())'


def _written(source: Source) -> str:
    """The call that makes it; `seen` stands last, as people write it."""
    arguments = [
        (part.name, getattr(source, part.name)) for part in fields(source) if getattr(source, part.name) != part.default
    ]
    arguments.sort(key=lambda pair: pair[0] == "seen")
    values = (f"{name}={_quoted(value) if isinstance(value, str) else value}" for name, value in arguments)
    return f"{type(source).__name__}({', '.join(values)})"


def _path(outlet: Outlet, url: str) -> str:
    return url.removeprefix(outlet.home) or "/" if host(url) == host(outlet.home) else urljoin(outlet.home, url)


def _doubts(
    change: FileChange, outlet: Outlet, findings: Sequence[Finding], examples: Sequence[Example], month: str
) -> None:
    """Other rules for fields of which the general reader sees more."""
    found: dict[int, dict[str, str]] = {}
    names = [f"{outlet.name}/{layout.name}" for layout in outlet.layouts]
    for one in findings:
        rule = FIELDS.get(one.kind.removeprefix("disagreement:"))
        if rule and one.subject in names and (better := find_rule(rule, examples)):
            found.setdefault(names.index(one.subject), {})[rule] = better.css
    if found:
        change.constant("LAYOUTS", "layouts")
        parts, after = [], 0
        for number in sorted(found):
            words = {**found[number], "seen": month}
            arguments = ", ".join(f"{name}={_quoted(value)}" for name, value in words.items())
            parts += [f"*LAYOUTS[{after}:{number}]"] * (number > after) + [f"LAYOUTS[{number}].but({arguments})"]
            after = number + 1
        change.put("layouts", _tuple([*parts, *[f"*LAYOUTS[{after}:]"] * (after < len(names))]))


def _silent(outlet: Outlet, found: Finding, examples: Sequence[Example]) -> Iterator[Finding]:
    """Findings on other rules of a layout that has missed a title or body: of its pages no crawl has compared them."""
    layout = _layout(outlet, found)
    if layout is None or found.kind not in MISFITS.values():
        return
    own = [example for example in examples if every(example.page, layout.marker)]
    for field, name in FIELDS.items():
        rule, seen = getattr(layout, name), [example for example in own if example.says(name)]
        if name != found.kind and rule and seen and not any(every(example.page, rule) for example in seen):
            yield replace(found, kind=f"disagreement:{field}")


def _templates(change: FileChange, outlet: Outlet, guessed: Sequence[Example], month: str) -> None:
    """Layouts for the pages that none of the file's fits."""
    names, parts = {layout.name for layout in outlet.layouts}, []
    for template in templates(guessed) if guessed else ():
        name = template.name if template.name not in names else month
        names.add(name)
        lines = layout_text(template, name, month)
        parts.append("\n        ".join(lines))
        if template.family is not None:
            module, name = constant(template.family)
            change.imports(f"scrapers.cms.{module}", name)
    if parts:
        change.front("layouts", parts, *["Layout"] * any(part.startswith("Layout(") for part in parts))


def _call(text: str) -> ast.Call:
    for node in ast.parse(text).body:
        value = node.value if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "OUTLET" else None
        if isinstance(value, ast.Call) and ast.unparse(value.func) == "Outlet":
            return value
    raise ValueError("the file has no OUTLET = Outlet(…)")


def _is_tuple(text: str) -> bool:
    return isinstance(ast.parse(text.strip(), mode="eval").body, ast.Tuple)


def _replace(lines: list[str], node: ast.expr, text: str) -> None:
    """Puts a text where an expression stands; columns count in UTF-8."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    first, last = lines[node.lineno - 1].encode(), lines[node.end_lineno - 1].encode()
    joined = first[: node.col_offset] + text.encode() + last[node.end_col_offset :]
    lines[node.lineno - 1 : node.end_lineno] = [joined.decode(), *[""] * (node.end_lineno - node.lineno)]


def _imported(text: str, words: Mapping[str, Collection[str]]) -> str:
    """The file with these names imported from their modules. Raises ValueError where that is no Python any more."""
    try:
        found = {n.module: n for n in ast.parse(text).body if isinstance(n, ast.ImportFrom)}
    except SyntaxError:
        raise ValueError("its OUTLET is not written as an argument a line") from None
    lines = text.splitlines(keepends=True)
    last = max((node.end_lineno or 1 for node in found.values()), default=1)
    for module in sorted(words, key=lambda module: found[module].lineno if module in found else 0, reverse=True):
        node = found.get(module)
        names = sorted({*words[module], *(alias.name for alias in node.names if node)} if node else words[module])
        if names and node is None:
            lines.insert(last, f"from {module} import {', '.join(names)}\n")
        elif names and node:
            lines[node.lineno - 1 : node.end_lineno] = [f"from {module} import {', '.join(names)}\n"]
    return "".join(lines)


def _tuple(parts: Sequence[str]) -> str:
    """The source of a tuple as an argument: on one line where it fits, else as many parts a line as do."""
    line = ", ".join(parts)
    if len(line) <= WIDTH and not {"\n", "#"} & set(line):
        return f"({line},)" if len(parts) == 1 else f"({line})"
    rows: list[str] = []
    for part in parts:
        if rows and len(rows[-1]) + len(part) <= WIDTH and "\n" not in rows[-1] + part:
            rows[-1] += f" {part},"
        else:
            rows.append(f"{part},")
    return "".join(["(\n", *(f"        {row}\n" for row in rows), "    )"])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
