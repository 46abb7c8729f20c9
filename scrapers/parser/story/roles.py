"""Maps words in class names and ids, English and Vietnamese, to the roles of page parts."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from scrapers.parser.page.tree import Element

_WORDS = {
    # Where the story is; a theme's whole page is an `article` or a `post`, too.
    "body": "articlebody storybody articlecontent articletext entrycontent postcontent contentbody maintext storytext "
    "postbody newscontent contentdetail detailcontent noidung newsdetail detailnews newsbody bodytext richtext prose",
    "story": "article story entry post detail body content text",
    "paragraph": "paragraph paragraphs para textblock blocktext richtextblock",
    "main": "main primary center",
    # What readers, machines or other stories fill.
    "comments": "comment comments commentlist disqus reply replies respond discussion forum binhluan ykien phanhoi "
    "livefyre fbcomments conversation",
    "related": "related relate relatedposts recommended recommendation recommendations more morenews readmore seealso "
    "lienquan tinlienquan tinkhac tinmoi cungchuyenmuc docthem xemthem next prev previous further onward outbrain "
    "taboola similar upnext suggested suggestions",
    "popular": "popular trending mostread mostviewed mostpopular latest docnhieu xemnhieu tinnoibat top hot headlines "
    "recent featured highlights breaking ticker",
    "cards": "card cards teaser teasers list listing grid feed carousel slider swiper item items thumb thumbs tile "
    "promo promos",
    "menu": "nav navbar navigation menu submenu breadcrumb breadcrumbs topbar toolbar pagination pager megamenu",
    "head": "header masthead hero",
    "breadcrumb": "breadcrumb breadcrumbs crumb crumbs",
    "foot": "footer copyright colophon bottom",
    "side": "sidebar side aside rail right colright rightcol secondary widget widgets complementary",
    "share": "share sharing social socials follow sharebar sharedaddy chiase facebook twitter whatsapp tools actions",
    "mail": "newsletter newsletters subscribe subscription signup optin mailing mailchimp",
    "consent": "cookie cookies consent gdpr modal popup overlay dialog onetrust privacy paywall",
    "advert": "ad ads adv advert advertisement advertising sponsor sponsored banner quangcao dfp gpt adsbygoogle "
    "affiliate commercial cta",
    "author": "author authors byline bio tacgia writer contributor contributors about",
    "tags": "tag tags taglist keywords tukhoa topics topic categories category",
    "caption": "caption captions credit credits figcaption chuthich gallery photo image media video player audio",
    "lead": "sapo lead standfirst summary excerpt teaser chapeau chappeau dek deck intro introduction subtitle "
    "subheadline description desc brief headnoidung init",
    "meta": "meta date time timestamp published dateline info postmeta entrymeta",
    "note": "footnote footnotes disclaimer correction notice note tooltip hidden print noprint screenreader",
    "box": "box sidebox infobox aside factbox inset pullquote pull callout block module component embed",
}
ROLES = tuple(_WORDS)
_ROLE_OF: dict[str, set[str]] = {}
for _role, _list in _WORDS.items():
    for _word in _list.split():
        _ROLE_OF.setdefault(_word, set()).add(_role)
_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# Small letters right behind a figure are a hash's, as CSS-in-JS makes them: `css-1ad4b9` is no advertisement.
_HASHED = re.compile(r"\d+[a-z]+")


def roles(element: Element) -> frozenset[str]:
    """The roles that class and id of an element name."""
    return roles_of(element.get(b"class"), element.get(b"id"))


def roles_of(classes: str | None, own: str | None) -> frozenset[str]:
    """The roles that these names of an element, its class and id, stand for."""
    found = _named(classes) if classes else _NONE
    return found | _named(own) if own else found


_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=20_000)
def _named(names: str) -> frozenset[str]:
    return frozenset(role for word in words(names) for role in _ROLE_OF.get(word, ()))


@lru_cache(maxsize=20_000)
def words(names: str) -> tuple[str, ...]:
    """Whole words of names, and each two of one name as one word: `binh-luan`, `articleBody`."""
    found: list[str] = []
    for name in names.split():
        parts = [part.lower() for part in _PARTS.findall(_HASHED.sub(" ", name))]
        found += parts
        found += (a + b for a, b in pairwise(parts))
    return tuple(found)
