"""Reads an article by the rules of one layout."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapers.address import own_id
from scrapers.items import Article, Caption, Evidence, NotAnArticle, PageDate
from scrapers.parser.fields.body import Body, read_body, without_dash, without_teasers
from scrapers.parser.fields.boxes import is_junk
from scrapers.parser.fields.dates import offers
from scrapers.parser.fields.headline import set_apart
from scrapers.parser.fields.sections import could_be_section
from scrapers.parser.grammar.byline import Byline, join_bylines, read_byline
from scrapers.parser.grammar.press import key
from scrapers.parser.grammar.wire_prefix import cut_prefix
from scrapers.parser.page.blocks import Block, Walker
from scrapers.parser.page.json_ld import types
from scrapers.parser.page.selectors import alternatives, elements, every, first
from scrapers.parser.page.structured import Structured
from scrapers.parser.page.tree import Element, Page, has_text, is_behind, text_of
from scrapers.parser.rules import Rules
from scrapers.text import loose

_BELOW_FILM = 2
"""Paragraphs that tell what the film above them shows; more are a story that has a film."""
_VIETNAMESE = re.compile("[Ạ-ỹ]")


@dataclass(frozen=True, slots=True)
class _Text:
    """Sapo and paragraphs, the prefix that was cut off them, and the body they were found with."""

    lead: str | None
    prefix: str | None
    paragraphs: tuple[str, ...]
    body: Body

    @property
    def opening(self) -> str:
        return self.lead or (self.paragraphs[0] if self.paragraphs else "")


class LayoutReader:
    """One page being read by one layout."""

    def __init__(self, page: Page, structured: Structured, rules: Rules, url: str | None) -> None:
        self.page = page
        self.structured = structured
        self.rules = rules
        self.layout = rules.layout
        self.url = url
        outlet = rules.outlet
        self.own = (*(outlet.names if outlet else ()), *rules.layout.nobody)
        self.evidence: dict[str, Evidence] = {}

    def article(self) -> Article:
        """Everything the page says. Raises `NotAnArticle` without a title, or without text and pictures."""
        title = self._title()
        text = self._text(title)
        if not (text.paragraphs or self._is_pictured(text.body) or (text.lead and self.bodiless)):
            raise NotAnArticle("no body")
        return self._story(title, text, self._byline(text.body))

    @property
    def bodiless(self) -> bool:
        """Whether title and lead are enough: stories that film or sound tell."""
        return self.layout.kind != "article"

    def _is_pictured(self, body: Body) -> bool:
        """Whether captions tell the story: a cover's does not where the layout's rule for the body finds nothing."""
        return bool(body.captions) and (self.rules.guessed or self._body_element() is not None)

    def _story(self, title: str, text: _Text, byline: Byline | None) -> Article:
        return Article(
            url=self.url,
            outlet=self.rules.name,
            article_id=own_id(self.rules.outlet, self.url) if self.rules.outlet and self.url else None,
            parser=self.rules.parser,
            why=self.rules.why,
            kind=self._kind(text.paragraphs, text.body.captions),
            title=title,
            body=text.paragraphs,
            lead=text.lead,
            dateline=text.prefix,
            captions=tuple(text.body.captions),
            images=tuple(text.body.images),
            byline=byline.text if byline else None,
            authors=byline.authors if byline else (),
            source=self._source(byline),
            dates=tuple(self._dates(text.opening)),
            section=self._section(title),
            tags=self._tags(),
            language=self._language(title),
            paywalled=self._paywalled(),
            evidence=self.evidence,
        )

    def _text(self, title: str) -> _Text:
        lead, prefix = self._lead()
        body = self._body(title, lead)
        paragraphs = tuple(body.paragraphs)
        lead = lead or body.lead
        if not prefix and lead and body.lead:
            lead, prefix = cut_prefix(lead, self.own)
        if not prefix and paragraphs:
            opening, prefix = cut_prefix(paragraphs[0], self.own)
            paragraphs = (opening, *paragraphs[1:])
        return _Text(lead, prefix, paragraphs, body)

    def _found(self, field: str, value: str, rule: str, raw: str = "") -> str:
        self.evidence[field] = Evidence(rule, raw if raw != value else "")
        return value

    def _title(self) -> str:
        if self.layout.title is not None:
            hit = first(self.page, self.layout.title)
            if hit:
                return self._found("title", self._set_apart(hit[0]), hit[1], hit[0])
            raise NotAnArticle("no title")
        for value, rule in ((self.structured.text("headline"), "json-ld headline"), self.structured.meta("og:title")):
            if value:
                return self._found("title", value, rule)
        raise NotAnArticle("no title")

    def _set_apart(self, title: str) -> str:
        return set_apart(title, (told for told, _ in self.structured.headlines))

    def _titles(self, title: str) -> frozenset[str]:
        """The words of the headline, as printed and as machines are told it: breadcrumbs end in either."""
        return frozenset(map(loose, (title, *(told for told, _ in self.structured.headlines))))

    def _lead_found(self) -> tuple[str, str]:
        """The sapo as printed and the rule that found it."""
        if self.layout.lead is None:
            return self.structured.meta("og:description", "description")
        hit = first(self.page, self.layout.lead)
        if hit is None or self._is_behind_story(hit[2]):  # it is another story's
            return "", ""
        text = self._without_links(hit[2]) or hit[0]
        return without_dash(text, hit[2]), hit[1]

    def _is_behind_story(self, element: Element) -> bool:
        body = self._body_element()
        return body is not None and is_behind(element, body[0])

    def _lead(self) -> tuple[str | None, str | None]:
        raw, rule = self._lead_found()
        if not raw:
            return None, None
        lead, prefix = self._cut_stamp(raw) or cut_prefix(raw, self.own)
        if prefix:
            self._found("dateline", prefix, rule, raw[: len(raw) - len(lead)])
        return self._found("lead", lead, rule, raw), prefix

    def _cut_stamp(self, raw: str) -> tuple[str, str] | None:
        """The sapo without the place that its mark-up sets apart from it, and the place."""
        hit = first(self.page, self.layout.prefix)
        if hit is None or not raw.startswith(hit[0]):
            return None
        return raw.removeprefix(hit[0]).lstrip(" -–:"), hit[0].strip(" ()-–:")

    def _without_links(self, element: Element) -> str:
        """A sapo's own text: headlines of other stories that stand in it (`>> …`) left out."""
        skip = {e for e in element.iter() if e is not element and _is_aside(e)}
        blocks = Walker(skip).walk(element)
        return " ".join(b.text for b in blocks if b.text and not (b.linked > 0.9 and len(blocks) > 1))

    def _body(self, title: str, lead: str | None) -> Body:
        blocks: list[Block] = []
        found = ""
        hit = self._body_element()
        for element in elements(self.page, self.layout.cover):
            if hit is None or hit[0] not in element.iterancestors():  # there it is read with the text
                blocks += self._blocks(element)
        if hit is not None:
            element, found = hit
            blocks += self._blocks(element)
        self._found("body", "", found)
        base = self.structured.base(self.url or "http://unknown.invalid/")
        return read_body(blocks, base, title=title, lead=lead, own=self.own, find_lead=self.layout.lead is not None)

    def _body_element(self) -> tuple[Element, str] | None:
        """The first body that holds anything; an empty twin (a popup, a part filled by script) is passed over."""
        found = [(e, str(sel)) for sel in alternatives(self.layout.body or "") for e in sel.all(self.page)]
        return next((hit for hit in found if has_text(hit[0])), found[0] if found else None)

    def _blocks(self, element: Element) -> list[Block]:
        layout = self.layout
        skip, keep, films = (self._listed(rule, element) for rule in (layout.drop, layout.keep, layout.film))
        captions = set(elements(self.page, layout.caption, element)) if layout.caption else set()
        walker = Walker(skip, captions, films, lambda box: box not in keep and is_junk(box))
        return without_teasers(walker.walk(element))

    def _listed(self, rule: str, inside: Element) -> set[Element]:
        """The elements that a comma list of a layout names."""
        return set(elements(self.page, rule.replace(", ", " | "), inside)) if rule else set()

    def _byline(self, body: Body) -> Byline | None:
        lines = []
        for value, rule, _ in every(self.page, self.layout.author or ""):
            line = read_byline(value, self.own)
            if line.authors or line.source or line.role:
                lines.append(line)
                self._found("byline", value, rule)
        byline = join_bylines(lines)
        if byline is None or not byline.authors:
            signed = join_bylines([*lines, *body.signatures])
            if signed and body.signatures:
                self._found("byline", signed.text, "sign-off at the end of the text")
                return signed
        elif byline.source is None and body.signatures:
            signed = join_bylines(body.signatures)
            if signed and signed.source:
                return Byline(byline.text, byline.authors, signed.source, True)
        return byline

    def _source(self, byline: Byline | None) -> str | None:
        if self.layout.source:
            hit = first(self.page, self.layout.source)
            if hit:
                named = read_byline(hit[0], self.own).source or hit[0].strip(" ,")
                if key(named) not in {key(own) for own in self.own}:
                    return self._found("source", named, hit[1], hit[0])
        return byline.source if byline else None

    def _dates(self, opening: str) -> Iterator[PageDate]:
        layout = self.layout
        return offers(
            self.page, self.structured, rule=layout.date, order=layout.order, url=self.url, opening=opening
        )  # fmt: skip

    def _section(self, title: str) -> str | None:
        if self.layout.section is not None:
            hits = every(self.page, self.layout.section)
            if hits or not self.layout.section:
                return self._found("section", hits[-1][0].strip(" -/»›>,"), hits[-1][1]) if hits else None
        crumbs = [c for c in self.structured.breadcrumb if loose(c) not in self._titles(title)]
        if len(crumbs) > 1 or (crumbs and loose(crumbs[0]) not in ("trang chu", "trang chủ", "home")):
            return self._found("section", crumbs[-1], "BreadcrumbList")
        value, rule = self.structured.meta("article:section", "articlesection")
        return self._found("section", value, f"meta {rule}") if could_be_section(value) else None

    def _tags(self) -> tuple[str, ...]:
        hits = every(self.page, self.layout.tags or "")
        if hits:
            self._found("tags", "", hits[0][1])
        tags = (value.strip(" ,;#") for value, _, _ in hits)
        return tuple(dict.fromkeys(t for t in tags if t))

    def _language(self, title: str) -> str:
        # Templates lie (SharePoint's say en-us); letters that no other language has do not.
        if len(_VIETNAMESE.findall(title)) > 2:
            return "vi"
        lang = (self.page.root.get("lang") or "").replace("_", "-").strip()
        return lang.split("-")[0].lower() if re.match(r"^[A-Za-z]{2}(?:-|$)", lang) else "vi"

    def _paywalled(self) -> bool:
        if self.layout.paywall and elements(self.page, self.layout.paywall):
            return True
        return self.structured.paywalled

    def _kind(self, paragraphs: tuple[str, ...], captions: list[Caption]) -> str:
        if self.layout.kind != "article":
            return self.layout.kind
        if "LiveBlogPosting" in types(self.structured.story):
            return "live"
        if self.structured.filmed and not self.structured.story and len(paragraphs) <= _BELOW_FILM:
            return "video"
        return "gallery" if captions and not paragraphs else "article"


def _is_aside(element: Element) -> bool:
    """A list or box of links, or a link that is marked as one to another story (`>> …`)."""
    if element.tag == "a":
        return text_of(element).startswith((">>", "»"))
    return element.tag in ("ul", "ol", "table", "aside") and next(element.iter("a"), None) is not None
