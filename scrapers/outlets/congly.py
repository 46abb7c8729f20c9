"""Công lý. No page was at hand: layout and sources are its family's, unverified."""

from scrapers.cms.onecms import LISTING, ONECMS
from scrapers.outlet import Feed, Outlet, Sitemap

SECTIONS = "thoi-su phap-luat phap-dinh xa-hoi kinh-te the-gioi van-hoa the-thao"

OUTLET = Outlet(
    name="congly",
    title="Công lý",
    home="https://congly.vn",
    article=r"/(?:[a-z0-9-]+/)*[^/]+-(?P<id>\d{6})\.html$",
    aliases=("Báo Công lý", "Congly.vn"),
    sources=(
        Feed(url="/rss/home"),
        *(LISTING.but(url=f"/{s}", section=s, seen="2026-09") for s in SECTIONS.split()),
        Sitemap(url="/sitemap-article-daily.xml"),
        Sitemap(url="/sitemap.xml"),
    ),
    layouts=(ONECMS,),
)
