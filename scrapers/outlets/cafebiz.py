"""CafeBiz; every rule is unverified, read off public crawlers of 2025-2026."""

from scrapers.cms.vccorp import CAFE_MOBILE, MOBILE, ROLES, VCCORP, article, sources
from scrapers.outlet import Outlet

OUTLET = Outlet(
    name="cafebiz",
    title="CafeBiz",
    home="https://cafebiz.vn",
    hosts=("m.cafebiz.vn", "www.cafebiz.vn"),
    article=article("176", "chn"),
    aliases=("CafeBiz.vn",),
    sources=(
        *sources(
            "vi-mo cau-chuyen-kinh-doanh cong-nghe xa-hoi bizmoney song quan-tri",
            news="/latestnews-sitemap.xml",
            links="h2 a, h3 a, h4 a",
            pages="/timelinelist/{zone}/{n}.chn",
            suffix="chn",
            seen={"rss": "2026-07"},
        ),
    ),
    layouts=(
        VCCORP.but(seen="", author="[data-role=author] | .detail-author"),
        ROLES,
        VCCORP.but(
            name="2020",
            marker=".timeandcatdetail",
            seen="",
            title="h1.title",
            lead="h2.sapo",
            body=".detail-content",
            author=".detail-author",
            date=".timeandcatdetail .time",
            section=".timeandcatdetail a",
        ),
        CAFE_MOBILE.but(seen=""),
        MOBILE.but(seen=""),
    ),
)
