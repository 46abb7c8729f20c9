"""Công Thương. Unverified: all but the figures of 2025, of which a part of the text was seen."""

from scrapers.cms.mastercms import MASTERCMS
from scrapers.cms.vtc_exp import EXP
from scrapers.outlet import Feed, Listing, Outlet

SECTIONS = "thoi-su cong-nghiep thuong-mai nang-luong thi-truong hoi-nhap doanh-nghiep khuyen-cong"
FEEDS = "tai-chinh thi-truong nang-luong dia-phuong"

OUTLET = Outlet(
    name="congthuong",
    title="Công Thương",
    home="https://congthuong.vn",
    article=r"/(?:[a-z0-9-]+/)*[^/]+-(?P<id>\d{6})\.html$",
    aliases=("Báo Công Thương", "Congthuong.vn"),
    sources=(
        Feed(url="/rss_feed/"),
        *(Feed(url=f"/rss/{s}.rss", section=s, seen="2026-10") for s in FEEDS.split()),
        *(Listing(url=f"/{s}", section=s, links=".article-title a, h3 a") for s in SECTIONS.split()),
    ),
    layouts=(
        EXP.but(name="2025", title="h1.article-detail-title", lead=".article-detail-desc", date=".article-detail-date"),
        MASTERCMS.but(name="2020"),
    ),
)
