"""Detects pages that were cut off before their article ends."""

from __future__ import annotations

import re

from scrapers.items import NotAnArticle
from scrapers.parser.choose import choose_rules
from scrapers.parser.dump import is_dump
from scrapers.parser.encoding.decode import to_utf8
from scrapers.parser.page.selectors import elements
from scrapers.parser.page.structured import read_structured
from scrapers.parser.page.tree import Page

_END = re.compile(rb"</(?:html|body)\s*>", re.I)
_CLOSED = frozenset("div section article main aside nav header footer ul ol table form script style".split())
"""Elements whose end tag no page may leave out."""
_MARK = "the-end-of-the-bytes"


def ends_early(page: bytes, url: str) -> bool:
    """Whether a page that does not close its document breaks off inside its article, or before it.

    HTML lets a page leave out `</body>` and `</html>`, so their lack says nothing yet. An element put behind the last
    byte shows which ones are still open there: the article's body among them, or a tag, script or comment that
    swallows it, is a page whose rest is missing.
    """
    if _END.search(page):
        return False
    decoded = to_utf8(page).page
    if _END.search(decoded) or is_dump(decoded):
        return False
    tree = Page(decoded + f'<wbr id="{_MARK}">'.encode())
    try:
        layout = choose_rules(tree, read_structured(tree), url)[0].layout
    except NotAnArticle:
        return False
    marks, bodies = elements(tree, f"#{_MARK}"), elements(tree, layout.body or "")
    if not marks:
        return True
    still_open = list(marks[-1].iterancestors())
    return any(one in bodies for one in still_open) if bodies else any(one.tag in _CLOSED for one in still_open)
