"""Block pages: what a site's guard answers instead of the page. Such an answer says nothing about the article."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scrapy.http import Response

_READ = 200_000
"""Bytes looked at."""
_LITTLE = 1000
"""Characters that a guard's page shows at most; a story with its menu and footer shows more, whatever it is about."""

_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|noscript|template|svg)\b.*?</\1\s*>", re.S | re.I)
_TAG = re.compile(r"<[^>]*>")
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.S | re.I)

# Titles that nothing but a guard writes. Cloudflare's challenge (2020-2026) and its refusal, DDoS-Guard's, Sucuri's.
_TITLES = re.compile(
    r"^\s*(just a moment\.\.\.\s*$|attention required! \| cloudflare|access denied \| .* used cloudflare"
    r"|ddos-guard\s*$|sucuri website firewall)",
    re.I,
)
# Scripts and frames of guards: they also stand in ordinary pages (a comment form with a CAPTCHA, Cloudflare's silent
# measurement), so they count only on a page that shows next to nothing.
_PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a challenge of Cloudflare", re.compile(r"_cf_chl_opt|/cdn-cgi/challenge-platform/h/|cf-browser-verification")),
    ("a challenge of Imperva", re.compile(r"_Incapsula_Resource|Incapsula incident ID")),
    (
        "a CAPTCHA",
        re.compile(
            r"g-recaptcha|recaptcha/api\.js|h-captcha|hcaptcha\.com|cf-turnstile|geetest|captcha-delivery", re.I
        ),
    ),
    # A page that sets a cookie by script and asks for itself again: `D1N`, `__test` and their like.
    (
        "a cookie challenge",
        re.compile(r"document\.cookie\s*=.*?(?:location\.(?:reload|href|replace|assign)|window\.location)", re.S),
    ),
    (
        "a guard's question",
        re.compile(
            r"không phải (?:là )?(?:robot|người máy)|xác minh (?:rằng )?bạn là (?:con )?người|not a robot"
            r"|(?:verify|confirm)\w* (?:that )?you are (?:a )?human|checking (?:if the site connection|your browser)"
            r"|unusual traffic|enable javascript and cookies to continue",
            re.I,
        ),
    ),
)


def is_block_page(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Why the answer is a guard's and not the site's, in a few words; None where it is the site's own.

    Header names are in lower case. A 403 always is one: whatever it shows, it is about us and not about the page. A
    404 or 410 can be one too, a 429 or 5xx without a challenge is only trouble.
    """
    if headers.get("cf-mitigated", "").lower() == "challenge":  # developers.cloudflare.com, "Detect a challenge page"
        return "a challenge of Cloudflare"
    text = body[:_READ].decode("utf-8", errors="replace")
    title = _TITLE.search(text)
    if title and _TITLES.match(title[1]):
        return f"'{' '.join(title[1].split())[:60]}'"
    if _shown(text) <= _LITTLE:
        for reason, part in _PARTS:
            if part.search(text):
                return reason
    return "403" if status == 403 else None


def blocked_by(response: Response) -> str | None:
    """The same of an answer as Scrapy has it."""
    said = (response.headers.get("cf-mitigated") or b"").decode("latin-1")
    return is_block_page(response.status, {"cf-mitigated": said}, response.body)


def _shown(text: str) -> int:
    """How many characters of text a page shows, about."""
    body = _UNSEEN.sub(" ", text[text.lower().find("<body") :] if "<body" in text.lower() else text)
    return len(" ".join(_TAG.sub(" ", body).split()))
