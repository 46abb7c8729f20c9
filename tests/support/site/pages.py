"""Renders articles and lists of them as pages, feeds and sitemaps, by the templates of each layout."""

import html
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html.entities import codepoint2name
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tests.support.site.article import Article, slugify
from tests.support.site.outlets import OUTLETS, Outlet
from tests.support.site.truth import plain

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ Nhật")
TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Entry:
    """A link of a listing."""

    href: str
    title: str
    lead: str
    picture: str
    published: datetime | None = None


def inline(text: str, spelling: Sequence[str] = ()) -> Markup:
    """HTML of a text with `**bold**` and `[words](address)`, in the page's spelling."""
    safe = html.escape(text, quote=False)
    safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", safe)
    safe = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2" target="_blank">\1</a>', safe)
    if "nbsp" in spelling:
        safe = re.sub(r"(?<=\d) (?=\w)", "&nbsp;", safe)
    if "entities" in spelling:
        safe = re.sub(r"[^\x00-\x7f]", named, safe)
    if "nfd" in spelling:
        safe = unicodedata.normalize("NFD", safe)
    return Markup(safe)


def named(found: re.Match[str]) -> str:
    """The character as an entity where HTML 4 has a name for it, as TinyMCE writes Vietnamese."""
    name = codepoint2name.get(ord(found[0]))
    return f"&{name};" if name else found[0]


def encode(page: str, charset: str) -> bytes:
    """`page` in a charset; windows-1258 holds tone marks as characters of their own (unicode.org, CP1258.TXT)."""
    if charset != "windows-1258":
        return page.encode(charset)
    letters = []
    for letter in unicodedata.normalize("NFC", page):
        parts = unicodedata.normalize("NFD", letter)
        tones = "".join(part for part in parts if part in TONES)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONES))
        letters.append(base + tones)
    return "".join(letters).encode("cp1258", errors="xmlcharrefreplace")


def weekday(moment: datetime) -> str:
    """The weekday as Vietnamese outlets write it."""
    return WEEKDAYS[moment.weekday()]


def news_article(article: Article) -> str:
    """JSON-LD of the 2025 layout; that the author is the outlet itself follows other outlets and is unverified."""
    outlet = OUTLETS[article.outlet]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": outlet.url(article)},
        "headline": plain(article.title),
        "description": plain(article.lead),
        "datePublished": article.published.isoformat(),
        "dateModified": (article.modified or article.published).isoformat(),
        "author": {"@type": "Organization", "name": outlet.label},
        "publisher": {"@type": "Organization", "name": outlet.label},
        "isAccessibleForFree": not article.paywalled,
    }
    return json.dumps(data, ensure_ascii=False, indent=1).replace("<", "\\u003c")


def put(form: str, *texts: str | None) -> Markup:
    """The HTML of a form, each text in its `{}` (or `{1}`); texts are escaped, forms are not."""
    return Markup(form).format(*(text or "" for text in texts))


TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
TEMPLATES.filters |= {"inline": inline, "plain": plain, "weekday": weekday, "slug": slugify, "rfc822": format_datetime}
TEMPLATES.filters |= {"put": put}
TEMPLATES.globals |= {"news_article": news_article}


def render(template: str, **names: Any) -> str:
    """The text of a template of the `templates` folder."""
    return TEMPLATES.get_template(template).render(**names)


def article_page(article: Article, today: datetime, related: Sequence[Entry], popular: Sequence[Entry]) -> bytes:
    """The article's page; `today` is what its header prints."""
    outlet = OUTLETS[article.outlet]
    page = render(
        f"{outlet.theme}_{article.layout}.html.j2",
        **frame(outlet, today, popular),
        article=article,
        trail=outlet.trail(article.section),
        related=related,
    )
    if "crlf" in article.spelling:
        page = page.replace("\n", "\r\n")
    return encode(page, article.encoding)


def frame(outlet: Outlet, today: datetime, popular: Sequence[Entry]) -> dict[str, Any]:
    """What every page of an outlet needs."""
    return {"outlet": outlet, "home": f"https://{outlet.host}", "today": today, "popular": popular, "active": ""}
