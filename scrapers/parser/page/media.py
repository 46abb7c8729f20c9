"""Images and videos in mark-up: real URLs of lazily loaded images, frames that are video players."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scrapers.parser.page.tree import Element

_FILMS = frozenset(["video", "amp-video"])
_FRAMES = frozenset(["iframe", "amp-iframe", "embed", "object"])
_PLAYER = re.compile(r"video|youtu|player|embed|vimeo|dailymotion|tiktok", re.I)
# Where lazily loaded pictures keep their address, the commonest first; `rel` on pages of about 2012.
_LAZY = (
    "data-original", "data-src", "data-lazy-src", "data-lazy", "data-lazyload", "data-url", "data-actualsrc", "rel",
)  # fmt: skip
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp)(?:$|[?;#])", re.I)
# What stands in the place of a picture that is still to come.
_PLACEHOLDER = re.compile(
    r"(?:^|[/_.-])(?:spacer|blank|placeholder|loading|lazy(?:load)?|transparent|trans|1x1|pixel|no-?image|default)"
    r"[\d_x-]*\.(?:gif|png|svg|jpe?g|webp)(?:$|[?#])",
    re.I,
)


def is_film(element: Element) -> bool:
    """Whether an element shows a film: a player of the page, or a frame that is none of an advertisement."""
    if element.tag in _FILMS:
        return True
    address = element.get("src") or element.get("data-src") or ""
    return element.tag in _FRAMES and _PLAYER.search(address) is not None


def has_image(element: Element) -> bool:
    """Whether a picture stands in the element."""
    return next(element.iter("img"), None) is not None


def image_address(element: Element) -> str:
    """The picture's address as written: the real one of a lazily loaded picture; empty for icons and placeholders."""
    width = (element.get(b"width") or "").rstrip("px")
    if width.isdigit() and int(width) < 60:
        return ""
    said = {str(name): str(value).strip() for name, value in element.items()}
    return next((address for address in _addresses(element, said) if _is_picture(address)), "")


def _addresses(img: Element, said: Mapping[str, str]) -> Iterator[str]:
    """Every address that may be the picture's, the likeliest first; `said` are its attributes."""
    for name in _LAZY:
        if value := said.get(name):
            yield value.replace(" ", "%20")
    # `data-srcset` comes before `src`, which then is the placeholder; `srcset` only repeats it in other widths.
    for name in (*_SETS[:2], "src", _SETS[2]):
        if value := said.get(name):
            yield from [value.replace(" ", "%20")] if name == "src" else _in_set(value)
    others = (value for name, value in said.items() if name.startswith("data-"))
    yield from filter(_PICTURE.search, others)
    picture = next(img.iterancestors("picture"), None)
    for source in picture.iter("source") if picture is not None else ():
        yield from (address for name in _SETS for address in _in_set(source.get(name) or ""))


def _in_set(srcset: str) -> list[str]:
    """The addresses of a set, each with its width behind it: https://html.spec.whatwg.org/#parsing-a-srcset-attribute."""
    return [one.split()[0].strip(",") for one in re.split(r",\s+", srcset) if one.split()]


def _is_picture(address: str) -> bool:
    if address.startswith(("data:", "#", "blob:")) or _PLACEHOLDER.search(address):
        return False
    return "/" in address or bool(_PICTURE.search(address))


def unscripted_images(noscript: Element) -> list[str]:
    """Pictures for browsers without script, where what they stand in for shows none with script either."""
    for beside in (noscript.getprevious(), noscript.getnext()):
        if beside is not None and any(image_address(img) for img in beside.iter("img")):
            return []
    return [address for img in noscript.iter("img") if (address := image_address(img))]
