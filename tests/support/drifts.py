"""Changes that outlets make without notice: each rewrites the responses of a site."""

import re
from collections.abc import Callable
from dataclasses import replace
from email.utils import parsedate_to_datetime

from scrapers.clock import VIETNAM
from tests.support.site import Answer

Drift = Callable[[Answer], Answer]

BLOCKED = "<html><head><title>Just a moment...</title></head><body><noscript>Enable JavaScript</noscript></body></html>"


def page(change: Callable[[str], str]) -> Drift:
    """A change of the text of good answers."""
    return lambda answer: replace(answer, body=change(answer.body.decode()).encode()) if answer.body else answer


def renamed(old: str, new: str) -> Drift:
    """Another class."""
    return page(lambda html: html.replace(old, new))


def guarded(answer: Answer) -> Answer:
    """A block page."""
    return Answer(403, BLOCKED.encode(), "text/html; charset=utf-8")


def _walled(html: str) -> str:
    body = re.search(r'(<div class="embed-portal content-ktdt-article[^>]*>.*?</p>)(.*?)(\n  </div>)', html, re.S)
    box = '<div class="article-paywall"><p>Đăng nhập tài khoản trả phí để đọc tiếp.</p></div>'
    return html.replace(body[0], body[1] + body[3] + box) if body else html


walled = page(_walled)
"""Only the first paragraph, and kinhtedothi's box for those without an account."""
emptied = page(lambda xml: re.sub(r"<item>.*</item>", "", xml, flags=re.S))
"""A feed without an article; other answers as they are."""
restyled = page(lambda html: re.sub(r'class="[^"]*"', 'class="moi"', html))
"""A redesign: no class is what it was."""


COOKIE = (
    b"<html><body><script>document.cookie='D1N=0123456789abcdef';window.location.reload(true)</script></body></html>"
)


def challenged(answer: Answer) -> Answer:
    """A challenge page: sets a cookie by script and reloads itself."""
    return Answer(200, COOKIE, "text/html; charset=utf-8")


def _american(found: re.Match[str]) -> str:
    at = parsedate_to_datetime(found[1]).astimezone(VIETNAM)
    return f"<pubDate>{at:%-m/%-d/%Y %-I:%M:%S %p}</pubDate>"


month_first = page(lambda xml: re.sub(r"<pubDate>([^<]+)</pubDate>", _american, xml))
"""A feed that prints Hanoi's time in US order."""
