"""Báo điện tử VTV; its listings, feed and sitemaps are unverified."""

from scrapers.cms.vccorp import ROLES, VCCORP, VIDEO, article, sources
from scrapers.outlet import Layout, Outlet

DATE = "p.days[itemprop=datePublished] | [data-role=publishdate]"
OUTLET = Outlet(
    name="vtv",
    title="Báo điện tử VTV",
    home="https://vtv.vn",
    hosts=("www.vtv.vn", "m.vtv.vn"),
    article=article("100"),
    aliases=("VTV.vn", "VTV", "VTV News", "VTV Online", "Đài Truyền hình Việt Nam"),
    sources=sources(
        "chinh-tri xa-hoi phap-luat the-gioi kinh-te the-thao van-hoa-giai-tri suc-khoe doi-song cong-nghe giao-duc",
        news="/latest-news-sitemap.xml",
    ),
    layouts=(
        VIDEO.but(seen="", date=DATE),
        VCCORP.but(date=DATE, seen="2026-07"),
        ROLES.but(date=DATE),
        Layout(
            name="2020",
            marker="h1.title_detail",
            title="h1.title_detail",
            lead="h2.sapo",
            body=".noidung",
            author=".author",
            date=".time",
        ),
    ),
)
