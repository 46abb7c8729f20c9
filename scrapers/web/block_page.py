"""Detects block pages and challenges of bot protection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from scrapy.http import Response

_READ = 200_000
"""Bytes looked at."""
_LITTLE = 1000
"""Characters that a guard's page shows at most; a story with its menu and footer shows more, whatever it is about."""

# Every pattern takes linear time: none searches to the end of the page anew from each of its beginnings.
_UNSEEN = re.compile(r"<(!--|(?:script|style|noscript|template|svg)\b)")
_TAG = re.compile(r"<[^<>]*>")
_TITLE = re.compile(r"<title[^<>]*>([^<]{0,300})", re.I)

# Titles that nothing but a guard writes. Cloudflare's challenge (2020-2026) and its refusal, DDoS-Guard's, Sucuri's.
_TITLES = re.compile(
    r"^\s*(just a moment\.\.\.\s*$|attention required! \| cloudflare|access denied \| .* used cloudflare"
    r"|ddos-guard\s*$|sucuri website firewall)",
    re.I,
)
# Scripts and frames of guards: they also stand in ordinary pages (a comment form with a CAPTCHA, Cloudflare's silent
# measurement), so they count only on a page that shows next to nothing.
# Where there are two patterns, the second has to stand behind the first.
_PARTS: tuple[tuple[str, *tuple[re.Pattern[str], ...]], ...] = (
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
        re.compile(r"document\.cookie\s*="),
        re.compile(r"location\.(?:reload|href|replace|assign)|window\.location"),
    ),
    (
        "a guard's question",
        re.compile(
            r"không phải (?:là )?(?:robot|người máy)|xác minh (?:rằng )?bạn là (?:con )?người|not a robot"
            r"|(?:verify|confirm)\w{0,3} (?:that )?you are (?:a )?human"
            r"|checking (?:if the site connection|your browser)"
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
        for reason, *parts in _PARTS:
            if _stand_in(text, parts):
                return reason
    return "403" if status == 403 else None


def blocked_by(response: Response) -> str | None:
    """The same of an answer as Scrapy has it."""
    header = (response.headers.get("cf-mitigated") or b"").decode("latin-1")
    return is_block_page(response.status, {"cf-mitigated": header}, response.body)


def _stand_in(text: str, parts: Sequence[re.Pattern[str]]) -> bool:
    """Whether the parts stand in the text one behind another."""
    end = 0
    for part in parts:
        found = part.search(text, end)
        if found is None:
            return False
        end = found.end()
    return True


def _shown(text: str) -> int:
    """How many characters of text a page shows, about."""
    lower = text.lower()
    # Few letters are longer in lower case (İ): then places in it are none of the text.
    body = lower if len(lower) != len(text) else text
    return len(" ".join(_TAG.sub(" ", " ".join(_seen(body, lower, max(0, lower.find("<body"))))).split()))


def _seen(text: str, lower: str, start: int) -> Iterator[str]:
    """The pieces of the text between comments, scripts and what else no reader sees; what has no end is seen."""
    endless: set[str] = set()
    while found := _UNSEEN.search(lower, start):
        name = found[1]
        end = -1 if name in endless else lower.find("-->" if name == "!--" else f"</{name}", found.end())
        if end < 0:
            endless.add(name)
            yield text[start : found.end()]
            start = found.end()
        else:
            yield text[start : found.start()]
            start = lower.find(">", end) + 1 or len(lower)
    yield text[start:]
