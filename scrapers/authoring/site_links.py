"""Finds feeds and section listings in the links of a site's own pages."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from scrapers.address import domain
from scrapers.authoring.find_rules import Example
from scrapers.parser.page.selectors import selector
from scrapers.parser.page.tree import Element, text_of

_FEED = "link[type='application/rss+xml'], link[type='application/atom+xml'], a"
_FEED_PATH = re.compile(r"\.rss$|/rss/.+|/feed/?$|(?:rss|feed|atom)\.xml$|/rss\.\w+\?|[?&]feed=(?:rss|atom)", re.I)
# A section's address spells its name; so do pages about the site itself, which list no news.
_SERVICE = frozenset(
    "lien-he dang-nhap dang-ky gioi-thieu quang-cao tim-kiem trang-chu toa-soan duong-day-nong dieu-khoan rss sitemap "
    "chinh-sach-bao-mat dat-bao tuyen-dung podcast video tag".split()
)
_TOPICS = "/tag/"
"""A folder that holds sections only where a menu leads to no other, as Ghost's does."""
_MOST = 90
"""Characters of the sections' names in a file, so that they stay on one line."""
_NUMBERED, _LONGEST = 8, 105
"""Sections at most whose addresses hold a number, and characters of name and address, which stand on one line."""
_WORDS = 6
"""Words of a section's name at most; what is longer is a headline."""


@dataclass(frozen=True)
class Sections:
    """The sections in a site's menus; the address of each is `<before><name><ending>`."""

    names: tuple[str, ...] = ()
    before: str = "/"
    ending: str = ""


def feeds(examples: Sequence[Example]) -> list[str]:
    """Paths of the site's own feeds that every page names, save an article's own (of its comments)."""
    named = [set(_feeds(example)) for example in examples]
    return sorted(set.intersection(*named)) if named else []


def _feeds(example: Example) -> Iterator[str]:
    article = urlsplit(example.article.url or "").path.rstrip("/")
    for path, link in _own_links(example, _FEED):
        feed = link.tag == "link" or _FEED_PATH.search(path)
        if feed and "comment" not in path and not (article and path.startswith(article)):
            yield path


def sections(examples: Sequence[Example]) -> Sections:
    """The sections that every page links to by name: Xã hội leads to `/xa-hoi`, `/muc/xa-hoi/`, `/xa-hoi.htm`."""
    found = [dict.fromkeys(_sections(example)) for example in examples]
    common = [one for one in found[0] if all(one in others for others in found)] if found else []
    if not common:
        return Sections()
    forms = Counter(form for _, form in common)
    form = max(forms, key=lambda form: (form[0] != _TOPICS, forms[form]))
    names: list[str] = []
    for name, its in common:
        if its == form and len(" ".join([*names, name])) <= _MOST:
            names.append(name)
    return Sections(tuple(names), *form)


def _sections(example: Example) -> Iterator[tuple[str, tuple[str, str]]]:
    """Names of sections, each with what stands before and behind it in the address."""
    for path, link in _own_links(example, "a"):
        name = _slug(text_of(link))
        found = re.fullmatch(rf"(/(?:[\w-]+/)?){re.escape(name)}(/|\.\w{{2,5}}|)", path)
        if name and name not in _SERVICE and found and (found[1] == _TOPICS or found[1].strip("/") not in _SERVICE):
            yield name, (found[1], found[2])


def numbered_sections(examples: Sequence[Example], article: str) -> dict[str, str]:
    """Sections that every page links to by a number: `/?cat=3`, `/chuyen-muc.aspx?CateID=12`, `/blog/kinh-te-2`."""
    found = [dict(_numbered(example, article)) for example in examples]
    common = {path: name for path, name in found[0].items() if all(path in others for others in found)}
    forms = Counter(_form(path, name) for path, name in common.items())
    most = max(forms, key=lambda form: forms[form], default="")
    named = {name: path for path, name in reversed(common.items()) if _form(path, name) == most}
    return dict(list(reversed(named.items()))[:_NUMBERED])


def _numbered(example: Example, article: str) -> Iterator[tuple[str, str]]:
    for path, link in _own_links(example, "a"):
        name = _slug(text_of(link))
        section = name and name not in _SERVICE and name.count("-") < _WORDS and len(name + path) <= _LONGEST
        numbered = rf"[^?]*\?.*=\d+|/(?:[\w-]+/)?{re.escape(name)}-[a-z]{{0,3}}\d+(?:/|\.\w{{2,5}}|)"
        if section and re.fullmatch(numbered, path) and not re.match(article, path):
            yield path, name


def _form(path: str, name: str) -> str:
    """What the addresses of a site's sections have in common."""
    return re.sub(r"\d+", "", path.replace(name, ""))


def _own_links(example: Example, css: str) -> Iterator[tuple[str, Element]]:
    """Links to places on the outlet's own site, with path and query of each."""
    home = example.article.url or ""
    for link in selector(css).all(example.page):
        try:
            url = urlsplit(urljoin(home, (link.get("href") or "").strip()))
        except ValueError:
            continue
        place = f"{url.path}?{url.query}" if url.query else url.path
        if domain(url.geturl()) == domain(home) and place.strip("/"):
            yield place, link


def _slug(text: str) -> str:
    """`xa-hoi` for 'Xã hội'."""
    letters = unicodedata.normalize("NFD", text[:60].lower().replace("đ", "d"))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
