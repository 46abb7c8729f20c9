"""What outlets do to a crawler without telling it: each changes the answers of a site."""

import re
from collections.abc import Callable
from dataclasses import replace

from tests.site import Answer

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
