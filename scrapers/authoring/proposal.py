"""Proposes an outlet's file from a few saved pages: layouts, selectors, article pattern, feeds."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

import scrapers.cms
from scrapers.authoring.article_pattern import parameters, pattern
from scrapers.authoring.find_rules import FIELDS, Example, Rule, find_rule
from scrapers.authoring.site_links import feeds, numbered_sections, sections
from scrapers.cms import FAMILIES
from scrapers.outlet import Layout
from scrapers.parser.page.selectors import selector


@dataclass(frozen=True, slots=True)
class Template:
    """Pages of one kind and the rules that hold on them."""

    name: str
    examples: tuple[Example, ...]
    rules: dict[str, Rule]
    family: Layout | None = None
    others: tuple[Example, ...] = ()
    """Pages of the site's other templates."""

    @property
    def marker(self) -> str:
        """What tells its pages from others; empty where nothing leads to text or headline: it gets no layout."""
        rules = {"body": self.family.marker} if self.family else {name: rule.css for name, rule in self.rules.items()}
        leading = [rules[field] for field in _LEADING if field in rules]
        own = (css for css in leading if not any(selector(css).on(other.page) for other in self.others))
        return next(own, leading[0] if leading else "")


_LEADING = ("body", "title", "lead")
"""Fields whose rules tell the pages of a template from others, the surest first."""


def templates(examples: Sequence[Example]) -> Iterator[Template]:
    """The templates that the pages are of: a family's, or all pages on which one rule finds the text."""
    for template in _templates(examples):
        yield replace(template, others=tuple(e for e in examples if e not in template.examples))


def _templates(examples: Sequence[Example]) -> Iterator[Template]:
    left = list(examples)
    while left:
        family = next((f for f in FAMILIES if selector(f.marker).on(left[0].page)), None)
        if family is not None:
            mine = [e for e in left if e.article.parser == f"family/{family.name}"] or left[:1]
            yield Template(family.name, tuple(mine), dict(_rules(mine, family)), family)
        else:
            leading = ((field, find_rule(field, left[:1])) for field in _LEADING)
            field, rule = next(((field, rule) for field, rule in leading if rule), ("", None))
            mine = [e for e in left if rule is not None and e.found_by(field, rule.css)] or left[:1]
            yield Template(_year(mine), tuple(mine), dict(_rules(mine, None)))
        left = [e for e in left if e not in mine]


def _rules(examples: Sequence[Example], family: Layout | None) -> Iterator[tuple[str, Rule]]:
    """A rule for each field that the family's own does not find already."""
    for field in FIELDS:
        known = getattr(family, field) if family else None
        if known and all(example.found_by(field, known) for example in examples):
            continue
        structured = all(_by_machines(field, example) for example in examples)
        found = None if structured or (family and field == "body") else find_rule(field, examples)
        if found is not None:
            yield field, found


def _by_machines(field: str, example: Example) -> bool:
    """Whether a section comes from structured data, which needs no rule."""
    rule = example.article.evidence.get("section")
    return field == "section" and rule is not None and rule.rule.startswith(("json-ld", "meta"))


def _year(examples: Sequence[Example]) -> str:
    years = [m[0] for e in examples for d in e.article.dates if (m := re.search(r"\b20\d\d\b", d.text))]
    return max(years, default="new")


def source_text(name: str, title: str, home: str, found: Sequence[Template]) -> str:
    """The file of the outlet, ready to be edited."""
    examples = [example for template in found for example in template.examples]
    found = [template for template in found if template.marker]
    pages = f"{len(examples)} page{'s' if len(examples) > 1 else ''}"
    listed, menu, numbered = feeds(examples), sections(examples), {}
    urls = [example.article.url for example in examples if example.article.url]
    sources = [*(f"Feed(url={_quoted(path)})" for path in listed), 'Listing(url="/", links="a")']
    if menu.names:
        each = f'Listing(url=f"{menu.before}{{s}}{menu.ending}", section=s, links="a")'
        sources.append(f"*({each} for s in SECTIONS.split())")
    elif numbered := numbered_sections(examples, pattern(urls)):
        sources.append('*(Listing(url=url, section=s, links="a") for s, url in SECTIONS.items())')
    words = ["Feed"] * bool(listed) + ["Layout"] * any(not t.family for t in found) + ["Listing", "Outlet"]
    return "\n".join([
        f'"""{title}. Proposed from {pages}, all of it unverified."""',
        "",
        *_imports(found),
        f"from scrapers.outlet import {', '.join(words)}",
        "",
        *([f'SECTIONS = "{" ".join(menu.names)}"', ""] if menu.names else []),
        *(["SECTIONS = {", *_entries(numbered), "}", ""] if numbered else []),
        "OUTLET = Outlet(",
        f"    name={_quoted(name)},",
        f"    title={_quoted(title)},",
        f"    home={_quoted(home)},",
        f'    article=r"{pattern(urls)}",',
        *([f"    query={_tuple(parameters(urls))},"] if parameters(urls) else []),
        *_call("sources=", [[source] for source in sources], indent=4),
        *_call("layouts=", [layout_text(template) for template in _named_apart(found)], indent=4),
        ")",
        "",
    ])  # fmt: skip


def _imports(found: Sequence[Template]) -> Iterator[str]:
    constants = sorted({constant(template.family) for template in found if template.family})
    for module, names in groupby(constants, key=itemgetter(0)):
        yield f"from scrapers.cms.{module} import {', '.join(name for _, name in names)}"


def layout_text(template: Template, name: str = "", seen: str = "") -> list[str]:
    """The call that makes the template's layout, line by line; under another `name` where one is given."""
    rules = {field: rule.css for field, rule in template.rules.items()}
    if template.family is not None:
        parts, opening = {"seen": seen, **rules}, f"{constant(template.family)[1]}.but"
        if name and name != template.family.name:
            parts = {"name": name, **parts}
    else:
        parts, opening = {"name": name or template.name, "marker": template.marker}, "Layout"
        parts |= {"seen": seen} if seen else {}
        parts |= rules
    arguments = [[f"{field}={_quoted(css)}"] for field, css in parts.items()]
    *lines, end = _call(opening, arguments, room=8)
    return [*lines, end.removesuffix(",")]


def _call(name: str, arguments: Sequence[Sequence[str]], indent: int = 0, room: int = 0) -> list[str]:
    """A call or tuple as the formatter would set it: on one line where that fits, else an argument a line."""
    margin = " " * indent
    lone = "," if len(arguments) == 1 and name.endswith("=") else ""
    line = f"{margin}{name}({', '.join(a for lines in arguments for a in lines)}{lone}),"
    if all(len(lines) == 1 for lines in arguments) and len(line) + room <= 120:
        return [line]
    inner = [f"{margin}    {line}" for lines in arguments for line in _ended(lines)]
    return [f"{margin}{name}(", *inner, f"{margin}),"]


def _ended(lines: Sequence[str]) -> list[str]:
    return [*lines[:-1], f"{lines[-1]},"]


def _named_apart(found: Sequence[Template]) -> Iterator[Template]:
    names: list[str] = []
    for template in found:
        names.append(template.name)
        again = names.count(template.name)
        yield replace(template, name=f"{template.name}-{again}") if again > 1 else template


def constant(family: Layout) -> tuple[str, str]:
    """Module, without its package, and name of a family's constant."""
    for found in pkgutil.iter_modules(scrapers.cms.__path__):
        module = importlib.import_module(f"{scrapers.cms.__name__}.{found.name}")
        for name, value in vars(module).items():
            if value is family and name.isupper():
                return found.name, name
    raise LookupError(f"no constant of scrapers.cms is {family.name}")


def _entries(sections: Mapping[str, str]) -> Iterator[str]:
    return (f"    {_quoted(name)}: {_quoted(path)}," for name, path in sections.items())


def _tuple(names: Sequence[str]) -> str:
    return f"({', '.join(map(_quoted, names))}{',' * (len(names) == 1)})"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
