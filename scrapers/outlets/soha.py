"""Soha; its listings of 2026, feed and sitemaps are unverified."""

from scrapers.cms.vccorp import FIELDS, MOBILE, VCCORP, article, sources
from scrapers.outlet import Layout, Listing, Outlet

OUTLET = Outlet(
    name="soha",
    title="Soha",
    home="https://soha.vn",
    hosts=("m.soha.vn", "www.soha.vn"),
    article=article("198"),
    aliases=("Soha.vn", "Soha News", "SohaNews"),
    sources=(
        *sources(
            "thoi-su quoc-te kinh-doanh phap-luat quan-su the-thao giai-tri song-khoe",
            news="/latest-news-sitemap.xml",
        ),
        Listing(url="/", links="h1 a, h2 a, h3 a, h4 a", seen="2012-12"),
        Listing(url="/tin-moi-nhat.htm", links="#listNews a.prop_title", pages="/tin-moi-nhat/page-{n}.htm"),
    ),
    layouts=(
        VCCORP.but(section=None, seen="2026-07"),
        FIELDS.but(
            name="2020",
            marker=".news-content",
            seen="2020-01",
            title="h1.news-title",
            lead=".news-sapo",
            body=".news-content",
            date=".op-published",
            order="MDY",
            cover="#video-embebsport, header center",
            drop=f"{FIELDS.drop}, #video-embebsport figcaption",
        ),
        Layout(
            name="2012",
            marker="#newscontent",
            seen="2012-12",
            title="h1[itemprop=title]",
            lead="h2.description",
            body="#newscontent",
            author="span[itemprop=author]",
            date="span[itemprop=datePublished]",
            section=".menusub_active a",
            drop="[type=RelatedNews]",
        ),
        MOBILE.but(seen=""),
    ),
)
