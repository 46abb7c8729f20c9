"""Kenh14; its listings, feed and sitemaps are unverified."""

from scrapers.cms.vccorp import KBWC, MOBILE, ROLES, article, sources
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="kenh14",
    title="Kenh14",
    home="https://kenh14.vn",
    hosts=("m.kenh14.vn", "www.kenh14.vn"),
    article=article("215", "chn"),
    aliases=("Kênh 14", "Kenh14.vn", "K14"),
    sources=sources(
        "star cine musik beauty-fashion doi-song xa-hoi hoc-duong sport suc-khoe",
        news="/latestnews-sitemap.xml",
        feed="/rss/home.rss",
        links="h2 a, h3 a, h4 a",
        pages="/timeline/laytinmoitronglist-{zone}/page-{n}.chn",
        suffix="chn",
    ),
    layouts=(KBWC.but(section="li.kbwsli.active a", seen="2026-07"), ROLES, MOBILE.but(seen="2014-01")),
)
