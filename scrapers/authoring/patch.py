"""The change to an outlet's file that what a crawl has found out asks for, as a unified diff."""

from __future__ import annotations

import ast
import difflib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from textwrap import wrap
from urllib.parse import urljoin, urlsplit

from scrapers.address import host
from scrapers.authoring.find_rules import Example, find_rule
from scrapers.authoring.proposal import layout_text, templates
from scrapers.outlet import Outlet
from scrapers.state.findings import Finding

LEFT_OUT = ("dead", "empty", "still")
"""Findings about a source that is of no use any more."""
WIDTH = 108
"""Characters of a line inside the outlet's arguments."""
KINDS = {"rss": "Feed", "news-sitemap": "NewsSitemap", "listing": "Listing"}
RULES = {"title": "title", "lead": "lead", "authors": "author", "date": "date", "body": "body"}
"""The rule of a layout behind each field that readings disagree on."""


class FileChange:
    """An outlet's file and the keyword arguments of its `Outlet(…)` that change."""

    def __init__(self, path: Path) -> None:
        """Raises ValueError where the file has no `OUTLET = Outlet(…)`."""
        self.path, self.text = path, path.read_text("utf-8")
        self.call = _call(self.text)
        self._values: dict[str, str] = {}
        self._words: set[str] = set()
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
        self._words.update(words)

    def front(self, name: str, parts: Sequence[str], *words: str) -> None:
        """Puts parts in front of what a tuple holds."""
        before = self.value(name)
        rest = (
            before.strip()[1:-1].strip().rstrip(",") if before and _is_tuple(before) else f"*{before}" if before else ""
        )
        line = ", ".join([*parts, rest] if rest else parts)
        if "\n" in rest or len(line) > WIDTH:
            wrapped = wrap(", ".join(parts) + ",", WIDTH, break_long_words=False, break_on_hyphens=False)
            inner = "".join(f"        {part}\n" for part in wrapped) + (f"        {rest},\n" if rest else "")
            self.put(name, f"(\n{inner}    )", *words)
        else:
            self.put(name, f"({line},)" if len(parts) + bool(rest) == 1 else f"({line})", *words)

    def constant(self, name: str, argument: str) -> None:
        """Gives the argument's value a name before the outlet, so that it can be spoken of twice."""
        self._before.append(f"{name} = {self.value(argument)}\n")
        self.put(argument, name)

    def diff(self) -> str:
        """The change as `patch -p1` takes it; empty where there is none."""
        old, new = self.text.splitlines(keepends=True), self.new().splitlines(keepends=True)
        name = "/".join(self.path.parts[-3:])
        return "".join(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}"))

    def new(self) -> str:
        """The file as it should be."""
        lines = self.text.splitlines(keepends=True)
        for name in self._values:
            found = next((word for word in self.call.keywords if word.arg == name), None)
            if found is None:
                last = self.call.keywords[0]
                lines[(last.value.end_lineno or 1) - 1] += f"    {name}={self._values[name]},\n"
        for name in sorted(self._values, key=lambda name: -self._line(name)):
            found = next((word for word in self.call.keywords if word.arg == name), None)
            if found is not None:
                _replace(lines, found.value, self._values[name])
        assert self.call.lineno
        lines.insert(self.call.lineno - 1, "".join(self._before))
        return _imported("".join(lines), self._words)

    def _line(self, name: str) -> int:
        return next((word.value.lineno for word in self.call.keywords if word.arg == name), 0)


def proposal(path: Path, outlet: Outlet, found: Iterable[Finding], examples: Sequence[Example]) -> str:
    """The diff of an outlet's file for the findings of a crawl; `examples` are articles that it has read.

    Raises ValueError where the file cannot be changed by a program.
    """
    change, findings = FileChange(path), list(found)
    _move(change, outlet, [one for one in findings if one.kind == "site"])
    forms = [f'r"{one.subject}"' for one in findings if one.kind == "form"]
    if forms:
        change.front("forms", forms)
    _sources(change, outlet, findings)
    _layouts(change, outlet, findings, examples)
    return change.diff()


def _move(change: FileChange, outlet: Outlet, sites: Sequence[Finding]) -> None:
    if sites:
        change.put("home", _quoted(f"https://{sites[0].subject}"))
        change.front("hosts", [_quoted(urlsplit(outlet.home).netloc)])


def _sources(change: FileChange, outlet: Outlet, findings: Sequence[Finding]) -> None:
    known = {source.url: source for source in outlet.sources}
    useless = [one.subject for one in findings if one.kind in LEFT_OUT and one.subject in known]
    parts = [_call_of(KINDS[one.value], _path(outlet, one.subject)) for one in findings if one.kind == "source"]
    words = [KINDS[one.value] for one in findings if one.kind == "source"]
    for one in findings:
        source = known.get(one.subject)
        if source and one.kind in ("order", "links"):
            more = {"section": source.section, "order": one.value if one.kind == "order" else ""}
            parts.append(_call_of(type(source).__name__, source.url, **more))
            words.append(type(source).__name__)
    if parts:
        change.front("sources", parts, *words)
    if useless:
        change.front("without", [_quoted(url) for url in dict.fromkeys(useless)])


def _call_of(kind: str, url: str, **more: str) -> str:
    """A source; the first of an address is the one that counts."""
    links = ', links=""' if kind == "Listing" else ""
    return f"{kind}(url={_quoted(url)}{links}{''.join(f', {name}={_quoted(v)}' for name, v in more.items() if v)})"


def _path(outlet: Outlet, url: str) -> str:
    return url.removeprefix(outlet.home) or "/" if host(url) == host(outlet.home) else urljoin(outlet.home, url)


def _layouts(change: FileChange, outlet: Outlet, findings: Sequence[Finding], examples: Sequence[Example]) -> None:
    doubts = [one for one in findings if one.kind.startswith("disagreement:")]
    if doubts:
        change.constant("LAYOUTS", "layouts")
        names = [layout.name for layout in outlet.layouts]
        for number, name in enumerate(names):
            mine = [one for one in doubts if one.subject.rpartition("/")[2] == name]
            rules = dict(filter(None, (_rule(one, examples) for one in mine)))
            if rules:
                words = ", ".join(f"{rule}={_quoted(css)}" for rule, css in rules.items())
                change.put("layouts", f"(*LAYOUTS[:{number}], LAYOUTS[{number}].but({words}), *LAYOUTS[{number + 1}:])")
    guessed = [example for example in examples if example.article.guessed]
    if guessed and any(one.kind == "layout" for one in findings):
        text = [" ".join(line.strip() for line in layout_text(template)) for template in templates(guessed)]
        change.front("layouts", text, "Layout")


def _rule(doubt: Finding, examples: Sequence[Example]) -> tuple[str, str] | None:
    name = RULES[doubt.kind.partition(":")[2]]
    rule = find_rule(name, examples) if examples else None
    return (name, rule.css) if rule else None


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


def _imported(text: str, words: set[str]) -> str:
    """The file with these words imported from `scrapers.outlet`."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ImportFrom) and node.module == "scrapers.outlet":
            names = sorted({alias.name for alias in node.names} | words)
            lines = text.splitlines(keepends=True)
            assert node.end_lineno
            lines[node.lineno - 1 : node.end_lineno] = [f"from scrapers.outlet import {', '.join(names)}\n"]
            return "".join(lines)
    return text


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
