"""Article links of a page by the outlet's article pattern, without menu and footer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree, html

from scrapers.address import absolute

Takes = Callable[[str], bool]
"""Whether an absolute address is an article of the outlet."""

SOME = 5
"""Articles that a menu or footer names at most: privacy, advertising, a promoted story."""
_CHROME = re.compile(
    r"^(?:.*[-_])?(?:(?:top|main|mega|sub|site|mobile)?-?_?(?:menu|nav|navbar|navigation|footer))(?:[-_].*)?$"
)
_ROLES = frozenset(("navigation", "contentinfo", "menubar"))


def page_tree(page: bytes | str) -> html.HtmlElement:
    """The page's tree. Raises ValueError where there is nothing to read."""
    try:
        return html.document_fromstring(page)
    except etree.ParserError as error:
        raise ValueError(f"no HTML: {error}") from error


def story_links(tree: html.HtmlElement, url: str, takes: Takes) -> list[str]:
    """Absolute addresses of the articles that the page links to, in its order, each once."""
    found = [(anchor, link) for anchor, link in anchors(tree, url) if takes(link)]
    chrome = _chrome(tree, [anchor for anchor, _ in found])
    return list(dict.fromkeys(link for anchor, link in found if not _inside(anchor, chrome)))


def anchors(tree: html.HtmlElement, url: str) -> Iterator[tuple[etree._Element, str]]:
    """Every link of the page with the address that it leads to."""
    base = next((absolute(b.get("href") or "", url) for b in tree.iter("base") if b.get("href")), url)
    for anchor in tree.iter("a", "area"):
        if (href := anchor.get("href")) and (link := absolute(href, base or url)):
            yield anchor, link


def _chrome(tree: html.HtmlElement, taken: list[etree._Element]) -> set[etree._Element]:
    """Menus and footers; what holds half of the articles, and some number of them, is none, whatever its class says."""
    holds = Counter(above for anchor in taken for above in anchor.iterancestors())
    most = max(SOME, len(taken) / 2)
    return {node for node in tree.iter(etree.Element) if _is_chrome(node) and holds[node] < most}


def _is_chrome(node: etree._Element) -> bool:
    if node.tag in ("nav", "footer") or node.get("role") in _ROLES:
        return True
    names = f"{node.get('class') or ''} {node.get('id') or ''}".lower().split()
    return any(_CHROME.match(name) for name in names) and node.tag not in ("html", "body", "a")


def _inside(anchor: etree._Element, chrome: set[etree._Element]) -> bool:
    return any(above in chrome for above in anchor.iterancestors())
