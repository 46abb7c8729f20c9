"""ePi's CMS (class names cms-*, zce-*): plo, nhandan, vietnamplus, tienphong, sggp, giaoducthoidai, cand and others."""

import re

from scrapers.outlet import Feed, Layout, Listing, Sitemap, Source

EPI = Layout(
    name="epi",
    marker=".article__body.cms-body",
    title=".article__title.cms-title | h1.article__title",
    lead=".article__sapo.cms-desc | .article__sapo",
    body=".article__body.cms-body",
    author=".article__author .name | .article__meta .author | a.cms-author",
    date="time.article__time | .article__header time | .article__meta time | time.time",
    section="h2.main a.active | .breadcrumb h2.main a",
    tags=".article__tag a",
    cover=".article__avatar",
    drop=".article-relate, [id^=adsWeb_], .sda_middle, .ads_middle, .rennab, .tts-player, "
    ".hidden-player, .article__author, .article__source, .article__footer",
    keep=".notebox",
)
"""As since about 2021. `a.cms-relate` stays: it stands in running sentences; alone in a paragraph it goes by itself."""

VIDEO = EPI.but(name="epi-video", marker=".article__avatar video", kind="video")
"""The player stands above the headline, the text below it is often one paragraph."""

EPI_2019 = Layout(
    name="epi-2019",
    marker=".cms-body",
    title=".cms-title",
    lead=".cms-desc | .article__sapo | .article-sapo | .sapo",
    body="#article-body.cms-body | #abody | .cms-body",
    author=".cms-author",
    date=".cms-date | .article__meta time",
    section=".breadcrumb a",
    tags=".article__tag a",
    caption=".imgcaption, .fig",
    drop=".inner-article, .article-relate, .cms-relate.story",
)
"""The relatives of 2018-2020: znews, vov, thanhnien, plo, tienphong."""


def article(suffix: str = "html") -> str:
    """Address pattern: `post` and a running number; stories of before the move to ePi have the number alone."""
    return rf"/(?:[a-z0-9-]+/)*[^/]+-(?:post)?(?P<id>\d{{5,8}})\.{suffix}$"


def sources(*feeds: str, api: str = "") -> tuple[Source, ...]:
    """The family's sources: feeds by their file names (`kinhte-311`, the number is the zone's), the endpoint of the
    newest stories where its host is known, and a sitemap a month.

    As public crawlers of 2025-2026 give them: `https://<api>/api/morenews-latest-0-<page>.html?phrase=`.
    """
    site = re.sub(r"^api\w*\.", "", api)  # what api.plo.vn calls /slug.html is plo.vn's
    listing = Listing(url="", links=".story__heading a", first=1)
    newest = f"https://{api}/api/morenews-latest-0-{{n}}.html?phrase="
    return (
        Feed(url="/rss/home.rss"),
        *(Feed(url=f"/rss/{f}.rss", section=re.sub(r".*/|-\d+$", "", f)) for f in feeds),
        *((listing.but(url=newest.format(n=0), pages=newest, base=f"https://{site}"),) if api else ()),
        Sitemap(url="/sitemap.xml", period=r"/news-(?P<year>\d{4})-(?P<month>\d{1,2})\.xml"),
    )
